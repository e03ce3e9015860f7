"""`zuoxi roster solve`: a roster for a requirement, people and shifts from files, or for a public benchmark instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from zuoxi.cli import forecast, options
from zuoxi.cli.console import refusals, stop_on_errors
from zuoxi.cli.places import check_file
from zuoxi.cli.plan_files import load_people, load_shifts, skill_names, write_files
from zuoxi.cli.plan_output import queue_coverage, roster_sheet, show_planned, show_solved
from zuoxi.cli.policy import load
from zuoxi.cli.roster_progress import searching, stage, watched
from zuoxi.cli.speech import Command
from zuoxi.core.tables import csv_bytes, read_bytes, read_path
from zuoxi.core.tables.csv_file import decoded
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster import check, curtois_qu
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.people.files import PersonRow
from zuoxi.roster.file_plan import assembly, turns
from zuoxi.roster.file_plan.outcome import Planned
from zuoxi.roster.requirement_files import Requirement, read_requirement
from zuoxi.roster.roster_files.roster_csv import roster_csv
from zuoxi.roster.roster_files.workbook import workbook
from zuoxi.roster.shift_files import ShiftFile
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.values import policy_of

MOST_WEEKS = 8
PUBLIC = "curtois-qu"
HEADER = ("employee", "day", "shift")
HELP = _(
    "Find a roster.\n\n"
    "Example: zuoxi roster solve --people examples/people.xlsx --shifts examples/shifts.toml --requirement plan/requirement.csv "
    "--from 2026-12-01 --weeks 4 --out roster.xlsx\n\n"
    "The requirement has the columns queue, start, required (heads at the contacts); intervals that are not in it need nobody. The roster leaves "
    "room for breaks and places them. Written is CSV (employee, day, shift, hours, breaks), or XLSX with coverage, by the name of --out.\n\n"
    "Public instances: zuoxi roster solve --format curtois-qu examples/small_instance.txt --seconds 60 --threads 2 --seed 1 --out roster.csv\n\n"
    "Exit codes: 0 done, 2 the input cannot be used, 3 no legal roster was found (the rules that clash are named, or the time was too short)."
)
app = typer.Typer(no_args_is_help=True, help=_("Rosters from files."))


@app.callback()
def group() -> None:
    """Keeps `solve` a subcommand while it is the only one."""


def solve(
    file: Annotated[Path | None, typer.Argument(metavar=_("FILE"), help=_("Instance in the format of --format."))] = None,
    format_: Annotated[str | None, typer.Option("--format", help=_("Format of a public instance: curtois-qu."))] = None,
    people: Annotated[Path | None, typer.Option(help=_("People, XLSX or CSV."))] = None,
    shifts: Annotated[Path | None, typer.Option(help=_("Shift kinds, contracts and queues, TOML."))] = None,
    requirement: Annotated[Path | None, typer.Option(help=_("Requirement, CSV or XLSX: queue, start, required."))] = None,
    first: Annotated[str | None, typer.Option("--from", help=_("First day, such as 2026-12-01."))] = None,
    weeks: Annotated[int, typer.Option(help=_("How many weeks."))] = 4,
    seconds: Annotated[float, typer.Option(help=_("Longest time for the search."))] = 60.0,
    threads: Annotated[int, typer.Option(help=_("Processor cores for the search."))] = 2,
    seed: Annotated[int, typer.Option(help=_("Same seed, same roster, as far as the time allows the same search."))] = 1,
    country: Annotated[str, typer.Option(help=_("Whose public holidays: CN, US or another ISO code; none for no calendar."))] = "CN",
    out: Annotated[Path, typer.Option(help=_("File for the roster, .csv or .xlsx; it appears whole or not at all."))] = Path("roster.csv"),
    policy: Annotated[Path | None, typer.Option(help=_("Policy, TOML; what it does not say is as shipped."))] = None,
) -> None:
    with refusals():
        options.check(seconds=seconds, threads=threads, seed=seed)
        check_file(out)
        if format_ is not None or file is not None:
            _solve_instance(file, format_, out, Effort(seconds, threads, seed))
            return
        given = _given(people, shifts, requirement, first, weeks, country, policy_of(load(policy), RosterPolicy))
    planned = _planned(given, Effort(seconds, threads, seed))
    with refusals(), stage(_("Writing the files")):
        write_files({out: _content(given, planned, out)})
    show_planned(planned)


solve.__doc__ = HELP
app.command("solve", cls=Command)(solve)


@dataclass(frozen=True)
class Effort:
    """How the search may run."""

    seconds: float
    threads: int
    seed: int


@dataclass(frozen=True)
class Given:
    """What the files come to."""

    people: tuple[PersonRow, ...]
    shifts: ShiftFile
    requirement: Requirement
    country: str | None
    policy: RosterPolicy


def _given(
    people: Path | None, shifts: Path | None, requirement: Path | None, first: str | None, weeks: int, country: str, policy: RosterPolicy
) -> Given:
    needed = _needed("--people", people), _needed("--shifts", shifts), _needed("--requirement", requirement)
    day, days, code = _day(first), _days(weeks), forecast.country_code(country)
    file = load_shifts(needed[1], policy=BreakPolicy())
    names = skill_names(file, file.queues)
    staff = load_people(needed[0], shifts=file, skills=names)
    with refusals(str(needed[2])):
        wanted = read_requirement(read_path(needed[2]), queues=names, first_day=day, days=days)
    stop_on_errors(wanted.findings, str(needed[2]))
    return Given(staff, file, wanted, code, policy)


def _needed(option: str, value: Path | None) -> Path:
    if value is None:
        raise Refusal("file_plan.not_given", option=option)
    return value


def _day(text: str | None) -> date:
    day = forecast.first_day(text)
    if day is None:
        raise Refusal("file_plan.not_given", option="--from")
    return day


def _days(weeks: int) -> int:
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refusal("file_plan.bad_weeks", least=1, most=MOST_WEEKS, weeks=weeks)
    return 7 * weeks


def _planned(given: Given, effort: Effort) -> Planned:
    """Roster and breaks for the requirement; ends with exit code 3 where the rules leave no roster."""
    wanted = given.requirement
    with refusals():
        problem = assembly.problem(
            people=given.people,
            file=given.shifts,
            demand=wanted.heads,
            first_day=wanted.first_day,
            step_min=wanted.step_min,
            policy=given.policy,
            country=given.country,
        )
        search = searching(effort.threads, effort.seed)
        return turns.plan(problem, search=search, seconds=effort.seconds, policy=BreakPolicy(), seed=effort.seed)


def _content(given: Given, planned: Planned, out: Path) -> bytes:
    sheet = roster_sheet(planned, given.people, given.shifts, country=given.country)
    if out.suffix.lower() == ".xlsx":
        return workbook(sheet, queue_coverage(planned, given.shifts))
    return roster_csv(sheet, planned.breaks)


def _solve_instance(file: Path | None, name: str | None, out: Path, effort: Effort) -> None:
    """A public instance: days are numbered as in the file, from 0."""
    if name != PUBLIC:
        raise Refusal("file_plan.bad_choice", text=name or "", option="--format", known=PUBLIC)
    path = _needed("FILE", file)
    with refusals(str(path)):
        problem = curtois_qu.parse(decoded(read_bytes(path)))
    roster, solved = watched(problem, None, seconds=effort.seconds, threads=effort.threads, seed=effort.seed)
    write_files({out: csv_bytes(HEADER, _cells(problem, roster))})
    show_solved(solved, check.hard_violations(problem, roster))


def _cells(problem: Problem, roster: Roster) -> Iterator[tuple[str, int, str]]:
    for worker, codes in zip(problem.workers, roster.codes(problem), strict=True):
        for day, code in enumerate(codes):
            yield worker.id, day, code or ""
