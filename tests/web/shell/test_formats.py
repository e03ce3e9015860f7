"""Dates, times, durations and numbers are written one way (UX 37, 38)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import at
from zuoxi.web.shell import formats


def test_a_day_is_written_year_month_day() -> None:
    assert formats.day(date(2026, 3, 8)) == "2026-03-08"


def test_the_day_of_a_moment_is_the_centres_day_not_that_of_greenwich() -> None:
    assert formats.day(datetime(2026, 3, 7, 17, 0, tzinfo=UTC)) == "2026-03-08"


def test_a_moment_is_day_and_24_hour_time_with_one_space() -> None:
    assert formats.moment(datetime(2026, 3, 8, 6, 8, tzinfo=UTC)) == "2026-03-08 14:08"


@pytest.mark.parametrize(
    ("value", "shown"), [(time(9, 5), "09:05"), (0, "00:00"), (848, "14:08"), (1440, "24:00"), (at("2026-03-08 23:59"), "23:59")]
)
def test_a_clock_shows_times_minutes_and_moments(value: object, shown: str) -> None:
    assert formats.clock(value) == shown  # type: ignore[arg-type]


def test_minutes_past_midnight_belong_to_the_next_day_in_words() -> None:
    with translation.override("zh-hans"):
        assert formats.clock(1560) == "次日 02:00"
    with translation.override("en"):
        assert formats.clock(1560) == "next day 02:00"


def test_weekdays_start_with_monday_in_both_languages() -> None:
    with translation.override("zh-hans"):
        assert [formats.weekday(n) for n in range(7)] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    with translation.override("en"):
        assert formats.weekday(date(2026, 3, 9)) == "Mon"


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (307, "05:07"), (59.6, "01:00"), (3907, "1:05:07"), (-61, "-01:01"), (None, "--")])
def test_short_durations_are_minutes_and_seconds(seconds: float | None, shown: str) -> None:
    assert formats.minutes_seconds(seconds) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0 分"), (45, "45 分"), (480, "8 小时"), (450, "7 小时 30 分"), (-90, "-1 小时 30 分"), (None, "--")]
)
def test_long_durations_are_hours_and_minutes(minutes: float | None, shown: str) -> None:
    with translation.override("zh-hans"):
        assert formats.hours_minutes(minutes) == shown


@pytest.mark.parametrize(("share", "decimals", "shown"), [(0.8, 1, "80.0%"), (0, 1, "0.0%"), (1.2345, 2, "123.45%"), (None, 1, "--")])
def test_a_share_is_shown_in_percent(share: float | None, decimals: int, shown: str) -> None:
    assert formats.percent(share, decimals) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(0, 0, "0"), (1240, 0, "1,240"), (-1240.5, 1, "-1,240.5"), (-0.001, 2, "0.00"), (Decimal("1234567.891"), 2, "1,234,567.89"), (None, 0, "--")],
)
def test_numbers_have_thousands_separators_and_never_a_minus_nought(value: float | None, decimals: int, shown: str) -> None:
    assert formats.number(value, decimals) == shown


@given(some.floats(-1e9, 1e9), some.integers(0, 4))
def test_a_shown_number_reads_back_as_the_rounded_one(value: float, decimals: int) -> None:
    assert float(formats.number(value, decimals).replace(",", "")) == pytest.approx(value, rel=1e-12, abs=0.5000001 * 10**-decimals)


@given(some.integers(0, 10**7))
def test_shown_durations_lose_nothing(seconds: int) -> None:
    parts = [int(part) for part in formats.minutes_seconds(seconds).split(":")]
    assert sum(part * 60**power for power, part in enumerate(reversed(parts))) == seconds


def test_none_is_two_dashes_everywhere_and_zero_is_nought() -> None:
    for tell in (formats.day, formats.clock, formats.moment, formats.weekday, formats.number, formats.percent):
        assert tell(None) == "--"
    assert formats.number(0) == "0"


def test_templates_know_the_formats_without_loading_anything() -> None:
    text = "{{ d|day }} {{ m|moment }} {{ n|number:1 }} {{ s|percent }} {{ none|dashed }} {{ zero|dashed }} {% span 480|clock 960|clock %}"
    facts = {"d": date(2026, 3, 8), "m": at("2026-03-08 14:08"), "n": 1240, "s": 0.5, "none": None, "zero": 0}
    assert engines["django"].from_string(text).render(facts) == "2026-03-08 2026-03-08 14:08 1,240.0 50.0% -- 0 08:00～16:00"


def test_the_centres_zone_is_used_whatever_zone_a_moment_has() -> None:
    moment = at("2026-03-08 00:30")
    assert formats.moment(moment.astimezone(UTC)) == formats.moment(moment) == "2026-03-08 00:30"
    assert timezone.get_default_timezone_name() == "Asia/Shanghai"
