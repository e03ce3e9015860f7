"""A version as a sheet for files and paper: whose lines, which marks, which breaks, and cover as the requirement counts it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.utils import translation

from tests.cast import Cast
from tests.roster.builders import MONDAY, NOW, agent, day, demand, put, skilled
from zuoxi.roster import facts, pauses, periods, sheets, versions
from zuoxi.roster.models import Period, ShiftKind, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(draft: Version, cast: Cast) -> Version:
    """lin early twice and a night, zhao late once."""
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.lin, 1, "早"), (cast.lin, 5, "夜"), (cast.zhao, 2, "晚"))
    return draft


def everybody(version: Version) -> list[int]:
    return [person.pk for person in facts.sheet(version).people]


def test_every_person_is_a_line_with_number_name_team_and_a_code_a_day(filled: Version, cast: Cast) -> None:
    sheet = facts.sheet(filled)
    found = sheets.roster_sheet(filled, sheet, people=everybody(filled))
    lines = {line.number: (line.name, line.team, codes) for line, codes in zip(found.lines, found.codes, strict=True)}
    assert lines[cast.lin.work_number] == (cast.lin.name, str(cast.lin.unit), ("早", "早", None, None, None, "夜", None))
    assert lines[cast.zhao.work_number][2] == (None, None, "晚", None, None, None, None)
    assert (found.first_day, found.title, found.days) == (MONDAY, filled.period.name, filled.period.dates())


def test_only_those_asked_for_have_a_line_in_the_order_of_the_grid(filled: Version, cast: Cast) -> None:
    agent(cast, "1099", "后来")
    sheet = facts.sheet(filled)
    order = [person.pk for person in sheet.people]
    some = {order[-1], order[0]}
    found = sheets.roster_sheet(filled, sheet, people=some)
    assert [line.number for line in found.lines] == [person.work_number for person in sheet.people if person.pk in some]
    assert sheets.roster_sheet(filled, sheet, people=()).lines == ()


def test_only_codes_that_occur_among_them_are_explained(filled: Version, cast: Cast) -> None:
    sheet = facts.sheet(filled)
    assert set(sheets.roster_sheet(filled, sheet, people=everybody(filled)).looks) == {"早", "晚", "夜"}
    looks = sheets.roster_sheet(filled, sheet, people=[cast.zhao.pk]).looks
    assert set(looks) == {"晚"}
    assert (looks["晚"].hours, looks["晚"].colour) == ("13:00-22:00", "#336699")
    assert sheets.roster_sheet(filled, sheet, people=[cast.lin.pk]).looks["夜"].hours == "22:00-07:00"


@pytest.mark.parametrize(("language", "off", "on"), [("zh-hans", "休", "班"), ("en", "off", "on")])
def test_public_holidays_and_made_up_days_are_marked_in_the_readers_language(
    cast: Cast, kinds: dict[str, ShiftKind], language: str, off: str, on: str
) -> None:
    """National Day 2026 is off from 1 to 7 October; the Sunday before it, 20 September, is worked."""
    first = date(2026, 9, 20)
    period = periods.create(unit=cast.centre, name="国庆", first_day=first, days=20, requirement=None, by=cast.chen, now=NOW)
    version = versions.create(period=period, by=cast.chen, now=NOW)
    with translation.override(language):
        marks = sheets.roster_sheet(version, facts.sheet(version), people=()).marks
    assert marks[date(2026, 10, 1)] == off
    assert marks[first] == on
    assert date(2026, 9, 22) not in marks


def test_breaks_are_counted_by_line_of_the_sheet_and_day(filled: Version, cast: Cast) -> None:
    sheet = facts.sheet(filled)
    assert sheets.placed_breaks(filled, sheet, people=everybody(filled)) == {}
    assert pauses.fill(filled, sheet) == 4
    every = sheets.placed_breaks(filled, sheet, people=everybody(filled))
    lin = [person.pk for person in sheet.people].index(cast.lin.pk)
    assert {key for key in every if key[0] == lin} == {(lin, 0), (lin, 1), (lin, 5)}
    alone = sheets.placed_breaks(filled, sheet, people=[cast.zhao.pk])
    assert set(alone) == {(0, 2)}
    (supper,) = alone[0, 2]
    assert (supper.name, supper.paid, supper.end_min - supper.start_min) == ("晚餐", False, 60)


def test_breaks_that_are_placed_stay_and_only_bare_cells_are_filled(filled: Version, cast: Cast) -> None:
    sheet = facts.sheet(filled)
    assert set(pauses.missing(filled, sheet).values()) == set(filled.assignments.exclude(shift=None))
    filled.assignments.filter(person=cast.lin, day=day(0)).update(breaks=[[700, 760, "午餐", False]])
    assert pauses.fill(filled, sheet) == 3
    assert filled.assignments.get(person=cast.lin, day=day(0)).breaks == [[700, 760, "午餐", False]]
    assert pauses.missing(filled, sheet) == {}
    assert pauses.fill(filled, sheet) == 0


def test_a_kind_without_breaks_is_never_missing_any(filled: Version, cast: Cast) -> None:
    put(filled, cast.chen, (cast.zhao, 3, "早"))
    ShiftKind.objects.get(code="早").breaks.all().delete()
    assert {row.shift.code for row in pauses.missing(filled, facts.sheet(filled)).values() if row.shift} == {"晚", "夜"}


def test_cover_is_counted_before_breaks_as_the_requirement_is(week: Period, filled: Version, cast: Cast) -> None:
    skilled(cast)
    need = np.zeros((7, 48), dtype=np.int64)
    need[0, 20:24] = 2
    week.requirement = demand(cast, {"card": need})
    week.save()
    (found,) = sheets.covers(facts.sheet(Version.objects.get(pk=filled.pk)))
    assert found.queue == "card"
    np.testing.assert_array_equal(found.required[0, 20:24], 2.0)
    np.testing.assert_array_equal(found.scheduled[0, 16:34], 1.0)  # 08:00 to 17:00, the meal included
    np.testing.assert_array_equal(found.difference[0, 20:24], -1.0)
    assert found.scheduled[0, :16].sum() == 0
