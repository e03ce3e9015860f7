"""F-13: a team works together: on each day, every working member who is not on the shift most of the team works costs once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules.kind import Board, Fault, FloorRule

if TYPE_CHECKING:
    from zuoxi.engine.roster.grid import Grid


def teams(problem: Problem) -> dict[str, list[int]]:
    """Workers by team; people without one are left out."""
    found: dict[str, list[int]] = {}
    for number, worker in enumerate(problem.workers):
        if worker.team is not None:
            found.setdefault(worker.team, []).append(number)
    return found


def check(board: Board) -> Iterator[Fault]:
    price, kinds = board.problem.weights.team, len(board.problem.shifts)
    for name, members in teams(board.problem).items() if price else ():
        cells = board.cells[members]
        for day in range(board.problem.days) if board.asked(*members) else ():
            there = cells[:, day][cells[:, day] != OFF]
            if not len(there):
                continue
            counts = np.bincount(there, minlength=kinds)
            away = int(counts.sum() - counts.max())
            if away:
                facts = {
                    "team": name,
                    "date": board.problem.date_of(day).isoformat(),
                    "shift": board.problem.shifts[counts.argmax()].code,
                    "count": away,
                }
                yield Fault(None, (day,), away * price, facts)


def post(grid: Grid) -> None:
    if not grid.problem.weights.team:
        return
    for members in teams(grid.problem).values():
        for day in grid.days:
            if any(w in grid.lines and grid.free[w, day] for w in members):
                _post_day(grid, members, day)


def _post_day(grid: Grid, members: list[int], day: int) -> None:
    """Choose the shift most of the team works; the members working less those on it are away."""
    cp, chosen, working = grid.cp, [], 0
    together = cp.new_int_var(0, len(members), "")
    for shift in range(len(grid.problem.shifts)):
        free = grid.choices(members, day, shift)
        there = int((grid.rest.cells[members, day] == shift).sum())
        if free or there:
            most = cp.new_bool_var("")
            cp.add(together <= sum(free) + there + (len(members) - there) * (1 - most))
            chosen.append(most)
            working += sum(free) + there
    if chosen:
        cp.add_exactly_one(chosen)
        away = cp.new_int_var(0, len(members), "")
        cp.add(away >= working - together)
        grid.pay(grid.problem.weights.team, away)


RULE = FloorRule("F-13 team together", "roster.team_apart", check, post)
