"""Heads wanted on a shift of a day, priced under and over: the form of cover that public benchmarks use (F-13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def check(board: Board) -> Iterator[Fault]:
    problem = board.problem
    for cover in problem.cover if board.subset is None else ():
        there = int(board.by_shift[cover.day, problem.shift_index[cover.shift]])
        price = (cover.need - there) * cover.under if there < cover.need else (there - cover.need) * cover.over
        if price:
            facts = {"date": problem.date_of(cover.day).isoformat(), "shift": cover.shift, "need": cover.need, "count": there}
            yield Fault(None, (cover.day,), price, facts)


def post(grid: Grid) -> None:
    for cover in grid.problem.cover:
        shift = grid.problem.shift_index[cover.shift]
        free = grid.choices(grid.lines, cover.day, shift)
        if not free:
            continue
        there = int(grid.rest.by_shift[cover.day, shift])
        lacking, spare = grid.cp.new_int_var(0, max(cover.need, 0), ""), grid.cp.new_int_var(0, there + len(free), "")
        grid.cp.add(sum(free) + there - spare + lacking == cover.need)
        grid.pay(cover.under, lacking)
        grid.pay(cover.over, spare)


RULE = FloorRule("F-13 heads on a shift", "roster.shift_cover", check, post)
