"""The demo centre's people: units, posts, contracts, skills, agents in nine teams and everybody who leads, plans and cares for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from django.contrib.auth.hashers import make_password

from zuoxi.cli.demo import names
from zuoxi.cli.demo.plan import PASSWORD, DemoPlan
from zuoxi.people import contracts as contract_kinds
from zuoxi.people import pinyin, posts
from zuoxi.people.models import Contract, Person, PersonSkill, Post, Role, RoleName, Skill, SkillKind, Unit, UnitKind

DIGITS = "一二三四五六七八九"
STAFF = (
    ("supervisor", RoleName.SUPERVISOR, 3, "主管"),
    ("planner", RoleName.PLANNER, 2, "排班师"),
    ("quality", RoleName.QUALITY, 3, "质检"),
    ("trainer", RoleName.TRAINER, 2, "培训"),
    ("hr", RoleName.HR, 2, "人事"),
    ("coordinator", RoleName.COORDINATOR, 1, "信息协调"),
    ("manager", RoleName.MANAGER, 1, "运营经理"),
    ("administrator", RoleName.ADMINISTRATOR, 1, "系统管理员"),
    ("security_admin", RoleName.SECURITY, 1, "安全管理员"),
    ("audit_admin", RoleName.AUDITOR, 1, "审计管理员"),
)
"""Post code, role, how many, what it is called when the logins are printed."""
SHEET = {"security_admin": "administrator", "audit_admin": "administrator"}
"""Whose post is called otherwise than their role."""
AT_THE_TOP = ("manager", "planner", "administrator", "security_admin", "audit_admin")
"""Posts that belong to the centre itself."""
PREFIX = {
    "supervisor": "S",
    "planner": "P",
    "quality": "Q",
    "trainer": "T",
    "hr": "H",
    "coordinator": "C",
    "manager": "M",
    "administrator": "X",
    "security_admin": "Y",
    "audit_admin": "Z",
    "leader": "L",
}


@dataclass
class Maker:
    """Makes people one after another from drawn names, all with the demo password."""

    rng: np.random.Generator
    today: date
    posts: dict[str, Post]
    pool: list[str]
    password: str = field(default_factory=lambda: make_password(PASSWORD))

    def person(self, number: str, post: str, unit: Unit, **fields: object) -> Person:
        name = self.pool.pop()
        spelled, initials = pinyin.spell(name)
        hired = self.today - timedelta(days=int(self.rng.integers(120, 2600)))
        return Person(
            work_number=number,
            name=name,
            pinyin=spelled,
            initials=initials,
            unit=unit,
            post=self.posts[post],
            hired_on=hired,
            password=self.password,
            **fields,
        )


def load(*, plan: DemoPlan, rng: np.random.Generator, today: date) -> dict[str, Person]:
    """Store everybody; returns one person a role, for the logins, and `planner` for what needs an author."""
    teams, support, centre = units(len(plan.team_sizes))
    maker = Maker(rng, today, posts.ship_defaults(), names.draw(rng, sum(plan.team_sizes) + 40))
    contracts = contract_kinds.ship_defaults()
    skills = [Skill.objects.create(code=q.code, name=q.name, name_en=q.name_en, kind=SkillKind.QUEUE) for q in plan.queues]
    people: list[Person] = []
    roles: list[tuple[Person, RoleName, Unit]] = []
    first: dict[str, Person] = {}
    for index, (team, size) in enumerate(zip(teams, plan.team_sizes, strict=True)):
        members = agents(maker, team, size, index, contracts, plan)
        leader = maker.person(f"L{index + 1:03d}", "leader", team, grade=4, contract=contracts["full"])
        people += [*members, leader]
        roles += [(leader, RoleName.LEADER, team)] + [(member, RoleName.AGENT, team) for member in members]
        first.setdefault("agent", members[2])
        first.setdefault("leader", leader)
    for post, role, count, _label in STAFF:
        for number in range(count):
            unit = teams[0].parent if post == "supervisor" and number == 0 else centre if post in AT_THE_TOP else support
            person = maker.person(f"{PREFIX[post]}{number + 1:03d}", SHEET.get(post, post), unit or support, grade=3, contract=contracts["full"])
            people.append(person)
            scope = departments(teams)[number] if post == "supervisor" else centre
            roles.append((person, role, scope))
            first.setdefault(post, person)
    Person.objects.bulk_create(people)
    Role.objects.bulk_create([Role(person=person, name=role, unit=unit) for person, role, unit in roles])
    grant_skills(rng, [person for person in people if person.is_rostered], skills, today)
    name_heads(teams, people)
    return first


def units(count: int) -> tuple[list[Unit], Unit, Unit]:
    centre = Unit.objects.create(kind=UnitKind.CENTRE, name="座席示范中心", name_en="Zuoxi demo centre")
    parents = [
        Unit.objects.create(kind=UnitKind.DEPARTMENT, name=f"客服{DIGITS[i]}部", name_en=f"Service {i + 1}", parent=centre, order=i)
        for i in range((count + 2) // 3)
    ]
    support = Unit.objects.create(kind=UnitKind.DEPARTMENT, name="运营支持部", name_en="Operations support", parent=centre, order=99)
    teams = [
        Unit.objects.create(kind=UnitKind.TEAM, name=f"{DIGITS[i]}班", name_en=f"Team {i + 1}", parent=parents[i // 3], order=i) for i in range(count)
    ]
    return teams, support, centre


def departments(teams: list[Unit]) -> list[Unit]:
    return [team.parent for team in teams[::3] if team.parent is not None]


def agents(maker: Maker, team: Unit, size: int, index: int, contracts: dict[str, Contract], plan: DemoPlan) -> list[Person]:
    """One team: two who can lead a shift, one in five part time, one newcomer on probation in every third team."""
    members = []
    for number in range(size):
        lead = number < 2
        part = not lead and number >= size - round(size * plan.part_time_share)
        new = index % 3 == 0 and number == size - 4
        person = maker.person(
            f"{1000 + index * 100 + number + 1}",
            "agent",
            team,
            contract=contracts["part" if part else "full"],
            grade=4 if lead else int(maker.rng.integers(1, 4)),
            is_rostered=True,
            is_shift_lead=lead,
        )
        if new:
            person.hired_on, person.probation_until = maker.today - timedelta(days=30), maker.today + timedelta(days=60)
        members.append(person)
    return members


def grant_skills(rng: np.random.Generator, people: list[Person], skills: list[Skill], today: date) -> None:
    """Everyone has one queue; seven in ten have a second, two in ten all three. Shift leads serve all."""
    rows = []
    for number, person in enumerate(people):
        draw = rng.random()
        count = 3 if person.is_shift_lead or draw < 0.2 else 2 if draw < 0.75 else 1
        main = (0, 1, 0, 2, 1, 0)[number % 6]
        chosen = [main, *[i for i in (1, 0, 2) if i != main]][:count]
        for rank, index in enumerate(chosen):
            level = int(np.clip(person.grade + 1 - rank, 1, 5))
            since = max(person.hired_on or today, today - timedelta(days=int(rng.integers(30, 700))))
            rows.append(PersonSkill(person=person, skill=skills[index], level=level, since=since, evidence="上岗认证"))
    PersonSkill.objects.bulk_create(rows)


def name_heads(teams: list[Unit], people: list[Person]) -> None:
    """Each team's leader is its head, its first shift lead the deputy; each department's head is its supervisor."""
    supervisors = [person for person in people if person.post.code == "supervisor"]
    for team in teams:
        members = [person for person in people if person.unit is team]
        team.head = next(person for person in members if person.post.code == "leader")
        team.deputy = next(person for person in members if person.is_shift_lead)
    for department, supervisor in zip(departments(teams), supervisors, strict=False):
        department.head = supervisor
        department.save()
    Unit.objects.bulk_update(teams, ["head", "deputy"])
