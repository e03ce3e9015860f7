"""Doors of the planning pages."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.web.areas import Door
from tests.web.planning import world

NOT_HERE = {"nobody": 302, "lin": 403, "zhao": 403, "gao": 403}
"""Agents and the administrator do not plan and do not read plans."""
ONLY_PLANNERS = {"nobody": 302, "chen": 302}
MISSING = [987654]


def reads(**more: Any) -> Door:
    """Planners, managers, supervisors and leaders."""
    return Door(NOT_HERE, others=200, **more)


def missing() -> Door:
    return Door(NOT_HERE, others=404, args=lambda cast: MISSING)


def changes(data: Any = None, **more: Any) -> Door:
    """Only planners; done, it leads on."""
    return Door(ONLY_PLANNERS, others=403, method="post", data=data or {}, **more)


def wrong(data: Any = None, **more: Any) -> Door:
    """A planner's form that is wrong is answered with itself."""
    return Door({"nobody": 302, "chen": 422}, others=403, method="post", data=data or {}, **more)


def lost() -> Door:
    return Door({"nobody": 302, "chen": 404}, others=403, method="post", args=lambda cast: MISSING)


class Again(SimpleUploadedFile):
    """A file that every visitor sends whole."""

    def read(self, *args: Any) -> bytes:
        self.seek(0)
        return super().read(*args)


def upload(cast: Cast) -> dict[str, Any]:
    world.queue(cast)
    return {"file": Again("calls.csv", b"start,queue,calls\n2026-11-16 08:00,card,5\n2026-11-16 09:00,card,6\n")}


def mapping(cast: Cast) -> dict[str, Any]:
    return {"way": "one", "queue": world.queue(cast).code}


LAYER = {"measure": "volume", "operation": "percent", "amount": "20", "first_day": "2026-11-24", "reason": "账单日"}
DECISION = {"reason": "故障", "decision": "leave_out"}
WITHOUT_QUEUE = {
    "summary": {"counts": {}, "queues": {}, "unknown": [], "without_queue": True},
    "content": b"start,calls\n2026-11-16 08:00,5\n2026-11-16 09:00,6\n",
}
UNTIMED = {
    "summary": {"counts": {}, "queues": {}, "unknown": [], "without_queue": False, "ends": "2026-11-16", "moved_weeks": 0, "timed": False},
}


def new_forecast(cast: Cast) -> dict[str, Any]:
    world.history(cast)
    return {"first_day": "2026-11-23", "weeks": "2", "queues": [world.queue(cast).pk], "name": ""}


def promise(cast: Cast) -> dict[str, Any]:
    return {
        "queue": world.queue(cast).pk,
        "effective_from": "2026-12-01",
        "model": "A",
        "service_level": "80",
        "within_s": "20",
        "patience_s": "180",
    }


DOORS: dict[str, Any] = {
    "planning:history": reads(),
    "planning:history-upload": [changes(upload), wrong()],
    "planning:history-template": reads(),
    "planning:history-file": [reads(args=lambda cast: [world.file(cast).pk]), missing()],
    "planning:history-findings": [reads(args=lambda cast: [world.file(cast).pk]), missing()],
    "planning:history-recheck": [
        changes(mapping, args=lambda cast: [world.file(cast, **WITHOUT_QUEUE).pk]),
        wrong(args=lambda cast: [world.file(cast, **WITHOUT_QUEUE).pk]),
        lost(),
    ],
    "planning:history-adjust": [
        changes({"aht_s": "184"}, args=lambda cast: [world.file(cast, **UNTIMED).pk]),
        wrong({"aht_s": "none"}, args=lambda cast: [world.file(cast, **UNTIMED).pk]),
        lost(),
    ],
    "planning:history-store": [
        changes({"leave_out": "on"}, args=lambda cast: [world.file(cast).pk]),
        wrong(args=lambda cast: [world.file(cast).pk]),
        lost(),
    ],
    "planning:history-discard": [changes(args=lambda cast: [world.file(cast).pk]), lost()],
    "planning:history-week": reads(),
    "planning:history-doubts": reads(),
    "planning:history-propose": changes(),
    "planning:history-decide-many": [changes(lambda cast: {**DECISION, "mark": [world.mark(cast).pk]}), wrong(DECISION)],
    "planning:history-by-hand": [changes(lambda cast: {"queue": world.queue(cast).pk, "first_day": "2026-11-11", "reason": "促销"}), wrong()],
    "planning:history-doubt": [reads(args=lambda cast: [world.mark(cast).pk]), missing()],
    "planning:history-decide": [
        changes(DECISION, args=lambda cast: [world.mark(cast).pk]),
        wrong({"decision": "keep"}, args=lambda cast: [world.mark(cast).pk]),
        lost(),
    ],
    "planning:history-undo": [changes(args=lambda cast: [world.mark(cast, decided=True).pk]), lost()],
    "planning:forecasts": reads(),
    "planning:forecast-new": [
        Door({"nobody": 302, "chen": 200}, others=403),
        changes(new_forecast),
        wrong(),
    ],
    "planning:forecast": [reads(args=lambda cast: [world.forecast(cast).pk]), missing()],
    "planning:forecast-freeze": [changes({"remark": "发布版"}, args=lambda cast: [world.forecast(cast).pk]), lost()],
    "planning:forecast-csv": [reads(args=lambda cast: [world.forecast(cast).pk]), missing()],
    "planning:forecast-xlsx": [reads(args=lambda cast: [world.forecast(cast).pk]), missing()],
    "planning:layer-add": [
        changes(LAYER, args=lambda cast: [world.forecast(cast).pk]),
        wrong({**LAYER, "reason": ""}, args=lambda cast: [world.forecast(cast).pk]),
        lost(),
    ],
    "planning:layer-switch": [changes({"on": "0"}, args=lambda cast: [world.layer(cast).pk]), lost()],
    "planning:layer-remove": [changes(args=lambda cast: [world.layer(cast).pk]), lost()],
    "planning:layer-put-back": [changes(args=lambda cast: [world.layer(cast, removed=True).pk]), lost()],
    "planning:snapshot": [reads(args=lambda cast: [world.snapshot(cast).pk]), missing()],
    "planning:snapshot-export": [reads(args=lambda cast: [world.snapshot(cast).pk]), missing()],
    "planning:requirements": reads(),
    "planning:requirement-compute": [
        changes(lambda cast: {"snapshot": world.requirement(cast).snapshot_id}),
        wrong(lambda cast: {"snapshot": world.snapshot(cast).pk}),
        wrong(),
    ],
    "planning:requirement": [reads(args=lambda cast: [world.requirement(cast).pk]), missing()],
    "planning:requirement-csv": [reads(args=lambda cast: [world.requirement(cast).pk]), missing()],
    "planning:requirement-xlsx": [reads(args=lambda cast: [world.requirement(cast).pk]), missing()],
    "planning:targets": reads(),
    "planning:target-promise": [changes(promise), wrong()],
    "planning:shrinkage": reads(),
    "planning:shrinkage-store": [changes({"leave_0": "6"}), wrong({"leave_0": "-1"})],
}
