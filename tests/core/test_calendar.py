"""The working calendar: as published, as two libraries agree on it, and honest about years that are not known (P-08, X-04)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from zuoxi.core import calendar
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.days import DayFacts


def one(day: date, country: str | None) -> DayFacts:
    return calendar.days(day, 1, country=country).days[0]


def test_the_spring_festival_of_2026_is_as_the_state_council_published_it() -> None:
    """国办发明电〔2025〕7号: 15 to 23 February off, 14 and 28 February worked."""
    facts = calendar.days(date(2026, 2, 14), 15, country="CN").days
    assert [f.is_holiday for f in facts] == [False] + [True] * 9 + [False] * 5
    assert [f.day.day for f in facts if f.is_make_up] == [14, 28]
    assert all(f.is_working for f in facts if f.is_make_up)
    assert {f.name for f in facts if f.is_holiday} == {"Spring Festival"}


def test_an_ordinary_saturday_is_neither_worked_nor_a_holiday() -> None:
    assert one(date(2026, 3, 7), "CN") == DayFacts(date(2026, 3, 7), is_working=False)


def test_three_years_equal_the_agreed_file_day_by_day(shared_data: Callable[[str], Path]) -> None:
    with shared_data("calendar/cn_workdays_2024_2026.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    facts = calendar.days(date(2024, 1, 1), len(rows), country="CN").days
    assert len(rows) == 1096
    for row, item in zip(rows, facts, strict=True):
        weekend = int(row["weekday"]) > 5
        assert (str(item.day), item.is_working) == (row["date"], row["is_workday"] == "1")
        assert item.is_make_up == (weekend and row["is_workday"] == "1")
        assert item.is_holiday == (row["is_workday"] == "0" and row["holiday"] != "")


def test_an_unpublished_year_falls_back_to_weekdays_and_says_so() -> None:
    known = calendar.days(date(2026, 12, 21), 8, country="CN")
    asked = calendar.days(date(2026, 12, 28), 400, country="CN")
    assert known.findings == ()
    assert [(f.code, f.severity, f.facts["year"]) for f in asked.findings] == [
        ("calendar.unknown_year", "warning", 2027),
        ("calendar.unknown_year", "warning", 2028),
    ]
    assert all(f.is_working == (f.day.weekday() < 5) and not f.is_holiday for f in asked.days if f.day.year > 2026)
    assert "2027" in sentence(asked.findings[0].code, asked.findings[0].facts)


@pytest.mark.parametrize("year", [1, 1900, 2003, 9998])
@pytest.mark.parametrize("country", ["CN", "US", "IL", None])
def test_no_year_makes_it_fall_over(year: int, country: str | None) -> None:
    assert len(calendar.days(date(year, 12, 1), 60, country=country).days) == 60


def test_other_countries_have_their_own_holidays_and_weekends() -> None:
    assert one(date(2003, 9, 1), "US") == DayFacts(date(2003, 9, 1), is_working=False, is_holiday=True, name="Labor Day")
    assert one(date(2003, 9, 2), "us").is_working
    friday, sunday = one(date(1999, 8, 27), "IL"), one(date(1999, 8, 29), "IL")
    assert (friday.is_working, sunday.is_working) == (False, True)


def test_an_unknown_country_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as caught:
        calendar.days(date(2026, 1, 1), 1, country="XX")
    assert "XX" in sentence(caught.value.code, caught.value.facts)


def test_without_a_calendar_only_weekdays_are_known() -> None:
    facts = calendar.days(date(2026, 10, 1), 7, country=None)
    assert [f.is_working for f in facts.days] == [True, True, False, False, True, True, True]
    assert facts.findings == ()


def test_the_centres_own_days_win() -> None:
    mine = DayFacts(date(2026, 3, 9), is_working=False, is_holiday=True, name="店庆")
    facts = calendar.days(date(2026, 3, 8), 3, country="CN", own=[mine])
    assert facts.days[1] is mine
    assert facts.by_day[date(2026, 3, 9)].name == "店庆"
    assert facts.days[2].is_working


def test_days_come_in_order_without_a_hole() -> None:
    facts = calendar.days(date(2025, 12, 30), 100, country="CN").days
    assert [f.day for f in facts] == [date(2025, 12, 30) + timedelta(days=n) for n in range(100)]


def test_every_chinese_holiday_has_its_chinese_name() -> None:
    with translation.override("zh-hans"):
        shown = {f.name: calendar.holiday_name(f.name) for f in calendar.days(date(2024, 1, 1), 1096, country="CN").days if f.name}
    assert shown["Spring Festival"] == "春节"
    assert calendar.holiday_name("Labor Day") == "Labor Day"
    assert set(shown) <= set(calendar.NAMES)
    assert all(name != chinese for name, chinese in shown.items())


@pytest.mark.parametrize("country", ["CN", "US", None])
def test_days_beyond_the_calendar_are_refused_and_its_last_day_is_not(country: str | None) -> None:
    assert len(calendar.days(date(9999, 12, 31), 1, country=country).days) == 1
    with pytest.raises(Refusal, match=r"calendar\.ends"):
        calendar.days(date(9999, 12, 31), 2, country=country)
