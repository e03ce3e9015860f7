"""Doors of the centre's own pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.cast import Cast
from tests.web.areas import Door
from zuoxi.acd.facts import Hours
from zuoxi.acd.queues import QueueForm, create
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.models import DayKind

QUEUE = {"name": "热线", "code": "hotline", "channel": "phone", "order": 0, "form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}
CONTRACT = {"name": "实习", "code": "intern", "week_h": 20, "day_h": 8, "rate": "20.00"}
PLANNER = {"nobody": 302, "chen": 200}


def a_queue(_cast: Cast) -> list[int]:
    return [create(QueueForm("loan", "贷款", "Loans", "phone", False, 1, (Hours(0, 480, 1200, 2),))).pk]


DOORS = {
    "centre:queues": Door({"nobody": 302, "yan": 403, "lin": 403, "zhao": 403}, others=200),
    "centre:queue_new": [Door(PLANNER, others=403), Door({"nobody": 302, "chen": 302}, others=403, method="post", data=QUEUE)],
    "centre:queue": [
        Door(PLANNER, others=403, args=a_queue),
        Door({"nobody": 302, "chen": 422}, others=403, args=a_queue, method="post"),
        Door({"nobody": 302, "chen": 404}, others=403, args=lambda _: [987654]),
    ],
    "centre:contracts": Door({"nobody": 302, "chen": 200, "zhou": 200}, others=403),
    "centre:contract_new": [Door(PLANNER, others=403), Door({"nobody": 302, "chen": 302}, others=403, method="post", data=CONTRACT)],
    "centre:contract": [
        Door(PLANNER, others=403, args=lambda cast: [cast.contract.pk]),
        Door({"nobody": 302, "chen": 422}, others=403, args=lambda cast: [cast.contract.pk], method="post"),
        Door({"nobody": 302, "chen": 404}, others=403, args=lambda _: [987654]),
    ],
}

DAY = {"name": "司庆", "kind": "closed", "revision": 0}


def a_day(cast: Cast) -> list[str]:
    day = calendar_days.set_day(form=DayForm(date(2026, 5, 20), "司庆", DayKind.CLOSED), by=cast.chen, now=datetime.now(UTC)).day
    return [day.isoformat()]


def a_removed_day(cast: Cast) -> list[int]:
    day = date.fromisoformat(a_day(cast)[0])
    return [calendar_days.remove(day=day, by=cast.chen, now=datetime.now(UTC)).pk]


EDITORS = {"nobody": 302, "chen": 200, "zhou": 200}
DOORS |= {
    "centre:calendar": Door({"nobody": 302}, others=200),
    "centre:calendar-year": [
        Door({"nobody": 302}, others=200, args=lambda _: [2027]),
        Door({"nobody": 302}, others=404, args=lambda _: [1999]),
    ],
    "centre:calendar-export": [
        Door({"nobody": 302}, others=200, args=lambda _: [2026]),
        Door({"nobody": 302}, others=404, args=lambda _: [2100]),
    ],
    "centre:calendar-day": [
        Door(EDITORS, others=403, args=lambda _: ["2026-05-20"]),
        Door({"nobody": 302, "chen": 302, "zhou": 302}, others=403, args=lambda _: ["2026-05-20"], method="post", data=DAY),
        Door({"nobody": 302, "chen": 422, "zhou": 422}, others=403, args=a_day, method="post", data=DAY),
        Door({"nobody": 302, "chen": 404, "zhou": 404}, others=403, args=lambda _: ["2026-02-30"]),
    ],
    "centre:calendar-remove": [
        Door({"nobody": 302, "chen": 200, "zhou": 200}, others=403, args=a_day, method="post", data={"revision": 1}),
        Door({"nobody": 302, "chen": 409, "zhou": 409}, others=403, args=a_day, method="post", data={"revision": 7}),
    ],
    "centre:calendar-restore": Door({"nobody": 302, "chen": 302, "zhou": 302}, others=403, args=a_removed_day, method="post"),
    "centre:calendar-import": [Door(EDITORS, others=403), Door({"nobody": 302, "chen": 422, "zhou": 422}, others=403, method="post")],
}
