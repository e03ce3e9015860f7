"""The checker against the rules written a second time, on random rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.engine.roster.rulebook import paper
from tests.engine.roster.rulebook.desk import MONDAY, broken

ROWS = st.text("ELNST---", min_size=1, max_size=24)
TAILS = st.text("ELNST--", max_size=10)
LIMITS: dict[str, st.SearchStrategy[int]] = {
    "min_rest_min": st.sampled_from([0, 480, 600, 660, 720]),
    "max_consecutive_days": st.integers(1, 7),
    "max_nights": st.integers(0, 5),
    "max_consecutive_nights": st.integers(1, 4),
    "recovery_days_after_nights": st.integers(0, 3),
    "max_period_min": st.integers(0, 160).map(lambda hours: hours * 60),
    "min_period_min": st.integers(0, 100).map(lambda hours: hours * 60),
    "max_week_min": st.integers(8, 56).map(lambda hours: hours * 60),
    "min_days_off_per_week": st.integers(0, 3),
    "max_weekends": st.integers(0, 3),
}


@st.composite
def some_limits(draw: st.DrawFn) -> dict[str, Any]:
    """Up to four limits at once."""
    names = draw(st.lists(st.sampled_from(sorted(LIMITS)), unique=True, min_size=1, max_size=4))
    return {name: draw(LIMITS[name]) for name in names}


@settings(deadline=None, max_examples=400)
@given(row=ROWS, tail=TAILS, rules=some_limits(), weekday=st.integers(0, 6))
@example(row="E", tail="EEEEEE", rules={"max_consecutive_days": 6}, weekday=6)
@example(row="-E", tail="N", rules={"recovery_days_after_nights": 1}, weekday=0)
@example(row="E", tail="N", rules={"min_rest_min": 660}, weekday=3)
@example(row="EEEEEEE", tail="", rules={"min_days_off_per_week": 1}, weekday=1)
def test_the_checker_finds_what_one_finds_on_paper(row: str, tail: str, rules: dict[str, Any], weekday: int) -> None:
    found = broken(row, tail=tail, first_day=MONDAY + timedelta(days=weekday), **rules)
    assert set(found) == paper.breaks(row, tail, rules, weekday)


@settings(deadline=None, max_examples=150)
@given(row=ROWS, tail=TAILS, rules=some_limits(), weekday=st.integers(0, 6))
def test_every_breach_names_days_of_the_period(row: str, tail: str, rules: dict[str, Any], weekday: int) -> None:
    for breaches in broken(row, tail=tail, first_day=MONDAY + timedelta(days=weekday), **rules).values():
        assert all(days and set(days) <= set(range(len(row))) for days in breaches)


@settings(deadline=None, max_examples=150)
@given(row=ROWS, tail=TAILS, rules=some_limits(), day=st.integers(0, 23))
def test_a_day_off_more_never_breaks_a_rule_that_limits_work(row: str, tail: str, rules: dict[str, Any], day: int) -> None:
    rules.pop("min_period_min", None)
    freer = row[: day % len(row)] + "-" + row[day % len(row) + 1 :]
    before, after = broken(row, tail=tail, **rules), broken(freer, tail=tail, **rules)
    assert set(after) - {"F-13 recovery after nights"} <= set(before)
