"""A small centre for planning: one planner, three queues, open on weekdays from 08:00 to 20:00."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.people.models import Person, Post, Role, RoleName, Skill, Unit, UnitKind
from zuoxi.planning.models import Forecast, ForecastSeries, HistoryFile, HistoryInterval

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def centre(db: None) -> Unit:
    return Unit.objects.create(kind=UnitKind.CENTRE, name="客服中心", name_en="Service centre")


@pytest.fixture
def make_person(centre: Unit) -> Callable[[str, str], Person]:
    post = Post.objects.create(code="any", name="岗位")

    def make(number: str, role: str, name: str = "王芳") -> Person:
        person = Person.objects.create(work_number=number, name=name, unit=centre, post=post)
        Role.objects.create(person=person, name=role, unit=centre)
        return person

    return make


@pytest.fixture
def planner(make_person: Callable[[str, str], Person]) -> Person:
    return make_person("P001", RoleName.PLANNER)


@pytest.fixture
def queues(db: None) -> list[Queue]:
    """general (通用), billing (账务), cards (卡务)."""
    made = []
    for order, (code, name, english) in enumerate([("general", "通用", "General"), ("billing", "账务", "Billing"), ("cards", "卡务", "Cards")]):
        skill = Skill.objects.create(code=code, name=name, name_en=english)
        queue = Queue.objects.create(code=code, name=name, name_en=english, skill=skill, order=order)
        OpeningHours.objects.bulk_create(OpeningHours(queue=queue, weekday=day, opens_min=480, closes_min=1200, least_heads=2) for day in range(5))
        made.append(queue)
    return made


@pytest.fixture
def make_forecast(planner: Person, queues: list[Queue]) -> Callable[..., Forecast]:
    """A forecast with flat series: volume 10, AHT 180 s, open from 08:00 to 20:00 on weekdays."""

    def make(*, days: int = 7, step_min: int = 30, first_day: date = MONDAY, volume: float = 10.0, only: int = 3) -> Forecast:
        forecast = Forecast.objects.create(
            name="十二月",
            first_day=first_day,
            days=days,
            step_min=step_min,
            history_until=first_day - timedelta(days=1),
            made_by=planner,
            made_at=NOW,
        )
        for queue in queues[:only]:
            ForecastSeries.objects.create(
                forecast=forecast, queue=queue, method="weighted_mean", values=flat(first_day, days, step_min, volume), errors=[]
            )
        return forecast

    return make


def flat(first_day: date, days: int, step_min: int, volume: float) -> dict[str, list[float | None]]:
    slots = 1440 // step_min
    is_open = [480 <= slot * step_min < 1200 and (first_day + timedelta(days=day)).weekday() < 5 for day in range(days) for slot in range(slots)]
    spread = {"volume": 1.0, "lo80": 0.8, "hi80": 1.2, "lo95": 0.6, "hi95": 1.4}
    values: dict[str, list[float | None]] = {name: [volume * factor if yes else None for yes in is_open] for name, factor in spread.items()}
    values["aht_s"] = [180.0 if yes else None for yes in is_open]
    return values


@pytest.fixture
def cast(planner: Person, make_person: Callable[[str, str], Person]) -> Any:
    """One person of each role that meets plans."""
    return SimpleNamespace(
        planner=planner,
        manager=make_person("M001", RoleName.MANAGER),
        supervisor=make_person("S001", RoleName.SUPERVISOR),
        leader=make_person("L001", RoleName.LEADER),
        agent=make_person("A001", RoleName.AGENT),
        hr=make_person("H001", RoleName.HR),
    )


@pytest.fixture
def history_file(planner: Person) -> HistoryFile:
    return HistoryFile.objects.create(name="calls.csv", sha256="0" * 64, state="stored", rows=1, uploaded_by=planner, uploaded_at=NOW, stored_at=NOW)


@pytest.fixture
def make_history(queues: list[Queue], history_file: HistoryFile) -> Callable[..., None]:
    """Weeks of half hours before the Monday of the forecast, 08:00 to 20:00 on weekdays, a big M; `outage` empties some hours of one day."""

    def make(*, weeks: int = 8, only: int = 3, step_min: int = 30, outage: date | None = None, level: float = 60.0) -> None:
        rng = np.random.default_rng(1)
        rows = []
        for number, queue in enumerate(queues[:only]):
            for day in range(weeks * 7):
                when = MONDAY - timedelta(days=weeks * 7 - day)
                for minute in range(480, 1200, step_min) if when.weekday() < 5 else ():
                    mean = level / (number + 1) * step_min / 30 * (1.8 + np.sin((minute - 480) / 720 * 3 * np.pi))
                    offered = 0 if when == outage and 600 <= minute < 780 else int(rng.poisson(mean))
                    start = datetime(when.year, when.month, when.day, minute // 60, minute % 60, tzinfo=SHANGHAI)
                    rows.append(HistoryInterval(queue=queue, start=start, minutes=step_min, offered=offered, aht_s=180.0 + number, file=history_file))
        HistoryInterval.objects.bulk_create(rows)

    return make
