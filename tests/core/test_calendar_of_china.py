"""Mainland China's days off and make-up working days of 2024 to 2026, as the State Council published them, day by day (P-08, X-04)."""

from __future__ import annotations

from datetime import date

import pytest

from zuoxi.core import calendar

OFF = (
    (date(2024, 1, 1), "New Year's Day"),
    (date(2024, 2, 10), "Spring Festival"),
    (date(2024, 2, 11), "Spring Festival"),
    (date(2024, 2, 12), "Spring Festival"),
    (date(2024, 2, 13), "Spring Festival"),
    (date(2024, 2, 14), "Spring Festival"),
    (date(2024, 2, 15), "Spring Festival"),
    (date(2024, 2, 16), "Spring Festival"),
    (date(2024, 2, 17), "Spring Festival"),
    (date(2024, 4, 4), "Tomb-sweeping Day"),
    (date(2024, 4, 5), "Tomb-sweeping Day"),
    (date(2024, 4, 6), "Tomb-sweeping Day"),
    (date(2024, 5, 1), "Labour Day"),
    (date(2024, 5, 2), "Labour Day"),
    (date(2024, 5, 3), "Labour Day"),
    (date(2024, 5, 4), "Labour Day"),
    (date(2024, 5, 5), "Labour Day"),
    (date(2024, 6, 10), "Dragon Boat Festival"),
    (date(2024, 9, 15), "Mid-autumn Festival"),
    (date(2024, 9, 16), "Mid-autumn Festival"),
    (date(2024, 9, 17), "Mid-autumn Festival"),
    (date(2024, 10, 1), "National Day"),
    (date(2024, 10, 2), "National Day"),
    (date(2024, 10, 3), "National Day"),
    (date(2024, 10, 4), "National Day"),
    (date(2024, 10, 5), "National Day"),
    (date(2024, 10, 6), "National Day"),
    (date(2024, 10, 7), "National Day"),
    (date(2025, 1, 1), "New Year's Day"),
    (date(2025, 1, 28), "Spring Festival"),
    (date(2025, 1, 29), "Spring Festival"),
    (date(2025, 1, 30), "Spring Festival"),
    (date(2025, 1, 31), "Spring Festival"),
    (date(2025, 2, 1), "Spring Festival"),
    (date(2025, 2, 2), "Spring Festival"),
    (date(2025, 2, 3), "Spring Festival"),
    (date(2025, 2, 4), "Spring Festival"),
    (date(2025, 4, 4), "Tomb-sweeping Day"),
    (date(2025, 4, 5), "Tomb-sweeping Day"),
    (date(2025, 4, 6), "Tomb-sweeping Day"),
    (date(2025, 5, 1), "Labour Day"),
    (date(2025, 5, 2), "Labour Day"),
    (date(2025, 5, 3), "Labour Day"),
    (date(2025, 5, 4), "Labour Day"),
    (date(2025, 5, 5), "Labour Day"),
    (date(2025, 5, 31), "Dragon Boat Festival"),
    (date(2025, 6, 1), "Dragon Boat Festival"),
    (date(2025, 6, 2), "Dragon Boat Festival"),
    (date(2025, 10, 1), "National Day"),
    (date(2025, 10, 2), "National Day"),
    (date(2025, 10, 3), "National Day"),
    (date(2025, 10, 4), "National Day"),
    (date(2025, 10, 5), "National Day"),
    (date(2025, 10, 6), "Mid-autumn Festival"),
    (date(2025, 10, 7), "National Day"),
    (date(2025, 10, 8), "National Day"),
    (date(2026, 1, 1), "New Year's Day"),
    (date(2026, 1, 2), "New Year's Day"),
    (date(2026, 1, 3), "New Year's Day"),
    (date(2026, 2, 15), "Spring Festival"),
    (date(2026, 2, 16), "Spring Festival"),
    (date(2026, 2, 17), "Spring Festival"),
    (date(2026, 2, 18), "Spring Festival"),
    (date(2026, 2, 19), "Spring Festival"),
    (date(2026, 2, 20), "Spring Festival"),
    (date(2026, 2, 21), "Spring Festival"),
    (date(2026, 2, 22), "Spring Festival"),
    (date(2026, 2, 23), "Spring Festival"),
    (date(2026, 4, 4), "Tomb-sweeping Day"),
    (date(2026, 4, 5), "Tomb-sweeping Day"),
    (date(2026, 4, 6), "Tomb-sweeping Day"),
    (date(2026, 5, 1), "Labour Day"),
    (date(2026, 5, 2), "Labour Day"),
    (date(2026, 5, 3), "Labour Day"),
    (date(2026, 5, 4), "Labour Day"),
    (date(2026, 5, 5), "Labour Day"),
    (date(2026, 6, 19), "Dragon Boat Festival"),
    (date(2026, 6, 20), "Dragon Boat Festival"),
    (date(2026, 6, 21), "Dragon Boat Festival"),
    (date(2026, 9, 25), "Mid-autumn Festival"),
    (date(2026, 9, 26), "Mid-autumn Festival"),
    (date(2026, 9, 27), "Mid-autumn Festival"),
    (date(2026, 10, 1), "National Day"),
    (date(2026, 10, 2), "National Day"),
    (date(2026, 10, 3), "National Day"),
    (date(2026, 10, 4), "National Day"),
    (date(2026, 10, 5), "National Day"),
    (date(2026, 10, 6), "National Day"),
    (date(2026, 10, 7), "National Day"),
)
"""Days off by public holiday, those in lieu and the weekends within included."""

WORKED = (
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2024, 4, 7),
    date(2024, 4, 28),
    date(2024, 5, 11),
    date(2024, 9, 14),
    date(2024, 9, 29),
    date(2024, 10, 12),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)
"""Saturdays and Sundays that are worked in exchange."""


@pytest.mark.parametrize(("day", "name"), OFF, ids=str)
def test_a_public_holiday_is_off(day: date, name: str) -> None:
    (facts,) = calendar.days(day, 1, country="CN").days
    assert (facts.is_holiday, facts.is_working, facts.is_make_up, facts.name) == (True, False, False, name)


@pytest.mark.parametrize("day", WORKED, ids=str)
def test_a_make_up_day_is_worked_although_it_lies_on_a_weekend(day: date) -> None:
    (facts,) = calendar.days(day, 1, country="CN").days
    assert (facts.is_working, facts.is_make_up, facts.is_holiday) == (True, True, False)
    assert day.weekday() >= 5


def test_every_other_day_of_these_years_is_a_plain_weekday_or_weekend_day() -> None:
    special = {day for day, _ in OFF} | set(WORKED)
    for facts in calendar.days(date(2024, 1, 1), 1096, country="CN").days:
        if facts.day not in special:
            assert (facts.is_holiday, facts.is_make_up, facts.is_working) == (False, False, facts.day.weekday() < 5)


def test_the_years_are_known_and_the_next_is_warned_of() -> None:
    assert calendar.days(date(2024, 1, 1), 1096, country="CN").findings == ()
    assert [finding.code for finding in calendar.days(date(2027, 1, 1), 3, country="CN").findings] == ["calendar.unknown_year"]
