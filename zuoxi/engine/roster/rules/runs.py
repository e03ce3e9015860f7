"""Runs of equal days in a worker's line: what the rules on days in a row have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Row

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Line
    from zuoxi.engine.roster.terms import Term


def runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last position of every unbroken run of true flags."""
    first = None
    for position, flag in enumerate(flags):
        if flag and first is None:
            first = position
        elif not flag and first is not None:
            yield first, position - 1
            first = None
    if first is not None:
        yield first, len(flags) - 1


def short_runs(row: Row, flags: Sequence[bool], least: int, *, work: bool) -> Iterator[tuple[int, int]]:
    """Runs shorter than `least` of which both ends are known. A run that ended before the period counts only if the period's first day
    could still have made it longer."""
    for first, last in runs(flags):
        whole = first > 0 and last < len(flags) - 1
        mendable = last >= row.tail or (last == row.tail - 1 and not row.blocked(work=work))
        if whole and last - first + 1 < least and mendable:
            yield first, last


def bar_short_runs(line: Line, terms: Sequence[Term], absent: Sequence[Term], least: int, *, work: bool) -> None:
    """Forbid the same runs in the model: `terms[i]` is true where the run goes on, `absent[i]` where it does not."""
    for length in range(1, least):
        for first in range(max(line.tail - length, 1), line.size - length):
            end = first + length
            if not line.opens(first - 1, end) or (end == line.tail and line.blocked(work=work)):
                continue
            line.clause([terms[first - 1], *absent[first:end], terms[end]], first - 1, end)
