"""Annealing on several threads: one chain each, brought to the best of them from time to time, cooling as the time runs out."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import Problem
from zuoxi.engine.roster.search.compiled import state
from zuoxi.engine.roster.search.live import Live, scratch
from zuoxi.engine.roster.search.moves import Room, anneal
from zuoxi.engine.roster.search.watch import Watch

Numbers = NDArray[np.int64]
STEPS = 40_000
"""Moves of a chain between two looks at the clock."""
MEET_EVERY = 25
"""Rounds after which all chains go on from the best of them."""
HOT_SHARE = 0.2
COLD_SHARE = 0.04
"""Temperature at the start and at the end of a leg, as shares of the typical price: hot enough to leave a good roster, not to forget it."""


def typical_price(problem: Problem) -> float:
    """What a misplaced head costs."""
    if problem.demand:
        return float(max(problem.weights.under, 1))
    wishes = [request.weight for request in problem.requests]
    return float(max(np.mean(wishes) if wishes else max((cover.under for cover in problem.cover), default=1), 1))


class Chain:
    """One walk through rosters."""

    def __init__(self, live: Live, seed: int) -> None:
        self.live = live
        may = live.law.may
        worker, days, values = may.shape
        many = may.sum(axis=2)
        choices = np.zeros((worker, days, values + 1), dtype=np.int64)
        choices[:, :, 0] = many
        choices[:, :, 1:] = np.where(np.arange(values) < many[:, :, None], np.argsort(~may, axis=2, kind="stable") - 1, 0)
        self.state, price = state(live.problem, live.prices, live.state.cells)
        self.room = Room(
            rows=np.zeros((4, days), dtype=np.int64),
            scratch=scratch(live.law),
            random=np.array([seed], dtype=np.uint64),
            open=np.argwhere(many > 1).astype(np.int64),
            choices=choices,
            best=live.state.cells.copy(),
            price=np.array([price, price], dtype=np.int64),
        )

    def walk(self, heat: float) -> None:
        """One round at this temperature."""
        if len(self.room.open):
            anneal(self.live.law, self.live.prices, self.state, self.room, STEPS, heat)

    def follow(self, other: Chain) -> None:
        """Go on from where the other chain stands."""
        self.state, self.room.price[0] = state(self.live.problem, self.live.prices, other.state.cells)


def leg(live: Live, watch: Watch, pool: Executor, *, threads: int, seed: int, seconds: float, heat: float, rounds: int | None) -> None:
    """Anneal for so many seconds (or rounds), and leave the best roster found in `live`. `heat` scales the temperatures."""
    chains = [Chain(live, seed * 1009 + number) for number in range(threads)]
    hot, cold = (share * heat * typical_price(live.problem) for share in (HOT_SHARE, COLD_SHARE))
    start, done = watch.elapsed, 0
    while not watch.over():
        share = done / rounds if rounds is not None else (watch.elapsed - start) / seconds if seconds > 0 else 1.0
        if share >= 1.0:
            break
        list(pool.map(lambda chain, heat=hot * (cold / hot) ** share: chain.walk(heat), chains))
        done += 1
        best = min(chains, key=lambda chain: int(chain.room.price[1]))
        watch.offer(best.room.best, int(best.room.price[1]))
        if done % MEET_EVERY == 0:
            _meet(chains)
    best = min(chains, key=lambda chain: int(chain.room.price[1]))
    for worker, row in enumerate(best.room.best):
        live.place(worker, row, anyway=True)


def _meet(chains: list[Chain]) -> None:
    """Everybody goes on from the cheapest roster that a chain stands on now."""
    ahead = min(chains, key=lambda chain: int(chain.room.price[0]))
    for chain in chains:
        if chain is not ahead:
            chain.follow(ahead)
