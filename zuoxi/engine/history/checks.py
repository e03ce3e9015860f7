"""Row by row: what a history says that cannot be, or cannot be both (F-03). Every remark names its row; nothing is repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import pairwise

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.history import clock
from zuoxi.engine.history.policy import STEPS_MIN, HistorySettings
from zuoxi.engine.history.series import Entry

DAY_ROWS = 6
"""Rows of one day below which its step is not judged: a quiet evening may have calls at eight, nine and ten only."""


def minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def on_grid(moment: datetime, step_min: int) -> bool:
    return minute(moment) % step_min == 0 and not moment.second and not moment.microsecond


def day_step(starts: Sequence[datetime]) -> int | None:
    """The commonest distance in minutes between neighbours of one day, in order; None where there are too few to tell."""
    if len(starts) < DAY_ROWS:
        return None
    gaps = Counter((later - earlier).seconds // 60 for earlier, later in pairwise(starts))
    return gaps.most_common(1)[0][0]


def step_of(entries: Sequence[Entry]) -> int:
    """Minutes of an interval: what most days say; where no day has enough rows, the longest step that all starts lie on."""
    votes = Counter(step for starts in _starts_by_day(entries).values() if (step := day_step(starts)) in STEPS_MIN)
    if votes:
        return int(votes.most_common(1)[0][0] or 0)
    fits = [step for step in STEPS_MIN if all(on_grid(entry.start, step) for entry in entries)]
    if not fits:
        raise Refusal("history.unknown_step", row=entries[0].row, queue=entries[0].queue)
    return fits[-1]


def _starts_by_day(entries: Iterable[Entry]) -> dict[int, list[datetime]]:
    days: dict[int, list[datetime]] = {}
    for start in sorted({entry.start for entry in entries}):
        days.setdefault(start.toordinal(), []).append(start)
    return days


def mixed_days(entries: Sequence[Entry], step_min: int) -> dict[int, int]:
    """Days, by ordinal, that are written in another step than the series, and that step. A coarser day has no start between its own steps."""
    mixed: dict[int, int] = {}
    for ordinal, starts in _starts_by_day(entries).items():
        step = day_step(starts)
        if step not in STEPS_MIN or step == step_min:
            continue
        if step < step_min or all(on_grid(start, step) for start in starts):
            mixed[ordinal] = step
    return mixed


def check_rows(entries: Sequence[Entry], *, step_min: int, zone: tzinfo | None, settings: HistorySettings, findings: list[Finding]) -> list[Entry]:
    """The rows of one queue that can be believed, with doubtful handling times taken out; remarks go to `findings`."""
    findings += _unsorted(entries)
    mixed = mixed_days(entries, step_min)
    for ordinal, step in mixed.items():
        first = next(entry for entry in entries if entry.start.toordinal() == ordinal)
        findings.append(_about(first, "history.mixed_step", day=first.start.date(), found=step, step=step_min))
    whole = [entry for entry in entries if entry.start.toordinal() not in mixed]
    kept = [checked for entry in whole if (checked := _checked(entry, step_min, settings, findings)) is not None]
    if zone is not None:
        kept = _within_clock(kept, zone, findings)
    kept = _once_each(kept, findings)
    findings += _more_than_offered(kept)
    return kept


def _about(entry: Entry, code: str, severity: str = "error", column: str | None = None, **facts: object) -> Finding:
    told = {"queue": entry.queue, "start": entry.start, **facts}
    return Finding(code, "error" if severity == "error" else "warning", row=entry.row, column=column, facts=told)


def _unsorted(entries: Sequence[Entry]) -> list[Finding]:
    back = [later for earlier, later in pairwise(entries) if later.start < earlier.start]
    return [_about(back[0], "history.unsorted", "warning", count=len(back))] if back else []


def _checked(entry: Entry, step_min: int, settings: HistorySettings, findings: list[Finding]) -> Entry | None:
    if not on_grid(entry.start, step_min):
        findings.append(_about(entry, "history.off_grid", column="start", step=step_min))
        return None
    offered = entry.offered
    if offered is None:
        return None
    if offered < 0 or offered > settings.most_offered:
        code = "history.negative" if offered < 0 else "history.absurd"
        findings.append(_about(entry, code, column="offered", value=offered, most=settings.most_offered))
        return None
    if offered % 1:
        findings.append(_about(entry, "history.not_whole", "warning", "offered", value=offered))
    return _with_believable_aht(entry, settings, findings)


def _with_believable_aht(entry: Entry, settings: HistorySettings, findings: list[Finding]) -> Entry:
    """Zero seconds is how systems write "nothing handled": not known. Negative or absurd seconds are told and not used."""
    aht_s = entry.aht_s
    if aht_s is None or 0 < aht_s <= settings.longest_aht_s:
        return entry
    if aht_s != 0:
        findings.append(_about(entry, "history.absurd_aht", column="aht", value=aht_s, most=settings.longest_aht_s))
    return replace(entry, aht_s=None)


def _within_clock(entries: list[Entry], zone: tzinfo, findings: list[Finding]) -> list[Entry]:
    changing = {ordinal: clock.changes(day, zone) for ordinal, day in {entry.start.toordinal(): entry.start.date() for entry in entries}.items()}
    kept = []
    for entry in entries:
        if changing[entry.start.toordinal()] and clock.never_was(entry.start, zone):
            findings.append(_about(entry, "history.clock_forward", column="start"))
        elif changing[entry.start.toordinal()] and clock.was_twice(entry.start, zone):
            findings.append(_about(entry, "history.clock_back", "warning", "start"))
        else:
            kept.append(entry)
    return kept


def _once_each(entries: list[Entry], findings: list[Finding]) -> list[Entry]:
    """A row that repeats another is used once; rows of one interval that contradict each other are all left out."""
    first: dict[datetime, Entry] = {}
    against: set[datetime] = set()
    for entry in entries:
        known = first.setdefault(entry.start, entry)
        if known is entry:
            continue
        same = replace(entry, row=known.row) == known
        findings.append(_about(entry, "history.repeated" if same else "history.contradiction", "warning" if same else "error", other=known.row))
        if not same:
            against.add(entry.start)
    return [entry for start, entry in first.items() if start not in against]


def _more_than_offered(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Handled and abandoned may fall into a later interval than the call, so they are compared by the day."""
    days: dict[int, list[Entry]] = {}
    for entry in entries:
        days.setdefault(entry.start.toordinal(), []).append(entry)
    for group in days.values():
        offered = sum(entry.offered or 0 for entry in group)
        ended = sum((entry.handled or 0) + (entry.abandoned or 0) for entry in group)
        if ended > offered:
            yield _about(group[0], "history.more_ended_than_offered", "warning", day=group[0].start.date(), offered=offered, ended=ended)
