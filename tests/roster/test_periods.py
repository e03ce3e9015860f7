"""Periods: who is rostered on which days against what (F-13)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.cast import Cast
from tests.roster.builders import NOW, day, demand, skilled
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.people.models import Unit
from zuoxi.planning.models import Requirement
from zuoxi.roster import periods
from zuoxi.roster.models import Period

pytestmark = pytest.mark.django_db


def make(cast: Cast, unit: Unit, first: int, days: int, requirement: Requirement | None = None) -> Period:
    return periods.create(unit=unit, name="周期", first_day=day(first), days=days, requirement=requirement, by=cast.chen, now=NOW)


def need(cast: Cast, days: int, first: int = 0) -> Requirement:
    skilled(cast)
    return demand(cast, {"card": np.zeros((days, 48), dtype=np.int64)}, first_day=day(first))


def test_a_period_is_made_with_who_made_it(cast: Cast) -> None:
    made = make(cast, cast.centre, 0, 28)
    assert (made.unit, made.last_day, made.created_by, made.created_at) == (cast.centre, day(27), cast.chen, NOW)


@pytest.mark.parametrize("days", [0, -1, 63])
def test_a_period_has_one_to_62_days(days: int, cast: Cast) -> None:
    with pytest.raises(periods.WrongLength):
        make(cast, cast.centre, 0, days)
    assert make(cast, cast.centre, 0, 62).days == 62


def test_nobody_stands_in_two_rosters_on_one_day(cast: Cast) -> None:
    make(cast, cast.operations, 0, 7)
    for unit, first, days in ((cast.operations, 6, 1), (cast.centre, -3, 4), (cast.team, 3, 1), (cast.team, -5, 30)):
        with pytest.raises(periods.Overlaps, match=str(day(0))):
            make(cast, unit, first, days)
    assert make(cast, cast.centre, 7, 7).pk
    assert make(cast, cast.team, -7, 7).pk


def test_sister_teams_are_rostered_apart(cast: Cast) -> None:
    make(cast, cast.team, 0, 7)
    assert make(cast, cast.other_team, 0, 7).pk


def test_the_requirement_covers_every_day(cast: Cast) -> None:
    requirement = need(cast, 14)
    for first, days in ((-1, 7), (8, 7), (0, 15)):
        with pytest.raises(periods.NotRequired, match=str(day(13))):
            make(cast, cast.centre, first, days, requirement)
    assert make(cast, cast.centre, 7, 7, requirement).requirement == requirement
    assert periods.newest_requirement() == requirement


def test_another_requirement_is_taken_unless_somebody_else_was_faster(week: Period, cast: Cast) -> None:
    first = need(cast, 7)
    assert periods.follow(period=week, requirement=first, seen=None).requirement == first
    with pytest.raises(MovedMeanwhile, match="第 48 周"):
        periods.follow(period=week, requirement=None, seen=None)
    assert periods.follow(period=week, requirement=None, seen=first).requirement is None


def test_a_requirement_of_other_days_is_refused(week: Period, cast: Cast) -> None:
    with pytest.raises(periods.NotRequired):
        periods.follow(period=week, requirement=need(cast, 6), seen=None)
