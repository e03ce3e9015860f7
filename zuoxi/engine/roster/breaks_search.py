"""The search for one day's breaks, compiled: each person's best placement against everybody else's, then small upheavals (ruin and recreate).

The price of a cell is `under x heads missing + uneven x (present - need)^2`. The breaks of one person never overlap, so the price of a
placement is a sum over its cells, and the best one is found exactly by going through the breaks in order with a running minimum.
Large neighbourhoods by ruin and recreate: G. Schrimpf et al. (2000), Journal of Computational Physics 159: 139-171.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
FAR = np.int64(1) << 60


class Floor(NamedTuple):
    """One duty day and the night after it, in cells. `lack[t, f]` is demand less able people of set `f`; `surplus[t]` is people less demand."""

    lack: Numbers
    surplus: Numbers
    part: Numbers
    able: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    under: int
    uneven: int


class Staff(NamedTuple):
    """The people of the day: skill class and shift kind of each; per kind the choices, padded: `starts[k, b, p]`, `many[k, b]`, `orders[k, o, b]`."""

    skill: Numbers
    kind: Numbers
    breaks: Numbers
    length: Numbers
    many: Numbers
    starts: Numbers
    orders: Numbers
    order_count: Numbers
    gap: int


@njit(cache=True)
def _lacking(floor: Any, cell: int, skill: int, change: int) -> int:
    """Heads missing in a cell when `change` people of a skill class come or go."""
    total, part, worst = 0, -1, 0
    for f in range(floor.part.size):
        if floor.part[f] != part:
            total += worst
            part, worst = floor.part[f], 0
        lack = floor.lack[cell, f] - (change if floor.able[skill, f] else 0)
        worst = max(worst, lack)
    return total + worst


@njit(cache=True)
def _price_of_leaving(floor: Any, cell: int, skill: int) -> int:
    """What it costs that one more person of the class is away in this cell."""
    if not floor.counts[skill]:
        return 0
    missing = _lacking(floor, cell, skill, -1) - _lacking(floor, cell, skill, 0)
    return int(floor.under * missing + floor.uneven * (1 - 2 * floor.surplus[cell]))


@njit(cache=True)
def _move(floor: Any, staff: Any, chosen: Any, person: int, change: int) -> None:
    """Take a person off the floor for their breaks (`change` -1) or bring them back (+1)."""
    skill, kind = staff.skill[person], staff.kind[person]
    for b in range(staff.breaks[kind]):
        for cell in range(chosen[person, b], chosen[person, b] + staff.length[kind, b]):
            if floor.counts[skill]:
                floor.surplus[cell] += change
            for f in range(floor.part.size):
                if floor.able[skill, f]:
                    floor.lack[cell, f] -= change


@njit(cache=True)
def _prices(floor: Any, staff: Any, person: int, sums: Any) -> int:
    """Running sums of the price of leaving from the first cell in which a break may lie; returns that cell."""
    kind, skill = staff.kind[person], staff.skill[person]
    first, last = 1 << 30, 0
    for b in range(staff.breaks[kind]):
        first = min(first, staff.starts[kind, b, 0])
        last = max(last, staff.starts[kind, b, staff.many[kind, b] - 1] + staff.length[kind, b])
    sums[0] = 0
    for cell in range(first, last):
        sums[cell - first + 1] = sums[cell - first] + _price_of_leaving(floor, cell, skill)
    return first


@njit(cache=True)
def _best_in_order(staff: Any, kind: int, order: Any, first: int, sums: Any, cost: Any, back: Any) -> int:
    """Least price of the kind's breaks in one order; `back[i, p]` remembers the choice before. Ties go to the earlier start."""
    last = staff.breaks[kind] - 1
    for i in range(last + 1):
        b, before = order[i], order[i - 1]
        running, at, nxt = (np.int64(0) if i == 0 else FAR), -1, 0
        for p in range(staff.many[kind, b]):
            start = staff.starts[kind, b, p]
            while i > 0 and nxt < staff.many[kind, before] and staff.starts[kind, before, nxt] + staff.length[kind, before] + staff.gap <= start:
                if cost[i - 1, nxt] < running:
                    running, at = cost[i - 1, nxt], nxt
                nxt += 1
            price = sums[start + staff.length[kind, b] - first] - sums[start - first]
            cost[i, p] = FAR if running >= FAR else running + price
            back[i, p] = at
    return int(cost[last, : staff.many[kind, order[last]]].min())


@njit(cache=True)
def _respond(floor: Any, staff: Any, chosen: Any, person: int, scratch: Any) -> None:
    """Give a person who is on the floor without breaks their best breaks, given everybody else's."""
    sums, cost, back = scratch
    kind = staff.kind[person]
    count = staff.breaks[kind]
    first = _prices(floor, staff, person, sums)
    best = FAR
    for o in range(staff.order_count[kind]):
        order = staff.orders[kind, o, :count]
        price = _best_in_order(staff, kind, order, first, sums, cost, back)
        if price < best:
            best = price
            p = int(np.argmin(cost[count - 1, : staff.many[kind, order[count - 1]]]))
            for i in range(count - 1, -1, -1):
                chosen[person, order[i]] = staff.starts[kind, order[i], p]
                p = back[i, p]
    _move(floor, staff, chosen, person, -1)


@njit(cache=True)
def _total(floor: Any) -> int:
    price = 0
    for cell in range(floor.surplus.size):
        price += floor.under * _lacking(floor, cell, 0, 0) + floor.uneven * floor.surplus[cell] ** 2
    return price


@njit(cache=True)
def _settle(floor: Any, staff: Any, chosen: Any, turn: Any, scratch: Any) -> None:
    """Everybody in turn moves to their best placement until nobody gains; the price never rises."""
    price = _total(floor)
    while True:
        for person in turn:
            _move(floor, staff, chosen, person, 1)
            _respond(floor, staff, chosen, person, scratch)
        after = _total(floor)
        if after >= price:
            return
        price = after


@njit(cache=True)
def search(floor: Any, staff: Any, turns: Any, ruins: Any, chosen: Any, scratch: Any) -> int:
    """Fill `chosen[person, break]` with starting cells; returns the price of the day.

    `turns` are random orders of the people, one per round; `ruins[r]` is how many of them lose their breaks in round `r` (round 0: all).
    A round that ends dearer is undone.
    """
    for person in turns[0]:
        _respond(floor, staff, chosen, person, scratch)
    _settle(floor, staff, chosen, turns[0], scratch)
    best: int = _total(floor)
    kept = chosen.copy()
    for r in range(1, turns.shape[0]):
        for person in turns[r][: ruins[r]]:
            _move(floor, staff, chosen, person, 1)
        for person in turns[r][: ruins[r]]:
            _respond(floor, staff, chosen, person, scratch)
        _settle(floor, staff, chosen, turns[r], scratch)
        price = _total(floor)
        if price <= best:
            best = price
            kept[:] = chosen
        else:
            _restore(floor, staff, chosen, kept)
    return best


@njit(cache=True)
def _restore(floor: Any, staff: Any, chosen: Any, kept: Any) -> None:
    for person in range(chosen.shape[0]):
        _move(floor, staff, chosen, person, 1)
        chosen[person] = kept[person]
        _move(floor, staff, chosen, person, -1)
