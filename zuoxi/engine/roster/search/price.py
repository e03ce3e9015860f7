"""The price of a roster once more, compiled and incremental: what changes when one cell changes. Agrees with `check.cost` by test.

Coverage is exact under pooled skills: each interval keeps, for every closed set of queues, the demand less the able people.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numba import njit
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF

GROUP, TEAM, LEAD, BEFORE = range(4)
"""Columns of `Prices.worker`."""


class Prices(NamedTuple):
    """What does not change during a search.

    `cell[w, d, 1 + cell]` price of a cell on its own (wishes, least change);
    `spans[1 + a, 1 + b, k]` `(first, end, step)`: intervals, counted from midnight of the day, that a head leaves (-1) or joins (+1) when a cell
    changes from `a` to `b`, the last one followed by step 0;
    `worker[w]` skill class (-1: serves nothing), team (-1: none), lead, yesterday's cell;
    `able[g, f]`, `part[f]` sets of queues as in `Pools`; `layer[l]` prices under and over (the wish, then the floor);
    `kind[d, s]` need, price under, price over of benchmark cover, price without a lead;
    `jump[1 + a, 1 + b]` price of starts too far apart;
    `pairs[i]` one, other, price together, price apart; `pair_of[w]` rows of it; `pair_days[i, d]`; `team_price`;
    `tag_cell[k, d, s]` whether a cell counts for a tag; `tag_worker[k, w]` weight (0: not among them) and count before the period;
    `tag_weights[k]` sum of the weights, then the distinct ones; `fair_price`.
    """

    cell: NDArray[Any]
    spans: NDArray[Any]
    worker: NDArray[Any]
    able: NDArray[Any]
    part: NDArray[Any]
    layer: NDArray[Any]
    kind: NDArray[Any]
    jump: NDArray[Any]
    pairs: NDArray[Any]
    pair_of: NDArray[Any]
    pair_days: NDArray[Any]
    team_price: int
    tag_cell: NDArray[Any]
    tag_worker: NDArray[Any]
    tag_weights: NDArray[Any]
    fair_price: int


class State(NamedTuple):
    """What changes: `cells`; `lack[l, t, f]` demand less able people by layer, interval of the period, set of queues; `heads[d, s]` people and
    leads on a shift; `teams[t, d, s]`; `tagged[k, w]` unpopular shifts of the period, `total[k]` those of all, before the period included."""

    cells: NDArray[Any]
    lack: NDArray[Any]
    heads: NDArray[Any]
    teams: NDArray[Any]
    tagged: NDArray[Any]
    total: NDArray[Any]


@njit(cache=True, nogil=True)
def put(prices: Any, state: Any, w: int, d: int, new: int) -> int:
    """Let worker `w` hold `new` on day `d`; the change in price."""
    old = state.cells[w, d]
    if old == new:
        return 0
    who = prices.worker[w]
    before = state.cells[w, d - 1] if d > 0 else who[BEFORE]
    after = state.cells[w, d + 1] if d + 1 < state.cells.shape[1] else OFF
    change = prices.cell[w, d, new + 1] - prices.cell[w, d, old + 1]
    change += _jumps(prices.jump, before + 1, old + 1, new + 1, after + 1)
    change += _pairs(prices.pairs, prices.pair_of[w], prices.pair_days, state.cells, w, d, old, new)
    state.cells[w, d] = new
    change += _heads(prices.kind[d], state.heads[d], who[LEAD], old, new)
    if who[TEAM] >= 0 and prices.team_price:
        change += prices.team_price * _team(state.teams[who[TEAM], d], old, new)
    if who[GROUP] >= 0:
        spans, able = prices.spans[old + 1, new + 1], prices.able[who[GROUP]]
        change += _presence(prices.part, able, prices.layer, state.lack, spans, state.lack.shape[1] // state.cells.shape[1] * d)
    for k in range(state.total.size):
        step = (prices.tag_cell[k, d, new] if new >= 0 else 0) - (prices.tag_cell[k, d, old] if old >= 0 else 0)
        if step and prices.tag_worker[k, w, 0]:
            change += prices.fair_price * _tag(prices.tag_worker[k], prices.tag_weights[k], state.tagged[k], state.total, k, w, step)
    return int(change)


@njit(cache=True, nogil=True)
def write(prices: Any, state: Any, w: int, row: Any) -> int:
    """Let a worker hold this row; the change in price."""
    change = 0
    for d in range(row.size):
        if state.cells[w, d] != row[d]:
            change += put(prices, state, w, d, row[d])
    return change


@njit(cache=True, nogil=True)
def _jumps(jump: Any, before: int, old: int, new: int, after: int) -> int:
    """Stability: starts that jump from the day before and to the day after."""
    return int(jump[before, new] - jump[before, old] + jump[new, after] - jump[old, after])


@njit(cache=True, nogil=True)
def _pairs(pairs: Any, of: Any, days: Any, cells: Any, w: int, d: int, old: int, new: int) -> int:
    """Pairs that belong together or are to be kept apart."""
    change = 0
    for pair in of:
        if pair >= 0 and days[pair, d]:
            other = cells[pairs[pair, 0] + pairs[pair, 1] - w, d]
            change += _pair(pairs[pair], new, other) - _pair(pairs[pair], old, other)
    return change


@njit(cache=True, nogil=True)
def _pair(pair: Any, one: int, other: int) -> int:
    if one != other:
        return int(pair[2])
    return int(pair[3]) if one >= 0 else 0


@njit(cache=True, nogil=True)
def _heads(kind: Any, heads: Any, lead: int, old: int, new: int) -> int:
    """Heads on a shift, shift leads."""
    change = 0
    for cell, step in ((old, -1), (new, 1)):
        if cell >= 0:
            change -= _kind(kind[cell], heads[cell])
            heads[cell, 0] += step
            heads[cell, 1] += step * lead
            change += _kind(kind[cell], heads[cell])
    return change


@njit(cache=True, nogil=True)
def _kind(kind: Any, heads: Any) -> int:
    """Price of the people on one shift of one day: benchmark cover, and a missing lead."""
    lacking = kind[0] - heads[0]
    price = lacking * kind[1] if lacking > 0 else -lacking * kind[2]
    if heads[0] and not heads[1]:
        price += kind[3]
    return int(price)


@njit(cache=True, nogil=True)
def _team(counts: Any, old: int, new: int) -> int:
    """Change in the number of team members who are not on the shift most of them are on."""
    was = counts.max()
    if old >= 0:
        counts[old] -= 1
    if new >= 0:
        counts[new] += 1
    return int((new >= 0) - (old >= 0) - counts.max() + was)


@njit(cache=True, nogil=True)
def _presence(parts: Any, able: Any, layers: Any, lack: Any, spans: Any, day: int) -> int:
    """Coverage: a head leaves the intervals of one shift and joins those of another."""
    change = 0
    for k in range(spans.shape[0]):
        first, end, step = spans[k, 0], spans[k, 1], spans[k, 2]
        if step == 0:
            break
        for layer in range(lack.shape[0]):
            both, over = layers[layer, 0] + layers[layer, 1], layers[layer, 1] * step
            for t in range(day + first, min(day + end, lack.shape[1])):
                change += both * _interval(parts, able, lack[layer, t], step) + over
    return int(change)


@njit(cache=True, nogil=True)
def _interval(parts: Any, able: Any, lack: Any, step: int) -> int:
    """One head more (or less) of a skill class in one interval: the change in heads missing."""
    missing, part, was, now = 0, -1, 0, 0
    for f in range(lack.size):
        if parts[f] != part:
            missing += now - was
            part, was, now = parts[f], 0, 0
        was = max(was, lack[f])
        if able[f]:
            lack[f] -= step
        now = max(now, lack[f])
    return int(missing + now - was)


@njit(cache=True, nogil=True)
def _tag(workers: Any, weights: Any, tagged: Any, total: Any, k: int, w: int, step: int) -> int:
    """Fairness of an unpopular tag: the change in shifts above the fair shares."""
    moved = False
    for weight in weights[1:]:
        moved = moved or _share(weight, weights[0], total[k]) != _share(weight, weights[0], total[k] + step)
    change = -_unfair(workers, weights[0], tagged, total[k]) if moved else -_above(workers[w], weights[0], tagged[w], total[k])
    tagged[w] += step
    total[k] += step
    now = _unfair(workers, weights[0], tagged, total[k]) if moved else _above(workers[w], weights[0], tagged[w], total[k])
    return int(change + now)


@njit(cache=True, nogil=True)
def _share(weight: int, everyone: int, total: int) -> int:
    """The fair share, rounded up."""
    return int(-(-weight * total // everyone))


@njit(cache=True, nogil=True)
def _above(worker: Any, everyone: int, tagged: int, total: int) -> int:
    """Unpopular shifts of one worker above the fair share."""
    return int(max(min(tagged, worker[1] + tagged - _share(worker[0], everyone, total)), 0))


@njit(cache=True, nogil=True)
def _unfair(workers: Any, everyone: int, tagged: Any, total: int) -> int:
    """The same of all workers."""
    above = 0
    for w in range(workers.shape[0]):
        if workers[w, 0]:
            above += _above(workers[w], everyone, tagged[w], total)
    return above
