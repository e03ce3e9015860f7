"""The roster engine: a centre of 120 people x 28 days, its repair after sickness, public instances, impossible problems, the speed of a check.

    python -m benchmarks.roster [--seconds 60] [--cpu]

With --cpu the search's clock is CPU time divided by two, which is what two cores of one's own would show; use it on a machine that others are using.
The public instances are measured where their files are (ZUOXI_DATA, or `../shared/data` beside the repository), and named where they are not.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.centres import centre
from zuoxi.engine.roster import check
from zuoxi.engine.roster.curtois_qu import parse
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.result import Progress, Result, Status, Stop
from zuoxi.engine.roster.solve import solve

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ZUOXI_DATA", ROOT.parent / "shared" / "data"))
THREADS = 2
KNOWN = {1: 607, 2: 828}
"""Optimal prices of public instances (schedulingbenchmarks.org)."""
Clock = Callable[[], float]


def share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "--"


def report(name: str, problem: Problem, result: Result, seconds: float, first: float | None) -> None:
    """One line; a roster that breaks a hard rule fails the benchmark."""
    assert result.best is not None, name
    assert check.hard_violations(problem, result.best) == [], name
    assert result.cost == check.cost(problem, result.best), name
    assert (result.bound or 0) <= result.cost, name
    cover = check.coverage(problem, result.best).values()
    need, under, over = (sum(int(getattr(one, part).sum()) for one in cover) for part in ("required", "under", "over"))
    print(f"{name}: {result.status}, hard violations 0, first legal roster after {first or 0:.1f} s, {seconds:.1f} s in all")
    print(f"    cost {result.cost}, bound {result.bound}, gap {100 * (result.gap or 0):.2f} %, {dict(result.costs)}")
    print(f"    requirement hours uncovered {share(under, need)}, overcovered {share(over, need)}")


def searched(problem: Problem, clock: Clock, seconds: float, warm_start: Roster | None = None) -> tuple[Result, float, float | None]:
    """Result, seconds in all, seconds to the first legal roster."""
    told: list[Progress] = []
    start = clock()
    result = solve(problem, stop=Stop(clock, seconds), seed=1, threads=THREADS, progress=told.append, warm_start=warm_start)
    return result, clock() - start, told[0].elapsed if told else None


def month(clock: Clock, seconds: float) -> None:
    """The centre's month, and the same month after three people fell ill on its tenth day."""
    problem = centre(agents=120, days=28, seed=1)
    result, took, first = searched(problem, clock, seconds)
    report("centre, 120 x 28", problem, result, took, first)
    assert result.best is not None
    later = after_sickness(problem, result.best)
    mended, took, first = searched(later, clock, seconds / 3)
    report("the same, three people ill from day 10", later, mended, took, first)
    assert mended.best is not None
    changed = mended.best.cells != result.best.cells
    assert not changed[:, :10].any()
    print(f"    cells changed {int(changed.sum())}, of which forced by sickness {int((result.best.cells[[7, 33, 60], 10:] >= 0).sum())}")


def after_sickness(problem: Problem, roster: Roster) -> Problem:
    """Days before the tenth are locked, three people are away from then on, changes cost."""
    codes = roster.codes(problem)
    workers = [replace(worker, fixed=dict(enumerate(row[:10]))) for worker, row in zip(problem.workers, codes, strict=True)]
    for number in (7, 33, 60):
        one = workers[number]
        away = one.unavailable | frozenset(range(10, problem.days))
        workers[number] = replace(one, unavailable=away, rules=replace(one.rules, min_period_min=0))
    return replace(problem, workers=tuple(workers), reference=roster.cells)


def public(clock: Clock, seconds: float) -> None:
    """Instances whose optimum is known."""
    for number, optimum in KNOWN.items():
        path = DATA / "rostering" / "curtois_qu" / f"Instance{number}.txt"
        if not path.exists():
            print(f"not measured: {path.name} is not here")
            continue
        problem = parse(path.read_text(encoding="utf-8"))
        result, took, first = searched(problem, clock, seconds)
        report(f"Curtois-Qu {number}", problem, result, took, first)
        assert result.cost == optimum, (number, result.cost)


def impossible(clock: Clock) -> None:
    """Somebody with leave and a lock on the same day; a lead shift on a day when every lead is away."""
    problem = centre(agents=120, days=28, seed=2)
    workers = list(problem.workers)
    workers[5] = replace(workers[5], unavailable=frozenset({3, 4, 5}), fixed={4: "M"})
    result, took, _ = searched(replace(problem, workers=tuple(workers)), clock, 60)
    members = {(member.rule, member.worker, member.days) for member in result.clash.members} if result.clash else set()
    assert result.status == Status.INFEASIBLE
    assert members == {("T-03 leave", workers[5].id, (3, 4, 5)), ("F-14 lock", workers[5].id, (4,))}
    print(f"impossible, one person: clash of {len(members)} after {took:.1f} s: {sorted(rule for rule, *_ in members)}")
    away = [replace(one, unavailable=one.unavailable | {9}, rules=replace(one.rules, min_period_min=0)) if one.lead else one for one in workers]
    away[5] = replace(problem.workers[5], unavailable=frozenset(), fixed={9: "M"}, lead=False)
    result, took, _ = searched(replace(problem, workers=tuple(away), lead_hard=True), clock, 60)
    assert result.status == Status.INFEASIBLE
    assert result.clash is not None
    rules = sorted({member.rule for member in result.clash.members})
    assert rules == ["F-13 shift lead", "F-14 lock", "T-03 leave"], rules
    print(f"impossible, the floor: clash of {len(result.clash.members)} after {took:.1f} s: {rules}")


@contextmanager
def timed(name: str, limit_ms: float) -> Iterator[None]:
    """CPU time of a block, which must stay below the limit."""
    start = time.process_time()
    yield
    spent = 1000 * (time.process_time() - start)
    print(f"{name}: {spent:.1f} ms CPU")
    assert spent < limit_ms, name


def checks() -> None:
    """What a page asks after an edit."""
    problem = centre(agents=300, days=31, seed=3)
    cells = np.random.default_rng(3).integers(-1, len(problem.shifts), (300, 31))
    check.violations(problem, Roster(cells))
    with timed("check of 300 x 31, random roster", 600):
        found = check.violations(problem, Roster(cells))
    with timed("check of one of 300", 20):
        check.worker_violations(problem, Roster(cells), 17)
    print(f"    violations found: {len(found)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--cpu", action="store_true")
    arguments = parser.parse_args()
    clock: Clock = (lambda: time.process_time() / THREADS) if arguments.cpu else time.monotonic
    searched(centre(agents=8, days=7, seed=1), clock, 0.5)
    checks()
    public(clock, arguments.seconds)
    impossible(clock)
    month(clock, arguments.seconds)


if __name__ == "__main__":
    main()
