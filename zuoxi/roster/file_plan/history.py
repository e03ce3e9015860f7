"""From the bytes of a history file to series that can be forecast for the period wanted (F-03).

A history of another year is moved by whole weeks so that it ends right before the period: weekdays stay, dates do not, and so the
holidays of its own year mean nothing any more. This is done only when asked for or when the history ends long before, and is always told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isclose
from typing import Literal

from zuoxi.core import calendar
from zuoxi.core.calendar import WorkingCalendar
from zuoxi.core.tables import read_table
from zuoxi.core.tables.calls import LIMITS, as_in_file, read_calls
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.forecast.days import Calendar
from zuoxi.engine.history.distrust import distrusted, remark
from zuoxi.engine.history.moving import FAR_WEEKS, WEEK, gap_days, is_far, weeks_to_move
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Entry, Series, cleaned
from zuoxi.engine.history.span import within_span
from zuoxi.engine.roster.problem import DAY_MIN
from zuoxi.planning.splitting import split
from zuoxi.roster.shift_files import QueueEntry

Align = Literal["auto", "weeks", "none"]


@dataclass(frozen=True)
class HistoryOptions:
    """How a history is put before the period: `first_day` and `days` of it, `country` of its calendar (None: none).

    `align`: `weeks` moves the history, `none` does not, `auto` moves it when it ends more than `gap_weeks` before the period.
    """

    first_day: date
    days: int
    align: Align = "auto"
    country: str | None = "CN"
    gap_weeks: int = FAR_WEEKS


@dataclass(frozen=True)
class Counted:
    """Series by queue code, what cannot be trusted left out; the calendar around them; by how many weeks they were moved."""

    series: Mapping[str, Series]
    calendar: Calendar
    moved_weeks: int
    findings: tuple[Finding, ...]

    @property
    def first_day(self) -> date:
        return min(series.first_day for series in self.series.values())

    @property
    def last_day(self) -> date:
        return max(series.last_day for series in self.series.values())


def read(data: bytes, *, queues: Sequence[QueueEntry], options: HistoryOptions, settings: HistorySettings) -> Counted:
    """Read, split over queues where the file tells none, check, move, clean."""
    table = read_table(data, limits=LIMITS)
    entries, findings = read_calls(table)
    entries, far = within_span(entries, settings=settings)
    named = _within_hours(_by_queue(entries, queues), queues)
    history = read_history(named, settings=settings)
    weeks = _weeks_to_move(max(series.last_day for series in history.series), options)
    moved = {series.queue: replace(series, first_day=series.first_day + weeks * WEEK) for series in history.series}
    known = _calendar(min(series.first_day for series in moved.values()), weeks, options)
    holidays = {day for day, facts in known.by_day.items() if facts.is_holiday}
    remarks = [*table.notes, *findings, *far, *history.findings, *known.findings]
    believed = {}
    for code, series in moved.items():
        marks = distrusted(series, settings=settings, holidays=holidays)
        remarks += [remark(code, mark) for mark in marks]
        believed[code] = cleaned(series, marks)
    return Counted(believed, known.by_day, weeks, as_in_file(remarks, table.header))


def _by_queue(entries: Sequence[Entry], queues: Sequence[QueueEntry]) -> list[Entry]:
    """Entries under the codes of their queues. A file that names queues needs no description of them; one that does not needs shares."""
    names = sorted({entry.queue for entry in entries})
    if names == [""]:
        return split(entries, shares=_shares(queues))
    codes = {name.casefold(): queue.code for queue in queues for name in (queue.code, queue.name)} or {name.casefold(): name for name in names}
    unknown = next((entry for entry in entries if entry.queue.casefold() not in codes), None)
    if unknown is not None:
        raise Refusal("file_plan.unknown_queue", row=unknown.row, queue=unknown.queue, known=", ".join(sorted(set(codes.values()))))
    return [replace(entry, queue=codes[entry.queue.casefold()]) for entry in entries]


def _shares(queues: Sequence[QueueEntry]) -> dict[str, float]:
    if len(queues) == 1 and queues[0].share is None:
        return {queues[0].code: 1.0}
    shares = {queue.code: queue.share for queue in queues if queue.share is not None}
    if not shares:
        raise Refusal("file_plan.no_queues")
    if not isclose(sum(shares.values()), 1.0, abs_tol=1e-6):
        raise Refusal("file_plan.shares", total=f"{100 * sum(shares.values()):g}")
    return shares


def _within_hours(entries: Sequence[Entry], queues: Sequence[QueueEntry]) -> list[Entry]:
    """Without what was counted outside the hours of a queue."""
    hours = {queue.code: queue.hours for queue in queues if queue.hours is not None}

    def is_inside(entry: Entry) -> bool:
        opens, closes = hours.get(entry.queue, (0, DAY_MIN))
        return opens <= 60 * entry.start.hour + entry.start.minute < closes

    return [entry for entry in entries if is_inside(entry)]


def _weeks_to_move(last_day: date, options: HistoryOptions) -> int:
    """Whole weeks by which the history moves so that it ends in the week before the period."""
    far = is_far(last_day, options.first_day, far_weeks=options.gap_weeks)
    if options.align == "weeks" or (options.align == "auto" and far):
        return weeks_to_move(last_day, options.first_day)
    if gap_days(last_day, options.first_day) < 0:
        raise Refusal("file_plan.period_in_history", last=last_day, first=options.first_day)
    if far:
        raise Refusal("file_plan.gap", last=last_day, first=options.first_day, weeks=options.gap_weeks)
    return 0


def _calendar(first_counted: date, weeks: int, options: HistoryOptions) -> WorkingCalendar:
    """Facts of the period, and of the history unless it was moved."""
    first = options.first_day if weeks else min(first_counted, options.first_day)
    last = options.first_day + timedelta(days=options.days - 1)
    return calendar.days(first, (last - first).days + 1, country=options.country)
