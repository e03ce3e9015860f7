"""The demo centre's history: real half-hour arrivals of a bank, thinned to the centre's size, split over its queues; handling times are drawn.

The counts are those of `examples/bank_calls_30min.csv` (2003). Their last weekdays become the last weekdays before today, Monday on Monday; a day on
which the centre is closed by a public holiday takes none. Each call is kept with one probability (binomial thinning) and goes to a queue by
its share (multinomial), so sums and the shape of the day stay real. Handling time and patience are drawn with the parameters measured on
another bank, and every stored file says so.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings

from zuoxi.cli.demo.plan import DemoPlan

SOURCE = Path(settings.BASE) / "examples" / "bank_calls_30min.csv"
STEP_MIN = 30


@dataclass(frozen=True)
class Count:
    """Calls of one queue in one half hour, with what was drawn for them."""

    queue: str
    start: datetime
    offered: int
    abandoned: int
    aht_s: float | None


def real_days() -> dict[date, list[tuple[time, int]]]:
    """The shipped counts by day. The 21:00 slot holds five minutes only and is left out."""
    days: dict[date, list[tuple[time, int]]] = defaultdict(list)
    with SOURCE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start = datetime.fromisoformat(row["interval_start"])
            if start.hour < 21:
                days[start.date()].append((start.time(), int(row["calls"])))
    return dict(days)


def matched(today: date, weeks: int, closed: set[date]) -> list[tuple[date, date]]:
    """Pairs of demo day and real day, same weekday: the last real week ends in the week before today's, or on the day before today."""
    real = sorted(real_days())
    monday = today - timedelta(days=today.weekday())
    last_real_monday = real[-1] - timedelta(days=real[-1].weekday())
    shift = monday - last_real_monday
    if today.weekday() < 5:
        shift -= timedelta(weeks=1)
    first = today - timedelta(weeks=weeks)
    return [(day + shift, day) for day in real if first <= day + shift < today and day + shift not in closed]


def draw(*, plan: DemoPlan, rng: np.random.Generator, today: date, closed: set[date]) -> list[Count]:
    """The history of every queue, in time order."""
    days = real_days()
    mean = np.mean([sum(calls for _, calls in slots) for slots in days.values()])
    keep = plan.calls_a_day / float(mean)
    zone = ZoneInfo(settings.TIME_ZONE)
    counts = []
    for demo_day, real_day in matched(today, plan.weeks_of_history, closed):
        for clock, calls in days[real_day]:
            start = datetime.combine(demo_day, clock, tzinfo=zone)
            shares = open_shares(plan, clock)
            total = rng.binomial(calls, keep)
            for queue, offered in zip(plan.queues, rng.multinomial(total, shares), strict=True):
                if shares[plan.queues.index(queue)] > 0:
                    counts.append(one(queue.code, start, int(offered), plan, rng))
    return counts


def open_shares(plan: DemoPlan, clock: time) -> list[float]:
    """The share of each queue in this half hour; what a closed queue would take goes to the open ones."""
    minute = clock.hour * 60 + clock.minute
    shares = [queue.share if queue.opens_min <= minute < queue.closes_min else 0.0 for queue in plan.queues]
    return [share / sum(shares) for share in shares]


def one(queue: str, start: datetime, offered: int, plan: DemoPlan, rng: np.random.Generator) -> Count:
    """A half hour: who hangs up (exponential wait against exponential patience) and the mean handling time of the others."""
    abandoned = int(rng.binomial(offered, plan.mean_wait_s / (plan.mean_wait_s + plan.patience_s))) if offered else 0
    handled = offered - abandoned
    aht = float(rng.lognormal(plan.talk_mu, plan.talk_sigma, handled).mean()) if handled else None
    return Count(queue, start, offered, abandoned, round(aht, 1) if aht is not None else None)
