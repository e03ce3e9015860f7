"""The centre's own pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.cast import Cast
from tests.web.areas import Page
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.people.models import Contract, Skill


def more_queues(_cast: Cast, count: int) -> None:
    skills = Skill.objects.bulk_create(Skill(code=f"q{n}", name=f"队列{n}") for n in range(count))
    queues = Queue.objects.bulk_create(Queue(code=skill.code, name=skill.name, skill=skill) for skill in skills)
    OpeningHours.objects.bulk_create(OpeningHours(queue=queue, weekday=day, opens_min=480, closes_min=1200) for queue in queues for day in range(7))


def more_contracts(_cast: Cast, count: int) -> None:
    Contract.objects.bulk_create(Contract(code=f"c{n}", name=f"合同{n}", week_min=2400, rate="30") for n in range(count))


def one_queue(cast: Cast) -> list[int]:
    more_queues(cast, 1)
    return [Queue.objects.get(code="q0").pk]


def more_days(cast: Cast, count: int) -> None:
    now = datetime.now(UTC)
    CentreDay.objects.bulk_create(
        CentreDay(day=date(2027, 1, 1) + timedelta(days=n), name=f"停业{n}", kind=DayKind.CLOSED, pay_factor=1, by=cast.chen, at=now)
        for n in range(min(count, 365))
    )


PAGES = [
    Page("centre:calendar", "lin"),
    Page("centre:calendar-year", "chen", args=lambda _: [2027], grow=more_days),
    Page("centre:calendar-day", "chen", args=lambda _: ["2026-10-01"]),
    Page("centre:calendar-import", "chen"),
    Page("centre:queues", "chen", grow=more_queues),
    Page("centre:queue_new", "chen"),
    Page("centre:queue", "chen", args=one_queue),
    Page("centre:contracts", "chen", grow=more_contracts),
    Page("centre:contract_new", "chen"),
    Page("centre:contract", "chen", args=lambda cast: [cast.contract.pk]),
]

ALLOWED = {"CN", "XLSX", "date", "is", "workday", "holiday", "q0", "full", "card", "intern"}
