"""Staffing: 700 800 intervals to 80/20, beside a plain Python loop over the textbook formulas in the same run; answers are asserted.

    python -m benchmarks.staffing [--intervals 700800] [--sample 400] [--runs 5]

The days are M-shaped (two peaks), 96 quarter hours each, peaks between 2 and 250 erlangs, every interval with a load of its own. The loop runs
on a sample spread over all days, because all of it would take minutes; its time is given per interval and scaled. CPU seconds, one thread.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from zuoxi.engine.staffing.erlang import evaluate, evaluate_many
from zuoxi.engine.staffing.sizing import least_agents, least_agents_many
from zuoxi.engine.staffing.targets import Targets

AHT_S, PATIENCE_S, THRESHOLD_S, LEVEL = 180.0, 120.0, 20.0, 0.8
TARGETS = Targets(service_level=LEVEL, threshold_s=THRESHOLD_S)
QUARTERS = 96


def loads(intervals: int, *, times: float = 1.0, seed: int = 20_261_122) -> NDArray[np.float64]:
    """M-shaped days; `times` multiplies every load."""
    lot = np.random.default_rng(seed)
    days = math.ceil(intervals / QUARTERS)
    clock = np.arange(QUARTERS) / QUARTERS
    shape = 0.04 + np.exp(-(((clock - 0.42) / 0.09) ** 2)) + 0.85 * np.exp(-(((clock - 0.66) / 0.10) ** 2))
    peaks = np.exp(lot.uniform(math.log(2), math.log(250), size=(days, 1)))
    day = peaks * shape / shape.max() * lot.lognormal(0, 0.05, size=(days, QUARTERS))
    return np.asarray(day.ravel()[:intervals] * times)


def textbook_c(load: float, agents: int) -> float:
    """Service level of Erlang C by the recursion on Erlang B, which unlike a^n/n! does not overflow."""
    block = 1.0
    for n in range(1, agents + 1):
        block = load * block / (n + load * block)
    wait = agents * block / (agents - load * (1 - block))
    return 1 - wait * math.exp(-(agents - load) * THRESHOLD_S / AHT_S)


def textbook_a(load: float, agents: int) -> float:
    """Service level of Erlang A by the sum over its states; the chance of the j-th in line by the incomplete beta function."""
    ratio = AHT_S / PATIENCE_S
    inverse = 1.0
    for n in range(1, agents + 1):
        inverse = 1 + n / load * inverse
    weight, total, in_time, j = 1.0, inverse, inverse - 1, 0
    while weight > 1e-17 * total:
        chance = agents / (agents + (j + 1) * ratio)
        in_time += weight * chance * betainc(j + 1, agents / ratio + 1, -math.expm1(-THRESHOLD_S / PATIENCE_S))
        j += 1
        weight *= load / (agents + j * ratio)
        total += weight
    return in_time / total


def looped(level: Callable[[float, int], float], load: float, start: int) -> int:
    """The least agents, one after the other."""
    agents = start
    while level(load, agents) < LEVEL:
        agents += 1
    return agents


def start_of(model: str, load: float) -> int:
    """Where the loop begins: Erlang C above the load, Erlang A at half of it."""
    return int(load) + 1 if model == "C" else max(1, int(load / 2))


def timed(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median CPU seconds and the result."""
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        result = work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent), result


def sized(model: str, load: NDArray[np.float64]) -> NDArray[np.int64]:
    return least_agents_many(model=model, erlangs=load, aht_s=AHT_S, patience_s=PATIENCE_S, targets=TARGETS)


def assert_right(model: str, load: NDArray[np.float64], heads: NDArray[np.int64]) -> None:
    """Every interval keeps the target, and with one agent fewer none does (Erlang C: or has no end to its queue)."""
    enough, fewer = (
        evaluate_many(model=model, erlangs=load, agents=heads - less, aht_s=AHT_S, patience_s=PATIENCE_S, threshold_s=THRESHOLD_S) for less in (0, 1)
    )
    assert (enough.sl_offered >= LEVEL * (1 - 1e-12)).all()
    assert (fewer.sl_offered < LEVEL).all()


def compare(model: str, times: float, *, intervals: int, sample: int, runs: int) -> str:
    """One line of the table: ours on all intervals, the loop on a sample, the same answers."""
    level = textbook_c if model == "C" else textbook_a
    load = loads(intervals, times=times)
    ours, heads = timed(lambda: sized(model, load), runs)
    assert_right(model, load, heads)
    places = np.linspace(0, intervals - 1, sample).astype(int)
    loop, found = timed(lambda: [looped(level, a, start_of(model, a)) for a in load[places].tolist()], 1)
    assert found == heads[places].tolist()
    exact = evaluate_many(model=model, erlangs=load[places], agents=found, aht_s=AHT_S, patience_s=PATIENCE_S, threshold_s=THRESHOLD_S)
    assert np.allclose(exact.sl_offered, [level(a, n) for a, n in zip(load[places].tolist(), found, strict=True)], rtol=1e-9, atol=0)
    scaled = loop / sample * intervals
    return f"| Erlang {model}, mean load {load.mean():.0f}, peak {load.max():.0f} | {ours:.2f} | {scaled:.0f} | {scaled / ours:.0f} |"


def single(runs: int) -> tuple[float, float]:
    """Microseconds of one interval through the Python interface: evaluated, sized."""
    point: dict[str, Any] = {"model": "A", "erlangs": 48.0, "aht_s": AHT_S, "patience_s": PATIENCE_S}
    evaluated, _ = timed(lambda: [evaluate(**point, agents=50, threshold_s=THRESHOLD_S) for _ in range(1_000)], runs)
    found, _ = timed(lambda: [least_agents(**point, targets=TARGETS) for _ in range(1_000)], runs)
    return evaluated * 1e3, found * 1e3


def table(*, intervals: int, sample: int, runs: int) -> list[str]:
    """The lines of the table for RESULTS.md."""
    warm = loads(10)
    for model in ("C", "A"):
        assert_right(model, warm, sized(model, warm))
    lines = [f"| {intervals} intervals sized to 80/20 | CPU s | plain loop, CPU s (scaled from {sample}) | ratio |", "| --- | --- | --- | --- |"]
    lines += [compare(model, times, intervals=intervals, sample=sample, runs=runs) for times in (1, 12) for model in ("C", "A")]
    load = loads(intervals)
    heads = sized("A", load)
    spent, _ = timed(lambda: evaluate_many(model="A", erlangs=load, agents=heads, aht_s=AHT_S, patience_s=PATIENCE_S, threshold_s=THRESHOLD_S), runs)
    one, least = single(runs)
    return [
        *lines,
        "",
        f"All nine figures of Erlang A for {intervals} intervals: {spent:.2f} CPU s.",
        f"One interval: evaluated in {one:.0f} us, sized in {least:.0f} us.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--intervals", type=int, default=700_800)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print("\n".join(table(intervals=given.intervals, sample=given.sample, runs=given.runs)))


if __name__ == "__main__":
    main()
