"""Pages of people."""

from __future__ import annotations

from datetime import date

from tests.cast import Cast, at
from tests.web.areas import Page
from zuoxi.core.tables import csv_bytes
from zuoxi.people import imports, roles
from zuoxi.people.models import Person, PersonSkill, Role, RoleName, Unit, UnitKind
from zuoxi.people.pinyin import spell


def more_people(cast: Cast, count: int) -> None:
    """Agents of team one, each with a skill."""
    names = [f"{'王李张刘'[n % 4]}{'伟芳娜敏静'[n % 5]}{n}" for n in range(count)]
    people = Person.objects.bulk_create(
        Person(
            work_number=f"9{n:05d}",
            name=name,
            pinyin=spell(name)[0],
            initials=spell(name)[1],
            unit=cast.team,
            post=cast.lin.post,
            contract=cast.contract,
            is_rostered=True,
        )
        for n, name in enumerate(names)
    )
    PersonSkill.objects.bulk_create(PersonSkill(person=p, skill=cast.skill, level=2, since=date(2026, 1, 1)) for p in people)


def more_units(cast: Cast, count: int) -> None:
    Unit.objects.bulk_create(Unit(kind=UnitKind.TEAM, name=f"第{n}组", parent=cast.operations, head=cast.wu) for n in range(count))


def more_roles(cast: Cast, count: int) -> None:
    more_people(cast, count)
    people = Person.objects.filter(work_number__startswith="9")
    Role.objects.bulk_create(Role(person=person, name=RoleName.LEADER, unit=cast.team, granted_by=cast.shen) for person in people)


def roles_then_and_now(cast: Cast) -> list[int]:
    """One role in force, one that begins later, one that was taken."""
    now = at("2026-11-22 09:00")
    one = {"person": cast.lin, "by": cast.shen, "now": now}
    roles.grant(name=RoleName.SHIFT_LEAD, unit=cast.team, **one, valid_from=date(2036, 1, 1))
    taken = roles.grant(name=RoleName.TRAINER, unit=cast.centre, **one, valid_until=date(2026, 12, 1))
    roles.withdraw(role=taken, by=cast.shen, now=now, reason="调岗")
    return [cast.lin.pk]


def an_upload(cast: Cast) -> list[int]:
    """One new person, one changed."""
    rows = [["1001", "林静", "二组", "全日制", "信用卡:3"], ["0007", "何雨", "九组", "全日制", "信用卡:2"]]
    data = csv_bytes(["工号", "姓名", "班组", "合同", "技能"], rows)
    return [imports.check(data=data, name="people.csv", by=cast.chen, now=at("2026-11-22 09:00")).pk]


ALLOWED = {"zhangs", "zs"}
PAGES = [
    Page("people:people", "chen", grow=more_people),
    Page("people:people", "wu", name="people:people leader", grow=more_people),
    Page("people:people", "chen", name="people:people nobody found", query="?q=没有这个人"),
    Page("people:person", "chen", args=lambda cast: [cast.lin.pk]),
    Page("people:person", "lin", args=lambda cast: [cast.lin.pk], name="people:person oneself"),
    Page("people:roles", "shen", grow=more_roles),
    Page("people:roles-of", "shen", args=roles_then_and_now),
    Page("people:units", "zhou", grow=more_units),
    Page("people:posts", "lin"),
    Page("people:import", "chen"),
    Page("people:preview", "chen", args=an_upload, known="九组 何雨"),
]
