"""The search for a roster (F-13, F-14): first a legal roster fast, then the best that the time allows, with a bound that says how far off it may be.

Stages: best responses from empty rows (or a given roster), drawn toward the plan of the bound, until none helps; then annealing in legs with
best responses between them; small problems go to CP-SAT whole, which proves. The bound comes from a linear program that runs beside it.

With one seed the moves are the same; how many of them fit in depends on the machine, so rosters are the same only where the search ends by
proof or after `Stop.rounds`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster import check
from zuoxi.engine.roster.clash import Clash
from zuoxi.engine.roster.explain import Explanation, explain
from zuoxi.engine.roster.explain_floor import floor_clashes
from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.roster.result import Progress, Result, Status, Stop
from zuoxi.engine.roster.rules.registry import FLOOR
from zuoxi.engine.roster.search import annealing
from zuoxi.engine.roster.search.bound import Bound, bound
from zuoxi.engine.roster.search.law import Law, law
from zuoxi.engine.roster.search.live import Live
from zuoxi.engine.roster.search.sweep import Sweeps
from zuoxi.engine.roster.search.watch import TICK_S, Watch
from zuoxi.engine.roster.search.whole import SMALL, TINY, size, whole
from zuoxi.engine.roster.validate import refuse_nonsense

LEG_SHARE = 0.6
"""Share of the time left that the next annealing leg takes."""
LEAST_LEG_S = 1.0
COOLER = 0.6
"""Each leg starts so much cooler than the one before."""
BEFORE_WHOLE = 0.15
"""Share of the time that goes into a good start before CP-SAT gets the whole problem."""


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int,
    threads: int = 2,
    warm_start: Roster | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Find a roster. `warm_start` (or, without it, the problem's reference) is where the search begins; what is legal in it is kept as long as
    nothing cheaper is found. Raises Refusal when the problem makes no sense."""
    refuse_nonsense(problem)
    watch = Watch(stop, progress)
    start = warm_start.cells if warm_start is not None else problem.reference
    aside = ThreadPoolExecutor(1)
    try:
        with ThreadPoolExecutor(threads) as pool:
            search = _Search(problem, watch, pool, seed, threads)
            plan = aside.submit(bound, problem, search.law, watch.left)
            watch.expect(aside.submit(_value, plan))
            search.run(start, plan)
            watch.tell(now=True)
            return search.answer()
    finally:
        aside.shutdown(wait=False, cancel_futures=True)


def _value(plan: Future[Bound | None]) -> int | None:
    """The bound of a plan."""
    found = plan.result()
    return None if found is None else found.value


class _Search:
    """One search with its threads."""

    def __init__(self, problem: Problem, watch: Watch, pool: ThreadPoolExecutor, seed: int, threads: int) -> None:
        self.problem, self.watch, self.pool, self.seed, self.threads = problem, watch, pool, seed, threads
        self.law: Law = law(problem)
        self.hopeless: list[int] = []
        self.cells: NDArray[np.int64] | None = None
        self.clashes: tuple[Clash, ...] = ()

    def run(self, start: NDArray[np.int64] | None, plan: Future[Bound | None]) -> None:
        """Search from this roster, or from empty rows; locks are put in. From empty rows the plan behind the bound leads the way."""
        cells = np.full((len(self.problem.workers), self.problem.days), OFF, dtype=np.int64) if start is None else start
        live = Live(self.problem, self.law, np.where(self.problem.tables.locked, self.problem.tables.locks, cells))
        sweeps = Sweeps(live, self.watch, self.pool, threads=self.threads, seed=self.seed)
        complete = sweeps.start()
        self.cells, self.hopeless = live.state.cells, sweeps.hopeless
        if not complete:
            return
        self.watch.offer(live.state.cells, live.price)
        if start is None and (known := self._when_known(plan)) is not None:
            sweeps.follow(known)
        sweeps.settle()
        if self._floor_is_impossible(live):
            return
        if size(self.problem) > TINY:
            self._legs(live, sweeps, BEFORE_WHOLE if size(self.problem) <= SMALL else 1.0)
        if size(self.problem) <= SMALL and not self.watch.over() and self.watch.cells is not None:
            whole(self.problem, self.watch, self.pool, seed=self.seed, start=self.watch.cells)

    def _when_known(self, plan: Future[Bound | None]) -> Bound | None:
        """The plan as soon as it is there; None when there is none, or the time is over."""
        while not plan.done() and not self.watch.over():
            wait([plan], timeout=TICK_S)
        return plan.result() if plan.done() else None

    def _floor_is_impossible(self, live: Live) -> bool:
        """Whether a binding rule of the floor is broken after all sweeps, and can be shown to be impossible to keep."""
        if not self._breaks_the_floor(Roster(live.state.cells)):
            return False
        self.clashes = tuple(floor_clashes(self.problem, live.state.cells))
        return bool(self.clashes)

    def _legs(self, live: Live, sweeps: Sweeps, share: float) -> None:
        """Annealing and best responses in turn, until `share` of the time is over."""
        end = self.watch.left * (1 - share)
        heat, number, rounds = 1.0, 0, self.watch.stop.rounds
        while not self.watch.over() and self.watch.left > end and (rounds is None or number < 1):
            seconds = max((self.watch.left - end) * LEG_SHARE, LEAST_LEG_S)
            seed = self.seed + 7919 * number
            annealing.leg(live, self.watch, self.pool, threads=self.threads, seed=seed, seconds=seconds, heat=heat, rounds=rounds)
            sweeps.sweep()
            heat, number = heat * COOLER, number + 1

    def answer(self) -> Result:
        """The best roster, or why there is none."""
        watch = self.watch
        if self.hopeless or (watch.cells is not None and self._breaks_the_floor(Roster(watch.cells))):
            return self._no_roster()
        if watch.cells is None or watch.cost is None:
            return Result(Status.NONE, None, bound=watch.bound)
        best = Roster(watch.cells)
        costs = check.costs(self.problem, best)
        not_met = tuple(violation for violation in check.violations(self.problem, best) if violation.cost)
        status = Status.OPTIMAL if watch.proven else Status.FEASIBLE
        return Result(status, best, watch.cost, watch.bound, costs, not_met)

    def _breaks_the_floor(self, roster: Roster) -> bool:
        return any(rule.hard(self.problem) for rule in FLOOR) and bool(check.hard_violations(self.problem, roster))

    def _no_roster(self) -> Result:
        cells = self.watch.cells if self.watch.cells is not None else self.cells
        if self.hopeless or not self.clashes:
            found = explain(self.problem, cells=cells, hopeless=self.hopeless)
        else:
            found = Explanation(self.clashes, Roster(np.asarray(cells)))
        status = Status.INFEASIBLE if found.clashes else Status.NONE
        costs = check.costs(self.problem, found.partial)
        not_met = tuple(check.violations(self.problem, found.partial))
        return Result(status, None, None, self.watch.bound, costs, not_met, found.clashes, found.partial)
