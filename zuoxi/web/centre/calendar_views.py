"""The working calendar (P-08, X-04): a year at a glance, a day set or removed, files in and out. Everybody reads, planners and managers change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core import calendar_days, calendar_files
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.errors import Problem
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import check_size
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.people import access
from zuoxi.planning.workdays import EDITORS
from zuoxi.web.centre import calendar_year
from zuoxi.web.shell import numbers
from zuoxi.web.shell.doors import everyone, roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

EARLIEST, LATEST = 2000, 2099
SHOWN_AT_MOST = 100


class CentreDayForm(forms.Form):
    """A day as the centre wants it."""

    name = forms.CharField(label=gettext_lazy("name"), max_length=100)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=DayKind.choices)
    pay_factor = forms.DecimalField(
        label=gettext_lazy("pay factor"),
        min_value=1,
        max_value=5,
        max_digits=3,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("The multiple of the wage for work on this day. Left empty: 3 on a 300 % day, 2 on a public holiday, else 1."),
    )
    source = forms.CharField(
        label=gettext_lazy("source"), max_length=200, required=False, help_text=gettext_lazy("Who says so, such as the number of a notice.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


class FileForm(forms.Form):
    """A file with days, refused by its size before it is read; `sure` stores it."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy("CSV or XLSX: the yearly data file (date, is_workday, holiday), or what this page exports."),
        error_messages={"required": gettext_lazy("Choose a file first."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except Refusal as refused:
            raise forms.ValidationError(sentence(refused.code, refused.facts)) from refused
        return file


@everyone
@require_safe
def year(request: PersonRequest, number: int = 0) -> HttpResponse:
    """Twelve months with everything that is not an ordinary day."""
    shown = number or timezone.localdate().year
    if not EARLIEST <= shown <= LATEST:
        raise Http404
    found = calendar_year.year(shown)
    context = {
        "year": found,
        "today": timezone.localdate(),
        "warnings": [sentence(finding.code, finding.facts) for finding in found.findings],
        "legend": [(kind, calendar_year.signs()[kind], label, found.count(DayKind(kind))) for kind, label in calendar_year.kinds().items()],
        "before": shown - 1 if shown > EARLIEST else None,
        "after": shown + 1 if shown < LATEST else None,
        "may_change": access.has(request.person, *EDITORS),
        "weekdays": range(7),
    }
    return render(request, "centre/calendar.html", context)


@everyone
@require_safe
def export(_request: PersonRequest, number: int) -> HttpResponse:
    """The days the centre has set in a year, in the form that is read back."""
    if not EARLIEST <= number <= LATEST:
        raise Http404
    days = [one for one in calendar_days.own(date(number, 1, 1), 366) if one.day.year == number]
    name = f"{_('Working calendar')} {number}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(calendar_files.export(days), content_type="text/csv; charset=utf-8", headers=headers)


@roles(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: PersonRequest, text: str) -> HttpResponse:
    """Set a day, or change it; who was slower sees what it is now."""
    cell = calendar_year.cell(_day(text))
    form = CentreDayForm(request.POST if request.method == "POST" else None, initial=_initial(cell))
    if form.is_valid():
        try:
            saved = _save(request, cell.day, form.cleaned_data)
        except Problem as refused:
            form.add_error(None, str(refused))
            cell = calendar_year.cell(cell.day)
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved})
            return go(request, "centre:calendar-year", cell.day.year)
    return render(request, "centre/calendar_day.html", {"form": form, "cell": cell}, status=422 if form.is_bound else 200)


@roles(*EDITORS)
@require_POST
def remove(request: PersonRequest, text: str) -> HttpResponse:
    """Let the library's day count again; the next page offers to take that back."""
    seen = numbers.revision(request.POST.get("revision"))
    removed = calendar_days.remove(day=_day(text), by=request.person, now=timezone.now(), seen_revision=seen)
    messages.success(request, _("%(name)s was removed.") % {"name": removed})
    return render(request, "centre/calendar_removed.html", {"removed": removed})


@roles(*EDITORS)
@require_POST
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a removal back."""
    removed = get_object_or_404(CentreDay.objects.exclude(removed_at=None), pk=pk)
    calendar_days.restore(removed=removed, by=request.person, now=timezone.now())
    messages.success(request, _("%(name)s is set again.") % {"name": removed})
    return go(request, "centre:calendar-year", removed.day.year)


@roles(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Look a file through; with `store` and no error every day of it is set, otherwise none."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    plan = _read(request, form) if form.is_valid() else None
    if plan and not plan.findings and "store" in request.POST:
        messages.success(request, _("%(count)s days were set.") % {"count": plan.count("new") + plan.count("changed")})
        return go(request, "centre:calendar-year", plan.days[0].form.day.year if plan.days else timezone.localdate().year)
    context = {
        "form": form,
        "plan": plan,
        "remarks": [_remark(finding) for finding in plan.findings[:SHOWN_AT_MOST]] if plan else [],
        "figures": [(label, plan.count(news), "") for news, label in _news()] if plan else [],
        "days": plan.days[:SHOWN_AT_MOST] if plan else [],
        "labels": dict(_news()),
    }
    return render(request, "centre/calendar_import.html", context, status=200 if not form.is_bound or (plan and not plan.findings) else 422)


def _read(request: PersonRequest, form: FileForm) -> calendar_files.Preview | None:
    file = form.cleaned_data["file"]
    data, name = file.read(), file.name[:200]
    try:
        plan = calendar_files.preview(data, source=name)
        if plan.findings or "store" not in request.POST:
            return plan
        return calendar_files.store(data, by=request.person, now=timezone.now(), source=name)
    except Refusal as refused:
        form.add_error("file", sentence(refused.code, refused.facts))
    return None


def _news() -> list[tuple[str, str]]:
    return [("new", _("New")), ("changed", _("Changed")), ("same", _("Unchanged"))]


def _remark(finding: Finding) -> tuple[int | None, str]:
    return finding.row, sentence(finding.code, finding.facts)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST <= found.year <= LATEST:
        raise Http404
    return found


def _initial(cell: calendar_year.DayCell) -> dict[str, Any]:
    if cell.own is None:
        kind = cell.kind if cell.kind in DayKind.values else DayKind.CLOSED
        return {"name": cell.name, "kind": kind, "revision": calendar_days.NEVER_SEEN}
    return {name: getattr(cell.own, name) for name in ("name", "name_en", "kind", "pay_factor", "source", "revision")}


def _save(request: PersonRequest, day: date, data: dict[str, Any]) -> CentreDay:
    form = DayForm(day, data["name"], DayKind(data["kind"]), data["name_en"], data["pay_factor"], data["source"])
    return calendar_days.set_day(form=form, by=request.person, now=timezone.now(), seen_revision=data["revision"])
