"""What holds of labour law for every roster (X-03): nothing is lost in the count, a stricter policy never finds less, less work never breaks more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.duties import SHIPPED, breaches, day, facts
from zuoxi.rules.labour_facts import Cycle, Protection, months_after, night_min, working_days
from zuoxi.rules.labour_law import LabourLawPolicy, measure

HOURS = st.dictionaries(st.integers(0, 34), st.sampled_from([4.0, 7.5, 8.0, 9.0, 11.0, 12.0]), max_size=35)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
STRICTER = st.builds(
    LabourLawPolicy,
    max_day_h=st.sampled_from([6.0, 7.5, 8.0]),
    max_week_h=st.sampled_from([30.0, 38.0, 40.0]),
    rest_days=st.integers(1, 3),
    overtime_day_h=st.sampled_from([0.0, 1.0, 3.0]),
    overtime_month_h=st.sampled_from([0.0, 20.0, 36.0]),
)


@given(HOURS, st.frozensets(st.integers(0, 34), max_size=4))
def test_every_minute_is_counted_once_and_normal_hours_stay_within_the_week(hours: dict[int, float], holidays: frozenset[int]) -> None:
    what = facts(hours, days=35, holidays=frozenset(map(day, holidays)))
    weeks: dict[date, int] = {}
    for one in measure(what, SHIPPED):
        normal = one.duty.paid_min - one.overtime_min
        assert 0 <= normal <= 480
        assert min(one.extended_min, one.rest_day_min, one.holiday_min) >= 0
        monday = one.duty.day - timedelta(days=one.duty.day.weekday())
        weeks[monday] = weeks.get(monday, 0) + normal
    assert all(normal <= 2400 for normal in weeks.values())


@given(HOURS, STRICTER)
def test_a_stricter_policy_finds_every_place_that_the_law_finds(hours: dict[int, float], stricter: LabourLawPolicy) -> None:
    def places(policy: LabourLawPolicy) -> set[tuple[str, object]]:
        return {(one.outcome, one.facts.get("week") or one.facts.get("month") or one.facts["day"]) for one in breaches(facts(hours, days=35), policy)}

    assert places(SHIPPED) <= places(stricter)


@given(HOURS, st.data())
def test_a_day_less_never_breaks_more(hours: dict[int, float], data: st.DataObject) -> None:
    before = breaches(facts(hours, days=35))
    if not hours:
        assert before == []
        return
    gone = data.draw(st.sampled_from(sorted(hours)))
    after = breaches(facts({number: value for number, value in hours.items() if number != gone}, days=35))
    assert len(after) <= len(before)


@given(HOURS, st.integers(0, 34))
def test_what_is_judged_in_two_halves_is_what_is_judged_at_once(hours: dict[int, float], cut: int) -> None:
    whole = facts(hours, days=35)
    halves = [replace(whole, last_day=day(cut - 1)), replace(whole, first_day=day(cut))] if cut else [whole]
    long_days = sorted(one.facts["day"] for half in halves for one in breaches(half) if one.outcome == "law.long_day")
    assert long_days == [one.facts["day"] for one in breaches(whole) if one.outcome == "law.long_day"]


@given(DAYS, st.sampled_from(list(Cycle)))
def test_a_cycle_holds_its_day_and_the_next_begins_where_it_ends(when: date, cycle: Cycle) -> None:
    first, last = cycle.window(when)
    assert first <= when <= last
    assert cycle.window(first) == cycle.window(last) == (first, last)
    assert cycle.window(last + timedelta(days=1))[0] == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("cycle", "window"),
    [
        (Cycle.WEEK, (date(2026, 11, 23), date(2026, 11, 29))),
        (Cycle.MONTH, (date(2026, 11, 1), date(2026, 11, 30))),
        (Cycle.QUARTER, (date(2026, 10, 1), date(2026, 12, 31))),
        (Cycle.YEAR, (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_cycles_are_those_of_the_calendar(cycle: Cycle, window: tuple[date, date]) -> None:
    assert cycle.window(date(2026, 11, 27)) == window


def test_an_age_and_a_month_of_a_leap_day() -> None:
    leap = Protection(born_on=date(2008, 2, 29))
    assert (leap.age_on(date(2026, 2, 28)), leap.age_on(date(2026, 3, 1))) == (17, 18)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 3, 1)
    assert months_after(date(2026, 1, 31), 1) == date(2026, 3, 1)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 3, 1)
    assert months_after(date(2026, 11, 27), 14) == date(2028, 1, 27)


def test_a_pregnancy_is_counted_in_whole_weeks_until_six_weeks_after_it_was_due() -> None:
    due = date(2026, 11, 27)
    known = Protection(due_on=due)
    weeks = {days: known.weeks_pregnant(due + timedelta(days=days)) for days in (-281, -280, -84, -85, 0, 42, 43)}
    assert weeks == {-281: None, -280: 0, -84: 28, -85: 27, 0: 40, 42: 46, 43: None}
    assert Protection(due_on=due, child_born_on=due).weeks_pregnant(due) is None
    assert Protection().weeks_pregnant(due) is None


@given(st.integers(0, 1439), st.integers(1, 900))
def test_night_and_day_make_up_the_whole_shift(start: int, length: int) -> None:
    blocks = ((start, start + length),)
    by_hand = sum(1 for minute in range(start, start + length) if minute % 1440 >= 1320 or minute % 1440 < 360)
    assert night_min(blocks, 1320, 360) == by_hand


def test_working_days_leave_out_weekends_and_statutory_days() -> None:
    assert working_days(date(2026, 3, 1), date(2026, 3, 31), frozenset()) == 22
    assert working_days(date(2026, 3, 1), date(2026, 3, 31), frozenset({date(2026, 3, 4), date(2026, 3, 7)})) == 21
