"""Before a search that counts its seconds: have everything compiled, so that compiling is no part of them."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from zuoxi.engine.roster.problem import Problem, Shift, Worker, WorkRules
from zuoxi.engine.roster.result import Stop
from zuoxi.engine.roster.solve import solve


@cache
def warm_up() -> None:
    """Search once for two people and a week, one round long by any clock. Compiled code is kept on disk; a machine's first time takes longest."""
    workers = tuple(Worker(name, WorkRules(max_week_min=5 * 480), frozenset({"queue"})) for name in ("a", "b"))
    shifts = (Shift("E", ((480, 960),)), Shift("L", ((720, 1200),)))
    demand = {"queue": np.full((7, 24), 2, dtype=np.int64)}
    solve(Problem(date(2024, 1, 1), 7, shifts, workers, 60, demand), stop=Stop(clock=lambda: 0.0, seconds=1.0, rounds=1), seed=1, threads=1)
