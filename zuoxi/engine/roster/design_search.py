"""Which few kinds: grow a set one kind at a time, then exchange single kinds while that helps, from several starting sets.

Tried sets are priced by the linear programme; which kinds are worth trying is told by its prices (what one more head would save).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zuoxi.engine.roster.design_model import Floats, Relaxation

MATERIAL = 1e-6


@dataclass(frozen=True)
class Effort:
    """How long to look: `tried` kinds per step, `starts` further starting sets drawn by lot, at most `exchanges` per start."""

    tried: int = 24
    starts: int = 3
    exchanges: int = 60


Choice = tuple[float, tuple[int, ...]]
"""Price by the linear programme and the kinds, ascending."""


def choose(relaxation: Relaxation, *, at_most: int, effort: Effort, rng: np.random.Generator) -> Choice:
    """The best set of at most `at_most` kinds that the search meets."""
    cost, heads, _ = relaxation.solve(range(relaxation.week.kinds))
    used = heads.sum(axis=0)
    support = tuple(int(kind) for kind in np.nonzero(used > MATERIAL)[0])
    best = _exchange(relaxation, _grow(relaxation, (), at_most, effort), at_most, effort)
    if best[0] <= cost + MATERIAL:
        return best
    if len(support) <= at_most:
        return cost, support
    for _ in range(effort.starts):
        drawn = rng.choice(len(support), at_most, replace=False, p=used[list(support)] / used[list(support)].sum())
        start = tuple(sorted(support[number] for number in drawn))
        best = min(best, _exchange(relaxation, (relaxation.solve(start)[0], start), at_most, effort))
    return best


def _promising(relaxation: Relaxation, kinds: tuple[int, ...], count: int) -> list[int]:
    """Kinds outside the set with the greatest savings per head."""
    saving: Floats = relaxation.solve(kinds)[2].copy()
    saving[list(kinds)] = 0
    order = np.argsort(-saving, kind="stable")[:count]
    return [int(kind) for kind in order if saving[kind] > 0]


def _grow(relaxation: Relaxation, kinds: tuple[int, ...], at_most: int, effort: Effort) -> Choice:
    """Add the best kind until the set is full or nothing helps."""
    best: Choice = (relaxation.solve(kinds)[0], kinds)
    while len(best[1]) < at_most:
        grown = [tuple(sorted((*best[1], kind))) for kind in _promising(relaxation, best[1], effort.tried)]
        after = min(((relaxation.solve(kinds)[0], kinds) for kinds in grown), default=best)
        if after[0] >= best[0] - MATERIAL:
            return best
        best = after
    return best


def _exchange(relaxation: Relaxation, start: Choice, at_most: int, effort: Effort) -> Choice:
    """Drop each kind in turn for a better one, until no single exchange helps."""
    best = start
    for _ in range(effort.exchanges):
        candidates = [_grow(relaxation, tuple(kind for kind in best[1] if kind != out), at_most, effort) for out in best[1]]
        after = min(candidates, default=best)
        if after[0] >= best[0] - MATERIAL:
            return best
        best = after
    return best
