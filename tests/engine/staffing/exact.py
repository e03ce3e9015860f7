"""Erlang B, C and A a second time, slowly and independently: sums over the states of the birth-death chain with 50 digits (mpmath).

Nothing here is shared with the product: no integral, no floating point, no cleverness. The j-th in line is answered when j + 1 agents
come free before the caller's own patience ends. In units of mean patience the time until then, given that it comes in time, is the sum of
exponentials with rates w, w + 1, ..., w + j (w = agents x patience / aht + 1), and P(sum <= t) is the chance that a negative binomial
variable exceeds j.
"""

from __future__ import annotations

from collections.abc import Iterator

import mpmath
from mpmath import mpf

DIGITS = 50
TINY = mpf(10) ** -45


def spare(erlangs: float, agents: int) -> mpf:
    """Weight of the states with a free agent, the state "all busy, nobody waits" having weight 1: n!/(n-k)!/a^k summed over k = 1..n."""
    term, total = mpf(1), mpf(0)
    for k in range(agents, 0, -1):
        term *= mpf(k) / mpf(erlangs)
        total += term
        if k < erlangs and term < TINY * total:
            break
    return total


def erlang_b(erlangs: float, agents: int) -> dict[str, mpf]:
    with mpmath.workdps(DIGITS):
        blocked = 1 / (1 + spare(erlangs, agents))
        return {"p_block": blocked, "sl_offered": 1 - blocked, "occupancy": mpf(erlangs) * (1 - blocked) / agents}


def erlang_c(erlangs: float, agents: int, aht_s: float, threshold_s: float) -> dict[str, mpf]:
    with mpmath.workdps(DIGITS):
        load, free = mpf(erlangs), agents - mpf(erlangs)
        waits = 1 / (1 + spare(erlangs, agents) * free / agents)
        mean = waits * mpf(aht_s) / free
        in_time = 1 - waits * mpmath.exp(-free * mpf(threshold_s) / mpf(aht_s))
        return {
            "p_wait": waits,
            "sl_offered": in_time,
            "sl_answered": in_time,
            "asa_answered_s": mean,
            "mean_wait_s": mean,
            "occupancy": load / agents,
            "mean_queue": waits * load / free,
        }


def erlang_a(erlangs: float, agents: int, aht_s: float, patience_s: float, threshold_s: float) -> dict[str, mpf]:
    with mpmath.workdps(DIGITS):
        idle = spare(erlangs, agents)
        line = list(in_line(mpf(erlangs), agents, mpf(aht_s) / mpf(patience_s)))
        waiting = sum(weight for weight, _, _ in line)
        queue = sum(j * weight for j, (weight, _, _) in enumerate(line))
        answered = idle + sum(chance for _, chance, _ in line)
        waited = sum(chance * time for _, chance, time in line) * mpf(patience_s)
        in_time = idle + answered_in_time(
            [chance for _, chance, _ in line], agents * mpf(patience_s) / mpf(aht_s) + 1, mpf(threshold_s) / mpf(patience_s)
        )
        total = idle + waiting
        lost = mpf(aht_s) / mpf(patience_s) * queue / total / mpf(erlangs)
        return {
            "p_wait": waiting / total,
            "p_abandon": lost,
            "sl_offered": in_time / total,
            "sl_answered": in_time / answered,
            "asa_answered_s": waited / answered,
            "mean_wait_s": lost * mpf(patience_s),
            "occupancy": (mpf(erlangs) / agents) * answered / total,
            "mean_queue": queue / total,
        }


def in_line(load: mpf, agents: int, ratio: mpf) -> Iterator[tuple[mpf, mpf, mpf]]:
    """For j = 0, 1, ...: weight of "all busy, j wait"; weight times the chance that the next caller is answered; the mean wait if so
    (in units of mean patience). `ratio` = handling time over patience."""
    weight, most, j, wait = mpf(1), mpf(1), 0, mpf(0)
    while weight > TINY * most:
        wait += ratio / (agents + (j + 1) * ratio)
        yield weight, weight * agents / (agents + (j + 1) * ratio), wait
        j += 1
        weight *= load / (agents + j * ratio)
        most = max(most, weight)


def answered_in_time(chances: list[mpf], w: mpf, threshold: mpf) -> mpf:
    """Sum over j of chances[j] x P(negative binomial > j) = sum over i of P(negative binomial = i) x (chances[0] + ... + chances[i-1])."""
    success = -mpmath.expm1(-threshold)
    probability = mpmath.exp(-threshold * w)
    left, so_far, total, i = 1 - probability, mpf(0), mpf(0), 0
    while i < len(chances) or (0 < left < mpf(10) ** -20 and probability * so_far > TINY * total):
        so_far += chances[i] if i < len(chances) else 0
        i += 1
        probability *= success * (w + i - 1) / i
        total += probability * so_far
        left -= probability
    return total + (left * so_far if left > mpf(10) ** -20 else 0)
