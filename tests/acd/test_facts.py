"""Queues as facts: open hours, fewest heads, holidays and make-up days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.acd import facts
from zuoxi.acd.facts import Hours, QueueFact
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.people.models import Skill

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


def queue(*hours: Hours, on_holidays: bool = False) -> QueueFact:
    return QueueFact(1, "hotline", "Hotline", "phone", on_holidays, hours)


def weekdays(opens: int = 510, closes: int = 1050, least: int = 2) -> QueueFact:
    return queue(*(Hours(day, opens, closes, least) for day in range(5)))


def test_a_queue_open_from_half_past_eight_to_half_past_five_has_eighteen_open_half_hours() -> None:
    is_open = weekdays().is_open(weekday=MONDAY, step_min=30)
    assert is_open.sum() == 18
    assert is_open[17]
    assert not is_open[16]
    assert not is_open[35]


def test_a_slot_that_is_open_in_part_counts_as_open() -> None:
    is_open = weekdays(opens=510, closes=1050).is_open(weekday=MONDAY, step_min=60)
    assert list(is_open.nonzero()[0]) == list(range(8, 18))


def test_a_weekday_without_hours_is_closed_all_day() -> None:
    assert not weekdays().is_open(weekday=SUNDAY, step_min=30).any()


def test_a_public_holiday_closes_the_queue_unless_it_works_on_holidays() -> None:
    closed = weekdays().is_open(weekday=MONDAY, step_min=30, holiday=True)
    working = queue(Hours(MONDAY, 0, 1440, 1), on_holidays=True).is_open(weekday=MONDAY, step_min=30, holiday=True)
    assert not closed.any()
    assert working.all()


def test_a_make_up_saturday_has_the_hours_of_monday_and_an_ordinary_one_has_none() -> None:
    assert weekdays().is_open(weekday=SATURDAY, step_min=30, makeup=True).sum() == 18
    assert not weekdays().is_open(weekday=SATURDAY, step_min=30).any()


def test_a_make_up_saturday_keeps_the_hours_of_its_own() -> None:
    fact = queue(Hours(MONDAY, 480, 1200, 3), Hours(SATURDAY, 540, 720, 1))
    assert fact.of_day(weekday=SATURDAY, makeup=True) == (Hours(SATURDAY, 540, 720, 1),)


def test_a_make_up_day_in_the_week_is_never_given_hours_the_queue_does_not_have() -> None:
    assert queue(Hours(MONDAY, 480, 1200, 3)).of_day(weekday=FRIDAY, makeup=True) == ()


def test_fewest_heads_stand_only_where_the_queue_is_open() -> None:
    least = queue(Hours(MONDAY, 480, 720, 3), Hours(MONDAY, 780, 1080, 5)).least_heads(weekday=MONDAY, step_min=30)
    assert set(least[16:24]) == {3}
    assert set(least[24:26]) == {-1}
    assert set(least[26:36]) == {5}
    assert set(least[36:]) == {-1}


def test_a_queue_without_hours_is_open_around_the_clock_and_asks_for_nobody() -> None:
    assert set(queue().least_heads(weekday=SUNDAY, step_min=15, holiday=True)) == {0}


@given(opens=st.integers(0, 1439), length=st.integers(1, 1440), step=st.sampled_from([5, 15, 30, 60]))
def test_every_open_minute_lies_in_an_open_slot_and_every_open_slot_holds_an_open_minute(opens: int, length: int, step: int) -> None:
    closes = min(1440, opens + length)
    is_open = queue(Hours(MONDAY, opens, closes, 1)).is_open(weekday=MONDAY, step_min=step)
    slots = {minute // step for minute in range(opens, closes)}
    assert set(is_open.nonzero()[0]) == slots


@pytest.mark.django_db
def test_queues_come_in_the_centres_order_in_two_queries(django_assert_num_queries) -> None:
    for order, code in ((2, "billing"), (1, "general"), (3, "cards")):
        skill = Skill.objects.create(code=code, name=code)
        made = Queue.objects.create(code=code, name=code, skill=skill, order=order)
        OpeningHours.objects.bulk_create(OpeningHours(queue=made, weekday=day, opens_min=480, closes_min=1080) for day in range(5))
    with django_assert_num_queries(2):
        found = facts.queues()
    assert [fact.code for fact in found] == ["general", "billing", "cards"]
    assert [len(fact.hours) for fact in found] == [5, 5, 5]
