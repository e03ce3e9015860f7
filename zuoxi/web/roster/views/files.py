"""Rosters to Excel and CSV and back (UX 47, 48)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.sentences import sentence
from zuoxi.core.tables.limits import MIB, Limits
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.roster import access, facts, importing, sheets
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.cells import Change
from zuoxi.roster.importing import Preview
from zuoxi.roster.models import Version
from zuoxi.roster.roster_files.roster_csv import roster_csv
from zuoxi.roster.roster_files.workbook import workbook
from zuoxi.roster.versions import NotADraft
from zuoxi.web.roster.grid_body import is_word
from zuoxi.web.roster.views.printing import download, imprint
from zuoxi.web.shell import numbers, respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""Differences and errors listed at once; the rest is counted."""


class FileForm(forms.Form):
    """A workbook or a CSV."""

    file = forms.FileField(label=gettext_lazy("File"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}))

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        most = Limits().file_bytes
        if (file.size or 0) > most:
            raise forms.ValidationError(sentence("tables.file_too_large", {"megabytes": round((file.size or 0) / MIB), "most": most // MIB}))
        return file


class ApplyForm(forms.Form):
    """What the preview showed: the cells as JSON rows `[person, day, code or null]`, and the revision they were held against."""

    changes = forms.CharField(widget=forms.HiddenInput())
    revision = forms.IntegerField(min_value=0, max_value=numbers.MOST, widget=forms.HiddenInput())

    def clean_changes(self) -> list[Change]:
        try:
            return [_change(person, day, code) for person, day, code in json.loads(self.cleaned_data["changes"])]
        except (TypeError, ValueError, RecursionError) as error:
            raise forms.ValidationError(_("The list of changes cannot be read. Choose the file again.")) from error


def _change(person: object, day: str, code: str | None) -> Change:
    number = numbers.exact(person)
    if number is None or not (code is None or is_word(code)):
        raise ValueError
    return Change(number, date.fromisoformat(day), code)


@watched("roster.exported", "version")
@roles(*READERS)
@require_safe
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """The lines the reader may see, as a workbook (`?paper=a3`) or with `?format=csv` one row a person and day."""
    version = access.version(request.person, pk)
    sheet = facts.sheet(version)
    people = set(access.rows(request.person, version).values_list("pk", flat=True))
    shown = sheets.roster_sheet(version, sheet, people=people)
    name = f"{version.period.name}-v{version.number}"
    if request.GET.get("format") == "csv":
        return download(roster_csv(shown, sheets.placed_breaks(version, sheet, people=people)), f"{name}.csv", "text/csv; charset=utf-8")
    whole = len(people) >= len(sheet.people)
    book = workbook(
        shown, sheets.covers(sheet) if whole else (), paper="A3" if request.GET.get("paper") == "a3" else "A4", version=imprint(version).state
    )
    return download(book, f"{name}.xlsx", XLSX)


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose a file; then what it would change, cell by cell."""
    version = _draft(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, version, form, None, status=422 if request.method == "POST" else 200)
    try:
        preview = importing.preview(version, form.cleaned_data["file"].read())
    except Refusal as refusal:
        form.add_error("file", sentence(refusal.code, refusal.facts))
        return _page(request, version, form, None, status=422)
    return _page(request, version, form, preview, status=422 if preview.errors else 200)


@roles(*PLANNERS)
@require_POST
def apply(request: PersonRequest, pk: int) -> HttpResponse:
    """Set what the preview showed as one step."""
    version = _draft(request, pk)
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The list of changes cannot be read. Choose the file again."))
        return respond.go(request, "roster:import", version.pk)
    done = importing.apply(
        version=version, changes=form.cleaned_data["changes"], seen_revision=form.cleaned_data["revision"], by=request.person, now=timezone.now()
    )
    if any(conflict.reason == "changed" for conflict in done.conflicts):
        messages.warning(
            request,
            _("Somebody changed %(count)s of these cells meanwhile, so nothing was set. Choose the file again.") % {"count": len(done.conflicts)},
        )
        return respond.go(request, "roster:import", version.pk)
    words = _("%(count)s cells were set as one step; it can be undone in the grid.") % {"count": len(done.cells)}
    locked = _(" %(count)s locked cells were left as they are.") % {"count": len(done.conflicts)} if done.conflicts else ""
    messages.success(request, words + locked)
    return respond.go(request, "roster:grid", version.pk)


def _draft(request: PersonRequest, pk: int) -> Version:
    version = access.plannable_version(request.person, pk)
    if not version.is_draft:
        raise NotADraft(number=version.number)
    return version


def _page(request: PersonRequest, version: Version, form: FileForm, preview: Preview | None, *, status: int) -> HttpResponse:
    context: dict[str, Any] = {"version": version, "period": version.period, "form": form, "preview": preview}
    if preview:
        rows = [[one.person.pk, one.day.isoformat(), one.after] for one in preview.differing if not one.locked]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        context |= {
            "errors": [_where(finding) for finding in preview.errors[:SHOWN]],
            "error_count": len(preview.errors),
            "differing": preview.differing[:SHOWN],
            "more": max(0, len(preview.differing) - SHOWN),
            "locked": sum(one.locked for one in preview.differing),
            "apply": ApplyForm(initial={"changes": text, "revision": version.revision}) if rows else None,
            "changes": text,
            "count": len(rows),
        }
    return render(request, "roster/import.html", context, status=status)


def _where(finding: Finding) -> str:
    return sentence(finding.code, finding.facts)
