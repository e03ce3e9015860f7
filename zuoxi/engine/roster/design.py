"""Shift design (F-11): a few shift kinds that follow a week's requirement, with what stays uncovered and what is too many, interval by interval.

Related work: N. Musliu, A. Schaerf, W. Slany (2004), Local search for shift design, European Journal of Operational Research 153: 51-64.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.design_candidates import DesignPolicy, MealRule, candidates, coverage
from zuoxi.engine.roster.design_model import Answer, Floats, Relaxation, Week, best_choice, whole_heads
from zuoxi.engine.roster.design_search import Effort, choose
from zuoxi.engine.roster.problem import DAY_MIN, Shift

CLOSE = 1e-6


@dataclass(frozen=True)
class ProposedKind:
    """A shift kind and how many people work it on each day of the requirement."""

    shift: Shift
    heads: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """The answer. `scheduled`, `under` and `over` are heads per day and interval; `cost` and `bound` are prices of the policy.

    `status` is `optimal` when no set of kinds can be better, else `feasible`: then `bound` is what no set of at most that many kinds can beat
    (often one that even any number of kinds could not beat, so the gap includes the price of having few kinds).
    """

    status: Literal["optimal", "feasible"]
    kinds: tuple[ProposedKind, ...]
    cost: float
    bound: float
    paid_hours: float
    scheduled: Floats
    under: Floats
    over: Floats

    @property
    def gap(self) -> float:
        """Share of the cost that may be saved at most; 0 to 1."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost > 0 else 0.0


def propose(
    requirement: Floats,
    *,
    step_min: int,
    policy: DesignPolicy,
    at_most: int,
    seed: int,
    seconds: float = 10.0,
    prove_up_to: int = 200,
    effort: Effort | None = None,
) -> Proposal:
    """At most `at_most` kinds for a ring of days (a week), `requirement[d, t]` heads in intervals of `step_min` minutes.

    The answer depends on the seed only, unless a proof is cut short by `seconds`. A proof over all choices is tried when candidates x days is
    at most `prove_up_to`; beyond that it would not end in time.
    """
    need = np.asarray(requirement, dtype=np.float64)
    _check(need, step_min, at_most)
    shifts = candidates(policy)
    week = _week(need, shifts, step_min, policy)
    relaxation = Relaxation(week)
    loose = relaxation.solve(range(week.kinds))[0]
    _, kinds = choose(relaxation, at_most=at_most, effort=effort or Effort(), rng=np.random.default_rng(seed))
    answer = whole_heads(week, kinds, seconds=seconds)
    every = len(kinds) == week.kinds or week.cost(answer.heads) <= loose + CLOSE
    best = Answer(answer.heads, answer.bound if every else loose, answer.proved and every)
    if not best.proved and week.kinds * week.days <= prove_up_to:
        best = best_choice(week, at_most=at_most, start=best.heads, seconds=seconds)
    return _proposal(week, shifts, best, loose)


def _check(need: Floats, step_min: int, at_most: int) -> None:
    if at_most < 1:
        raise Refusal("design.no_kinds", kinds=at_most)
    if step_min <= 0 or DAY_MIN % step_min or need.ndim != 2 or need.shape[1] != DAY_MIN // step_min or need.shape[0] < 1:
        raise Refusal("design.shape", shape="x".join(map(str, need.shape)), step=step_min)
    if not np.isfinite(need).all() or (need < 0).any():
        raise Refusal("design.heads")


def _week(need: Floats, shifts: tuple[Shift, ...], step_min: int, policy: DesignPolicy) -> Week:
    cover = np.array([coverage(shift, step_min=step_min) for shift in shifts])
    paid = np.array([shift.paid_min / 60 for shift in shifts])
    return Week(need, cover, paid, step_min / 60, policy.paid_hour, policy.under_hour, policy.over_hour)


def _proposal(week: Week, shifts: tuple[Shift, ...], answer: Answer, loose: float) -> Proposal:
    cost = week.cost(answer.heads)
    bound = min(cost, max(answer.bound, loose))
    scheduled = week.scheduled(answer.heads)
    difference = scheduled - week.need
    used = [number for number in range(week.kinds) if answer.heads[:, number].any()]
    kinds = tuple(ProposedKind(shifts[number], tuple(int(heads) for heads in answer.heads[:, number])) for number in used)
    proved = answer.proved or cost - bound <= CLOSE * max(1.0, cost)
    paid = float((answer.heads @ week.paid).sum())
    return Proposal("optimal" if proved else "feasible", kinds, cost, bound, paid, scheduled, np.maximum(-difference, 0), np.maximum(difference, 0))


__all__ = ["DesignPolicy", "Effort", "MealRule", "Proposal", "ProposedKind", "propose"]
