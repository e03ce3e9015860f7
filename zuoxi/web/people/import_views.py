"""A people file from the browser: upload, preview, store or discard; a template to fill, the failed rows to mend."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import check_size
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.people import files, files_template, imports, matrix, missing
from zuoxi.people.models import Contract, PeopleUpload, Skill, Unit, UnitKind, UploadState
from zuoxi.roster import people_files
from zuoxi.web.people.export import MEDIA_TYPE
from zuoxi.web.people.missing_lines import missing_lines
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

MAY_IMPORT = sorted(matrix.roles("person", "import", "all"))
SHOWN_AT_MOST = 200
FIELDS = {
    "name": gettext_lazy("Name"),
    "team": gettext_lazy("Team"),
    "post": gettext_lazy("Post"),
    "contract": gettext_lazy("Contract"),
    "skills": gettext_lazy("Skills and levels"),
    "lead": gettext_lazy("Shift lead"),
    "grade": gettext_lazy("Star grade"),
    "probation": gettext_lazy("Probation until"),
}


class UploadForm(forms.Form):
    """One file, refused by its size before it is read."""

    file = forms.FileField(
        label=gettext_lazy("People file"),
        help_text=gettext_lazy("CSV or XLSX with work number, name, team, contract and skills; download the template to see how."),
        error_messages={"required": gettext_lazy("Choose a file first."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except Refusal as refused:
            raise forms.ValidationError(sentence(refused.code, refused.facts)) from refused
        return file


@roles(*MAY_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Choose a file; what cannot be read at all is said beside the field."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = imports.check(data=file.read(), name=file.name, by=request.person, now=timezone.now())
        except Refusal as refused:
            form.add_error("file", sentence(refused.code, refused.facts))
        else:
            return go(request, "people:preview", made.pk)
    status = 422 if form.is_bound else 200
    uploads = PeopleUpload.objects.filter(state=UploadState.CHECKED, uploaded_by=request.person).order_by("-uploaded_at")[:5]
    return render(request, "people/import.html", {"form": form, "uploads": uploads}, status=status)


@roles(*MAY_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """What storing would do, or what is wrong by row and column; then one decision."""
    found = _own(request, pk)
    if request.method == "POST":
        try:
            return _decide(request, found)
        except imports.NotMade as refused:
            return _page(request, _own(request, pk), refused=str(refused))
    return _page(request, found)


def _page(request: PersonRequest, found: PeopleUpload, *, refused: str = "") -> HttpResponse:
    plan = imports.preview(found)
    single = [finding for finding in plan.file.findings if missing.name_of(finding) is None]
    context = {
        "upload": found,
        "plan": plan,
        "refused": refused,
        "figures": [(_("New"), plan.count("new"), ""), (_("Changed"), plan.count("changed"), ""), (_("Unchanged"), plan.count("same"), "")],
        "missing": missing_lines(plan, by=request.person, ticked=request.POST.getlist("make")),
        "new_skills": any(one.kind == "skill" for one in plan.missing),
        "remarks": [_remark(finding) for finding in single[:SHOWN_AT_MOST]],
        "more_remarks": max(0, len(single) - SHOWN_AT_MOST),
        "changes": [_change(one) for one in plan.planned if one.news == "changed"][:SHOWN_AT_MOST],
        "new": [one.row for one in plan.planned if one.news == "new"][:SHOWN_AT_MOST],
    }
    return render(request, "people/preview.html", context, status=409 if refused else 200)


@roles(*MAY_IMPORT)
@require_safe
def failed(request: PersonRequest, pk: int) -> HttpResponse:
    """The rows with errors only, with the reason beside each."""
    found = _own(request, pk)
    name = f"{_('rows to mend')} {found.name}.csv"
    content = files.failed_rows(imports.read(bytes(found.content or b"")))
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": content_disposition_header(True, name)})


@roles(*MAY_IMPORT)
@require_safe
def template(_request: PersonRequest) -> HttpResponse:
    """An empty workbook with drop-downs of this centre's contracts, teams and skills."""
    content = files_template.template(
        contracts=[str(contract) for contract in Contract.objects.order_by("code")],
        skills=[str(skill) for skill in Skill.objects.order_by("code")],
        teams=[str(team) for team in Unit.objects.filter(kind=UnitKind.TEAM).order_by("order")],
    )
    name = f"{_('People')}.xlsx"
    return HttpResponse(content, content_type=MEDIA_TYPE, headers={"Content-Disposition": content_disposition_header(True, name)})


def _own(request: PersonRequest, pk: int) -> PeopleUpload:
    """An undecided upload of one's own; anything else is not found."""
    return get_object_or_404(PeopleUpload, pk=pk, uploaded_by=request.person, state=UploadState.CHECKED)


def _decide(request: PersonRequest, found: PeopleUpload) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("do") == "store":
        plan = people_files.store(upload=found, by=request.person, now=now, make=request.POST.getlist("make"))
        messages.success(request, _("%(new)s people added, %(changed)s changed.") % {"new": plan.count("new"), "changed": plan.count("changed")})
        return go(request, reverse("people:people"))
    if request.POST.get("do") == "discard":
        imports.discard(upload=found, by=request.person, now=now)
        messages.success(request, _("The file was discarded; nothing was changed."))
        return go(request, "people:import")
    raise Http404


def _remark(finding: Finding) -> dict[str, Any]:
    return {"row": finding.row, "column": finding.column, "text": sentence(finding.code, finding.facts), "severity": finding.severity}


def _change(one: imports.Planned) -> dict[str, Any]:
    return {"row": one.row, "changes": [{"what": FIELDS[field], "before": before, "after": after} for field, before, after in one.changes]}
