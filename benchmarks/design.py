"""Shift design for a week of 48 intervals a day: time, gap, head-hours missing and too many by number of kinds. `python -m benchmarks.design`."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from zuoxi.engine.roster.design import DesignPolicy, propose
from zuoxi.engine.roster.design_candidates import candidates

HOUR = np.arange(48) / 2
DAY = 40 * np.exp(-(((HOUR - 10.5) / 2.2) ** 2)) + 34 * np.exp(-(((HOUR - 15.5) / 2.6) ** 2)) + 8 * np.exp(-(((HOUR - 20) / 2) ** 2))
WEEK = np.array([np.round(DAY * share * (HOUR >= 8) * (HOUR < 22)) for share in (1.1, 1, 1, 0.95, 0.9, 0.6, 0.5)])
FEW = DesignPolicy()
LENGTHS = tuple(range(240, 721, 60))
MANY = DesignPolicy(15, 360, 1080, 1350, LENGTHS, two_ended=((240, 240), (180, 300)), two_ended_gaps_min=(120, 180, 240))


def main() -> None:
    propose(WEEK[:1], step_min=30, policy=FEW, at_most=1, seed=1)
    for policy in (FEW, MANY):
        for at_most in (3, 5, 8):
            began = perf_counter()
            answer = propose(WEEK, step_min=30, policy=policy, at_most=at_most, seed=1)
            took = perf_counter() - began
            assert len(answer.kinds) <= at_most
            assert answer.bound <= answer.cost
            missing, over = answer.under.sum() / 2, answer.over.sum() / 2
            print(
                f"{len(candidates(policy)):4} candidates, {at_most} kinds: {took:5.1f} s, paid {answer.paid_hours:.0f} h, missing {missing:.1f}, "
                f"over {over:.1f}, gap {answer.gap:.1%}"
            )


if __name__ == "__main__":
    main()
