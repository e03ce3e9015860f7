"""The day on which a version takes effect is the centre's own, in every zone and across a change of the clocks (P-01, P-08)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.cast import make_cast
from tests.policies import put_in_force
from zuoxi.core import policy
from zuoxi.rules.rostering import RosterPolicy

ZONES = ["Asia/Shanghai", "UTC", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Europe/Berlin"]
DAYS = [date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), date(2026, 12, 31), date(2028, 2, 29)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_midnight_is_where_the_day_begins_on_the_centres_clock(zone: str, day: date) -> None:
    with override_settings(TIME_ZONE=zone), timezone.override(None):
        moment = policy.midnight(day)
        here = moment.astimezone(ZoneInfo(zone))
        assert (here.date(), here.hour, here.minute) == (day, 0, 0)
        assert policy.day_of(moment) == day
        assert policy.day_of(moment - timedelta(seconds=1)) == day - timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_a_version_holds_from_that_midnight_and_not_a_second_earlier(zone: str) -> None:
    make_cast()
    with override_settings(TIME_ZONE=zone), timezone.override(None):
        day = date(2026, 3, 29)
        put_in_force({"roster": {"rest_h": 12}}, since=policy.midnight(day))
        begins = policy.midnight(day).astimezone(UTC)
        assert policy.in_force(begins).version == 1
        assert policy.in_force(begins - timedelta(seconds=1)).version == 0
        assert policy.on(day).of(RosterPolicy).rest_h == 12.0
        assert policy.on(day - timedelta(days=1)).of(RosterPolicy).rest_h == 11.0


@pytest.mark.django_db
def test_moments_of_any_zone_are_the_same_moment() -> None:
    make_cast()
    put_in_force({"roster": {"rest_h": 12}}, since=datetime(2026, 3, 4, 16, tzinfo=UTC))
    for zone in ZONES:
        there = datetime(2026, 3, 4, 16, tzinfo=UTC).astimezone(ZoneInfo(zone))
        assert policy.in_force(there).version == 1
        assert policy.in_force(there - timedelta(microseconds=1)).version == 0


@pytest.mark.django_db
def test_of_versions_that_begin_at_one_moment_the_last_holds() -> None:
    make_cast()
    moment = datetime(2026, 3, 4, 16, tzinfo=UTC)
    for rest in (12, 13, 14):
        put_in_force({"roster": {"rest_h": rest}}, since=moment)
    found = policy.in_force(moment)
    assert (found.version, found.of(RosterPolicy).rest_h, found.since) == (3, 14.0, moment)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 40])
def test_the_right_version_of_many_is_found_in_one_query(count: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    make_cast()
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        put_in_force({"roster": {"max_nights": number % 8}}, since=first + timedelta(days=number))
    with django_assert_num_queries(1), policy.remembered():
        for number in range(count):
            found = policy.in_force(first + timedelta(days=number, hours=5))
            assert (found.version, found.of(RosterPolicy).max_nights) == (number + 1, number % 8)
        assert policy.in_force(first - timedelta(seconds=1)).version == 0
        assert policy.in_force(first + timedelta(days=9000)).version == count


@pytest.mark.django_db
def test_ten_thousand_questions_within_one_computation_cost_one_query_and_no_time(django_assert_num_queries: Callable[[int], Any]) -> None:
    make_cast()
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(12):
        put_in_force({"roster": {"max_nights": number % 8}}, since=first + timedelta(days=30 * number))
    begun = process_time()
    with django_assert_num_queries(1), policy.remembered():
        for hour in range(5_000):
            moment = first + timedelta(hours=hour)
            found = policy.in_force(moment)
            assert policy.of_version(found.version).of(RosterPolicy) is found.of(RosterPolicy)
    assert process_time() - begun < 3
