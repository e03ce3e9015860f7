"""A requirement read back: curves, sums, day lines, and that nothing is lost on the way."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.planning import requirement_facts
from zuoxi.planning.requirement_facts import Curve, DayLine

MONDAY = date(2026, 11, 23)
HEADS = st.lists(st.integers(0, 50), min_size=48, max_size=48)


def curve(net: Any, *, level: float = 0.8, busy: float = 0.75, contacts: float = 10.0) -> Curve:
    """Two days of hours; where nobody is needed nothing is known."""
    heads = np.array(net, dtype=np.int64).reshape(2, 24)
    known = np.where(heads > 0, 1.0, np.nan)
    asked = np.where(heads > 0, contacts, 0.0)
    return Curve(heads, heads + 1, heads + 2, asked, level * known, 0.02 * known, 8.0 * known, busy * known)


def requirement(money: dict[str, list[float]] | None = None) -> Any:
    forecast = SimpleNamespace(first_day=MONDAY, days=2, step_min=60)
    by_day = {code: [{"total": total} for total in totals] for code, totals in (money or {}).items()}
    return SimpleNamespace(snapshot=SimpleNamespace(forecast=forecast), cost={"by_day": by_day} if by_day else {})


ONE_HEAD = [0] * 8 + [1] * 12 + [0] * 4 + [0] * 24


def test_a_day_line_sums_hours_and_contacts_and_finds_the_peak() -> None:
    lines = requirement_facts.day_lines(requirement(), curve(ONE_HEAD), ["general"])
    monday, tuesday = lines
    assert (monday.day, monday.contacts, monday.peak, monday.net_h, monday.seated_h, monday.gross_h) == (MONDAY, 120, 2, 12, 36, 60)
    assert (monday.service_level, monday.occupancy) == (pytest.approx(0.8), pytest.approx(0.75))
    assert (tuesday.contacts, tuesday.service_level, tuesday.occupancy) == (0, None, None)


def test_money_is_summed_over_queues_and_none_where_no_rate_is_known() -> None:
    made = requirement({"general": [100.0, 0.0], "billing": [50.0, 20.0]})
    both = requirement_facts.day_lines(made, curve(ONE_HEAD), ["general", "billing"])
    assert [line.money for line in both] == [150, 20]
    assert both[0].per_contact == pytest.approx(150 / 120)
    assert both[1].per_contact is None
    assert [line.money for line in requirement_facts.day_lines(made, curve(ONE_HEAD), ["general"])] == [100, 0]
    assert [line.money for line in requirement_facts.day_lines(requirement(), curve(ONE_HEAD), ["general"])] == [None, None]


@given(HEADS, HEADS)
def test_queues_together_have_the_sum_of_their_heads_and_contacts(one: list[int], other: list[int]) -> None:
    parts = [curve(one), curve(other)]
    whole = requirement_facts.together(parts)
    for name in ("net", "seated", "gross", "contacts"):
        assert np.array_equal(getattr(whole, name), getattr(parts[0], name) + getattr(parts[1], name))


@given(HEADS, HEADS, st.floats(0.1, 1.0), st.floats(0.1, 1.0))
def test_a_share_of_queues_together_lies_between_theirs(one: list[int], other: list[int], low: float, high: float) -> None:
    whole = requirement_facts.together([curve(one, level=low, busy=high), curve(other, level=high, busy=low)])
    known = ~np.isnan(whole.service_level)
    assert np.array_equal(known, (np.array(one) + np.array(other)).reshape(2, 24) > 0)
    assert (whole.service_level[known] >= min(low, high) - 1e-12).all()
    assert (whole.service_level[known] <= max(low, high) + 1e-12).all()
    assert (whole.occupancy[known] <= max(low, high) + 1e-12).all()


def test_service_is_weighted_by_contacts_and_occupancy_by_heads() -> None:
    busy, quiet = curve([30] * 48, level=0.9, busy=0.9, contacts=90), curve([10] * 48, level=0.5, busy=0.5, contacts=10)
    whole = requirement_facts.together([busy, quiet])
    assert whole.service_level[0, 0] == pytest.approx((0.9 * 90 + 0.5 * 10) / 100)
    assert whole.occupancy[0, 0] == pytest.approx((0.9 * 30 + 0.5 * 10) / 40)


def test_one_queue_together_is_itself() -> None:
    alone = curve(ONE_HEAD)
    whole = requirement_facts.together([alone])
    for name in Curve.__dataclass_fields__:
        assert np.allclose(getattr(whole, name), getattr(alone, name), equal_nan=True)


def line(day: date, *, contacts: float = 100.0, level: float | None = 0.8, net_h: float = 10.0, money: float | None = 50.0, peak: int = 4) -> DayLine:
    return DayLine(day, contacts, peak, net_h, net_h * 1.2, net_h * 1.3, level, level, money)


def test_several_days_as_one_line_are_sums_the_highest_peak_and_weighted_shares() -> None:
    lines = [line(MONDAY), line(MONDAY + timedelta(days=1), contacts=300, level=0.6, net_h=30, money=150, peak=9)]
    whole = requirement_facts.total(lines, MONDAY)
    assert (whole.contacts, whole.peak, whole.net_h, whole.money) == (400, 9, 40, 200)
    assert whole.service_level == pytest.approx((0.8 * 100 + 0.6 * 300) / 400)
    assert whole.occupancy == pytest.approx((0.8 * 10 + 0.6 * 30) / 40)
    assert whole.per_contact == pytest.approx(0.5)


def test_closed_days_do_not_lower_the_shares() -> None:
    lines = [line(MONDAY), line(MONDAY + timedelta(days=1), contacts=0, level=None, net_h=5)]
    whole = requirement_facts.total(lines, MONDAY)
    assert (whole.service_level, whole.occupancy, whole.net_h) == (0.8, 0.8, 15)


def test_no_days_are_nothing_and_not_zero_per_cent() -> None:
    whole = requirement_facts.total([], MONDAY)
    assert (whole.contacts, whole.peak, whole.service_level, whole.money, whole.per_contact) == (0, 0, None, None, None)


def test_days_without_a_known_cost_leave_the_sum_unknown() -> None:
    assert requirement_facts.total([line(MONDAY, money=None)], MONDAY).money is None


@given(st.lists(st.floats(0, 500), min_size=1, max_size=31))
def test_a_month_in_two_parts_is_the_month(contacts: list[float]) -> None:
    lines = [line(MONDAY + timedelta(days=n), contacts=count) for n, count in enumerate(contacts)]
    half = len(lines) // 2
    parts = [requirement_facts.total(part, MONDAY) for part in (lines[:half], lines[half:]) if part]
    whole, again = requirement_facts.total(lines, MONDAY), requirement_facts.total(parts, MONDAY)
    assert again.contacts == pytest.approx(whole.contacts)
    assert (again.peak, again.net_h, again.money) == (whole.peak, pytest.approx(whole.net_h), whole.money)
