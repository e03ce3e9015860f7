"""A desk to try rules at: five shift kinds, people written as rows of letters, a roster from several rows.

`E` early, `L` late, `N` night, `S` short, `T` two-ended, `-` off. The period begins on Monday, 2 March 2026 unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, BreakRule, Problem, Roster, Shift, Worker, WorkRules

MONDAY = date(2026, 3, 2)
MEAL = BreakRule(60, 180, 300, paid=False, name="meal")
SHIFTS = (
    Shift("E", ((420, 960),), (MEAL,)),
    Shift("L", ((720, 1260),), (MEAL,), frozenset({"late"})),
    Shift("N", ((1260, 1860),), (MEAL, BreakRule(60, 360, 420, paid=False)), frozenset({"night"})),
    Shift("S", ((540, 780),)),
    Shift("T", ((480, 720), (1020, 1260)), (), frozenset({"two_ended"})),
)
PAID_H = {"E": 8, "L": 8, "N": 8, "S": 4, "T": 8}
START_H = {"E": 7, "L": 12, "N": 21, "S": 9, "T": 8}
END_H = {"E": 16, "L": 21, "N": 31, "S": 13, "T": 21}
INDEX = {shift.code: number for number, shift in enumerate(SHIFTS)}


def worker(name: str = "lin", tail: str = "", rules: Mapping[str, Any] | None = None, **more: Any) -> Worker:
    """Somebody with these work rules; `tail` are the letters of the days before the period."""
    return Worker(name, WorkRules(**(rules or {})), tail=tuple(None if letter == "-" else letter for letter in tail), **more)


def cells(*rows: str) -> NDArray[np.int64]:
    return np.array([[OFF if letter == "-" else INDEX[letter] for letter in row] for row in rows], dtype=np.int64)


def problem(workers: Iterable[Worker], days: int, **more: Any) -> Problem:
    return Problem(first_day=more.pop("first_day", MONDAY), days=days, shifts=SHIFTS, workers=tuple(workers), **more)


def broken(
    row: str, *, tail: str = "", first_day: date = MONDAY, person: Mapping[str, Any] | None = None, **rules: Any
) -> dict[str, list[tuple[int, ...]]]:
    """The hard rules that one person's row breaks: rule name to the days of each breach."""
    found: dict[str, list[tuple[int, ...]]] = {}
    task = problem([worker(tail=tail, rules=rules, **(person or {}))], len(row), first_day=first_day)
    for violation in check.hard_violations(task, Roster(cells(row))):
        found.setdefault(violation.rule, []).append(violation.days)
    return found


def facts_of(row: str, rule: str, *, tail: str = "", person: Mapping[str, Any] | None = None, **rules: Any) -> dict[str, Any]:
    """The facts of the first breach of a rule."""
    task = problem([worker(tail=tail, rules=rules, **(person or {}))], len(row))
    return dict(next(one.facts for one in check.hard_violations(task, Roster(cells(row))) if one.rule == rule))
