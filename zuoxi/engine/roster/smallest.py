"""The smallest set of demands that cannot hold together, by the duality of clashes and ways out.

Every way out (a set of demands whose removal leaves the rest possible) meets every clash. So: take the smallest set that meets all ways out
found so far; if it is impossible it is a smallest clash; otherwise let as many demands as can hold with it, and what must go is a new way out.
Source: A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva (2015), Smallest MUS extraction with minimal hitting set dualization, CP 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

MOST_ROUNDS = 150
"""Ways out to look for before a clash that is only irreducible is taken."""


class Demands:
    """A model with a literal for each demand: which of them can hold together? `weights` say which ones to keep rather, when not all can."""

    def __init__(self, model: Any, literals: Sequence[Any], weights: Sequence[int], effort: float) -> None:
        self.model, self.literals, self.weights, self.effort = model, list(literals), list(weights), effort

    def _solver(self) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = self.effort
        return solver

    def holding(self, wanted: Sequence[int]) -> Any:
        """The model with these demands kept for good: fixed literals let the solver simplify what assumed ones would not."""
        model = self.model.clone()
        model.clear_objective()
        model.clear_assumptions()
        model.add_bool_and([model.get_bool_var_from_proto_index(self.literals[number].index) for number in wanted])
        return model

    def possible(self, wanted: Sequence[int]) -> bool | None:
        """Whether these demands (by number) can hold together; None when that could not be told."""
        status = self._solver().solve(self.holding(wanted))
        return None if status == cp_model.UNKNOWN else status in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def core(self) -> list[int] | None:
        """Some demands that cannot hold together, not necessarily few; None when all can, or it could not be told."""
        self.model.clear_objective()
        self.model.clear_assumptions()
        self.model.add_assumptions(self.literals)
        solver = self._solver()
        if solver.solve(self.model) != cp_model.INFEASIBLE:
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return [number for number, literal in enumerate(self.literals) if literal.index in named]

    def most(self, wanted: Sequence[int]) -> list[int] | None:
        """As much weight of demands as can hold together with `wanted`; None when none can."""
        model = self.holding(wanted)
        model.maximize(cp_model.LinearExpr.weighted_sum(self.literals, self.weights))
        solver = self._solver()
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return [number for number, literal in enumerate(self.literals) if solver.boolean_value(literal)]


def smallest_clash(demands: Demands) -> list[int] | None:
    """A clash of the fewest demands; None when all can hold (or that could not be told in time)."""
    if demands.possible(range(len(demands.literals))) is not False:
        return None
    ways_out: list[list[int]] = []
    for _ in range(MOST_ROUNDS):
        candidate = _meeting(ways_out)
        held = demands.most(candidate)
        if held is None:
            return candidate if demands.possible(candidate) is False else irreducible(demands)
        ways_out.append(sorted(set(range(len(demands.literals))) - set(held)))
    return irreducible(demands)


def irreducible(demands: Demands) -> list[int] | None:
    """A clash from which nothing can be left out, perhaps not the smallest: drop one demand after the other, what a planner would give up last
    being dropped first. None when all can hold, or it could not be told."""
    every = list(range(len(demands.literals)))
    clash = demands.core() or (every if demands.possible(every) is False else None)
    for number in sorted(clash or (), key=lambda one: -demands.weights[one]):
        without = [one for one in clash or () if one != number]
        if demands.possible(without) is False:
            clash = without
    return clash


def _meeting(ways_out: Sequence[Sequence[int]]) -> list[int]:
    """The fewest demands of which every way out contains one."""
    model = cp_model.CpModel()
    chosen = {number: model.new_bool_var("") for way in ways_out for number in way}
    for way in ways_out:
        model.add_bool_or([chosen[number] for number in way])
    model.minimize(cp_model.LinearExpr.sum(list(chosen.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    return sorted(number for number, literal in chosen.items() if solver.boolean_value(literal))
