"""A small centre for the tests of plans from files: a weekly history, six people, three shift kinds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from zuoxi.core.tables import csv_bytes
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.people.files import PersonRow
from zuoxi.roster.shift_files import QueueEntry, ShiftFile, read_shifts

FIRST = date(2026, 12, 1)
SHAPE = {8: 20, 9: 40, 10: 50, 11: 30, 12: 20, 13: 30, 14: 40, 15: 30, 16: 20, 17: 10}
QUEUES = (QueueEntry("hotline", "热线", share=0.75, aht_s=180.0), QueueEntry("loan", "贷款", share=0.25, aht_s=240.0))
SHIFTS = """
[[shift]]
code = "早"
name = "早班"
blocks = ["08:00-16:00"]
[[shift.break]]
name = "午餐"
minutes = 60
earliest = "11:00"
latest = "13:00"

[[shift]]
code = "晚"
name = "晚班"
blocks = ["10:00-18:00"]
[[shift.break]]
name = "用餐"
minutes = 60
earliest = "12:00"
latest = "15:00"

[[shift]]
code = "夜"
name = "夜班"
blocks = ["22:00-06:00"]
tags = ["night"]

[[contract]]
code = "full"
name = "全日制"
week_hours = 35
rate = 40.0

[[contract]]
code = "part"
name = "非全日制"
week_hours = 21
shifts = ["早"]

[[queue]]
code = "hotline"
name = "热线"
share = 0.75
aht_s = 180

[[queue]]
code = "loan"
name = "贷款"
share = 0.25
aht_s = 240
"""


def history(*, last: date = date(2026, 11, 29), weeks: int = 14, seed: int = 1, queue: str | None = None, times: int = 1) -> bytes:
    """Hourly counts of weekdays around `SHAPE`, Mondays a quarter busier, `times` as many."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(7 * weeks):
        day = last - timedelta(days=7 * weeks - 1 - number)
        if day.weekday() < 5:
            for hour, mean in SHAPE.items():
                start = datetime(day.year, day.month, day.day, hour)
                rows.append((start, int(rng.poisson(times * mean * (1.25 if day.weekday() == 0 else 1.0))), *([queue] if queue else [])))
    return csv_bytes(("start", "calls", *(["queue"] if queue else [])), rows)


def shift_file(text: str = SHIFTS) -> ShiftFile:
    return read_shifts(text.encode(), policy=BreakPolicy())


def people(count: int = 6) -> tuple[PersonRow, ...]:
    """Every third part time; everybody serves the hotline, every second loans too; the first leads."""
    return tuple(
        PersonRow(
            f"{n:04}",
            f"林{n}",
            "一班" if n % 2 else "二班",
            "part" if n % 3 == 2 else "full",
            (("hotline", 3), ("loan", 2)) if n % 2 == 0 else (("hotline", 3),),
            lead=n == 0,
        )
        for n in range(count)
    )
