"""Breaks of 120 people x 28 days: time, and head-hours missing after one pass, after turns and after upheavals. `python -m benchmarks.breaks`."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import numpy as np

from zuoxi.engine.roster.breaks import BreakPolicy, cover, place
from zuoxi.engine.roster.problem import OFF, BreakRule, Problem, Roster, Shift, Worker, WorkRules

SKILLS = ({"hotline"}, {"loan"}, {"card"}, {"hotline", "loan"}, {"hotline", "loan", "card"})


def month(people: int, days: int, *, seed: int = 1) -> tuple[Problem, Roster]:
    """Random shifts, five sets of skills, and a requirement with two peaks that the people about meet."""
    rng = np.random.default_rng(seed)
    breaks = (BreakRule(15, 60, 150, True, "rest"), BreakRule(60, 180, 300, False, "meal"), BreakRule(15, 360, 465, True, "rest"))
    shifts = tuple(Shift(code, ((start, start + 540),), breaks) for code, start in zip("EMLAN", (420, 480, 540, 720, 1320), strict=True))
    workers = tuple(Worker(f"{n:05}", WorkRules(), frozenset(SKILLS[rng.integers(5)])) for n in range(people))
    cells = np.where(rng.random((people, days)) < 0.7, rng.choice(5, (people, days), p=(0.25, 0.25, 0.2, 0.25, 0.05)), OFF)
    hour = np.arange(48) / 2
    curve = np.exp(-(((hour - 10.5) / 2) ** 2)) + 0.9 * np.exp(-(((hour - 15.5) / 2.5) ** 2)) + 0.05
    demand = {queue: rng.poisson(people * 0.17 * curve, (days, 48)) for queue in ("hotline", "loan", "card")}
    return Problem(date(2026, 12, 1), days, shifts, workers, 30, demand), Roster(cells)


def main() -> None:
    place(*month(5, 1), policy=BreakPolicy(rounds=1), seed=1)
    for people, rounds in ((120, 0), (120, 10), (120, 30), (120, 100), (1000, 30)):
        problem, roster = month(people, 28)
        began = perf_counter()
        placed = place(problem, roster, policy=BreakPolicy(rounds=rounds), seed=1)
        took, result = perf_counter() - began, cover(problem, roster, placed)
        assert all(len(found) == 3 for found in placed.values())
        uneven = ((result.present - result.need) ** 2).sum()
        missing = result.hours(result.short)
        print(f"{people:5} people x 28 days, {rounds:3} rounds: {took:6.2f} s, missing {missing:9.2f} head-hours, unevenness {uneven}")


if __name__ == "__main__":
    main()
