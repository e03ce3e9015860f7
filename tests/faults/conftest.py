"""Faults and races run on a database as in service: what is written is committed and seen by every thread and process."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from tests.cast import Cast, make_cast
from tests.database import in_a_file
from tests.faults.processes import url_of
from tests.roster.builders import MONDAY, NOW, kind, put, second_planner
from zuoxi.people.models import Person
from zuoxi.roster import versions
from zuoxi.roster.models import Period, ShiftKind, Version


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_a_file(items, Path(__file__).parent)


@pytest.fixture
def shared_database(transactional_db: None) -> str:
    """The address of the database for another process."""
    return url_of(connections["default"].settings_dict)


@pytest.fixture
def cast(shared_database: str) -> Cast:
    return make_cast()


@pytest.fixture
def hua(cast: Cast) -> Person:
    """The planner beside chen."""
    return second_planner(cast)


@pytest.fixture
def kinds(shared_database: str) -> dict[str, ShiftKind]:
    """Early, late and night."""
    meal = [("用餐", 60, 180, 300, False)]
    return {
        "早": kind("早", "E", [(480, 1020)], breaks=meal),
        "晚": kind("晚", "L", [(780, 1320)], breaks=meal, tags=["late"]),
        "夜": kind("夜", "N", [(1320, 1860)], breaks=meal, tags=["night"]),
    }


@pytest.fixture
def week(cast: Cast, kinds: dict[str, ShiftKind]) -> Period:
    return Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)


@pytest.fixture
def draft(week: Period, cast: Cast) -> Version:
    return versions.create(period=week, by=cast.chen, now=NOW)


@pytest.fixture
def legal(draft: Version, cast: Cast) -> Version:
    """lin works early on four days and zhao late on four: nothing keeps it from being published."""
    Person.objects.filter(pk=cast.lin.pk).update(is_shift_lead=True)
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    draft.refresh_from_db()
    return draft
