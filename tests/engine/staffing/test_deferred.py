"""E-mail and tickets (F-06): a backlog with a response time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.deferred import Backlog, least_level

HOUR = 3600
USUAL: dict[str, Any] = {"aht_s": 600.0, "step_s": HOUR, "occupancy": 1.0}


def in_time(work_s: list[float], open_: list[bool], heads: int, due: int, backlog_s: float = 0.0) -> bool:
    """Portion by portion, the oldest first: is everything that falls due done by then? Each interval's work is due `due` intervals on."""
    waiting = [[due - 1, backlog_s]]
    for place, (work, opened) in enumerate(zip(work_s, open_, strict=True)):
        waiting.append([place + due - 1, work])
        hands = heads * HOUR * opened
        for portion in waiting:
            done = min(hands, portion[1])
            portion[1] -= done
            hands -= done
        if any(last <= place and left > 1e-6 for last, left in waiting):
            return False
    return True


def test_work_that_may_wait_is_levelled_over_the_day() -> None:
    """48 mails of 10 min at eight in the morning are one hour for eight agents, or eight hours for one."""
    volume = [48.0] + [0.0] * 8
    urgent = least_level(volume=volume, open_=[True] * 9, response_s=HOUR, **USUAL)
    patient = least_level(volume=volume, open_=[True] * 9, response_s=8 * HOUR, **USUAL)
    assert (urgent.heads, patient.heads) == (8, 1)
    assert patient.left_s.tolist() == [7 * HOUR, 6 * HOUR, 5 * HOUR, 4 * HOUR, 3 * HOUR, 2 * HOUR, HOUR, 0, 0]


def test_mail_of_the_night_waits_for_the_morning() -> None:
    volume, open_ = [12.0] * 8 + [0.0] * 4, [False] * 8 + [True] * 4
    found = least_level(volume=volume, open_=open_, response_s=10 * HOUR, **USUAL)
    assert found.left_s[:8].tolist() == [2 * HOUR * n for n in range(1, 9)]
    assert found.heads == 2
    assert in_time([2 * HOUR] * 8 + [0] * 4, open_, 2, due=10)
    assert not in_time([2 * HOUR] * 8 + [0] * 4, open_, 1, due=10)


def test_a_promise_that_ends_before_the_centre_opens_is_refused_with_the_interval() -> None:
    volume, open_ = [6.0] * 8 + [0.0] * 4, [False] * 8 + [True] * 4
    with pytest.raises(Refusal) as refused:
        least_level(volume=volume, open_=open_, response_s=4 * HOUR, **USUAL)
    assert (refused.value.code, refused.value.facts["interval"], refused.value.facts["hours"]) == ("staffing.response_impossible", 4, 4)


def test_what_falls_due_after_the_horizon_may_be_left_and_is_told() -> None:
    found = least_level(volume=[0.0, 0.0, 12.0], open_=[True] * 3, response_s=8 * HOUR, **USUAL)
    assert found == Backlog(0, found.left_s)
    assert found.left_s.tolist() == [0, 0, 2 * HOUR]


def test_a_backlog_from_before_is_due_as_if_it_had_come_just_now() -> None:
    without = least_level(volume=[6.0] * 4, open_=[True] * 4, response_s=2 * HOUR, **USUAL)
    loaded = least_level(volume=[6.0] * 4, open_=[True] * 4, response_s=2 * HOUR, backlog_s=6 * HOUR, **USUAL)
    assert without.heads == 1
    assert loaded.heads == 4
    assert loaded.left_s.tolist() == [3 * HOUR, 0, 0, 0]


def test_agents_who_spend_only_a_part_of_their_time_on_it_are_more() -> None:
    busy = least_level(volume=[60.0] * 5, open_=[True] * 5, response_s=HOUR, **USUAL)
    slack = least_level(volume=[60.0] * 5, open_=[True] * 5, response_s=HOUR, **(USUAL | {"occupancy": 0.8}))
    assert (busy.heads, slack.heads) == (10, 13)


def test_a_response_time_shorter_than_an_interval_means_within_the_interval() -> None:
    assert least_level(volume=[12.0, 0.0], open_=[True] * 2, response_s=60, **USUAL).heads == 2


def test_no_work_needs_nobody() -> None:
    assert least_level(volume=[0.0] * 3, open_=[False, True, True], response_s=HOUR, **USUAL).heads == 0


@settings(deadline=None, max_examples=150)
@given(
    volume=st.lists(st.integers(0, 40), min_size=3, max_size=30),
    due=st.integers(1, 12),
    closed=st.sets(st.integers(0, 29), max_size=6),
    backlog=st.integers(0, 20),
)
def test_the_level_is_enough_and_one_fewer_is_not(volume: list[int], due: int, closed: set[int], backlog: int) -> None:
    open_ = [place not in closed for place in range(len(volume))]
    work = [count * 600.0 for count in volume]
    possible = in_time(work, open_, 10_000, due, backlog * 600.0)
    try:
        found = least_level(volume=volume, open_=open_, response_s=due * HOUR, backlog_s=backlog * 600.0, **USUAL)
    except Refusal:
        assert not possible
        return
    assert possible
    assert in_time(work, open_, found.heads, due, backlog * 600.0)
    assert found.heads == 0 or not in_time(work, open_, found.heads - 1, due, backlog * 600.0)


@pytest.mark.parametrize(
    "wrong", [{"aht_s": -1.0}, {"step_s": 0}, {"occupancy": 0.0}, {"occupancy": 1.2}, {"response_s": -1}, {"backlog_s": -1}, {"volume": [1, np.nan]}]
)
def test_numbers_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    usual: dict[str, Any] = USUAL | {"volume": [1.0, 2.0], "open_": [True, True], "response_s": HOUR}
    assert least_level(**usual).heads == 1
    with pytest.raises(Refusal) as refused:
        least_level(**(usual | wrong))
    assert refused.value.code == "staffing.out_of_range"
