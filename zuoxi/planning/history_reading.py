"""From the bytes of a history file to intervals that can be believed, and remarks on the rest; nothing is stored here (F-03)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import Any

from zuoxi.acd.queries import spelled
from zuoxi.core.tables import read_table
from zuoxi.core.tables.calls import LIMITS, read_calls
from zuoxi.core.tables.limits import Limits
from zuoxi.engine.finding import Finding
from zuoxi.engine.history.checks import check_rows, step_of
from zuoxi.engine.history.moving import WEEK, weeks_to_move
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Entry
from zuoxi.engine.history.span import within_span
from zuoxi.planning.splitting import split

LEFT_OUT = "-"
"""Stands for "do not load this queue" where a queue's code is asked for."""


@dataclass(frozen=True)
class Options:
    """How a file is read.

    `queues`: what the file calls a queue, to the code of the queue it is, or `LEFT_OUT`. `queue`: the code of the one queue that a file without a
    queue column speaks of. `shares`: code to share, for such a file that speaks of several. `sheet`: of a workbook; empty for the first. `before`: a
    day, as text, to right before which the whole is moved by weeks; empty: it keeps its dates. `aht_s`: handling seconds where the file has none.
    """

    queues: Mapping[str, str] = field(default_factory=dict)
    queue: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)
    sheet: str = ""
    before: str = ""
    aht_s: float | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Surroundings:
    """What is known around the file: `names` (as `acd.queries.spelled` writes them) to codes, the clock's zone, and which of so many days from a
    first one are public holidays, on which nothing need be there."""

    names: Mapping[str, str]
    zone: tzinfo
    settings: HistorySettings
    holidays: Callable[[date, int], Collection[date]]
    limits: Limits = LIMITS


@dataclass(frozen=True)
class Believed:
    """An interval that can be stored: local start, minutes, and the row's own values."""

    queue: str
    start: datetime
    minutes: int
    entry: Entry


@dataclass(frozen=True)
class Reading:
    """`believed` intervals, all remarks, the rows in the file, and the names of queues that are not known: name to first row.

    `ends`: the last day that the file itself has; `moved_weeks`: by how much the intervals lie later than in it. `timed`: it has handling times.
    """

    believed: tuple[Believed, ...]
    findings: tuple[Finding, ...]
    rows: int
    unknown: Mapping[str, int] = field(default_factory=dict)
    without_queue: bool = False
    ends: date | None = None
    moved_weeks: int = 0
    timed: bool = True

    def summary(self) -> dict[str, dict[str, Any]]:
        """Per queue code: intervals, contacts, first and last day, minutes of an interval."""
        found: dict[str, dict[str, Any]] = {}
        for one in self.believed:
            day = one.start.date().isoformat()
            line = found.setdefault(one.queue, {"intervals": 0, "offered": 0, "first": day, "last": day, "minutes": one.minutes})
            line["intervals"] += 1
            line["offered"] += round(one.entry.offered or 0)
            line["first"], line["last"] = min(line["first"], day), max(line["last"], day)
        return found


def read(data: bytes, *, options: Options, around: Surroundings) -> Reading:
    """Read and check a file. A file of which nothing can be read is refused (`Refusal`)."""
    table = read_table(data, sheet=options.sheet or None, limits=around.limits)
    entries, findings = read_calls(table)
    entries, far = within_span(entries, settings=around.settings)
    findings += [*table.notes, *far]
    without_queue = not any(entry.queue for entry in entries)
    named, unknown = _without_column(entries, options) if without_queue else _mapped(entries, options, around.names)
    findings += _about_queues(unknown, without_queue=without_queue and not named)
    believed, doubts = _believed(named, around)
    ends = max((one.start.date() for one in believed), default=None)
    weeks = weeks_to_move(ends, date.fromisoformat(options.before)) if ends and options.before else 0
    if weeks:
        named = [replace(entry, start=entry.start + weeks * WEEK) for entry in named]
        believed, doubts = _believed(named, around)
    if named and not believed:
        findings += [*doubts, Finding("history.no_rows")]
    if believed:
        findings += read_history(named, settings=around.settings, zone=around.zone, closed=_holidays(named, around)).findings
    timed = any(one.entry.aht_s is not None for one in believed)
    kept = believed if options.aht_s is None else tuple(_timed(one, options.aht_s) for one in believed)
    return Reading(kept, tuple(findings), len(table.rows), unknown, without_queue, ends, weeks, timed)


def _timed(one: Believed, aht_s: float) -> Believed:
    """The interval with this handling time if it has none of its own."""
    return one if one.entry.aht_s is not None else replace(one, entry=replace(one.entry, aht_s=aht_s))


def _without_column(entries: Sequence[Entry], options: Options) -> tuple[list[Entry], dict[str, int]]:
    if options.shares:
        return split(entries, shares=options.shares), {}
    return [replace(entry, queue=options.queue) for entry in entries] if options.queue else [], {}


def _mapped(entries: Iterable[Entry], options: Options, names: Mapping[str, str]) -> tuple[list[Entry], dict[str, int]]:
    """The entries under the codes of their queues; names that lead to none, with the first row they stand in."""
    known: list[Entry] = []
    unknown: dict[str, int] = {}
    for entry in entries:
        code = options.queues.get(entry.queue) or names.get(spelled(entry.queue))
        if code is None:
            unknown.setdefault(entry.queue, entry.row)
        elif code != LEFT_OUT:
            known.append(entry if entry.queue == code else replace(entry, queue=code))
    return known, unknown


def _about_queues(unknown: Mapping[str, int], *, without_queue: bool) -> list[Finding]:
    if without_queue:
        return [Finding("history_file.no_queue")]
    return [
        Finding("history_file.unknown_queue" if name else "history_file.empty_queue", row=row, facts={"name": name}) for name, row in unknown.items()
    ]


def _believed(entries: Iterable[Entry], around: Surroundings) -> tuple[tuple[Believed, ...], list[Finding]]:
    """The rows the check keeps, and its remarks on the others."""
    queues: dict[str, list[Entry]] = {}
    for entry in entries:
        queues.setdefault(entry.queue, []).append(entry)
    found: list[Believed] = []
    doubts: list[Finding] = []
    for code, rows in queues.items():
        step = step_of(rows)
        kept = check_rows(rows, step_min=step, zone=around.zone, settings=around.settings, findings=doubts)
        found += [Believed(code, entry.start, step, entry) for entry in kept]
    return tuple(found), doubts


def _holidays(entries: Iterable[Entry], around: Surroundings) -> Collection[date]:
    days = [entry.start.date() for entry in entries]
    return around.holidays(min(days), (max(days) - min(days)).days + 1)
