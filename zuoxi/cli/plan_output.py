"""What `zuoxi plan` leaves behind: five files, and a summary on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from zuoxi.cli import forecast
from zuoxi.cli.console import printable
from zuoxi.core import calendar
from zuoxi.core.sentences.forecast import METHODS
from zuoxi.core.tables import csv_bytes
from zuoxi.engine.roster.rules.kind import Violation
from zuoxi.people.files import PersonRow
from zuoxi.roster.file_plan.forecasting import HeldOut
from zuoxi.roster.file_plan.outcome import Planned, Solved
from zuoxi.roster.file_plan.report import Story, render
from zuoxi.roster.requirement_files import HEADER, requirement_rows
from zuoxi.roster.roster_files.coverage import QueueCoverage, coverage
from zuoxi.roster.roster_files.roster_csv import roster_csv
from zuoxi.roster.roster_files.sheet import Line, RosterSheet, looks
from zuoxi.roster.roster_files.workbook import workbook
from zuoxi.roster.shift_files import ShiftFile

WIDTH = 110


def contents(story: Story, out: Path, *, country: str | None, paper: Literal["A3", "A4"]) -> dict[Path, bytes]:
    """Every file of a plan as bytes, so that nothing is written before all of it exists."""
    made, needed, planned = story.expected.forecasts.values(), story.needed, story.planned
    sheet = roster_sheet(planned, story.people, story.shifts, country=country)
    return {
        out / "forecast.csv": csv_bytes(forecast.COLUMNS, [row for one in made for row in forecast.rows_of(one)]),
        out / "requirement.csv": csv_bytes(HEADER, requirement_rows(needed.gross, first_day=needed.first_day, step_min=needed.step_min)),
        out / "roster.csv": roster_csv(sheet, planned.breaks),
        out / "roster.xlsx": workbook(sheet, queue_coverage(planned, story.shifts), paper=paper),
        out / "report.html": render(story).encode(),
    }


def roster_sheet(planned: Planned, people: Sequence[PersonRow], shifts: ShiftFile, *, country: str | None) -> RosterSheet:
    """The roster as files show it: people in the order of their file, holidays and make-up days marked."""
    problem = planned.problem
    facts = calendar.days(problem.first_day, problem.days, country=country).days
    marks = {day.day: _("hol") if day.is_holiday else _("work") for day in facts if day.is_holiday or day.is_make_up}
    return RosterSheet(
        first_day=problem.first_day,
        lines=tuple(Line(person.number, person.name, person.team) for person in people),
        codes=tuple(tuple(row) for row in planned.roster.codes(problem)),
        looks=looks(shifts.shifts),
        marks=marks,
        title=_("Roster %(first)s ～ %(last)s") % {"first": problem.first_day, "last": problem.date_of(problem.days - 1)},
    )


def queue_coverage(planned: Planned, shifts: ShiftFile) -> tuple[QueueCoverage, ...]:
    """Cover in the intervals of the requirement, queues by their names."""
    names = {queue.code: queue.name for queue in shifts.queues}
    return coverage({names.get(code, code): cover for code, cover in planned.queues.items()}, step_min=planned.problem.step_min)


def show_held_out(lines: tuple[HeldOut, ...], names: Mapping[str, str]) -> None:
    """The trial of the forecast on the last weeks known, in per cent."""
    if not lines:
        return
    title = _("Last %(days)s days held out, WAPE in per cent (in brackets: last week repeated)") % {"days": lines[0].days}
    table = Table(title=title, title_justify="left", box=SIMPLE)
    for name in (_("queue"), _("method")):
        table.add_column(name, no_wrap=True)
    for name in (_("interval"), _("day"), _("bias"), _("in 80 %")):
        table.add_column(name, justify="right")
    for line in lines:
        shares = (f"{100 * line.wape:.1f} ({100 * line.naive_wape:.1f})", f"{100 * line.day_wape:.1f} ({100 * line.naive_day_wape:.1f})")
        table.add_row(
            Text(printable(names.get(line.queue, line.queue))),
            str(METHODS[line.method]),
            *shares,
            f"{100 * line.bias:+.1f}",
            f"{100 * line.cover80:.0f}",
        )
    screen().print(table)


def show_planned(planned: Planned) -> None:
    """The figures by which a roster is judged."""
    cover = [
        (_("Required head-hours"), f"{planned.required_hours:,.0f}"),
        (_("Uncovered"), f"{100 * planned.uncovered:.2f} %"),
        (_("Overcovered"), f"{100 * planned.overcovered:.2f} %"),
    ]
    _figures([*cover, *_search(planned.solved, planned.violations)])


def show_solved(solved: Solved, violations: Sequence[Violation]) -> None:
    """The figures of a public instance."""
    _figures(_search(solved, violations))


def _search(solved: Solved, violations: Sequence[Violation]) -> list[tuple[str, str]]:
    return [
        (_("Hard rules broken"), str(len(violations))),
        (_("Price of the soft rules"), f"{solved.cost:,}"),
        (_("Bound"), f"{solved.bound:,.0f}"),
        (_("Gap to the bound"), f"{100 * solved.gap:.2f} %"),
    ]


def _figures(rows: Sequence[tuple[str, str]]) -> None:
    table = Table(box=SIMPLE, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    for row in rows:
        table.add_row(*row)
    screen().print(table)


def screen() -> Console:
    """Standard output; as wide as a table needs where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)
