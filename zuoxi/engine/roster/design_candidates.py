"""Every shift kind that a policy allows (F-11): starts on a grid, lengths, a meal, two-ended ones; and how much of each interval it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import DAY_MIN, BreakRule, Shift


@dataclass(frozen=True)
class MealRule:
    """Blocks of at least `from_min` get a meal of `length_min` that starts between `earliest_min` and `latest_min` after the block's start."""

    length_min: int = 60
    from_min: int = 360
    earliest_min: int = 180
    latest_min: int = 270
    paid: bool = False
    name: str = "meal"


@dataclass(frozen=True)
class DesignPolicy:
    """Which shift kinds may be proposed (minutes of the day) and what counts (prices per hour: paid, head missing, head too many).

    A high price of a missing head gives the least paid hours that cover everything; `paid_hour=0, under_hour=1, over_hour=1` gives the least
    deviation. `two_ended` are pairs of block lengths, with one of `two_ended_gaps` between them. Shifts that end at or after `late_end_min` are
    tagged `late`, those that run past midnight `night`, those of at least `long_min` `long`.
    """

    start_grid_min: int = 30
    earliest_start_min: int = 7 * 60
    latest_start_min: int = 16 * 60
    latest_end_min: int = 22 * 60
    lengths_min: tuple[int, ...] = (480, 510, 540, 600)
    meal: MealRule | None = MealRule()
    two_ended: tuple[tuple[int, int], ...] = ()
    two_ended_gaps_min: tuple[int, ...] = (120, 180, 240)
    paid_hour: float = 1.0
    under_hour: float = 10.0
    over_hour: float = 0.0
    late_end_min: int = 21 * 60
    long_min: int = 600

    def __post_init__(self) -> None:
        if self.start_grid_min <= 0 or min(self.paid_hour, self.under_hour, self.over_hour) < 0 or self.paid_hour + self.over_hour <= 0:
            raise Refusal("design.policy", grid=self.start_grid_min)


def candidates(policy: DesignPolicy) -> tuple[Shift, ...]:
    """All kinds of the policy, by start and length, the two-ended ones last. Refused when there is none."""
    found = tuple(_kind(policy, blocks) for blocks in (*_whole(policy), *_two_ended(policy)) if blocks[-1][1] <= policy.latest_end_min)
    if not found:
        raise Refusal("design.no_candidates")
    return found


def _starts(policy: DesignPolicy) -> range:
    return range(policy.earliest_start_min, policy.latest_start_min + 1, policy.start_grid_min)


def _whole(policy: DesignPolicy) -> Iterator[tuple[tuple[int, int], ...]]:
    for start in _starts(policy):
        for length in policy.lengths_min:
            yield ((start, start + length),)


def _two_ended(policy: DesignPolicy) -> Iterator[tuple[tuple[int, int], ...]]:
    for start in _starts(policy):
        for first, second in policy.two_ended:
            for gap in policy.two_ended_gaps_min:
                yield ((start, start + first), (start + first + gap, start + first + gap + second))


def _kind(policy: DesignPolicy, blocks: tuple[tuple[int, int], ...]) -> Shift:
    code = "+".join(f"{_clock(start)}-{_clock(end)}" for start, end in blocks)
    return Shift(code, blocks, tuple(_meals(policy.meal, blocks)), frozenset(_tags(policy, blocks)))


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}{minute % 60:02}"


def _meals(meal: MealRule | None, blocks: Sequence[tuple[int, int]]) -> Iterator[BreakRule]:
    for start, end in blocks:
        if meal is not None and end - start >= meal.from_min:
            offset = start - blocks[0][0]
            latest = min(meal.latest_min, end - start - meal.length_min)
            yield BreakRule(meal.length_min, offset + meal.earliest_min, offset + max(latest, meal.earliest_min), meal.paid, meal.name)


def _tags(policy: DesignPolicy, blocks: Sequence[tuple[int, int]]) -> Iterator[str]:
    end = blocks[-1][1]
    if end > DAY_MIN:
        yield "night"
    elif end >= policy.late_end_min:
        yield "late"
    if len(blocks) > 1:
        yield "two_ended"
    if sum(finish - start for start, finish in blocks) >= policy.long_min:
        yield "long"


def coverage(shift: Shift, *, step_min: int) -> NDArray[np.float64]:
    """Share of each interval in which one person on this shift is there, over two days (a night shift runs into the second).

    A break is spread evenly over its window, as it will be when the breaks of many people are placed in turns.
    """
    minutes = np.zeros(2 * DAY_MIN)
    for start, end in shift.blocks:
        minutes[start:end] = 1
    for rule in shift.breaks:
        for start in range(rule.earliest_min, rule.latest_min + 1):
            begin = shift.start_min + start
            minutes[begin : begin + rule.length_min] -= 1 / (rule.latest_min - rule.earliest_min + 1)
    return np.asarray(minutes.reshape(-1, step_min).mean(axis=1))
