"""`zuoxi plan`: from a history, the people and the shifts to a month that is forecast, sized, rostered and reported, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast

import typer
from django.utils.translation import gettext as _

from zuoxi.cli import forecast, options
from zuoxi.cli.console import refusals
from zuoxi.cli.places import check_folder
from zuoxi.cli.plan_files import (
    load_people,
    load_shifts,
    queue_shares,
    skill_names,
    with_shares,
    write_files,
)
from zuoxi.cli.plan_output import contents, show_held_out, show_planned
from zuoxi.cli.policy import load
from zuoxi.cli.roster_progress import searching, stage
from zuoxi.core.tables import read_bytes
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.people.files import PersonRow
from zuoxi.roster.file_plan import assembly, needs, turns
from zuoxi.roster.file_plan import history as histories
from zuoxi.roster.file_plan.forecasting import Expected, expect
from zuoxi.roster.file_plan.history import Align, Counted, HistoryOptions
from zuoxi.roster.file_plan.needs import Needed
from zuoxi.roster.file_plan.outcome import Planned
from zuoxi.roster.file_plan.report import Story
from zuoxi.roster.shift_files import QueueEntry, ShiftFile
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.staffing import StaffingPolicy
from zuoxi.rules.values import Values, policy_of

Policy = TypeVar("Policy")
MOST_WEEKS = 8
PAPERS = ("A3", "A4")
ALIGNS = ("auto", "weeks", "none")
HELP = _(
    "Plan some weeks from files: forecast, requirement, roster with breaks, report.\n\n"
    "Example: zuoxi plan --history examples/bank_calls_30min.csv --people examples/people.xlsx --shifts examples/shifts.toml "
    "--from 2026-12-01 --weeks 4 --scale auto --out plan/\n\n"
    "Written into the folder are forecast.csv, requirement.csv, roster.csv, roster.xlsx (people x days, shifts, coverage) and report.html. "
    "Without --scale auto the volume is taken as it is.\n\n"
    "A history that tells no queues apart is split by the shares of the queues in the shifts file, or by --queue. A history that ends more than half "
    "a year before --from is moved by whole weeks to right before it, weekdays kept, and the report says so; --align none forbids that. "
    "A row of the history that cannot be used ends the command, named by file, row and column; with --skip-bad-rows it is "
    "named and left out.\n\n"
    "Exit codes: 0 done, 2 the input cannot be used, 3 no legal roster was found (the rules that clash are named, or the time was too short)."
)


@dataclass(frozen=True)
class Inputs:
    """What the command line and the files come to."""

    first_day: date
    days: int
    country: str | None
    queues: tuple[QueueEntry, ...]
    shifts: ShiftFile
    people: tuple[PersonRow, ...]
    scale: float | None
    fill: float
    seed: int
    values: Values

    def policy(self, kind: type[Policy]) -> Policy:
        """The policy of a class as the policy file says it."""
        found: Policy = policy_of(self.values, kind)
        return found


def command(
    history: Annotated[Path, typer.Option(help=_("Call history, CSV or XLSX: start, calls, optionally queue and aht."))],
    people: Annotated[Path, typer.Option(help=_("People, XLSX or CSV: work number, name, team, contract, skills and more."))],
    shifts: Annotated[Path, typer.Option(help=_("Shift kinds, contracts and queues, TOML."))],
    first: Annotated[str, typer.Option("--from", help=_("First day of the plan, such as 2026-12-01."))],
    out: Annotated[Path, typer.Option(help=_("Folder for the results; made if it is not there."))],
    weeks: Annotated[int, typer.Option(help=_("How many weeks."))] = 4,
    seconds: Annotated[float, typer.Option(help=_("Longest time for the roster's search."))] = 60.0,
    scale: Annotated[str, typer.Option(help=_("Multiply the volume: a number, or auto for as much as the people can answer."))] = "1",
    fill: Annotated[float, typer.Option(help=_("With --scale auto: share of the people's hours that the requirement takes."))] = 0.9,
    queue: Annotated[list[str] | None, typer.Option(help=_("Queue with its share of all contacts, name=0.6; once for each queue."))] = None,
    aht: Annotated[float | None, typer.Option(help=_("Handling seconds where neither history nor shifts file has any."))] = None,
    align: Annotated[str, typer.Option(help=_("Move the history before the plan: auto (when it is old), weeks (always), none."))] = "auto",
    country: Annotated[str, typer.Option(help=_("Whose public holidays: CN, US or another ISO code; none for no calendar."))] = "CN",
    seed: Annotated[int, typer.Option(help=_("Same seed, same plan, as far as the time allows the same search."))] = 1,
    threads: Annotated[int, typer.Option(help=_("Processor cores for the search."))] = 2,
    paper: Annotated[str, typer.Option(help=_("Paper of the roster workbook: A4 or A3."))] = "A4",
    policy: Annotated[Path | None, typer.Option(help=_("Policy, TOML; what it does not say is as shipped."))] = None,
    skip_bad_rows: Annotated[bool, typer.Option("--skip-bad-rows", help=_("Go on without the rows that cannot be used; they are named."))] = False,
) -> None:
    with refusals():
        options.check(seconds=seconds, fill=fill, aht=aht, seed=seed, threads=threads)
        check_folder(out)
        chosen_paper = cast(Literal["A3", "A4"], one_of("--paper", paper.upper(), PAPERS))
        chosen_align = cast(Align, one_of("--align", align, ALIGNS))
        given = _inputs(people, shifts, _day(first), weeks, scale, fill, country, queue or [], aht, seed, load(policy))
    counted = _counted(history, given, chosen_align, skip_bad_rows)
    expected, needed = _needed(counted, given, history)
    show_held_out(expected.held_out, {entry.code: entry.name for entry in given.queues})
    planned = _planned(needed, given, seconds=seconds, threads=threads)
    names = [path.name for path in (history, people, shifts)]
    story = Story(names, counted, expected, needed, given.people, given.shifts, planned, given.policy(StaffingPolicy))
    with refusals(), stage(_("Writing the files")):
        write_files(contents(story, out, country=given.country, paper=chosen_paper))
    show_planned(planned)


command.__doc__ = HELP


def one_of(option: str, value: str, known: Sequence[str]) -> str:
    """The value, or a refusal that lists what can be chosen."""
    if value not in known:
        raise Refusal("file_plan.bad_choice", text=value, option=option, known=", ".join(known))
    return value


def _day(text: str) -> date:
    day = forecast.first_day(text)
    if day is None:
        raise Refusal("file_plan.not_given", option="--from")
    return day


def _inputs(
    people: Path,
    shifts: Path,
    first: date,
    weeks: int,
    scale: str,
    fill: float,
    country: str,
    queue: Sequence[str],
    aht: float | None,
    seed: int,
    values: Values,
) -> Inputs:
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refusal("file_plan.bad_weeks", least=1, most=MOST_WEEKS, weeks=weeks)
    factor = scale_factor(scale)
    file = load_shifts(shifts, policy=BreakPolicy())
    queues = with_shares(file.queues, queue_shares(queue), aht_s=aht)
    staff = load_people(people, shifts=file, skills=skill_names(file, queues))
    return Inputs(first, 7 * weeks, forecast.country_code(country), queues, file, staff, factor, fill, seed, values)


def scale_factor(text: str) -> float | None:
    """None for `auto`, else a number above 0."""
    if text.strip().lower() == "auto":
        return None
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 0 < factor < float("inf"):
        raise Refusal("file_plan.bad_scale", text=text)
    return factor


def _counted(path: Path, given: Inputs, align: Align, skip_bad_rows: bool) -> Counted:
    """The history, with its remarks on standard error; a row that cannot be used ends the plan unless it is to be left out."""
    wanted = HistoryOptions(given.first_day, given.days, align, given.country)
    with refusals(str(path)), stage(_("Reading the history")):
        counted = histories.read(read_bytes(path), queues=given.queues, options=wanted, settings=given.policy(HistoryPolicy))
    forecast.remark_on(counted.findings, str(path), skip_bad_rows=skip_bad_rows, most=8)
    return counted


def _needed(counted: Counted, given: Inputs, path: Path) -> tuple[Expected, Needed]:
    """Forecast and requirement, scaled as asked for."""
    policy = given.policy(StaffingPolicy)
    with refusals(str(path)), stage(_("Forecast")) as tick:
        expected = expect(counted, first_day=given.first_day, days=given.days, settings=given.policy(ForecastPolicy), progress=tick)
    with refusals(str(path)), stage(_("Requirement")):
        factor = given.scale
        if factor is None:
            hours = given.fill * assembly.productive_hours(given.people, given.shifts, first_day=given.first_day, days=given.days)
            factor = needs.fitting_scale(expected, queues=given.queues, policy=policy, hours=hours)
        expected = expected.scaled(factor)
        return expected, needs.need(expected, queues=given.queues, policy=policy)


def _planned(needed: Needed, given: Inputs, *, seconds: float, threads: int) -> Planned:
    """Roster and breaks; ends with exit code 3 where the rules leave no roster."""
    with refusals():
        problem = assembly.problem(
            people=given.people,
            file=given.shifts,
            demand=needed.gross,
            first_day=given.first_day,
            step_min=needed.step_min,
            policy=given.policy(RosterPolicy),
            country=given.country,
        )
        return turns.plan(problem, search=searching(threads, given.seed), seconds=seconds, policy=BreakPolicy(), seed=given.seed)
