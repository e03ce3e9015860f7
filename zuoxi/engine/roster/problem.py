"""The rostering problem as data: shifts, workers with their work rules, demand per interval, weights. Source of the rules: F-10, F-13.

Time runs in minutes of the centre's local clock. A day is counted from 0 (the first day of the period); a shift belongs to the day on
which it starts (P-08) and may end after midnight, so `end_min` may exceed 1 440.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal

if TYPE_CHECKING:
    from zuoxi.engine.roster.tables import Tables

DAY_MIN = 1440
OFF = -1
"""In a roster array: the worker does not work on that day."""


@dataclass(frozen=True)
class BreakRule:
    """A break or meal of a shift (F-10): `length_min` long, starting between `earliest_min` and `latest_min` after the shift's start."""

    length_min: int
    earliest_min: int
    latest_min: int
    paid: bool = False
    name: str = "break"


@dataclass(frozen=True)
class Shift:
    """A shift kind (F-10): one or two blocks of presence, with breaks. `tags` name what makes it unpopular or bound by law.

    `blocks` are `(start_min, end_min)` from midnight of the duty day, sorted, disjoint; two blocks make a two-ended shift.
    Known tags: `night`, `late`, `long`, `two_ended`.
    """

    code: str
    blocks: tuple[tuple[int, int], ...]
    breaks: tuple[BreakRule, ...] = ()
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        flat = [minute for block in self.blocks for minute in block]
        if not flat or flat != sorted(flat) or len(set(flat)) != len(flat) or flat[0] < 0 or flat[0] >= DAY_MIN or flat[-1] > 2 * DAY_MIN:
            raise Refusal("roster.shift_blocks", shift=self.code)

    @property
    def start_min(self) -> int:
        return self.blocks[0][0]

    @property
    def end_min(self) -> int:
        return self.blocks[-1][1]

    @property
    def paid_min(self) -> int:
        """Working time that counts as hours: presence less unpaid breaks."""
        return sum(end - start for start, end in self.blocks) - sum(rule.length_min for rule in self.breaks if not rule.paid)


@dataclass(frozen=True)
class WorkRules:
    """What binds one worker (F-13, X-03). None: not limited. A week is Monday to Sunday; the weeks cut by the period count in part."""

    max_week_min: int | None = None
    min_period_min: int | None = None
    max_period_min: int | None = None
    min_rest_min: int = 0
    max_consecutive_days: int | None = None
    min_consecutive_days: int = 1
    min_consecutive_off: int = 1
    min_days_off_per_week: int = 0
    max_weekends: int | None = None
    max_nights: int | None = None
    max_consecutive_nights: int | None = None
    recovery_days_after_nights: int = 0
    max_shifts: Mapping[str, int] = field(default_factory=dict)
    forbidden_successions: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Worker:
    """One person as the solver sees them.

    `skills` are the queues this person may serve; `shifts` the shift codes they may work (None: all); `unavailable` the days of
    granted leave; `fixed` the locked cells, day to shift code or None for a day off; `tail` the shift codes (None: off) of the days just
    before the period, the last one yesterday; `worked` counts what the fairness of the rolling period already holds, tag to count
    (tags of the shifts, and `weekend`, `holiday`); `lead` can lead a shift.
    """

    id: str
    rules: WorkRules
    skills: frozenset[str] = frozenset()
    shifts: frozenset[str] | None = None
    unavailable: frozenset[int] = frozenset()
    fixed: Mapping[int, str | None] = field(default_factory=dict)
    tail: tuple[str | None, ...] = ()
    worked: Mapping[str, int] = field(default_factory=dict)
    team: str | None = None
    lead: bool = False


@dataclass(frozen=True)
class Request:
    """A wish for one cell: to work `shift` (or, with None, to be off) on `day`, or with `want=False` not to; `weight` is the price of a refusal."""

    worker: str
    day: int
    shift: str | None
    weight: int
    want: bool = True


@dataclass(frozen=True)
class ShiftCover:
    """Heads wanted on one shift of one day, with prices per head under and over (public benchmark form)."""

    day: int
    shift: str
    need: int
    under: int
    over: int


@dataclass(frozen=True)
class Weights:
    """Price of one unit of each soft rule (F-13): policy, handed in. Units stand beside each."""

    under: int = 20  # one head missing on one queue for one interval
    over: int = 1  # one head more than all queues need for one interval
    lead: int = 400  # one shift of one day with people on it and no shift lead
    fairness: int = 30  # one unpopular shift above a worker's fair share
    stability: int = 2  # start time differs by more than `stable_within_min` from the day before
    team: int = 1  # one member away from the shift most of the team works on that day
    change: int = 10  # one cell that differs from the roster to stay close to
    together: int = 5  # one day on which a pair that belongs together works different shifts, or only one of them
    apart: int = 5  # one day on which a pair to be kept apart shares a shift
    stable_within_min: int = 60


@dataclass(frozen=True)
class Problem:
    """A period to be rostered.

    `demand` maps queue to heads needed, shape `(days, slots)` with `slots = 1440 / step_min`; `floor` in the same form is the number that
    must be there whatever it costs (T-17); `holidays` are day numbers of public holidays; `reference` is the roster to stay close to, shape
    `(workers, days)`, or None, and `change_factor` (empty: 1 each) multiplies the price of a change by day (X-08); `lead_shifts` are the codes
    that need a lead on every day they are worked (None: every shift), bindingly with `lead_hard`; `together` and `apart` are pairs of worker
    ids who should, or should not, share a shift; `unpopular` are the tags whose shifts are shared out fairly.
    """

    first_day: date
    days: int
    shifts: tuple[Shift, ...]
    workers: tuple[Worker, ...]
    step_min: int = 30
    demand: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    cover: tuple[ShiftCover, ...] = ()
    requests: tuple[Request, ...] = ()
    holidays: frozenset[int] = frozenset()
    weights: Weights = field(default_factory=Weights)
    reference: NDArray[np.int64] | None = None
    lead_shifts: frozenset[str] | None = frozenset()
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    floor: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    change_factor: tuple[int, ...] = ()
    lead_hard: bool = False
    unpopular: tuple[str, ...] = ("night", "late", "two_ended", "weekend", "holiday")

    @cached_property
    def shift_index(self) -> dict[str, int]:
        return {shift.code: number for number, shift in enumerate(self.shifts)}

    @cached_property
    def worker_index(self) -> dict[str, int]:
        return {worker.id: number for number, worker in enumerate(self.workers)}

    @property
    def slots(self) -> int:
        return DAY_MIN // self.step_min

    def date_of(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def weekday(self, day: int) -> int:
        """Monday is 0."""
        return (self.first_day.weekday() + day) % 7

    @cached_property
    def tables(self) -> Tables:
        """The same facts as numbers, worked out once for the rules and the search."""
        from zuoxi.engine.roster.tables import Tables

        return Tables(self)


@dataclass(frozen=True)
class Roster:
    """An answer: `cells[w, d]` is the index of the shift worker `w` works on day `d`, or OFF."""

    cells: NDArray[np.int64]

    def codes(self, problem: Problem) -> list[list[str | None]]:
        """Shift codes by worker and day, None for a day off."""
        return [[problem.shifts[cell].code if cell != OFF else None for cell in row] for row in self.cells.tolist()]
