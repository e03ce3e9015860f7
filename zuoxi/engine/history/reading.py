"""From the rows of a file to one series per queue, with everything that is wrong with them (F-03)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import numpy as np

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.history import clock
from zuoxi.engine.history.checks import check_rows, step_of
from zuoxi.engine.history.opening import series_of
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.series import DAY_MIN, Entry, Mask, Series
from zuoxi.engine.history.span import within_span


@dataclass(frozen=True)
class History:
    """One series per queue, in the order in which queues first appear, and the remarks, by row where there is one."""

    series: tuple[Series, ...]
    findings: tuple[Finding, ...]


def read_history(
    entries: Iterable[Entry], *, settings: HistorySettings, zone: tzinfo | None = None, closed: Collection[date] = (), step_min: int | None = None
) -> History:
    """Check the rows and lay them on grids.

    `zone`: the zone of the clock in the file; with it, hours that never were and hours that were twice are found. `closed`: days known to be
    closed, whose absence is no gap. `step_min`: minutes of an interval where they are known; otherwise each queue's own are found out.
    """
    queues: dict[str, list[Entry]] = {}
    kept, findings = within_span(list(entries), settings=settings)
    for entry in kept:
        queues.setdefault(entry.queue, []).append(entry)
    series = []
    for rows in queues.values():
        step = step_min or step_of(rows)
        kept = check_rows(rows, step_min=step, zone=zone, settings=settings, findings=findings)
        if kept:
            laid = _laid_out(kept, step, zone, settings)
            series.append(laid)
            findings += missing(laid, {entry.start: entry.row for entry in kept}, closed)
    if not series:
        raise Refusal("history.no_rows")
    return History(tuple(series), tuple(sorted(findings, key=lambda finding: finding.row or 0)))


def _laid_out(entries: Sequence[Entry], step_min: int, zone: tzinfo | None, settings: HistorySettings) -> Series:
    first = min(entry.start for entry in entries).date()
    days = (max(entry.start for entry in entries).date() - first).days + 1
    offered, aht_s = (np.full((days, DAY_MIN // step_min), np.nan) for _ in range(2))
    for entry in entries:
        place = (entry.start.date() - first).days, (entry.start.hour * 60 + entry.start.minute) // step_min
        offered[place] = entry.offered
        aht_s[place] = np.nan if entry.aht_s is None else entry.aht_s
    never = _skipped(first, days, step_min, zone)
    return series_of(
        queue=entries[0].queue, first_day=first, step_min=step_min, offered=offered, aht_s=aht_s, open_share=settings.open_share, never=never
    )


def _skipped(first: date, days: int, step_min: int, zone: tzinfo | None) -> Mask | None:
    """Cells the clock jumped over."""
    if zone is None:
        return None
    never = np.zeros((days, DAY_MIN // step_min), dtype=bool)
    for day in (first + timedelta(days=n) for n in range(days)):
        if clock.changes(day, zone):
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall clock
            moments = [midnight + timedelta(minutes=step_min * slot) for slot in range(never.shape[1])]
            never[(day - first).days] = [clock.never_was(moment, zone) for moment in moments]
    return never


def missing(series: Series, rows: dict[datetime, int], closed: Collection[date]) -> list[Finding]:
    """Open cells without a value: a remark per run within a day, or one for the day when nothing of it is there."""
    findings: list[Finding] = []
    gaps = series.open & ~series.known
    for day in np.flatnonzero(gaps.any(axis=1)):
        when = series.first_day + timedelta(days=int(day))
        if not series.known[day].any():
            if when not in closed:
                findings.append(Finding("history.missing_day", "warning", facts={"queue": series.queue, "day": when}))
            continue
        for start, end in runs(gaps[day]):
            told = {"queue": series.queue, "start": series.start_of(int(day), start), "end": series.start_of(int(day), end)}
            findings.append(Finding("history.gap", "warning", row=_row_after(series, int(day), end, rows), facts=told))
    return findings


def _row_after(series: Series, day: int, slot: int, rows: dict[datetime, int]) -> int | None:
    """The row in front of which the gap lies; None when the day ends with it."""
    return next((rows[start] for n in range(slot, series.slots) if (start := series.start_of(day, n)) in rows), None)


def runs(mask: Mask) -> list[tuple[int, int]]:
    """Each stretch of True as `[start, end)`."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
