"""`zuoxi forecast`: from a file of call counts to a file of forecasts with bounds, and the table of errors that chose the method (F-03, F-04)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import numpy as np
import typer
from django.utils.translation import gettext as _
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from zuoxi.cli.console import complain, printable, refusals, stop_on_errors
from zuoxi.cli.places import check_file
from zuoxi.core import calendar
from zuoxi.core.sentences.forecast import METHODS
from zuoxi.core.tables import Sheet, read_path, write_csv, write_xlsx
from zuoxi.core.tables.calls import LIMITS, as_in_file, read_calls
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.history.distrust import distrusted, remark
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Series, cleaned
from zuoxi.engine.history.span import YEARS, within_span
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy

COLUMNS = ("queue", "start", "volume", "lo80", "hi80", "lo95", "hi95", "aht_s")
HORIZON = re.compile(r"(\d{1,3})\s*([dw]?)", re.IGNORECASE)
AROUND = 14
"""Days before and after history and horizon whose holidays matter to the days inside."""
LONGEST = 400
ONLY_QUEUE = "all"
"""The queue of a file that has no queue column."""
WIDTH = 100
HELP = _(
    "Forecast contacts and handling times per queue and interval, with 80 and 95 % bounds.\n\n"
    "Example: zuoxi forecast --history examples/bank_calls_30min.csv --horizon 28d --out forecast.csv\n\n"
    "The history is CSV or XLSX with the columns start and calls (or offered), optionally queue and aht; Chinese names work too "
    "(开始时间, 来电量, 队列, 平均处理时长). Intervals of 5, 15, 30 or 60 minutes. "
    "A row that cannot be used ends the command, named by file, row and column; with --skip-bad-rows it is named and left out. "
    "Outages and outliers are named and left out.\n\n"
    "Written are the columns queue, start, volume, lo80, hi80, lo95, hi95, aht_s (CSV, or XLSX by the name of --out); closed intervals are left out. "
    "The method is chosen per queue by a back-test; its table of errors is printed.\n\n"
    "Exit codes: 0 done, 2 the input cannot be used."
)


@dataclass(frozen=True)
class Loaded:
    """A history ready to be forecast: a series per queue without what cannot be trusted, the calendar around it, and all remarks."""

    series: tuple[Series, ...]
    calendar: dict[date, DayFacts]
    findings: tuple[Finding, ...]


def command(
    history: Annotated[Path, typer.Option(help=_("Call history, CSV or XLSX."))],
    out: Annotated[Path, typer.Option(help=_("File for the forecast, .csv or .xlsx; it appears whole or not at all."))],
    horizon: Annotated[str, typer.Option(help=_("How far ahead: days or weeks, such as 28d or 4w."))] = "28d",
    start: Annotated[
        str | None, typer.Option("--from", help=_("First day of the forecast, such as 2026-12-01; the day after the history if not given."))
    ] = None,
    country: Annotated[str, typer.Option(help=_("Whose public holidays: CN, US or another ISO code; none for no calendar."))] = "CN",
    time_zone: Annotated[
        str | None, typer.Option(help=_("Zone of the clock in the file, such as America/New_York; finds daylight saving jumps."))
    ] = None,
    keep_outliers: Annotated[bool, typer.Option("--keep-outliers", help=_("Use outages and outliers too instead of leaving them out."))] = False,
    skip_bad_rows: Annotated[bool, typer.Option("--skip-bad-rows", help=_("Go on without the rows that cannot be used; they are named."))] = False,
) -> None:
    with refusals():
        days, first, zone, code = horizon_days(horizon), first_day(start), zone_of(time_zone), country_code(country)
        check_file(out, "forecast.unwritable")
    with refusals(str(history)):
        loaded = load(history, days=days, country=code, zone=zone, keep_outliers=keep_outliers)
        remark_on(loaded.findings, str(history), skip_bad_rows=skip_bad_rows)
        made = [_made(series, loaded, days=days, first=first) for series in loaded.series]
        complain([finding for one in made for finding in one.findings], str(history))
        _write(out, made)
    _show(made)


command.__doc__ = HELP


def remark_on(findings: Sequence[Finding], file: str, *, skip_bad_rows: bool, most: int = 20) -> None:
    """Say what was found in a history; rows that cannot be used end the command unless they are to be left out."""
    if skip_bad_rows:
        complain(findings, file, most)
    else:
        stop_on_errors(findings, file, hint=_("Correct what is named above, or go on without it by --skip-bad-rows."), most=most)


def horizon_days(text: str) -> int:
    """28 for `28d`, `28` or `4w`."""
    found = HORIZON.fullmatch(text.strip())
    days = int(found[1]) * (7 if found[2].lower() == "w" else 1) if found else 0
    if not 1 <= days <= LONGEST:
        raise Refusal("forecast.bad_horizon", value=text, most=LONGEST)
    return days


def first_day(text: str | None) -> date | None:
    """A day in the years that a calendar is asked about; None for none."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refusal("forecast.bad_day", value=text) from error
    if day is not None and day.year not in YEARS:
        raise Refusal("forecast.far_day", value=text, least=YEARS[0], most=YEARS[-1])
    return day


def zone_of(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError) as error:
        raise Refusal("forecast.unknown_zone", value=name) from error


def country_code(text: str) -> str | None:
    """None for `none`; a country without a calendar is refused."""
    code = None if text.lower() == "none" else text.upper()
    calendar.days(date(2000, 1, 1), 1, country=code)
    return code


def load(path: Path, *, days: int, country: str | None, zone: ZoneInfo | None = None, keep_outliers: bool = False) -> Loaded:
    """Read and check a history file, find the days ahead in the calendar, leave out what cannot be trusted."""
    table = read_path(path, limits=LIMITS)
    entries, findings = read_calls(table, queue=ONLY_QUEUE)
    policy = HistoryPolicy()
    entries, far = within_span(entries, settings=policy)
    first, last = (pick(entry.start for entry in entries).date() for pick in (min, max))
    around = timedelta(days=AROUND)
    book = calendar.days(first - around, (last - first).days + days + LONGEST + 2 * AROUND, country=country)
    near = tuple(finding for finding in book.findings if finding.facts["year"] <= (last + timedelta(days=days)).year)
    holidays = [day.day for day in book.days if day.is_holiday]
    read = read_history(entries, settings=policy, zone=zone, closed=holidays)
    doubts = {series.queue: () if keep_outliers else distrusted(series, settings=policy, holidays=holidays) for series in read.series}
    told = [remark(queue, mark) for queue, marks in doubts.items() for mark in marks if mark.observed or mark.kind != "absent_day"]
    series = tuple(cleaned(each, doubts[each.queue]) for each in read.series)
    remarks = (*table.notes, *findings, *far, *near, *read.findings, *told)
    return Loaded(series, book.by_day, as_in_file(remarks, table.header))


def _made(series: Series, loaded: Loaded, *, days: int, first: date | None) -> Forecast:
    with _progress(series.queue) as tick:
        return forecast(series, days=days, settings=ForecastPolicy(), calendar=loaded.calendar, first_day=first, progress=tick)


@contextmanager
def _progress(queue: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error, in per cent of the back-test; nothing where standard error is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(escape(_("Back-test %(queue)s") % {"queue": printable(queue)}), total=100)
        yield lambda share: bar.update(task, completed=round(100 * share))


def rows_of(made: Forecast) -> Iterator[list[str | float | datetime | None]]:
    """One row per open interval, in `COLUMNS`."""
    midnight = datetime(made.first_day.year, made.first_day.month, made.first_day.day)  # noqa: DTZ001 - local wall clock
    grids = [np.round(grid, 2) for grid in (made.volume, made.lo80, made.hi80, made.lo95, made.hi95)]
    for day, slot in np.argwhere(~np.isnan(made.volume)):
        start = midnight + timedelta(days=int(day), minutes=int(slot) * made.step_min)
        aht_s = float(made.aht_s[day, slot])
        yield [made.queue, start, *(float(grid[day, slot]) for grid in grids), None if aht_s != aht_s else round(aht_s, 1)]


def _write(out: Path, made: list[Forecast]) -> None:
    rows = (row for one in made for row in rows_of(one))
    try:
        if out.suffix.lower() == ".xlsx":
            write_xlsx(out, [Sheet(_("Forecast"), COLUMNS, rows, widths=(16, 18))])
        else:
            write_csv(out, COLUMNS, rows)
    except OSError as error:
        raise Refusal("forecast.unwritable", file=str(out)) from error


def _show(made: list[Forecast]) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=WIDTH)
    for one in made:
        if one.errors:
            console.print(errors_table(one))
        total = float(np.nansum(one.volume))
        said = {
            "queue": printable(one.queue),
            "method": METHODS[one.method],
            "days": len(one.volume),
            "first": one.first_day,
            "total": f"{total:,.0f}",
        }
        console.print(_("%(queue)s: %(method)s, %(days)s days from %(first)s, %(total)s contacts.") % said, highlight=False, markup=False)


def errors_table(made: Forecast) -> Table:
    """The back-test of one queue, best first, in per cent."""
    said = {"queue": printable(made.queue), "origins": made.errors[0].origins}
    title = _("Back-test of queue %(queue)s: %(origins)s weekly origins, per cent") % said
    table = Table(title=Text(title), title_justify="left", box=SIMPLE)
    table.add_column("")
    table.add_column(_("method"), no_wrap=True)
    for name in ("WAPE", _("bias"), _("in 80 %"), _("in 95 %"), _("day WAPE"), _("day bias")):
        table.add_column(name, justify="right")
    for line in sorted(made.errors, key=lambda error: error.wape):
        figures = (line.wape, line.bias, line.cover80, line.cover95, line.day_wape, line.day_bias)
        shown = [f"{100 * figure:.1f}" if figure == figure else "--" for figure in figures]
        table.add_row("*" if line.chosen else "", str(METHODS[line.method]), *shown)
    return table
