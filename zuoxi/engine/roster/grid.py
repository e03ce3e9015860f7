"""A roster as a model of CP-SAT: one literal for each shift a cell may hold; cells that are not free are plain numbers.

The same rules post into a whole month and into a small neighbourhood of a known roster. In a *guarded* grid nothing is ruled out
beforehand and every constraint hangs on a literal of its own, so that a clash can be told by the guards that cannot hold together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from zuoxi.engine.roster.problem import OFF, Problem, WorkRules
from zuoxi.engine.roster.rules.kind import BINDING, Board, PersonRule
from zuoxi.engine.roster.terms import Guard, Term, known, literals, no


class Grid:
    """The model. `cells` is the roster around the free cells (anything where free), `free[w, d]` marks what may change; locks never do."""

    def __init__(
        self, problem: Problem, persons: Iterable[PersonRule], cells: NDArray[np.int64], free: NDArray[np.bool_], guarded: bool = False
    ) -> None:
        self.problem, self.tables, self.guarded = problem, problem.tables, guarded
        self.cp = cp_model.CpModel()
        self.asked = free
        self.free = free if guarded else free & ~self.tables.locked
        self.cells = cells if guarded else np.where(self.tables.locked, self.tables.locks, cells)
        self.guards: dict[Guard, Any] = {}
        self.rest = Board(problem, np.where(self.free, OFF, self.cells))
        self.prices: list[int] = []
        self.priced: list[Any] = []
        self._heads: dict[tuple[int, int, int], list[Any]] = {}
        self._sums: dict[tuple[int, int, int], Any] = {}
        rules = list(persons)
        self.lines = {int(w): Line(self, int(w), rules) for w in np.flatnonzero(free.any(axis=1))}
        for line in self.lines.values():
            line.post(rules)

    @cached_property
    def days(self) -> list[int]:
        """Days with a free cell."""
        return [int(day) for day in np.flatnonzero(self.free.any(axis=0))]

    def pay(self, price: int, term: Term) -> None:
        """Add to the objective. Known terms are left out: they do not change the choice."""
        if price and not isinstance(term, int):
            self.prices.append(price)
            self.priced.append(term)

    def objective(self) -> Any:
        return cp_model.LinearExpr.weighted_sum(self.priced, self.prices)

    def bind(self, guard: Guard, term: Term) -> None:
        """A breach of a binding rule of the floor: priced above all wishes, in a guarded grid ruled out."""
        if not self.guarded:
            self.pay(BINDING, term)
        elif not isinstance(term, int) or term:
            self.cp.add(term == 0).only_enforce_if(self.guard(guard))

    def guard(self, key: Guard) -> Any:
        """The literal on which a constraint hangs in a guarded grid; None in a plain one."""
        if not self.guarded:
            return None
        if key not in self.guards:
            self.guards[key] = self.cp.new_bool_var(f"guard{len(self.guards)}")
        return self.guards[key]

    def register(self, worker: int, day: int, shift: int, literal: Any) -> None:
        self._heads.setdefault((int(self.tables.groups[worker]), day, shift), []).append(literal)

    def open_heads(self, group: int, day: int, shift: int) -> Term:
        """Free people of one skill class on one shift of one day, as one variable; 0 where nobody is free."""
        key = (group, day, shift)
        literals = self._heads.get(key)
        if literals is None:
            return 0
        if len(literals) == 1:
            return literals[0]
        if key not in self._sums:
            self._sums[key] = self.total(literals, len(literals))
        return self._sums[key]

    def total(self, terms: list[Any], most: int) -> Any:
        """A variable that equals the sum of these terms."""
        variable = self.cp.new_int_var(0, most, "")
        self.cp.add(cp_model.LinearExpr.sum(terms) == variable)
        return variable

    def term(self, worker: int, day: int, cell: int) -> Term:
        """The term for a cell holding this shift, or OFF."""
        if not self.free[worker, day]:
            return int(self.cells[worker, day] == cell)
        line = self.lines[worker]
        return no(line.works[day + line.tail]) if cell == OFF else line.at(day, cell)

    def at_least(self, terms: list[Term], bound: int) -> None:
        """The terms add up to at least this."""
        free, bound = literals(terms), bound - known(terms)
        if bound > 0:
            self.cp.add_linear_constraint(cp_model.LinearExpr.sum(free), bound, cp_model.INT32_MAX)

    def at_most(self, terms: list[Term], bound: int, slack: Any) -> None:
        """The terms add up to at most this, or more by the slack variable."""
        free, bound = literals(terms), bound - known(terms)
        if len(free) > bound:
            self.cp.add(cp_model.LinearExpr.sum(free) <= bound + slack)

    def choices(self, workers: Iterable[int], day: int, shift: int) -> list[Term]:
        """The free literals of these workers for one cell value."""
        return literals(self.lines[w].at(day, shift) for w in workers if w in self.lines and self.free[w, day])


class Line:
    """One worker's line in the model, tail first: `on[i]` maps a shift to its term, `works[i]` is the term for working at all."""

    def __init__(self, grid: Grid, index: int, rules: list[PersonRule]) -> None:
        problem = grid.problem
        self.grid, self.problem, self.tables, self.index = grid, problem, problem.tables, index
        self.worker = problem.workers[index]
        self.rules: WorkRules = self.worker.rules
        self.tail = len(self.tables.tails[index])
        self.rule = ""
        self.on: list[dict[int, Term]] = []
        self.works: list[Term] = []
        self.open: list[bool] = []
        for cell in self.tables.tails[index]:
            self._know(cell, asked=False)
        for day, cell in enumerate(grid.cells[index].tolist()):
            barred = self._barred(day, rules) if grid.asked[index, day] and not grid.guarded else set()
            if grid.free[index, day]:
                self._choose(day, barred)
            else:
                self._know(cell, asked=bool(grid.asked[index, day]))
                self.clause([0] if cell in barred else [1], 0, 0)
        self.size = len(self.on)
        self._opened = [0, *np.cumsum(self.open).tolist()]

    def _know(self, cell: int, *, asked: bool) -> None:
        self.on.append({} if cell == OFF else {cell: 1})
        self.works.append(int(cell != OFF))
        self.open.append(asked)

    def _barred(self, day: int, rules: list[PersonRule]) -> set[int]:
        return {cell for rule in rules if rule.bars for cell in rule.bars(self.problem, self.index, day)}

    def _choose(self, day: int, barred: set[int]) -> None:
        cp, position = self.grid.cp, len(self.on)
        choices = {s: cp.new_bool_var(f"{self.index}.{day}.{s}") for s in range(len(self.tables.paid)) if s not in barred}
        works = cp.new_bool_var("") if choices else 0
        if choices:
            cp.add_exactly_one([*choices.values(), ~works])
        self.on.append(choices)
        self.works.append(works)
        self.open.append(True)
        for shift, literal in choices.items():
            self.grid.register(self.index, day, shift, literal)
        if OFF in barred:
            self.clause([works], position, position)

    def post(self, rules: Iterable[PersonRule]) -> None:
        """Post every rule; in a guarded grid also those that otherwise only narrow the cells."""
        for rule in rules:
            self.rule = rule.name
            if rule.post is not None:
                rule.post(self)
            elif rule.bars is not None and self.grid.guarded:
                self._bar(rule)

    def _bar(self, rule: PersonRule) -> None:
        for position in self.positions():
            day = position - self.tail
            days = rule.scope(self.problem, self.index, day) if rule.scope else (day,)
            for cell in rule.bars(self.problem, self.index, day) if rule.bars else ():
                term = self.works[position] if cell == OFF else no(self.on[position].get(cell, 0))
                self.clause([term], days[0] + self.tail, days[-1] + self.tail)

    def positions(self) -> Iterator[int]:
        """Positions whose cell is free."""
        return (position for position, free in enumerate(self.grid.free[self.index].tolist(), start=self.tail) if free)

    def opens(self, first: int, last: int) -> bool:
        """Whether any cell between two positions, both included, is asked for (free, or locked and to be seen to fit)."""
        return bool(self._opened[last + 1] > self._opened[first])

    def at(self, day: int, shift: int) -> Term:
        return self.on[day + self.tail].get(shift, 0)

    def any_of(self, position: int, shifts: Iterable[int]) -> list[Term]:
        """The terms of those shifts that this cell can hold."""
        here = self.on[position]
        return [here[shift] for shift in shifts if shift in here]

    @cached_property
    def nights(self) -> list[Term]:
        """By position: the term for working a night."""
        return [self._night(self.any_of(position, self.tables.nights)) for position in range(self.size)]

    def _night(self, terms: list[Term]) -> Term:
        if len(terms) < 2:
            return terms[0] if terms else 0
        night = self.grid.cp.new_bool_var("")
        self.grid.cp.add_exactly_one([*terms, ~night])
        return night

    def paid(self, positions: Iterable[int]) -> list[tuple[int, Term]]:
        """Paid minutes of these positions as weighted terms."""
        return [(self.tables.paid[shift], term) for position in positions for shift, term in self.on[position].items()]

    def known(self, days: Iterable[int]) -> list[int]:
        """Positions of those days that are known or in the period."""
        return [day + self.tail for day in days if -self.tail <= day < self.problem.days]

    def blocked(self, *, work: bool) -> bool:
        """See `Row.blocked`."""
        fixed = self.tables.fixed[self.index].get(0)
        if work:
            return 0 in self.worker.unavailable or fixed == OFF
        return fixed is not None and fixed != OFF

    def clause(self, terms: Iterable[Term], first: int, last: int) -> None:
        """At least one of these terms is true."""
        listed = list(terms)
        if not known(listed):
            self._enforce(self.grid.cp.add_bool_or(literals(listed)), first, last)

    def at_most_one(self, terms: list[Term], first: int, last: int) -> None:
        if self.grid.guarded:
            self.between([(1, term) for term in terms], None, 1, first, last)
            return
        free, taken = literals(terms), known(terms)
        if taken > 1:
            self.clause([], first, last)
        elif taken and free:
            self.grid.cp.add_bool_and([~literal for literal in free])
        elif len(free) > 1:
            self.grid.cp.add_at_most_one(free)

    def between(self, terms: Iterable[tuple[int, Term]], low: int | None, high: int | None, first: int, last: int) -> None:
        """The weighted sum of these terms lies between two numbers (None: no limit). Counted in the largest unit that all weights share, so that
        the solver sees at once that shifts of 4 h cannot make 37 h, whether or not the constraint hangs on a guard."""
        listed = list(terms)
        past = sum(weight * term for weight, term in listed if isinstance(term, int))
        free = [(weight, term) for weight, term in listed if not isinstance(term, int)]
        grain = gcd(*(weight for weight, _ in free)) or 1
        least = cp_model.INT32_MIN if low is None else -((past - low) // grain)
        most = cp_model.INT32_MAX if high is None else (high - past) // grain
        if sum(weight for weight, _ in free) <= most * grain and least <= 0:
            return
        expression = cp_model.LinearExpr.weighted_sum([term for _, term in free], [weight // grain for weight, _ in free])
        self._enforce(self.grid.cp.add_linear_constraint(expression, least, most), first, last)

    def _enforce(self, constraint: Any, first: int, last: int) -> None:
        days = tuple(range(max(first - self.tail, 0), last - self.tail + 1))
        guard = self.grid.guard(Guard(self.rule, self.index, days))
        if guard is not None:
            constraint.only_enforce_if(guard)
