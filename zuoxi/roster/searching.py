"""The engine's search, watched; its answer in the words of the roster: a draft's outcome, and the clashes with names instead of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zuoxi.engine.roster.clash import Clash, Member
from zuoxi.engine.roster.problem import Roster
from zuoxi.engine.roster.result import Result, Stop
from zuoxi.engine.roster.solve import solve
from zuoxi.roster import checking
from zuoxi.roster.beside import beside
from zuoxi.roster.facts import Sheet
from zuoxi.roster.outcome import Outcome
from zuoxi.roster.watching import Watch

THREADS = 2
"""Threads of the engine; the pages keep the rest of the machine."""


@dataclass(frozen=True)
class Found:
    """What a search came to: the roster (legal, or as much of one as the rules allow; None: nothing), and how."""

    roster: Roster | None
    outcome: Outcome


def search(watch: Watch, *, seed: int, start: Roster | None) -> Found:
    """Search until the time is over, the best is proven, or the watch says stop."""
    stop = Stop(clock=watch.clock, seconds=watch.seconds, cancelled=watch.is_stopped)
    problem = watch.sheet.problem
    result = beside(lambda: solve(problem, stop=stop, seed=seed, threads=THREADS, warm_start=start, progress=watch.hear), beat=watch.beat)
    seconds = watch.before_s + watch.elapsed
    clashes = tuple(clash_as_json(watch.sheet, clash) for clash in result.clashes)
    outcome = Outcome(status=str(result.status), bound=_bound(result), seconds=seconds, seed=seed, clashes=clashes)
    return Found(result.best if result.best is not None else result.partial, outcome)


def _bound(result: Result) -> float | None:
    """A bound speaks of legal rosters only."""
    return float(result.bound) if result.best is not None and result.bound is not None else None


def clash_as_json(sheet: Sheet, clash: Clash) -> dict[str, Any]:
    """`members` are the sentences that cannot hold together, `ways` those among them that may be given up, the easiest first."""
    ways = [{**_member(sheet, way.member), "saves": way.saves} for way in clash.relaxations if way.helps]
    return {"members": [_member(sheet, one) for one in clash.members], "ways": ways}


def _member(sheet: Sheet, one: Member) -> dict[str, Any]:
    return {"rule": one.rule, "code": one.code, "facts": checking.named(sheet, one.facts)}
