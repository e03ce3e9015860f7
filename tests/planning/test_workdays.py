"""The working calendar as planning asks for it: published days off of mainland China, other countries, none."""

from __future__ import annotations

from datetime import date

import pytest

from zuoxi.planning import workdays

pytestmark = pytest.mark.django_db


def test_the_golden_week_of_2026_is_off_and_its_make_up_days_are_worked() -> None:
    found = workdays.holidays(date(2026, 9, 20), 25)
    assert {date(2026, 10, day) for day in range(1, 8)} <= found
    makeup = {facts.day for facts in workdays.of(date(2026, 9, 20), 25).days if facts.is_make_up}
    assert makeup == {date(2026, 9, 20), date(2026, 10, 10)}
    assert not makeup & found


def test_an_ordinary_week_has_no_holiday() -> None:
    assert workdays.holidays(date(2026, 11, 16), 7) == frozenset()


def test_a_year_that_is_not_published_yet_never_fails() -> None:
    calendar = workdays.of(date(2031, 10, 1), 7)
    assert [finding.code for finding in calendar.findings] == ["calendar.unknown_year"]
    assert workdays.holidays(date(2031, 10, 1), 7) == frozenset()


def test_another_country_has_its_own_days_and_none_has_none(settings) -> None:
    settings.COUNTRY = "US"
    assert date(2026, 11, 26) in workdays.holidays(date(2026, 11, 23), 7)
    settings.COUNTRY = ""
    assert workdays.holidays(date(2026, 10, 1), 7) == frozenset()
