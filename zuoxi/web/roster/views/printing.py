"""A roster on paper: a page that prints from the browser, a PDF, one picture for a chat (UX 46)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zuoxi.people.models import Person
from zuoxi.roster import access, facts, printing, sheets
from zuoxi.roster.access import READERS
from zuoxi.roster.models import Publication, Version
from zuoxi.roster.printing import Imprint, Paper
from zuoxi.roster.roster_files.sheet import Line, RosterSheet
from zuoxi.roster.roster_files.workbook import weekdays
from zuoxi.web.shell import formats
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

SATURDAY = 5
PAPERS: dict[str, Paper] = {"a3": "a3", "a4": "a4"}


def shown_to(reader: Person, version: Version) -> RosterSheet:
    """The lines of the version that the reader may see."""
    people = set(access.rows(reader, version).values_list("pk", flat=True))
    return sheets.roster_sheet(version, facts.sheet(version), people=people)


def imprint(version: Version) -> Imprint:
    """Which days of whom, which version, published when, printed when."""
    period = version.period
    published = Publication.objects.filter(version=version).first()
    days = formats.span(formats.day(period.first_day), formats.day(period.last_day))
    state = _("version %(number)s") % {"number": version.number} + f" · {version.get_state_display()}"
    when = formats.moment(published.published_at) if published else ""
    return Imprint(f"{days} · {period.unit}", f"{state} {when}".strip(), _("printed %(when)s") % {"when": formats.moment(timezone.now())})


@watched("roster.exported", "version")
@roles(*READERS)
@require_safe
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """The page; `?paper=a3` sets it up for A3."""
    version = access.version(request.person, pk)
    paper = PAPERS.get(request.GET.get("paper", ""), "a4")
    shown = shown_to(request.person, version)
    context = {"version": version, "period": version.period, "sheet": shown, "imprint": imprint(version), "paper": paper}
    return render(request, "roster/print.html", {**context, "days": _days(shown), "lines": _lines(shown)})


def _days(shown: RosterSheet) -> list[tuple[str, str, bool]]:
    """Day of the month, weekday with its mark, whether it is a weekend."""
    names = weekdays()
    return [(f"{one:%d}", names[one.weekday()] + shown.marks.get(one, ""), one.weekday() >= SATURDAY) for one in shown.days]


def _lines(shown: RosterSheet) -> list[tuple[Line, list[tuple[str, bool]]]]:
    """A person and their cells: code, whether it is a weekend."""
    weekend = [one.weekday() >= SATURDAY for one in shown.days]
    cells = [[(code or "", free) for code, free in zip(codes, weekend, strict=True)] for codes in shown.codes]
    return list(zip(shown.lines, cells, strict=True))


@watched("roster.exported", "version")
@roles(*READERS)
@require_safe
def pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """A PDF in A4 or A3, or with `?format=png` one picture."""
    version = access.version(request.person, pk)
    shown, words = shown_to(request.person, version), imprint(version)
    name = f"{version.period.name}-v{version.number}"
    if request.GET.get("format") == "png":
        return download(printing.picture(shown, words), f"{name}.png", "image/png")
    return download(printing.pdf(shown, words, paper=PAPERS.get(request.GET.get("paper", ""), "a4")), f"{name}.pdf", "application/pdf")


def download(body: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, under its own name in any language."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": header, "X-Content-Type-Options": "nosniff"})
