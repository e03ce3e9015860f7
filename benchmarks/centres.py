"""Seeded call centres for the roster engine: people with contracts, skills, teams, leave and wishes; an M-shaped requirement; shift kinds of F-10."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import BreakRule, Problem, Request, Shift, Weights, Worker, WorkRules

QUEUES = ("complaints", "hotline", "service")
SHARE = {"complaints": 0.12, "hotline": 0.58, "service": 0.30}
SKILLS = (
    (0.42, ("hotline",)),
    (0.20, ("hotline", "service")),
    (0.18, ("service",)),
    (0.12, ("complaints", "service")),
    (0.08, ("complaints", "hotline", "service")),
)
WEEKDAY = (1.05, 1.0, 1.0, 1.0, 0.97, 0.45, 0.40)
STEP_MIN = 30


def at(clock: str) -> int:
    """Minutes from midnight of `17:30`; hours above 24 belong to the next day."""
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def shift(code: str, *blocks: tuple[str, str], meal: int = 0, tags: tuple[str, ...] = ()) -> Shift:
    """A shift kind with an unpaid meal of so many minutes around its middle."""
    spans = tuple((at(start), at(end)) for start, end in blocks)
    middle = (spans[0][1] - spans[0][0]) // 2
    breaks = (BreakRule(meal, middle - 60, middle + 30, name="meal"),) if meal else ()
    return Shift(code, spans, breaks, frozenset(tags))


SHIFTS = (
    shift("E", ("07:00", "16:00"), meal=60),
    shift("M", ("08:30", "17:30"), meal=60),
    shift("D", ("10:00", "19:00"), meal=60),
    shift("L", ("12:00", "21:00"), meal=60, tags=("late",)),
    shift("G", ("08:30", "19:30"), meal=60, tags=("long",)),
    shift("T", ("08:30", "12:30"), ("16:30", "20:30"), tags=("two_ended",)),
    shift("N", ("21:00", "31:00"), meal=120, tags=("night",)),
    shift("P", ("09:00", "13:00")),
    shift("Q", ("14:00", "18:00")),
)
HALF = frozenset({"P", "Q"})


def rules(hours: int, weeks: float) -> WorkRules:
    """A contract of so many hours a week under the law's limits; what it owes at least can be made of shifts of four hours."""
    most = int(hours * 60 * weeks)
    return WorkRules(
        max_week_min=hours * 60,
        min_period_min=min(int(hours * 60 * weeks * 0.94), most - most % 240),
        max_period_min=most,
        min_rest_min=660,
        max_consecutive_days=6,
        min_days_off_per_week=2 if hours >= 40 else 1,
        max_nights=6,
        max_consecutive_nights=3,
        recovery_days_after_nights=1,
    )


def intensity() -> NDArray[np.float64]:
    """Share of a day's peak by interval: two peaks with a trough between, 07:00 to 21:00; a thin night."""
    hours = np.arange(1440 // STEP_MIN) * STEP_MIN / 60
    day = np.exp(-(((hours - 10.4) / 2.2) ** 2)) + 0.86 * np.exp(-(((hours - 15.6) / 2.6) ** 2)) + 0.3 * np.exp(-(((hours - 19.4) / 1.5) ** 2))
    return np.where((hours >= 7) & (hours < 21), np.maximum(day, 0.2), 0.02)


def demand(agents: int, first: date, days: int, rng: Generator) -> Mapping[str, NDArray[np.int64]]:
    """Heads needed by queue: as many head-hours as the people can give in a usual week, rounded up."""
    shape = intensity()
    weekday = np.array([WEEKDAY[(first.weekday() + day) % 7] for day in range(days)])
    level = weekday * rng.normal(1, 0.04, days)
    peak = 0.60 * agents
    return {queue: np.ceil(peak * SHARE[queue] * np.outer(level, shape) - 0.3).clip(0).astype(np.int64) for queue in QUEUES}


def worker(number: int, teams: int, weeks: float, days: int, rng: Generator) -> Worker:
    """One person: contract, skills, leave, what went before."""
    part_time = rng.random() < 0.2
    new = rng.random() < 0.08
    skills = SKILLS[int(rng.choice(len(SKILLS), p=[share for share, _ in SKILLS]))][1]
    lead = number % 13 < 2 and not part_time
    every = frozenset(kind.code for kind in SHIFTS)
    may = every - ({"N", "G"} if new or part_time else {"N"} if rng.random() < 0.4 else set()) - (set() if part_time else HALF)
    start = int(rng.integers(0, days))
    leave = frozenset(range(start, min(start + int(rng.integers(1, 6)), days))) if rng.random() < 0.3 else frozenset()
    contract = rules(24 if part_time else 40, weeks - 1.4 * len(leave) / 7)
    return Worker(
        id=f"A{number:05d}",
        rules=contract,
        skills=frozenset(skills),
        shifts=may,
        unavailable=leave,
        tail=("M", "M", "M", None, None, "M") if rng.random() < 0.5 else ("L", "L", "L", "L", None, None),
        worked={"night": int(rng.integers(0, 3)), "weekend": int(rng.integers(2, 6)), "late": int(rng.integers(2, 8))},
        team=f"team{number % teams}",
        lead=lead,
    )


def wishes(workers: tuple[Worker, ...], days: int, rng: Generator) -> tuple[Request, ...]:
    """About one wish a person: mostly a day off, sometimes a shift."""
    found = []
    for one in workers:
        for day in rng.choice(days, size=int(rng.integers(0, 3)), replace=False).tolist():
            code = None if rng.random() < 0.8 else str(rng.choice(sorted((one.shifts or frozenset()) - {"N"})))
            found.append(Request(one.id, int(day), code, weight=15))
    return tuple(found)


def centre(*, agents: int = 120, days: int = 28, seed: int = 1, first_day: date = date(2026, 12, 1), weights: Weights | None = None) -> Problem:
    """A centre with three queues, two contracts, nine shift kinds. Same arguments, same centre."""
    rng = np.random.default_rng(seed)
    teams = max(1, round(agents / 13))
    workers = tuple(worker(number, teams, days / 7, days, rng) for number in range(agents))
    return Problem(
        first_day=first_day,
        days=days,
        shifts=SHIFTS,
        workers=workers,
        step_min=STEP_MIN,
        demand=demand(agents, first_day, days, rng),
        requests=wishes(workers, days, rng),
        weights=weights or Weights(),
        lead_shifts=frozenset({"E", "M", "L", "N"}),
        holidays=frozenset({31}) & frozenset(range(days)),
    )
