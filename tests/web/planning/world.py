"""What the planning pages are tried on: one queue of the cast's skill, open on weekdays, with history, a forecast and what follows from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from tests.cast import Cast
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.planning import requirements, snapshots, targets
from zuoxi.planning.models import (
    Forecast,
    ForecastSeries,
    HistoryFile,
    HistoryInterval,
    HistoryMark,
    Layer,
    Requirement,
    Snapshot,
    Target,
)
from zuoxi.planning.targets import Goal

MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)


def queue(cast: Cast) -> Queue:
    """信用卡, open on weekdays from 08:00 to 20:00."""
    found = Queue.objects.filter(skill=cast.skill).first()
    if found is None:
        found = Queue.objects.create(code="card", name="信用卡", name_en="Cards", skill=cast.skill)
        OpeningHours.objects.bulk_create(OpeningHours(queue=found, weekday=day, opens_min=480, closes_min=1200, least_heads=1) for day in range(5))
    return found


def file(cast: Cast, state: str = "checked", **more: Any) -> HistoryFile:
    """A checked file with a row that cannot be believed."""
    content = "start,queue,calls\n" + "".join(f"2026-11-16 {hour:02d}:00,card,{hour}\n" for hour in range(8, 20)) + "2026-11-17 08:00,card,-4\n"
    queue(cast)
    finding = {
        "code": "history.negative",
        "severity": "error",
        "row": 14,
        "column": "calls",
        "facts": {"queue": "card", "start": "2026-11-17 08:00", "value": -4},
    }
    counts = {"error": 1, "warning": 0, "note": 0}
    line = {"intervals": 12, "offered": 162, "first": "2026-11-16", "last": "2026-11-16", "minutes": 60}
    values = {
        "name": "话务.csv",
        "sha256": "0" * 64,
        "content": content.encode(),
        "rows": 13,
        "findings": [finding],
        "summary": {"counts": counts, "queues": {"card": line}, "unknown": [], "without_queue": False},
        "step_min": 60,
        "state": state,
        "uploaded_by": cast.chen,
        "uploaded_at": timezone.now(),
    }
    return HistoryFile.objects.create(**{**values, **more})


def history(cast: Cast, *, weeks: int = 8) -> None:
    """Half hours before the Monday, busier in the morning."""
    mine, source = queue(cast), file(cast, "stored", content=None, stored_at=timezone.now(), stored_by=cast.chen)
    days = [MONDAY - timedelta(days=number) for number in range(1, weeks * 7 + 1)]
    HistoryInterval.objects.bulk_create(
        HistoryInterval(queue=mine, start=local(day, minute), minutes=30, offered=30 + (minute < 720) * 20 + day.day % 3, aht_s=180.0, file=source)
        for day in days
        if day.weekday() < 5
        for minute in range(480, 1200, 30)
    )


def mark(cast: Cast, *, decided: bool = False) -> HistoryMark:
    """An outage of two hours on 11 November."""
    day = date(2026, 11, 11)
    decision = {"left_out": True, "reason": "线路故障", "by": cast.chen} if decided else {}
    return HistoryMark.objects.create(
        queue=queue(cast), start=local(day, 600), end=local(day, 720), kind="outage", observed=3, expected=190, at=timezone.now(), **decision
    )


def forecast(cast: Cast, *, days: int = 14, name: str = "十二月预测") -> Forecast:
    made = Forecast.objects.create(
        name=name, first_day=MONDAY, days=days, step_min=30, history_until=MONDAY - timedelta(days=3), made_by=cast.chen, made_at=timezone.now()
    )
    ForecastSeries.objects.create(forecast=made, queue=queue(cast), method="decomposition", values=values(days), errors=ERRORS, aht_wape=0.08)
    return made


ERRORS = [
    {
        "method": method,
        "wape": wape,
        "bias": 0.01,
        "cover80": 0.8,
        "cover95": 0.95,
        "day_wape": wape / 2,
        "day_bias": 0.01,
        "day_cover80": 0.8,
        "day_cover95": 0.95,
        "intervals": 960,
        "origins": 4,
        "chosen": method == "decomposition",
    }
    for method, wape in (("seasonal_naive", 0.14), ("decomposition", 0.09))
]


def values(days: int) -> dict[str, Any]:
    is_open = [16 <= slot < 40 and day % 7 < 5 for day in range(days) for slot in range(48)]
    spread = {"volume": 20.0, "lo80": 16.0, "hi80": 24.0, "lo95": 12.0, "hi95": 28.0, "aht_s": 180.0}
    grids = {name: [value if yes else None for yes in is_open] for name, value in spread.items()}
    bounds = {name: [24 * spread[name] if day % 7 < 5 else None for day in range(days)] for name in ("lo80", "hi80", "lo95", "hi95")}
    return {**grids, "day_bounds": bounds}


def layer(cast: Cast, on: Forecast | None = None, *, removed: bool = False, reason: str = "账单日") -> Layer:
    """A quarter more on the second morning."""
    day = MONDAY + timedelta(days=1)
    return Layer.objects.create(
        forecast=on or forecast(cast),
        operation="percent",
        measure="volume",
        amount=25,
        start=local(day, 540),
        end=local(day, 720),
        reason=reason,
        author=cast.chen,
        created_at=timezone.now(),
        removed_at=timezone.now() if removed else None,
    )


def snapshot(cast: Cast) -> Snapshot:
    return snapshots.freeze(forecast=forecast(cast), by=cast.chen, now=timezone.now(), remark="发布版")


def target(cast: Cast) -> Target:
    goal = Goal(model="A", service_level=0.8, within_s=20, max_abandon=0.05, patience_s=180.0)
    return targets.promise(queue=queue(cast), goal=goal, effective_from=date(2026, 1, 1), by=cast.chen, now=timezone.now())


def requirement(cast: Cast) -> Requirement:
    target(cast)
    return requirements.compute(snapshot=snapshot(cast), by=cast.chen, now=timezone.now())
