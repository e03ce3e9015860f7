"""The week of a shift design as a linear programme for HiGHS: heads per kind and day, heads missing per interval.

minimise    sum paid hours + under x missing hours + over x hours too many
subject to  cover of every interval + heads missing >= requirement.
Hours too many are cover + missing - requirement, so they need no variables of their own. The week is a ring: Sunday's night shift covers
Monday morning. The set-covering view of shift scheduling is G. B. Dantzig's (1954), Operations Research 2: 339-341.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
GAP = 1e-6
"""A plan this close to its bound, in price, is the best."""


@dataclass(frozen=True)
class Week:
    """Numbers of the problem: `need[d, t]` heads, `cover[j, t]` share of interval (over two days), `paid[j]` hours of kind `j`; prices per hour."""

    need: Floats
    cover: Floats
    paid: Floats
    step_hours: float
    paid_hour: float
    under_hour: float
    over_hour: float

    @property
    def days(self) -> int:
        return int(self.need.shape[0])

    @property
    def kinds(self) -> int:
        return int(self.cover.shape[0])

    def scheduled(self, heads: Floats) -> Floats:
        """Heads there per day and interval, when `heads[d, j]` people work kind `j` on day `d`."""
        spread = heads @ self.cover
        slots = self.need.shape[1]
        return np.asarray(spread[:, :slots] + np.roll(spread[:, slots:], 1, axis=0))

    def cost(self, heads: Floats) -> float:
        """Price of a plan, by its definition."""
        difference = self.scheduled(heads) - self.need
        under, over = np.maximum(-difference, 0).sum(), np.maximum(difference, 0).sum()
        return float(self.paid_hour * (heads @ self.paid).sum() + self.step_hours * (self.under_hour * under + self.over_hour * over))

    def most_heads(self) -> Floats:
        """More than this many on kind `j` of day `d` are never useful: shape `(days, kinds)`."""
        both = np.concatenate([self.need, np.roll(self.need, -1, axis=0)], axis=1)
        helped = np.where(self.cover[None] > 0, np.ceil(both[:, None] / np.where(self.cover > 0, self.cover, 1)[None]), 0)
        return np.asarray(helped.max(axis=2))


def _matrix(week: Week, kinds: Ints) -> Any:
    """Rows are intervals of the week, columns kinds by day, then heads missing; the second half of a kind's cover falls on the next day."""
    slots = week.need.shape[1]
    today, tomorrow = sparse.csr_matrix(week.cover[kinds, :slots].T), sparse.csr_matrix(week.cover[kinds, slots:].T)
    after = sparse.csr_matrix(np.roll(np.eye(week.days), 1, axis=0))
    heads = sparse.kron(sparse.eye(week.days), today) + sparse.kron(after, tomorrow)
    return sparse.hstack([heads, sparse.eye(week.need.size)])


def _costs(week: Week, kinds: Ints) -> tuple[Floats, float]:
    """Price of a head on each column, and what is paid whatever is done (hours too many are counted as cover less requirement)."""
    kind = week.paid_hour * week.paid[kinds] + week.over_hour * week.step_hours * week.cover[kinds].sum(axis=1)
    missing = np.full(week.need.size, (week.under_hour + week.over_hour) * week.step_hours)
    return np.concatenate([np.tile(kind, week.days), missing]), -week.over_hour * week.step_hours * float(week.need.sum())


def _programme(matrix: Any, cost: Floats, upper: Floats, rows: tuple[Floats, Floats], integer: int) -> Any:
    """`minimise cost x` with `rows[0] <= matrix x <= rows[1]`, `0 <= x <= upper`; all but `integer` of the columns are continuous."""
    matrix = sparse.csr_matrix(matrix)
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = matrix.shape
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = cost, np.zeros(cost.size), upper
    programme.row_lower_, programme.row_upper_ = rows
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_, programme.a_matrix_.index_, programme.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    if integer:
        kinds = [highspy.HighsVarType.kInteger] * integer
        programme.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (cost.size - integer)
    return programme


def _solver() -> Any:
    """Presolve is off: that of HiGHS 1.14.0 may call a worse plan optimal where, as here, a continuous column stands in one row only (its #3043)."""
    solver = highspy.Highs()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", GAP)
    return solver


class Relaxation:
    """Fractions of heads instead of whole ones, kept warm: kinds are allowed or not by their bounds, so that trying a set takes a millisecond."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.most = week.most_heads()
        every = np.arange(week.kinds)
        cost, self.constant = _costs(week, every)
        upper = np.concatenate([np.zeros(self.most.size), np.full(week.need.size, np.inf)])
        rows = (week.need.ravel(), np.full(week.need.size, np.inf))
        self.solver = _solver()
        self.solver.passModel(_programme(_matrix(week, every), cost, upper, rows, 0))

    def solve(self, kinds: Sequence[int]) -> tuple[float, Floats, Floats]:
        """Least price with these kinds, the heads `(days, kinds)`, and what one more head on each kind would save, summed over the days."""
        upper = np.zeros_like(self.most)
        upper[:, list(kinds)] = self.most[:, list(kinds)]
        columns = upper.size
        self.solver.changeColsBounds(columns, np.arange(columns, dtype=np.int32), np.zeros(columns), upper.ravel())
        self.solver.run()
        solution = self.solver.getSolution()
        heads = np.array(solution.col_value[:columns]).reshape(upper.shape)
        saving = np.maximum(-np.array(solution.col_dual[:columns]).reshape(upper.shape), 0).sum(axis=0)
        return self.solver.getInfo().objective_function_value + self.constant, heads, saving


@dataclass(frozen=True)
class Answer:
    """Whole heads `(days, kinds)` over all kinds of the week, a bound no plan of the same choice can beat, and whether this one reaches it."""

    heads: Floats
    bound: float
    proved: bool


def whole_heads(week: Week, kinds: Sequence[int], *, seconds: float) -> Answer:
    """The best whole heads on exactly these kinds."""
    chosen = np.array(sorted(kinds), dtype=np.int64)
    cost, constant = _costs(week, chosen)
    most = week.most_heads()[:, chosen]
    upper = np.concatenate([most.ravel(), np.full(week.need.size, np.inf)])
    rows = (week.need.ravel(), np.full(week.need.size, np.inf))
    solver = _solver()
    solver.passModel(_programme(_matrix(week, chosen), cost, upper, rows, most.size))
    return _run(week, solver, chosen, constant, seconds)


def best_choice(week: Week, *, at_most: int, start: Floats, seconds: float) -> Answer:
    """The best whole heads on the best `at_most` kinds, from a plan `start` that is legal. A binary per kind switches it on."""
    every, most = np.arange(week.kinds), week.most_heads()
    cost, constant = _costs(week, every)
    missing = week.need.size
    switch = sparse.vstack([sparse.diags(most[day]) for day in range(week.days)])
    linked = sparse.hstack([sparse.eye(most.size), sparse.csr_matrix((most.size, missing)), -switch])
    count = sparse.hstack([sparse.csr_matrix((1, most.size + missing)), np.ones((1, week.kinds))])
    covered = sparse.hstack([_matrix(week, every), sparse.csr_matrix((missing, week.kinds))])
    lower = np.concatenate([week.need.ravel(), np.full(most.size + 1, -np.inf)])
    upper = np.concatenate([np.full(missing, np.inf), np.zeros(most.size), [at_most]])
    limits = np.concatenate([most.ravel(), np.full(missing, np.inf), np.ones(week.kinds)])
    model = _programme(sparse.vstack([covered, linked, count]), np.append(cost, np.zeros(week.kinds)), limits, (lower, upper), most.size)
    model.integrality_ = [*model.integrality_[: most.size + missing], *[highspy.HighsVarType.kInteger] * week.kinds]
    solver = _solver()
    solver.passModel(model)
    known = highspy.HighsSolution()
    known.col_value = [*start.ravel(), *np.maximum(week.need - week.scheduled(start), 0).ravel(), *(start.sum(axis=0) > 0).astype(float)]
    solver.setSolution(known)
    return _run(week, solver, every, constant, seconds)


def _run(week: Week, solver: Any, kinds: Ints, constant: float, seconds: float) -> Answer:
    solver.setOptionValue("time_limit", float(seconds))
    solver.run()
    columns = week.days * kinds.size
    heads = np.zeros((week.days, week.kinds))
    heads[:, kinds] = np.rint(np.array(solver.getSolution().col_value[:columns])).reshape(week.days, kinds.size)
    proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    information = solver.getInfo()
    bound = information.mip_dual_bound if columns else information.objective_function_value
    return Answer(heads, float(bound) + constant, proved)
