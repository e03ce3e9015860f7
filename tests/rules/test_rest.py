"""Rest between shifts and days in a row (F-13), at the edge of each number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.duties import day, duty, facts
from zuoxi.rules.rest import check
from zuoxi.rules.rostering import RosterPolicy

SHIPPED = RosterPolicy()


@pytest.mark.parametrize(("start_h", "rest_min"), [(8, 660), (9, None), (7, 600)])
def test_eleven_hours_lie_between_two_shifts(start_h: int, rest_min: int | None) -> None:
    late = duty(0, 8, start_h=13)  # until 21:00
    found = check(replace(facts({}), duties=(late, duty(1, 8, start_h=start_h))), SHIPPED)
    if rest_min is None or rest_min >= 660:
        assert found == []
    else:
        assert [(one.outcome, one.figures, one.facts["day"]) for one in found] == [("rest.short", {"rest_min": rest_min, "least_min": 660}, day(1))]


def test_a_night_reaches_into_the_next_day() -> None:
    night = duty(0, 8, start_h=22)
    assert [one.figures["rest_min"] for one in check(replace(facts({}), duties=(night, duty(1, 8, start_h=14))), SHIPPED)] == [480]
    assert check(replace(facts({}), duties=(night, duty(2, 8, start_h=6))), SHIPPED) == []


@pytest.mark.parametrize(("run", "said"), [(6, []), (7, [day(6)]), (9, [day(6)])])
def test_at_most_six_days_in_a_row_and_a_longer_run_is_said_once(run: int, said: list[object]) -> None:
    found = check(facts(dict.fromkeys(range(run), 5.0), days=14), SHIPPED)
    assert [(one.outcome, one.facts["day"], one.figures["most"]) for one in found] == [("rest.long_run", when, 6) for when in said]


def test_a_day_off_ends_a_run_and_what_lies_outside_the_judged_days_is_not_said() -> None:
    assert check(facts(dict.fromkeys((*range(6), *range(7, 13)), 5.0), days=14), SHIPPED) == []
    week = facts(dict.fromkeys(range(7), 5.0), days=14)
    assert check(replace(week, first_day=day(7)), SHIPPED) == []
    assert len(check(replace(week, first_day=day(6)), SHIPPED)) == 1


@given(st.frozensets(st.integers(0, 27)), st.integers(1, 12))
def test_a_stricter_number_never_finds_fewer_runs_and_none_beyond_the_longest(worked: frozenset[int], most: int) -> None:
    what = facts(dict.fromkeys(worked, 5.0), days=28)
    found = check(what, replace(SHIPPED, max_consecutive_days=most))
    stricter = check(what, replace(SHIPPED, max_consecutive_days=max(1, most - 1)))
    assert len(stricter) >= len(found)
    longest = max((sum(1 for _ in _run(worked, start)) for start in worked), default=0)
    assert bool(found) is (longest > most)


def _run(worked: frozenset[int], start: int) -> list[int]:
    run = [start]
    while run[-1] + 1 in worked:
        run.append(run[-1] + 1)
    return run
