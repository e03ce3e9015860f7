"""Compiled numerics of Erlang B, C and A (F-06): one queue, Poisson arrivals, exponential handling and patience, first come first served.

Words: load `a` in erlangs, `n` agents, `aht` mean handling time, `patience` mean time until a waiting caller hangs up, `limit` the answer
threshold (all in seconds). `spare(a, n)` is 1/B - 1 with B the Erlang B blocking: the weight of all states with a free agent against the
state "all busy, nobody waits". In units of mean patience Erlang A has the wait density exp(x(1 - e^-s) - ys), x = a * patience / aht,
y = n * patience / aht; its integrals are taken outwards from the peak, relative to the peak, so nothing overflows or cancels.

All compiled functions live in this one file, because a compiled cache notices changes of its own file only.
Sources: Gans, Koole, Mandelbaum (2003), M&SOM 5(2): 79-141; Mandelbaum, Zeltyn (2007), Service engineering in action: the Palm/Erlang-A
queue; Jagerman (1974), BSTJ 53: 525-551.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

B, C, A = 0, 1, 2
"""Model codes."""
BLOCK, WAIT, ABANDON, OFFERED, ANSWERED, ASA, MEAN_WAIT, OCCUPANCY, QUEUE = range(9)
"""Columns of a row of results."""
SERVICE_LEVEL, LIMIT, MOST_ABANDON, MOST_OCCUPANCY, MOST_ASA = range(5)
"""Columns of a row of targets; NaN: not a target."""
MOST_AGENTS = 10_000_000
ALMOST = 1e-12
"""A target is met when it is missed by less than this share: 8 erlangs on 10 agents are 80 % although floating point may say a hair more."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)
PANEL_DROP = 12.0
"""A panel of the quadrature ends where the integrand has fallen by e^12; 16 nodes then integrate it to about 1e-15."""
BEND = np.array([(-1) ** k / math.factorial(k) for k in range(14, 1, -1)])
"""Taylor coefficients of (e^-d - 1 + d) / d^2, the highest power first."""
NEGLIGIBLE = 1e-18
HUGE = 1e300
FEW_TERMS = 2_000.0
"""Up to this load over (handling time / patience) the sum over queue lengths is shorter work than the integral."""


@njit(cache=True, error_model="numpy")
def spare(a: float, n: int) -> float:
    """1/B(n, a) - 1 = n/a + n(n-1)/a^2 + ...: positive terms only; infinite where B is below 1e-300."""
    term, total = 1.0, 0.0
    for k in range(n, 0, -1):
        term *= k / a
        total += term
        if total > HUGE:
            return np.inf
        if k < a and term < NEGLIGIBLE * total:
            break
    return total


@njit(cache=True, error_model="numpy")
def bend(d: float) -> float:
    """e^-d - 1 + d without cancellation near 0."""
    if abs(d) >= 0.25:
        return math.expm1(-d) + d
    tail = 0.0
    for k in range(BEND.size):
        tail = tail * d + BEND[k]
    return d * d * tail


@njit(cache=True, error_model="numpy")
def wait_shape(a: float, n: int, r: float) -> tuple[float, float, float, float]:
    """x, w = y + 1, w - x and the peak of H(s) = x(1 - e^-s) - ws on s >= 0 (seconds over mean patience); r = aht / patience."""
    gap = n - a + r
    return a / r, n / r + 1.0, gap / r, math.log1p(-gap / (n + r)) if gap < 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def around(shape: tuple[float, float, float, float], s: float) -> tuple[float, float, float]:
    """H near `s`: H(s + d) = H(s) - curve * bend(d) - slope * d, with H(s) given relative to the peak (at most 0)."""
    x, w, gap, peak = shape
    if peak > 0.0:
        return w * math.exp(peak - s), -w * math.expm1(peak - s), -w * bend(s - peak)
    return x * math.exp(-s), gap - x * math.expm1(-s), -x * bend(s) - gap * s


@njit(cache=True, error_model="numpy")
def one_side(curve: float, slope: float, side: float, start: float, room: float, moments: bool) -> tuple[float, float, float]:
    """Integrals of f, s f and (e^s - 1) f, f = exp(H(s) - H(start)), from `start` over `room` to the right (side 1) or left (side -1)."""
    total, by_s, by_growth, done = 0.0, 0.0, 0.0, 0.0
    while done < room:
        fall = math.exp(-side * done)
        steep = side * (curve * (1.0 - fall) + slope)
        step = 2.0 * PANEL_DROP / (steep + math.sqrt(steep * steep + 2.0 * PANEL_DROP * curve * fall))
        step = min(step, room - done, max(1.0, done) if side > 0.0 else 0.7)
        half, part = 0.5 * step, 0.0
        for i in range(NODES.size):
            d = side * (done + half + half * NODES[i])
            f = half * WEIGHTS[i] * math.exp(-curve * bend(d) - slope * d)
            part += f
            if moments:
                by_s += f * (start + d)
                by_growth += f * math.expm1(start + d)
        total += part
        if part < NEGLIGIBLE * total:
            break
        done += step
    return total, by_s, by_growth


@njit(cache=True, error_model="numpy")
def waits(shape: tuple[float, float, float, float], low: float, high: float, moments: bool) -> tuple[float, float, float]:
    """Integrals over low..high of f, s f and (e^s - 1) f, f = exp(H(s) - H(peak)): starts at the highest point and walks outwards.

    It ends where f is negligible, so the last integral counts only where e^s does not lift the tail again: for w - x > 11.
    """
    top = min(max(shape[3], low), high)
    curve, slope, height = around(shape, top)
    scale = math.exp(height)
    if scale == 0.0:
        return 0.0, 0.0, 0.0
    total, by_s, by_growth = 0.0, 0.0, 0.0
    if slope <= 0.0 and top > low:
        total, by_s, by_growth = one_side(curve, slope, -1.0, top, top - low, moments)
    if slope >= 0.0 and top < high:
        right = one_side(curve, slope, 1.0, top, high - top, moments)
        total, by_s, by_growth = total + right[0], by_s + right[1], by_growth + right[2]
    return scale * total, scale * by_s, scale * by_growth


@njit(cache=True, error_model="numpy")
def block_and_free(a: float, n: int) -> tuple[float, float]:
    """Erlang B blocking and one minus it, each to full relative accuracy."""
    rest = spare(a, n)
    return 1.0 / (1.0 + rest), 1.0 / (1.0 + 1.0 / rest)


@njit(cache=True, error_model="numpy")
def erlang_b(a: float, n: int, row: Floats) -> None:
    """Fill a row for M/M/n/n: who finds every agent busy is turned away; who is let in is answered at once."""
    block, free = block_and_free(a, n)
    row[:] = 0.0
    row[BLOCK] = block
    row[OFFERED] = free
    row[ANSWERED] = 1.0
    row[OCCUPANCY] = a * free / n if n > 0 else 1.0


@njit(cache=True, error_model="numpy")
def in_time_c(a: float, n: int, aht: float, limit: float, block: float, free: float) -> float:
    """Service level of Erlang C as a sum of positive parts: those who do not wait, and those whose wait ends in time."""
    idle = n - a
    return (idle * free - n * block * math.expm1(-idle * limit / aht)) / (idle + a * block)


@njit(cache=True, error_model="numpy")
def erlang_c(a: float, n: int, aht: float, limit: float, row: Floats) -> None:
    """Fill a row for M/M/n: everybody waits until answered. With a >= n the queue grows for ever: everybody waits, infinitely long."""
    row[:] = 0.0
    if a >= n:
        row[WAIT], row[OCCUPANCY] = 1.0, 1.0
        row[ASA], row[MEAN_WAIT], row[QUEUE] = np.inf, np.inf, np.inf
        return
    block, free = block_and_free(a, n)
    wait = n * block / ((n - a) + a * block)
    in_time = in_time_c(a, n, aht, limit, block, free)
    row[WAIT] = wait
    row[OFFERED], row[ANSWERED] = in_time, in_time
    row[ASA], row[MEAN_WAIT] = wait * aht / (n - a), wait * aht / (n - a)
    row[OCCUPANCY] = a / n
    row[QUEUE] = wait * a / (n - a)


@njit(cache=True, error_model="numpy")
def erlang_a(a: float, n: int, aht: float, patience: float, limit: float, row: Floats) -> None:
    """Fill a row for M/M/n+M: a waiting caller hangs up after an exponential time with mean `patience`."""
    r = aht / patience
    shape = wait_shape(a, n, r)
    x, y = shape[0], n / r
    early = waits(shape, 0.0, limit / patience, True)
    late = waits(shape, limit / patience, np.inf, True)
    reached = early[0] + late[0]
    block, free = block_and_free(a, n)
    base = math.exp(-shape[1] * bend(-shape[3]))
    queue = block * (base + x * reached)
    lost = block * (y * (early[2] + late[2]) if y - x > 10.0 else base + (x - y) * reached)
    free *= base
    total = free + queue
    served = free + block * y * reached
    row[:] = 0.0
    row[WAIT] = queue / total
    row[ABANDON] = lost / total
    row[OFFERED] = (free + block * y * early[0]) / total
    row[ANSWERED] = (free + block * y * early[0]) / served if n > 0 else early[0] / reached
    row[ASA] = patience * (block * y * (early[1] + late[1]) / served if n > 0 else (early[1] + late[1]) / reached)
    row[MEAN_WAIT] = patience * lost / total
    row[OCCUPANCY] = a / n * served / total if n > 0 else 1.0
    row[QUEUE] = a / aht * row[MEAN_WAIT]


@njit(cache=True, error_model="numpy")
def fill(model: int, a: float, n: int, aht: float, patience: float, limit: float, row: Floats) -> None:
    """One row of results. Without load nobody waits, whatever the agents; an unknown load (NaN) has no results."""
    if a == 0.0:
        row[:] = 0.0
        row[OFFERED], row[ANSWERED] = 1.0, 1.0
    elif a != a:
        row[:] = np.nan
    elif model == B:
        erlang_b(a, n, row)
    elif model == C:
        erlang_c(a, n, aht, limit, row)
    else:
        erlang_a(a, n, aht, patience, limit, row)


@njit(cache=True)
def evaluate_rows(model: Integers, a: Floats, n: Integers, aht: Floats, patience: Floats, limit: Floats) -> Floats:
    """A row of results for each point."""
    rows = np.empty((a.size, QUEUE + 1))
    for i in range(a.size):
        fill(model[i], a[i], n[i], aht[i], patience[i], limit[i], rows[i])
    return rows


@njit(cache=True, error_model="numpy")
def queue_weight(a: float, n: int, r: float) -> float:
    """1 + a/(n+r) + a^2/((n+r)(n+2r)) + ...: weight of "all busy, any queue", for a <= n + r, where the terms only fall."""
    term, total, rate = 1.0, 1.0, n + r
    while term > NEGLIGIBLE * total:
        term *= a / rate
        total += term
        rate += r
    return total


@njit(cache=True, error_model="numpy")
def level(model: int, a: float, n: int, aht: float, patience: float, limit: float) -> float:
    """Share of offered answered within `limit`, by the shortest way."""
    share: float
    if a == 0.0 or (model == C and a >= n):
        return 1.0 if a == 0.0 else 0.0
    block, free = block_and_free(a, n)
    if model != A:
        share = in_time_c(a, n, aht, limit, block, free) if model == C else free
        return share
    r = aht / patience
    shape = wait_shape(a, n, r)
    early = waits(shape, 0.0, limit / patience, False)[0]
    if shape[3] == 0.0 and a < FEW_TERMS * r:
        queue = block * queue_weight(a, n, r)
    else:
        base = math.exp(-shape[1] * bend(-shape[3]))
        free *= base
        queue = block * (base + a / r * (early + waits(shape, limit / patience, np.inf, False)[0]))
    share = (free + block * n / r * early) / (free + queue)
    return share


@njit(cache=True, error_model="numpy")
def met(model: int, a: float, n: int, aht: float, patience: float, targets: Floats, row: Floats) -> bool:
    """Are all targets met by `n` agents?"""
    if model == C and a >= n:
        return False
    wanted = targets[SERVICE_LEVEL]
    if wanted == wanted and level(model, a, n, aht, patience, targets[LIMIT]) < wanted * (1.0 - ALMOST):
        return False
    if np.all(np.isnan(targets[MOST_ABANDON:])):
        return True
    fill(model, a, n, aht, patience, 0.0, row)
    return not (
        row[ABANDON] > targets[MOST_ABANDON] * (1.0 + ALMOST)
        or row[OCCUPANCY] > targets[MOST_OCCUPANCY] * (1.0 + ALMOST)
        or row[ASA] > targets[MOST_ASA] * (1.0 + ALMOST)
    )


@njit(cache=True, error_model="numpy")
def least(model: int, a: float, guess: int, lines: int, aht: float, patience: float, targets: Floats, row: Floats) -> int:
    """Least heads meeting all targets, each head holding `lines` contacts at a time: gallops from `guess`, then halves. -1: beyond MOST_AGENTS."""
    low, high, step = -1, min(max(guess, 0), MOST_AGENTS), 1
    while not met(model, a, high * lines, aht, patience, targets, row):
        if high >= MOST_AGENTS:
            return -1
        low, high, step = high, min(high + step, MOST_AGENTS), 2 * step
    step = 1
    while high - low > 1:
        middle = max(high - step, (low + high) // 2)
        if met(model, a, middle * lines, aht, patience, targets, row):
            high, step = middle, 2 * step
        else:
            low, step = middle, MOST_AGENTS
    return high


@njit(cache=True, error_model="numpy")
def least_rows(model: Integers, a: Floats, lines: Integers, aht: Floats, patience: Floats, targets: Floats) -> Integers:
    """Least heads for each point; a point without load needs none. Starts each search where the last one ended, in units of sqrt(a)."""
    heads = np.zeros(a.size, dtype=np.int64)
    row = np.empty(QUEUE + 1)
    spread = 0.5
    for i in range(a.size):
        if a[i] > 0.0:
            guess = int((a[i] + spread * math.sqrt(a[i])) / lines[i]) + 1
            heads[i] = least(model[i], a[i], guess, lines[i], aht[i], patience[i], targets[i], row)
            spread = (heads[i] * lines[i] - 0.5 * lines[i] - a[i]) / math.sqrt(a[i])
    return heads
