"""Simulated annealing over whole legal rosters, compiled: every roster on the way keeps every worker's hard rules.

Moves: another shift in a cell; two days of a row exchanged; the same days of two workers exchanged; two single days of two workers exchanged
crosswise (hours and coverage can stay). A move is refused unless the rows stay legal, then taken by Metropolis' rule.
Source: S. Kirkpatrick, C. Gelatt, M. Vecchi (1983), Science 220: 671-680.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zuoxi.engine.roster.search.legal import legal
from zuoxi.engine.roster.search.price import write

MINE, THEIRS, MY_OLD, THEIR_OLD = range(4)
"""Rows of `Room.rows`."""


class Room(NamedTuple):
    """Working space: `rows` of the two workers of a move, as they would be and as they are; `scratch` for the law; `random[0]` the state of the
    random numbers; `open[n]` worker and day of the free cells; `choices[w, d]` how many values a cell can hold, then these; `best` the best roster
    seen; `price` = price now, best price."""

    rows: NDArray[Any]
    scratch: NDArray[Any]
    random: NDArray[Any]
    open: NDArray[Any]
    choices: NDArray[Any]
    best: NDArray[Any]
    price: NDArray[Any]


@njit(cache=True, nogil=True)
def draw(random: Any, below: int) -> Any:
    """A number from 0 to `below` - 1 (splitmix64; G. Steele, D. Lea, C. Flood 2014, OOPSLA)."""
    random[0] += np.uint64(0x9E3779B97F4A7C15)
    z = random[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return np.int64(z >> np.uint64(33)) % below


@njit(cache=True, nogil=True)
def anneal(law: Any, prices: Any, state: Any, room: Any, steps: int, heat: float) -> int:
    """`steps` moves at one temperature; how many were taken."""
    taken = 0
    for _ in range(steps):
        at = draw(room.random, room.open.shape[0])
        w, d = room.open[at, 0], room.open[at, 1]
        v = _propose(state.cells, room.rows, room.random, room.choices, w, d, draw(room.random, 10))
        if v < 0 or not legal(law, w, room.rows[MINE], room.scratch) or (v != w and not legal(law, v, room.rows[THEIRS], room.scratch)):
            continue
        change = write(prices, state, w, room.rows[MINE]) + (write(prices, state, v, room.rows[THEIRS]) if v != w else 0)
        if change > -heat * np.log((draw(room.random, 1 << 30) + 1.0) / (1 << 30)):
            write(prices, state, w, room.rows[MY_OLD])
            if v != w:
                write(prices, state, v, room.rows[THEIR_OLD])
            continue
        taken += 1
        room.price[0] += change
        if room.price[0] < room.price[1]:
            room.price[1] = room.price[0]
            room.best[:] = state.cells
    return taken


@njit(cache=True, nogil=True)
def _propose(cells: Any, rows: Any, random: Any, choices: Any, w: int, d: int, kind: int) -> int:
    """Write a move into `rows`; the other worker, `w` itself when there is none, -1 when nothing would change."""
    mine, days = rows[MINE], cells.shape[1]
    mine[:] = cells[w]
    rows[MY_OLD, :] = cells[w]
    if kind < 3:
        mine[d] = choices[w, d, 1 + draw(random, choices[w, d, 0])]
        return w if mine[d] != cells[w, d] else -1
    e = draw(random, days)
    if kind < 5:
        mine[d], mine[e] = mine[e], mine[d]
        return w if mine[d] != mine[e] else -1
    v = draw(random, cells.shape[0])
    theirs = rows[THEIRS]
    theirs[:] = cells[v]
    rows[THEIR_OLD, :] = cells[v]
    if kind < 8:
        return v if _trade(mine, theirs, d, min(d + draw(random, 1 + draw(random, 7)), days - 1)) and v != w else -1
    return v if _trade(mine, theirs, d, d) and _trade(mine, theirs, e, e) and v != w and d != e else -1


@njit(cache=True, nogil=True)
def _trade(mine: Any, theirs: Any, first: int, last: int) -> bool:
    """Two rows change places on these days; whether anything changed."""
    differ = False
    for d in range(first, last + 1):
        differ = differ or mine[d] != theirs[d]
        mine[d], theirs[d] = theirs[d], mine[d]
    return differ
