"""How a file may call a queue, and who sees which."""

from __future__ import annotations

from datetime import date

import pytest

from zuoxi.acd import access, queries
from zuoxi.acd.models import Queue
from zuoxi.people.models import Person, PersonSkill, Post, Role, RoleName, Skill, Unit, UnitKind

pytestmark = pytest.mark.django_db


def queue(code: str, name: str, name_en: str = "") -> Queue:
    return Queue.objects.create(code=code, name=name, name_en=name_en, skill=Skill.objects.create(code=code, name=name))


def person(number: str, role: str) -> Person:
    unit = Unit.objects.filter(kind=UnitKind.CENTRE).first() or Unit.objects.create(kind=UnitKind.CENTRE, name="中心")
    post = Post.objects.filter(code="post").first() or Post.objects.create(code="post", name="岗位")
    made = Person.objects.create(work_number=number, name="林静", unit=unit, post=post)
    Role.objects.create(person=made, name=role, unit=unit)
    return made


def test_a_queue_is_found_by_code_and_by_both_names_whatever_the_case() -> None:
    hotline = queue("hotline", "客服热线", "Hotline Desk")
    found = queries.by_any_name()
    assert {found[queries.spelled(name)] for name in ("HOTLINE", " 客服热线 ", "hotline desk")} == {hotline}


def test_a_name_that_two_queues_share_leads_to_neither() -> None:
    queue("one", "热线")
    queue("two", "热线")
    found = queries.by_any_name()
    assert "热线" not in found
    assert {"one", "two"} <= set(found)


def test_a_name_that_is_another_queues_code_is_not_guessed() -> None:
    queue("hotline", "一线")
    queue("second", "Hotline")
    assert "hotline" not in queries.by_any_name()


def test_queues_are_listed_in_the_centres_order_and_then_by_code() -> None:
    for code, order in (("b", 1), ("a", 1), ("c", 0)):
        Queue.objects.filter(pk=queue(code, code).pk).update(order=order)
    assert [made.code for made in queries.in_order()] == ["c", "a", "b"]


def test_a_planner_sees_every_queue_and_an_agent_those_of_their_skills() -> None:
    mine, other = queue("mine", "我的"), queue("other", "别的")
    planner, agent = person("P1", RoleName.PLANNER), person("A1", RoleName.AGENT)
    PersonSkill.objects.create(person=agent, skill=mine.skill, level=3, since=date(2026, 1, 1))
    assert set(access.visible_to(planner)) == {mine, other}
    assert set(access.visible_to(agent)) == {mine}


def test_an_agent_without_skills_sees_no_queue() -> None:
    queue("other", "别的")
    assert not access.visible_to(person("A2", RoleName.AGENT)).exists()
