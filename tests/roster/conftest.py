"""The cast, and a week of theirs to roster."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import Cast, at
from tests.roster.builders import MONDAY, kind
from zuoxi.roster import versions
from zuoxi.roster.models import Period, ShiftKind, Version

NOW = at("2026-11-20 10:00")


@pytest.fixture
def kinds(db: None) -> dict[str, ShiftKind]:
    """Early, late, night and a kind that is out of use."""
    return {
        "早": kind("早", "E", [(480, 1020)], breaks=[("午餐", 60, 180, 300, False)]),
        "晚": kind("晚", "L", [(780, 1320)], breaks=[("晚餐", 60, 180, 300, False)], tags=["late"]),
        "夜": kind("夜", "N", [(1320, 1860)], breaks=[("夜宵", 60, 180, 300, False)], tags=["night"]),
        "旧": kind("旧", "O", [(480, 1020)], active=False),
    }


@pytest.fixture
def week(cast: Cast, kinds: dict[str, ShiftKind]) -> Period:
    """Monday to Sunday of the whole centre."""
    return Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)


@pytest.fixture
def draft(week: Period, cast: Cast) -> Version:
    return versions.create(period=week, by=cast.chen, now=NOW)


def day(number: int) -> date:
    """The day of the week under test, Monday is 0."""
    return date.fromordinal(MONDAY.toordinal() + number)
