"""What the published rosters before a period leave behind: the last days of everybody, and how much of the unpopular they have worked (F-13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from zuoxi.roster.models import Assignment, ShiftKind, VersionState

SATURDAY = 5


@dataclass(frozen=True)
class Past:
    """By person: `tails` are the shift ids (None: off) of the known days just before the period, the last one yesterday; `worked` counts tags of the
    shifts, `weekend` and `holiday` over the rolling period."""

    tails: Mapping[int, tuple[int | None, ...]] = field(default_factory=dict)
    worked: Mapping[int, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """How far to look back from `first_day`: for the tail, and for the rolling period of fairness."""

    first_day: date
    tail_days: int
    fairness_days: int

    @property
    def since(self) -> date:
        return self.first_day - timedelta(days=max(self.tail_days, self.fairness_days))

    @property
    def fair_since(self) -> date:
        return self.first_day - timedelta(days=self.fairness_days)


def before(look: Look, *, people: Collection[int], kinds: Mapping[int, ShiftKind], holidays: Collection[date]) -> Past:
    """One query, whatever the number of people."""
    rows = Assignment.objects.filter(version__state=VersionState.PUBLISHED, day__gte=look.since, day__lt=look.first_day, person_id__in=people)
    by_person: dict[int, dict[date, int | None]] = {}
    for person, day, shift in rows.values_list("person_id", "day", "shift_id"):
        by_person.setdefault(person, {})[day] = shift
    recent = {person: {d: s for d, s in cells.items() if d >= look.fair_since} for person, cells in by_person.items()}
    return Past(
        {person: tail(cells, look.first_day, look.tail_days) for person, cells in by_person.items()},
        {person: worked(cells, kinds, holidays) for person, cells in recent.items()},
    )


def tail(cells: Mapping[date, int | None], first_day: date, most: int) -> tuple[int | None, ...]:
    """The days back from yesterday without a gap: what lies behind an unknown day is not known."""
    found: list[int | None] = []
    for number in range(1, most + 1):
        day = first_day - timedelta(days=number)
        if day not in cells:
            break
        found.append(cells[day])
    return tuple(reversed(found))


def worked(cells: Mapping[date, int | None], kinds: Mapping[int, ShiftKind], holidays: Collection[date]) -> Counter[str]:
    """How often each tag, weekends and holidays were worked."""
    counts: Counter[str] = Counter()
    for day, shift in cells.items():
        if shift is not None:
            counts.update(kinds[shift].tags)
            counts.update(name for name, holds in (("weekend", day.weekday() >= SATURDAY), ("holiday", day in holidays)) if holds)
    return counts
