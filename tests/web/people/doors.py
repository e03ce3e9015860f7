"""Doors of the people pages."""

from __future__ import annotations

from tests.cast import Cast, at
from tests.web.areas import Door
from zuoxi.core.tables import csv_bytes
from zuoxi.people import imports
from zuoxi.people.models import Person, Role


def an_upload(cast: Cast) -> list[int]:
    """A checked file of the planner's."""
    row = ["1001", "林静", "一组", "全日制", "信用卡:3"]
    data = csv_bytes(["工号", "姓名", "班组", "合同", "技能"], [row])
    return [imports.check(data=data, name="people.csv", by=cast.chen, now=at("2026-11-22 09:00")).pk]


def a_role(cast: Cast) -> dict[str, object]:
    return {"role": "leader", "unit": cast.other_team.pk}


def role_of(person: Person) -> int:
    return Role.objects.get(person=person).pk


IMPORTS = {"nobody": 302, "chen": 200}
LOOKS_UP = {"nobody": 302, "lin": 403, "zhao": 403, "yan": 403}
DOORS = {
    "people:people": Door(LOOKS_UP, others=200),
    "people:export": Door({"nobody": 302, "chen": 200, "zhou": 200}, others=403),
    "people:import": [Door(IMPORTS, others=403), Door({"nobody": 302, "chen": 422}, others=403, method="post")],
    "people:template": Door(IMPORTS, others=403),
    "people:preview": [
        Door(IMPORTS, others=403, args=an_upload),
        Door({"nobody": 302, "chen": 302}, others=403, args=an_upload, method="post", data={"do": "store"}),
        Door({"nobody": 302, "chen": 404}, others=403, args=lambda _: [987654]),
    ],
    "people:failed": Door(IMPORTS, others=403, args=an_upload),
    "people:roles": Door({"nobody": 302, "shen": 200}, others=403),
    "people:roles-of": [
        Door({"nobody": 302, "shen": 200}, others=403, args=lambda cast: [cast.lin.pk]),
        Door({"nobody": 302, "shen": 302}, others=403, args=lambda cast: [cast.lin.pk], method="post", data=a_role),
        Door({"nobody": 302}, others=403, args=lambda cast: [cast.shen.pk], method="post", data=a_role),
        Door({"nobody": 302, "shen": 404}, others=403, args=lambda _: [987654]),
    ],
    "people:role-withdraw": [
        Door({"nobody": 302, "shen": 302}, others=403, args=lambda cast: [role_of(cast.wu)], method="post", data={"reason": "调岗"}),
        Door({"nobody": 302}, others=403, args=lambda cast: [role_of(cast.shen)], method="post", data={"reason": "调岗"}),
        Door({"nobody": 302, "shen": 404}, others=403, args=lambda _: [987654], method="post", data={"reason": "调岗"}),
    ],
    "people:units": Door({"nobody": 302}, others=200),
    "people:posts": Door({"nobody": 302}, others=200),
    "people:search": Door({"nobody": 302}, others=200, query="?q=lin"),
    "people:person": [
        Door({"nobody": 302, "zhao": 404, "yan": 404}, others=200, args=lambda cast: [cast.lin.pk]),
        Door({"nobody": 302, "lin": 404, "wu": 404, "yan": 404}, others=200, args=lambda cast: [cast.zhao.pk]),
        Door({"nobody": 302, "lin": 404, "wu": 404, "zhao": 404, "sun": 404, "yan": 404}, others=200, args=lambda cast: [cast.chen.pk]),
        Door({"nobody": 302}, others=404, args=lambda cast: [987654]),
    ],
}
