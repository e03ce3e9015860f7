"""What a version breaks, costs and covers, with people, dates and sentences (F-13, F-14)."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils import translation

from tests.cast import Cast
from tests.roster.builders import NOW, day, demand, put, skilled
from zuoxi.people.models import Person
from zuoxi.roster import checking, facts, leave
from zuoxi.roster.models import LeaveKind, Version

pytestmark = pytest.mark.django_db


def broken(version: Version, people: list[int] | None = None) -> set[tuple[str, str | None]]:
    return {(one.code, one.person.name if one.person else None) for one in checking.violations(version, people) if one.hard}


def needed(version: Version, cast: Cast, heads: int) -> None:
    """The card line needs so many heads from 10:00 to 12:00 every day."""
    skilled(cast)
    need = np.zeros((7, 48), dtype=np.int64)
    need[:, 20:24] = heads
    version.period.requirement = demand(cast, {"card": need})
    version.period.save()


def test_too_short_a_rest_is_told_with_the_person_the_days_and_the_hours(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "晚"), (lin, 1, "早"))
    rest = next(one for one in checking.violations(draft) if one.code == "roster.rest")
    assert (rest.person, rest.rule, rest.days, rest.hard) == (lin, "F-13 rest", (day(0), day(1)), True)
    assert "林静" in rest.text
    assert "10" in rest.text
    assert "11" in rest.text


def test_work_on_granted_leave_is_told_and_stops_being_told_when_the_leave_is_withdrawn(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 2, "早"))
    taken = leave.grant(person=lin, kind=LeaveKind.ANNUAL, first_day=day(2), last_day=day(2), by=chen, now=NOW)
    assert ("roster.leave", "林静") in broken(draft)
    leave.withdraw(leave=taken, by=chen, now=NOW)
    assert ("roster.leave", "林静") not in broken(draft)


def test_the_quick_check_of_one_person_finds_the_same_as_the_whole_check(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "夜"), (lin, 1, "早"), (zhao, 3, "晚"), (zhao, 4, "早"))
    whole = broken(draft)
    assert broken(draft, [lin.pk]) == {one for one in whole if one[1] == "林静"}
    assert broken(draft, [lin.pk, zhao.pk]) >= {one for one in whole if one[1]}
    assert checking.violations(draft, []) == []


def test_hard_rules_come_first_and_soft_ones_have_a_price(draft: Version, cast: Cast) -> None:
    needed(draft, cast, 1)
    put(draft, cast.chen, (cast.lin, 0, "晚"), (cast.lin, 1, "早"))
    found = checking.violations(draft)
    assert [one.hard for one in found] == sorted((one.hard for one in found), reverse=True)
    assert all((one.cost == 0) == one.hard for one in found)


def test_every_sentence_can_be_said_in_both_languages(draft: Version, cast: Cast) -> None:
    needed(draft, cast, 2)
    put(draft, cast.chen, (cast.lin, 0, "晚"), (cast.lin, 1, "早"), (cast.zhao, 0, "夜"), (cast.zhao, 1, "早"))
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert all(one.text and "%(" not in one.text for one in checking.violations(draft))


def test_teams_and_people_stand_by_name_in_the_facts(draft: Version, cast: Cast) -> None:
    sheet = facts.sheet(draft)
    facts_of = checking.named(sheet, {"worker": "1001", "other": "1002", "team": str(cast.team.pk), "date": "2026-11-23"})
    with translation.override("zh-hans"):
        assert {key: str(value) for key, value in facts_of.items()} == {"worker": "林静", "other": "赵磊", "team": "一组", "date": "2026-11-23"}


def test_cover_is_required_scheduled_and_their_difference_on_the_days_asked_for(draft: Version, cast: Cast) -> None:
    needed(draft, cast, 2)
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.lin, 1, "早"), (cast.zhao, 1, "早"))
    cover = checking.coverage(draft, [day(0), day(1), day(2)])
    card = cover.queues[0]
    assert (cover.days, cover.step_min, card.queue) == ((day(0), day(1), day(2)), 30, "card")
    assert [row[20] for row in card.required] == [2, 2, 2]
    assert [row[20] for row in card.scheduled] == [1, 2, 0]
    assert [row[20] for row in card.difference] == [-1, 0, -2]
    assert [row[0] for row in card.scheduled] == [0, 0, 0]


def test_the_figures_are_head_hours_and_prices(draft: Version, cast: Cast) -> None:
    needed(draft, cast, 1)
    put(draft, cast.chen, *((cast.lin, number, "早") for number in range(3)))
    found = checking.figures(facts.sheet(draft))
    assert (found.required_h, found.short_h) == (14.0, 8.0)
    assert found.over_h == 3 * (9 - 2)
    assert found.short_share == pytest.approx(8 / 14)
    assert found.cost == sum(found.costs.values()) > 0
    assert found.hard == len(checking.hard_violations(facts.sheet(draft)))


def test_without_a_requirement_there_is_no_share_of_it(draft: Version) -> None:
    found = checking.figures(facts.sheet(draft))
    assert (found.required_h, found.short_share, found.over_share) == (0, None, None)
    assert checking.missing_by_day(facts.sheet(draft)) == (0.0,) * 7


def test_missing_hours_by_day(draft: Version, cast: Cast) -> None:
    needed(draft, cast, 1)
    put(draft, cast.chen, (cast.lin, 2, "早"))
    assert checking.missing_by_day(facts.sheet(draft)) == (2.0, 2.0, 0.0, 2.0, 2.0, 2.0, 2.0)
