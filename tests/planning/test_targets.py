"""Promises of a queue: what can be promised, from which day, and what was promised before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.planning import targets
from zuoxi.planning.models import Target
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

EIGHTY_TWENTY = Goal(model="A", service_level=0.8, within_s=20, patience_s=180.0)


def test_eighty_in_twenty_is_a_promise(queues, planner, now) -> None:
    target = targets.promise(queue=queues[0], goal=EIGHTY_TWENTY, effective_from=date(2026, 12, 1), by=planner, now=now)
    assert Goal.of(Target.objects.get(pk=target.pk)) == EIGHTY_TWENTY
    assert (target.set_by, target.set_at) == (planner, now)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"service_level": 1.0}, targets.OutOfBounds),
        ({"service_level": 0.0}, targets.OutOfBounds),
        ({"max_abandon": 1.2}, targets.OutOfBounds),
        ({"max_occupancy": 1.01}, targets.OutOfBounds),
        ({"max_asa_s": 0.0}, targets.OutOfBounds),
        ({"max_asa_s": float("nan")}, targets.OutOfBounds),
        ({"patience_s": -1.0}, targets.OutOfBounds),
        ({"within_s": -1}, targets.OutOfBounds),
        ({"service_level": None}, targets.NoGoal),
        ({"patience_s": None}, targets.PatienceMissing),
        ({"model": "C", "max_abandon": 0.05}, targets.NobodyAbandons),
    ],
)
def test_what_cannot_be_kept_cannot_be_promised(queues, planner, now, change: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        targets.promise(queue=queues[0], goal=replace(EIGHTY_TWENTY, **change), effective_from=date(2026, 12, 1), by=planner, now=now)
    assert not Target.objects.exists()


def test_erlang_c_needs_no_patience_and_an_occupancy_cap_of_one_is_a_cap() -> None:
    targets.check(Goal(model="C", service_level=0.8))
    targets.check(Goal(model="C", max_occupancy=1.0))
    targets.check(Goal(model="A", max_abandon=0.05, patience_s=120.0))


@given(level=st.floats(0.001, 0.999), within=st.integers(0, 3600), patience=st.floats(0.1, 36_000))
def test_every_share_between_nothing_and_all_may_be_promised(level: float, within: int, patience: float) -> None:
    targets.check(Goal(service_level=level, within_s=within, patience_s=patience))


def test_the_promise_in_force_is_the_last_one_that_has_begun(queues, planner, now) -> None:
    for day, level in ((date(2026, 11, 1), 0.7), (date(2026, 12, 1), 0.8), (date(2027, 1, 1), 0.9)):
        targets.promise(queue=queues[0], goal=replace(EIGHTY_TWENTY, service_level=level), effective_from=day, by=planner, now=now)
    assert targets.in_force(date(2026, 10, 31)) == {}
    assert targets.in_force(date(2026, 11, 30))[queues[0].pk].service_level == 0.7
    assert targets.in_force(date(2026, 12, 1))[queues[0].pk].service_level == 0.8
    assert targets.in_force(date(2030, 1, 1))[queues[0].pk].service_level == 0.9


def test_a_new_promise_leaves_the_older_ones_and_one_for_the_same_day_corrects_it(queues, planner, now) -> None:
    first = targets.promise(queue=queues[0], goal=EIGHTY_TWENTY, effective_from=date(2026, 11, 1), by=planner, now=now)
    targets.promise(queue=queues[0], goal=EIGHTY_TWENTY, effective_from=date(2026, 12, 1), by=planner, now=now)
    again = targets.promise(queue=queues[0], goal=replace(EIGHTY_TWENTY, within_s=30), effective_from=date(2026, 11, 1), by=planner, now=now)
    assert again.pk == first.pk
    assert sorted(Target.objects.values_list("effective_from", "within_s")) == [(date(2026, 11, 1), 30), (date(2026, 12, 1), 20)]


def test_each_queue_has_promises_of_its_own_in_one_query(queues, planner, now, django_assert_num_queries) -> None:
    for number, queue in enumerate(queues):
        targets.promise(queue=queue, goal=replace(EIGHTY_TWENTY, within_s=10 * number), effective_from=date(2026, 11, 1), by=planner, now=now)
    with django_assert_num_queries(1):
        found = targets.in_force(date(2026, 12, 1))
    assert {pk: target.within_s for pk, target in found.items()} == {queue.pk: 10 * number for number, queue in enumerate(queues)}


def test_a_goal_survives_its_way_through_json() -> None:
    assert Goal(**EIGHTY_TWENTY.as_json()) == EIGHTY_TWENTY  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", ["phone", "chat", "email"])
def test_a_queue_that_promised_nothing_starts_from_the_policy_and_that_can_be_promised(channel: str) -> None:
    targets.check(Goal.of_policy(channel, StaffingPolicy()))


def test_the_policys_promises_are_those_of_the_rulebook() -> None:
    """F-01: telephone 80 % within two rings, about 10 s; chat within 30 s; mail within 8 h."""
    phone, chat, mail = (Goal.of_policy(channel, StaffingPolicy()) for channel in ("phone", "chat", "email"))
    assert (phone.model, phone.service_level, phone.within_s, phone.max_abandon) == ("A", 0.8, 10, 0.05)
    assert (chat.service_level, chat.within_s) == (0.8, 30)
    assert (mail.model, mail.service_level, mail.within_s, mail.patience_s) == ("C", None, 8 * 3600, None)


def test_another_policy_gives_another_start() -> None:
    goal = Goal.of_policy("phone", StaffingPolicy(phone_service_level=0.9, phone_threshold_s=15.0, phone_patience_s=120.0))
    assert (goal.service_level, goal.within_s, goal.patience_s) == (0.9, 15, 120.0)
