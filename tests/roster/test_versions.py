"""Versions: numbered, copied, held; rows of people."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.cast import Cast
from tests.roster.builders import NOW, agent, day, put, shown
from zuoxi.people.models import Person
from zuoxi.roster import cells, staff, versions
from zuoxi.roster.models import Period, Version

pytestmark = pytest.mark.django_db


def test_drafts_of_a_period_are_numbered_from_one(week: Period, chen: Person) -> None:
    made = [versions.create(period=week, by=chen, now=NOW, note=f"第 {n} 稿") for n in (1, 2, 3)]
    assert [(version.number, version.state, version.revision) for version in made] == [(1, "draft", 0), (2, "draft", 0), (3, "draft", 0)]


def test_a_copy_has_the_same_cells_and_locks_and_none_of_the_steps(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"), (zhao, 1, "夜"))
    cells.change(version=draft, changes=[cells.Change(zhao.pk, day(1), "夜", locked=True)], kind="lock", seen_revision=1, by=chen, now=NOW)
    copy = versions.copy(version=draft, by=chen, now=NOW, note="备选")
    assert shown(copy) == shown(draft) == {("林静", 0): "早", ("赵磊", 1): "夜*"}
    assert (copy.number, copy.based_on, copy.note, copy.edits.count()) == (2, draft, "备选", 0)
    put(copy, chen, (lin, 0, "晚"))
    assert shown(draft)["林静", 0] == "早"


def test_a_draft_can_be_held_and_a_published_version_cannot(draft: Version) -> None:
    with transaction.atomic():
        assert versions.hold(draft) == 0
        assert versions.advance(draft) == 1
    Version.objects.filter(pk=draft.pk).update(state="superseded")
    with pytest.raises(versions.NotADraft), transaction.atomic():
        versions.hold(draft)


def test_a_draft_is_discarded_with_its_cells_and_a_published_version_is_kept(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    copy = versions.copy(version=draft, by=chen, now=NOW)
    versions.discard(version=copy)
    assert list(draft.period.versions.all()) == [draft]
    Version.objects.filter(pk=draft.pk).update(state="published")
    with pytest.raises(versions.NotADraft):
        versions.discard(version=draft)
    assert shown(draft) == {("林静", 0): "早"}


def test_the_rows_of_a_period_are_the_rostered_people_of_its_units_who_are_employed_in_it(week: Period, cast: Cast) -> None:
    agent(cast, "1003", "已走", left_on=day(0))
    agent(cast, "1004", "后来", hired_on=day(7))
    last = agent(cast, "1005", "刚来", hired_on=day(6))
    assert set(staff.of_period(week)) == {cast.lin, cast.zhao, last}
    week.unit = cast.other_team
    assert set(staff.of_period(week)) == {cast.zhao}


def test_who_moved_away_after_being_rostered_keeps_the_row(draft: Version, cast: Cast, chen: Person) -> None:
    put(draft, chen, (cast.lin, 0, "早"))
    cast.lin.is_rostered = False
    cast.lin.save()
    assert set(staff.of_version(draft)) == {cast.lin, cast.zhao}


def test_employment_is_counted_from_the_first_day_to_the_day_before_leaving(cast: Cast) -> None:
    person = Person(hired_on=day(1), left_on=day(3))
    assert [staff.is_employed(person, day(n)) for n in range(5)] == [False, True, True, False, False]
    assert staff.is_employed(Person(), day(0))
