"""Queues made and changed (F-01, O-04)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.acd import queues
from zuoxi.acd.facts import Hours
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.acd.queues import CodeTaken, HoursOverlap, QueueForm
from zuoxi.people.models import Skill

FORM = QueueForm("card", "信用卡", "Cards", "phone", False, 2, (Hours(0, 480, 1200, 2), Hours(5, 540, 1080, 1)))


@pytest.mark.django_db
def test_a_queue_comes_with_its_skill_and_its_hours() -> None:
    queue = queues.create(FORM)
    assert (queue.skill.code, queue.skill.name, queue.order) == ("card", "信用卡", 2)
    assert list(queue.opening_hours.order_by("weekday").values_list("weekday", "opens_min", "closes_min", "least_heads")) == [
        (0, 480, 1200, 2),
        (5, 540, 1080, 1),
    ]


@pytest.mark.django_db
def test_a_code_that_is_taken_makes_nothing() -> None:
    Skill.objects.create(code="card", name="办卡")
    with pytest.raises(CodeTaken):
        queues.create(FORM)
    assert not Queue.objects.exists()
    assert Skill.objects.count() == 1


@pytest.mark.django_db
def test_a_skill_that_people_have_under_the_queues_name_becomes_its_skill() -> None:
    waiting = Skill.objects.create(code="xinyongka", name="信用卡")
    language = Skill.objects.create(code="english", name="信用卡", kind="language")
    queue = queues.create(FORM)
    assert (queue.skill_id, queue.skill.code, queue.skill.name_en) == (waiting.pk, "card", "Cards")
    other = queues.create(replace(FORM, code="card-2"))
    assert other.skill_id not in (waiting.pk, language.pk)


@pytest.mark.django_db
def test_a_change_is_whole_or_nothing() -> None:
    queue = queues.create(FORM)
    wrong = replace(FORM, name="坏的", hours=(Hours(0, 480, 1200, 2), Hours(0, 600, 700, 1)))
    with pytest.raises(HoursOverlap) as refused:
        queues.change(queue, wrong)
    assert refused.value.facts == {"weekday": 0}
    queue.refresh_from_db()
    assert queue.name == "信用卡"
    assert OpeningHours.objects.count() == 2


@pytest.mark.django_db
def test_a_change_keeps_the_code_and_renames_the_skill() -> None:
    queue = queues.change(queues.create(FORM), replace(FORM, code="new", name="卡", name_en="Card", open_on_holidays=True, hours=()))
    assert (queue.code, queue.name, queue.skill.name, queue.open_on_holidays) == ("card", "卡", "卡", True)
    assert not OpeningHours.objects.exists()


rows = st.builds(
    lambda weekday, start, length: Hours(weekday, start, start + length, 1), st.integers(0, 6), st.integers(0, 1300), st.integers(1, 140)
)


@given(st.lists(rows, max_size=6))
def test_overlapping_hours_are_refused_exactly_when_a_minute_is_named_twice(hours: list[Hours]) -> None:
    minutes = [(row.weekday, minute) for row in hours for minute in range(row.opens_min, row.closes_min)]
    if len(minutes) == len(set(minutes)):
        queues.refuse_overlap(hours)
    else:
        with pytest.raises(HoursOverlap):
            queues.refuse_overlap(hours)
