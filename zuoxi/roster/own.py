"""One's own published roster: what a person works on which day, when the breaks are, what changed since it was published before (F-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from zuoxi.people.models import Person
from zuoxi.roster.models import Assignment, Leave, Publication, ShiftBlock, ShiftKind
from zuoxi.roster.models.period import VersionState


@dataclass(frozen=True)
class Pause:
    """A break, placed."""

    name: str
    start: datetime
    end: datetime
    paid: bool


@dataclass(frozen=True)
class Block:
    """A stretch of presence, `[start, end)` in the centre's zone; a night ends on the next day."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class OwnDay:
    """One day of one person. `is_planned` tells a day off from a day nobody has published yet; `before` is the shift it replaced, if it changed."""

    day: date
    is_planned: bool = False
    shift: ShiftKind | None = None
    leave: Leave | None = None
    blocks: tuple[Block, ...] = ()
    pauses: tuple[Pause, ...] = ()
    published_at: datetime | None = None
    changed: bool = False
    before: str | None = None

    @property
    def paid(self) -> timedelta:
        """Presence less unpaid breaks, as long as it really lasts: an hour less or more in the night in which the clock is changed."""
        worked = sum((lasting(block.start, block.end) for block in self.blocks), timedelta())
        return worked - sum((lasting(pause.start, pause.end) for pause in self.pauses if not pause.paid), timedelta())

    @property
    def ends_next_day(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].end.date() > self.day


@dataclass(frozen=True)
class Totals:
    """What a stretch of days adds up to."""

    shifts: int = 0
    paid: timedelta = timedelta()
    nights: int = 0
    weekends: int = 0
    days_off: int = 0

    @property
    def hours(self) -> float:
        return self.paid / timedelta(hours=1)


@dataclass
class _Found:
    cells: dict[date, Assignment] = field(default_factory=dict)
    leaves: dict[date, Leave] = field(default_factory=dict)
    changes: dict[date, tuple[int, str | None]] = field(default_factory=dict)


def days(person: Person, *, first: date, count: int) -> list[OwnDay]:
    """Every day of the stretch, planned or not, in five queries however many there are."""
    found = _find(person, first, first + timedelta(days=count - 1))
    return [_own_day(found, first + timedelta(days=number)) for number in range(count)]


def totals(stretch: Iterable[OwnDay]) -> Totals:
    """Shifts, paid hours, nights, days at weekends, days off of what is planned."""
    planned = [day for day in stretch if day.is_planned]
    worked = [day for day in planned if day.shift]
    return Totals(
        shifts=len(worked),
        paid=sum((day.paid for day in worked), timedelta()),
        nights=sum(1 for day in worked if day.shift and "night" in day.shift.tags),
        weekends=sum(1 for day in worked if day.day.weekday() >= 5),
        days_off=len(planned) - len(worked),
    )


def upcoming(person: Person, *, now: datetime, horizon: int = 14) -> OwnDay | None:
    """The shift that is running, or the next one within `horizon` days."""
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    stretch = days(person, first=today - timedelta(days=1), count=horizon + 1)
    return next((day for day in stretch if day.blocks and day.blocks[-1].end > now), None)


def _find(person: Person, first: date, last: date) -> _Found:
    published = Assignment.objects.filter(person=person, version__state=VersionState.PUBLISHED, day__range=(first, last))
    found = _Found()
    for cell in published.select_related("shift", "version__publication").prefetch_related("shift__blocks", "shift__breaks"):
        found.cells[cell.day] = cell
    for leave in Leave.objects.granted().touching(first, last).filter(person=person):
        for number in range((leave.last_day - leave.first_day).days + 1):
            found.leaves[leave.first_day + timedelta(days=number)] = leave
    versions = {cell.version_id for cell in found.cells.values()}
    for publication in Publication.objects.filter(version_id__in=versions):
        found.changes |= _changes_of(publication, person)
    return found


def _changes_of(publication: Publication, person: Person) -> dict[date, tuple[int, str | None]]:
    """What this publication changed for the person: day to version and the shift before. The first publication of a period changed nothing."""
    rows = [row for row in publication.diff if row[0] == person.pk]
    return {date.fromisoformat(row[1]): (publication.version_id, row[2]) for row in rows}


def _own_day(found: _Found, day: date) -> OwnDay:
    cell, leave = found.cells.get(day), found.leaves.get(day)
    if cell is None:
        return OwnDay(day=day, leave=leave)
    version, before = found.changes.get(day, (None, None))
    return OwnDay(
        day=day,
        is_planned=True,
        shift=cell.shift,
        leave=leave,
        blocks=tuple(Block(moment(day, block.start_min), moment(day, block.end_min)) for block in _blocks(cell.shift)),
        pauses=tuple(Pause(name, moment(day, start), moment(day, end), paid) for start, end, name, paid in cell.breaks),
        published_at=cell.version.publication.published_at,
        changed=version == cell.version_id,
        before=before,
    )


def _blocks(shift: ShiftKind | None) -> list[ShiftBlock]:
    return sorted(shift.blocks.all(), key=lambda block: block.start_min) if shift else []


def lasting(start: datetime, end: datetime) -> timedelta:
    """How long it is from one moment to another; moments of one zone would be compared by the clock on the wall."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def moment(day: date, minute: int) -> datetime:
    """`minute` of the wall clock counted from midnight of `day`, past 1440 on the next day, in the centre's zone (P-08)."""
    extra, minute = divmod(minute, 1440)
    return datetime.combine(day + timedelta(days=extra), time(minute // 60, minute % 60), tzinfo=ZoneInfo(settings.TIME_ZONE))
