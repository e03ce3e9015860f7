"""Doors of the centre's own pages."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.areas import Door
from zuoxi.acd.facts import Hours
from zuoxi.acd.queues import QueueForm, create

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
