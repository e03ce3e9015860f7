"""Named people whom every web test knows, and the small centre they work in.

Centre > operations > team one (wu leads, lin works) and team two (zhao works). chen plans, zhou manages and sun supervises the whole
centre, gao administers accounts, shen rights, and yan reads the audit. Import the fixtures in a conftest: `from tests.cast import *  # noqa: F403`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from zuoxi.people.models import Contract, Person, PersonSkill, Post, Role, RoleName, Skill, Unit, UnitKind

__all__ = [
    "ACTORS",
    "PASSWORD",
    "Cast",
    "at",
    "cast",
    "chen",
    "client_of",
    "gao",
    "hire",
    "lin",
    "make_cast",
    "shen",
    "sun",
    "wu",
    "yan",
    "zhao",
    "zhou",
]

PASSWORD = "right-horse-battery"
ACTORS = ("nobody", "lin", "wu", "zhao", "chen", "zhou", "sun", "gao", "shen", "yan")
"""Every kind of visitor a door is tried with; `nobody` is not logged in."""


@dataclass(frozen=True)
class Cast:
    """The centre and its people."""

    centre: Unit
    operations: Unit
    team: Unit
    other_team: Unit
    contract: Contract
    skill: Skill
    lin: Person
    wu: Person
    zhao: Person
    chen: Person
    zhou: Person
    sun: Person
    gao: Person

    @property
    def shen(self) -> Person:
        """The security administrator; hired when a test first asks for them."""
        return Person.objects.filter(work_number="6002").first() or hire("6002", "沈卫", unit=self.centre, post=self.gao.post, role=RoleName.SECURITY)

    @property
    def yan(self) -> Person:
        """The audit administrator; hired when a test first asks for them."""
        return Person.objects.filter(work_number="6003").first() or hire("6003", "严明", unit=self.centre, post=self.gao.post, role=RoleName.AUDITOR)

    def actor(self, name: str) -> Person | None:
        """The person behind an actor's name; None for nobody."""
        return None if name == "nobody" else getattr(self, name)


@cache
def hashed_password() -> str:
    return make_password(PASSWORD)


def at(text: str) -> datetime:
    """`2026-03-01 09:00` on the centre's clock."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def hire(number: str, name: str, *, unit: Unit, post: Post, role: str, at: Unit | None = None, **more: object) -> Person:
    """A person with a role in `at` (the own unit when not given)."""
    person = Person(work_number=number, name=name, unit=unit, post=post, password=hashed_password(), **more)
    person.save()
    Role.objects.create(person=person, name=role, unit=at or unit)
    return person


def make_posts() -> dict[str, Post]:
    return {code: Post.objects.create(code=code, name=name, name_en=code) for code, name in POSTS.items()}


def make_cast() -> Cast:
    """Write the centre into the database."""
    centre = Unit.objects.create(kind=UnitKind.CENTRE, name="客服中心", name_en="Service centre")
    operations = Unit.objects.create(kind=UnitKind.DEPARTMENT, name="运营部", name_en="Operations", parent=centre)
    team = Unit.objects.create(kind=UnitKind.TEAM, name="一组", name_en="Team 1", parent=operations, order=1)
    other = Unit.objects.create(kind=UnitKind.TEAM, name="二组", name_en="Team 2", parent=operations, order=2)
    contract = Contract.objects.create(code="full", name="全日制", name_en="Full time", week_min=2400, rate="30.00")
    skill = Skill.objects.create(code="card", name="信用卡", name_en="Cards")
    posts = make_posts()
    agent = {"post": posts["agent"], "role": RoleName.AGENT, "contract": contract, "is_rostered": True, "hired_on": date(2025, 3, 1)}
    lin = hire("1001", "林静", unit=team, **agent)
    zhao = hire("1002", "赵磊", unit=other, **agent)
    for person, level in ((lin, 3), (zhao, 2)):
        PersonSkill.objects.create(person=person, skill=skill, level=level, since=date(2025, 6, 1))
    wu = hire("2001", "吴班长", unit=team, post=posts["leader"], role=RoleName.LEADER)
    Unit.objects.filter(pk=team.pk).update(head=wu)
    return Cast(
        centre=centre,
        operations=operations,
        team=team,
        other_team=other,
        contract=contract,
        skill=skill,
        lin=lin,
        wu=wu,
        zhao=zhao,
        chen=hire("3001", "陈晓燕", unit=centre, post=posts["planner"], role=RoleName.PLANNER),
        zhou=hire("4001", "周敏", unit=centre, post=posts["manager"], role=RoleName.MANAGER),
        sun=hire("5001", "孙立", unit=operations, post=posts["supervisor"], role=RoleName.SUPERVISOR),
        gao=hire("6001", "高远", unit=centre, post=posts["administrator"], role=RoleName.ADMINISTRATOR),
    )


POSTS = {"agent": "座席代表", "leader": "班长", "planner": "排班师", "manager": "运营经理", "supervisor": "主管", "administrator": "系统管理员"}


def client_of(person: Person | None, *, language: str = "zh-hans") -> Client:
    """A browser of this person (of nobody: not logged in), reading this language."""
    client = Client(HTTP_HOST="localhost")
    client.cookies["language"] = language
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def lin(cast: Cast) -> Person:
    """An agent of team one."""
    return cast.lin


@pytest.fixture
def wu(cast: Cast) -> Person:
    """lin's leader."""
    return cast.wu


@pytest.fixture
def zhao(cast: Cast) -> Person:
    """An agent of another team."""
    return cast.zhao


@pytest.fixture
def chen(cast: Cast) -> Person:
    """The planner."""
    return cast.chen


@pytest.fixture
def zhou(cast: Cast) -> Person:
    """The operations manager."""
    return cast.zhou


@pytest.fixture
def sun(cast: Cast) -> Person:
    """The supervisor."""
    return cast.sun


@pytest.fixture
def gao(cast: Cast) -> Person:
    """The system administrator."""
    return cast.gao


@pytest.fixture
def shen(cast: Cast) -> Person:
    """The security administrator."""
    return cast.shen


@pytest.fixture
def yan(cast: Cast) -> Person:
    """The audit administrator."""
    return cast.yan
