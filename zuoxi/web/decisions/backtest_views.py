"""Trying a draft policy on the past (P-04): choose values and a period, watch, read what would differ, take it along as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.core import backtest_job
from zuoxi.core.errors import Problem
from zuoxi.core.explanations import entry_of, said, unit_name
from zuoxi.core.models import Job, JobState
from zuoxi.core.tables import Cell, Sheet, csv_bytes, xlsx_bytes
from zuoxi.people import access
from zuoxi.people.models import Person
from zuoxi.web.decisions.backtest_forms import BacktestForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

MAY_TEST = tuple(sorted(access.OPENS_TERMS))
"""Pay stands in the answer: only who may see contracts."""
COLUMNS = (
    Column("person", gettext_lazy("Name"), sort=("name",)),
    Column("rule", gettext_lazy("Rule"), sort=("rule",)),
    Column("before", gettext_lazy("Under the policy in force")),
    Column("after", gettext_lazy("With the draft")),
    Column("points", gettext_lazy("Points"), sort=("points",), numeric=True, phone=False),
    Column("pay", gettext_lazy("Pay"), sort=("pay",), numeric=True, unit=gettext_lazy("yuan"), phone=False),
)
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Row:
    """One decision that would be another."""

    name: str
    rule: str
    before: str
    after: str
    points: int
    pay: float


@roles(*MAY_TEST)
@require_http_methods(["GET", "HEAD", "POST"])
def backtest(request: PersonRequest) -> HttpResponse:
    """The draft and the period; wrong values come back with what is wrong."""
    if request.method != "POST":
        return _show(request, BacktestForm(initial=_last_year(timezone.localdate())), status=200)
    form = BacktestForm(request.POST)
    if form.is_valid():
        job = _start(request, form)
        if job is not None:
            return respond.go(request, "decisions:backtest-result", job.pk)
    return _show(request, form, status=422)


def _start(request: PersonRequest, form: BacktestForm) -> Job | None:
    data = form.cleaned_data
    try:
        return backtest_job.start(
            first=data["first"], last=data["last"], people=_people(request.person), drafts=form.drafts(), by=request.person, now=timezone.now()
        )
    except Problem as problem:
        form.add_error(None, str(problem))
        return None


def _people(reader: Person) -> list[int]:
    """Those whose contract the reader may see."""
    units = access.units_of(reader, *access.OPENS_TERMS)
    return list(Person.objects.rostered().filter(unit_id__in=units).values_list("pk", flat=True))


def _show(request: PersonRequest, form: BacktestForm, *, status: int) -> HttpResponse:
    former = Job.objects.asked_by(request.person).filter(kind=backtest_job.KIND).order_by("-pk")[:10]
    return render(request, "decisions/backtest.html", {"form": form, "former": former}, status=status)


def _last_year(today: date) -> dict[str, date]:
    """The twelve whole months before this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return {"first": date(today.year - 1, today.month, 1), "last": last}


def _job(request: PersonRequest, pk: int) -> Job:
    """A back-test of one's own."""
    return get_object_or_404(Job.objects.asked_by(request.person).filter(kind=backtest_job.KIND), pk=pk)


@roles(*MAY_TEST)
@require_safe
def result(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is; at its end what would differ, with sums."""
    job = _job(request, pk)
    if job.state != JobState.DONE or job.result is None:
        return render(request, "decisions/backtest_result.html", {"job": job, "values": _values(job)})
    rows = _rows(job)
    context = {
        "job": job,
        "values": _values(job),
        "listing": Listing.of(request, rows, columns=COLUMNS, order="person"),
        "sums": [
            (_("Decisions compared"), job.result["decided"], ""),
            (_("Would differ"), len(rows) + job.result["more"], ""),
            (_("People concerned"), job.result["people"], ""),
            (_("Points"), job.result["points"], ""),
            (_("Pay"), job.result["pay"], _("yuan")),
        ],
        "by_rule": sorted(job.result["by_rule"].items()),
        "more": job.result["more"],
        "first": date.fromisoformat(job.arguments["first"]),
        "last": date.fromisoformat(job.arguments["last"]),
    }
    return render(request, "decisions/backtest_result.html", context)


def _values(job: Job) -> list[dict[str, str]]:
    """What the draft changed, as a difference."""
    known, changes = backtest_job.in_force(), []
    for policy, values in job.arguments["drafts"].items():
        for name, value in values.items():
            entry = entry_of(f"{policy}.{name}")
            what = entry.sentence(get_language() or "") if entry else name
            unit = unit_name(entry.unit) if entry else ""
            changes.append({"what": what, "before": f"{_plain(getattr(known[policy], name))} {unit}", "after": f"{_plain(value)} {unit}"})
    return changes


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:g}"


def _rows(job: Job) -> list[Row]:
    """In the reader's language; people who are no longer there are not shown by name."""
    result: dict[str, Any] = job.result or {}
    names = dict(Person.objects.filter(pk__in={row["person"] for row in result["rows"]}).values_list("pk", "name"))
    return [
        Row(names.get(row["person"], "--"), row["rule"], _said(row["before"]), _said(row["after"]), row["points"], float(row["pay"]))
        for row in result["rows"]
    ]


def _said(told: dict[str, Any] | None) -> str:
    return said(told["outcome"], told["told"]) if told else "--"


@roles(*MAY_TEST)
@require_safe
def exported(request: PersonRequest, pk: int) -> HttpResponse:
    """The differences as a workbook, or as CSV."""
    job = get_object_or_404(Job.objects.asked_by(request.person).filter(kind=backtest_job.KIND, state=JobState.DONE), pk=pk)
    header = [str(column.label) for column in COLUMNS]
    rows: list[list[Cell | int]] = [[row.name, row.rule, row.before, row.after, row.points, row.pay] for row in _rows(job)]
    if request.GET.get("format") == "csv":
        content, media, name = csv_bytes(header, rows), CSV, "backtest.csv"
    else:
        content, media, name = xlsx_bytes([Sheet(_("Back-test"), header, rows, (12, 8, 60, 60, 8, 12))]), XLSX, "backtest.xlsx"
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": content_disposition_header(True, name)})
