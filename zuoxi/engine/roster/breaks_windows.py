"""Where the breaks of a shift kind may lie (F-10): starting minutes on a grid of the clock, inside the windows and inside a block of presence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.roster.problem import BreakRule, Shift

MOST_BREAKS = 6
"""Orders of the breaks are tried one by one; 6 breaks have 720."""


@dataclass(frozen=True)
class Windows:
    """The choices of one shift kind.

    `starts[b]` are the minutes from midnight of the duty day at which break `b` may start, sorted; `orders` are the sequences of breaks that fit
    one after the other with the least gap between them, most natural (by earliest start) first.
    """

    rules: tuple[BreakRule, ...]
    starts: tuple[tuple[int, ...], ...]
    orders: tuple[tuple[int, ...], ...]


def starts(shift: Shift, rule: BreakRule, *, grid_min: int) -> tuple[int, ...]:
    """Possible starting minutes of one break: points of the grid in its window that keep the break within one block.

    A window that meets no point of the grid (a fixed break at 10:05) offers its earliest minute.
    """
    first, last = shift.start_min + rule.earliest_min, shift.start_min + rule.latest_min
    on_grid = range(-(-first // grid_min) * grid_min, last + 1, grid_min)
    inside = [start for start in on_grid if _within(shift, start, rule)]
    return tuple(inside) or tuple(start for start in (first,) if first <= last and _within(shift, start, rule))


def _within(shift: Shift, start: int, rule: BreakRule) -> bool:
    return any(begin <= start and start + rule.length_min <= end for begin, end in shift.blocks)


def _fits(order: Sequence[int], rules: Sequence[BreakRule], choices: Sequence[tuple[int, ...]], gap_min: int) -> bool:
    """Whether the breaks can follow each other in this order: each as early as the one before allows."""
    earliest = 0
    for number in order:
        start = next((start for start in choices[number] if start >= earliest), None)
        if start is None:
            return False
        earliest = start + rules[number].length_min + gap_min
    return True


def windows(shift: Shift, *, grid_min: int, gap_min: int) -> Windows:
    """All choices of one shift kind. Refused with `breaks.no_room` when no placement keeps windows and gaps."""
    if len(shift.breaks) > MOST_BREAKS:
        raise Refusal("breaks.too_many", shift=shift.code, count=len(shift.breaks), most=MOST_BREAKS)
    choices = tuple(starts(shift, rule, grid_min=grid_min) for rule in shift.breaks)
    natural = sorted(range(len(shift.breaks)), key=lambda number: (shift.breaks[number].earliest_min, shift.breaks[number].latest_min, number))
    orders = tuple(order for order in permutations(natural) if _fits(order, shift.breaks, choices, gap_min))
    if not orders:
        raise Refusal("breaks.no_room", shift=shift.code, gap=gap_min)
    return Windows(shift.breaks, choices, orders)


def check(shifts: Sequence[Shift], *, grid_min: int, gap_min: int) -> list[Finding]:
    """Shift kinds whose breaks cannot be placed at all, one finding each; an empty list means that every roster of them has its breaks."""
    found = []
    for shift in shifts:
        try:
            windows(shift, grid_min=grid_min, gap_min=gap_min)
        except Refusal as refusal:
            found.append(Finding(refusal.code, facts=refusal.facts))
    return found
