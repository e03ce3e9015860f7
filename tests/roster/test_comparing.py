"""Versions side by side (F-14)."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.roster.builders import NOW, agent, put
from zuoxi.people.models import Person
from zuoxi.roster import comparing, versions
from zuoxi.roster.models import Version

pytestmark = pytest.mark.django_db


def test_each_person_is_counted_in_each_version_and_held_against_the_first(draft: Version, cast: Cast) -> None:
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.lin, 5, "夜"), (cast.zhao, 1, "晚"))
    second = versions.copy(version=draft, by=cast.chen, now=NOW)
    put(second, cast.chen, (cast.lin, 5, None), (cast.lin, 1, "早"))
    result = comparing.compare([draft, second])
    lin = next(line for line in result.lines if line.person == cast.lin)
    zhao = next(line for line in result.lines if line.person == cast.zhao)
    assert (lin.shifts, lin.nights, lin.weekends, lin.paid_min, lin.differs) == ((2, 2), (1, 0), (1, 0), (960, 960), (0, 2))
    assert zhao.differs == (0, 0)
    assert lin.columns == [(2, 1, 1, 16.0), (2, 0, 0, 16.0, 2)]
    assert [version.pk for version in result.versions] == [draft.pk, second.pk]
    assert len(result.missing) == len(result.figures) == 2


def test_who_stands_in_only_one_of_them_is_off_in_the_other(draft: Version, cast: Cast) -> None:
    second = versions.copy(version=draft, by=cast.chen, now=NOW)
    moved = agent(cast, "1010", "调走")
    put(second, cast.chen, (moved, 0, "早"))
    Person.objects.filter(pk=moved.pk).update(is_rostered=False)
    line = next(line for line in comparing.compare([draft, second]).lines if line.person == moved)
    assert (line.shifts, line.differs) == ((0, 1), (0, 1))
