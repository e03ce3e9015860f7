"""Doors of the policy and the rulebook."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cast import Cast, hire
from tests.web.areas import Door
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion
from zuoxi.people.models import Person, RoleName

EVERYBODY = Door({"nobody": 302}, others=200)
READERS = {"nobody": 302, "lin": 403, "zhao": 403}
MANAGERS = {"nobody": 302, "zhou": 302}


def another_manager(cast: Cast) -> Person:
    found = Person.objects.filter(work_number="4002").first()
    return found or hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)


def a_draft(cast: Cast, *, by: Person | None = None) -> PolicyVersion:
    author, now = by or cast.zhou, timezone.now()
    version = policy.draft(by=author, now=now)
    policy.change(version=version, values={"roster": {"rest_h": 12}}, by=author, now=now)
    return version


def a_submitted(cast: Cast, *, by: Person | None = None) -> PolicyVersion:
    version = a_draft(cast, by=by)
    policy.submit(version=version, day=timezone.localdate(), remark="多休息", by=version.created_by, now=timezone.now())
    return version


def drafted(cast: Cast) -> list[Any]:
    return [a_draft(cast).number]


def theirs(cast: Cast) -> list[Any]:
    return [a_draft(cast, by=another_manager(cast)).number]


def submitted(cast: Cast) -> list[Any]:
    return [a_submitted(cast).number]


def submitted_by_other(cast: Cast) -> list[Any]:
    return [a_submitted(cast, by=another_manager(cast)).number]


def a_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("policy.toml", b"[roster]\nrest_h = 13\n")}


DOORS = {
    "policy:rules": EVERYBODY,
    "policy:rule": [
        Door({"nobody": 302}, others=200, args=lambda _: ["F-13"]),
        Door({"nobody": 302}, others=404, args=lambda _: ["F-99"]),
    ],
    "policy:values": EVERYBODY,
    "policy:values_of": [
        Door({"nobody": 302}, others=200, args=lambda _: ["staffing"]),
        Door({"nobody": 302}, others=404, args=lambda _: ["kitchen"]),
    ],
    "policy:versions": Door(READERS, others=200),
    "policy:version": [Door(READERS, others=200, args=drafted), Door(READERS, others=404, args=lambda _: [987])],
    "policy:export": [
        Door(READERS, others=200, args=drafted),
        Door(READERS, others=200, args=lambda _: [0]),
        Door(READERS, others=404, args=lambda _: [987]),
    ],
    "policy:new": Door(MANAGERS, others=403, method="post"),
    "policy:edit": [
        Door({"nobody": 302, "zhou": 200}, others=403, args=lambda cast: [*drafted(cast), "roster"]),
        Door(MANAGERS, others=403, args=lambda cast: [*theirs(cast), "roster"]),
        Door({"nobody": 302, "zhou": 404}, others=403, args=lambda cast: [*drafted(cast), "kitchen"]),
        Door({"nobody": 302, "zhou": 422}, others=403, args=lambda cast: [*drafted(cast), "roster"], method="post"),
    ],
    "policy:import": [
        Door({"nobody": 302, "zhou": 422}, others=403, args=drafted, method="post"),
        Door({"nobody": 302, "zhou": 404}, others=403, args=lambda _: [987], method="post"),
    ],
    "policy:carry_over": [
        Door(MANAGERS, others=403, args=drafted, method="post"),
        Door({"nobody": 302}, others=403, args=theirs, method="post"),
    ],
    "policy:submit": [
        Door(MANAGERS, others=403, args=drafted, method="post", data=lambda _: {"day": timezone.localdate().isoformat(), "remark": "x"}),
        Door({"nobody": 302, "zhou": 422}, others=403, args=drafted, method="post"),
        Door({"nobody": 302}, others=403, args=theirs, method="post", data=lambda _: {"day": timezone.localdate().isoformat()}),
    ],
    "policy:withdraw": [
        Door(MANAGERS, others=403, args=drafted, method="post"),
        Door({"nobody": 302}, others=403, args=theirs, method="post"),
    ],
    "policy:approve": [
        Door(MANAGERS, others=403, args=submitted_by_other, method="post"),
        Door({"nobody": 302}, others=403, args=submitted, method="post"),
    ],
    "policy:reject": [
        Door(MANAGERS, others=403, args=submitted_by_other, method="post", data={"verdict": "太多"}),
        Door({"nobody": 302, "zhou": 422}, others=403, args=submitted_by_other, method="post"),
        Door({"nobody": 302}, others=403, args=submitted, method="post", data={"verdict": "太多"}),
    ],
}
