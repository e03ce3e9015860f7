"""Who sees and plans which roster: planners their unit, managers and supervisors read, leaders their team's published lines."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cast import Cast
from tests.roster.builders import NOW, put
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.roster import access, queries, versions
from zuoxi.roster.models import Period, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(draft: Version) -> Version:
    """A second version, in force."""
    version = versions.copy(version=draft, by=draft.created_by, now=NOW)
    Version.objects.filter(pk=version.pk).update(state="published")
    return version


def seen(person: Person) -> set[int]:
    return set(access.versions(person).values_list("number", flat=True))


def test_drafts_are_for_planners_managers_and_supervisors_and_published_ones_for_leaders_too(public: Version, cast: Cast) -> None:
    assert {name: seen(getattr(cast, name)) for name in ("chen", "zhou", "sun", "wu", "lin", "gao")} == {
        "chen": {1, 2},
        "zhou": {1, 2},
        "sun": {1, 2},
        "wu": {2},
        "lin": set(),
        "gao": set(),
    }


def test_a_leader_sees_the_lines_of_the_own_team_only(public: Version, cast: Cast) -> None:
    put(version := Version.objects.get(number=1), cast.chen, (cast.lin, 0, "早"), (cast.zhao, 0, "晚"))
    assert set(access.rows(cast.chen, version)) == {cast.lin, cast.zhao}
    assert set(access.rows(cast.wu, version)) == {cast.lin}
    assert set(access.rows(cast.sun, version)) == {cast.lin, cast.zhao}
    assert set(access.rows(cast.lin, version)) == {cast.lin}


def test_only_the_planner_of_the_unit_plans(week: Period, draft: Version, cast: Cast) -> None:
    assert access.plannable_version(cast.chen, draft.pk) == draft
    assert access.plannable_period(cast.chen, week.pk) == week
    for reader in (cast.zhou, cast.sun):
        assert access.version(reader, draft.pk) == draft
        with pytest.raises(PermissionDenied):
            access.plannable_version(reader, draft.pk)
        with pytest.raises(PermissionDenied):
            access.plannable_period(reader, week.pk)


def test_a_planner_of_one_team_reads_the_centres_roster_and_plans_only_the_teams(week: Period, draft: Version, cast: Cast) -> None:
    Role.objects.filter(person=cast.chen).update(unit=cast.team)
    with pytest.raises(PermissionDenied):
        access.plannable_period(cast.chen, week.pk)
    week.unit = cast.team
    week.save()
    assert access.plannable_period(cast.chen, week.pk) == week
    week.unit = cast.other_team
    week.save()
    with pytest.raises(Http404):
        access.period(cast.chen, week.pk)


def test_what_is_not_there_is_404(cast: Cast) -> None:
    with pytest.raises(Http404):
        access.version(cast.chen, 999)
    with pytest.raises(Http404):
        access.plannable_version(cast.chen, 999)


def test_a_leader_does_not_find_a_draft(draft: Version, cast: Cast) -> None:
    with pytest.raises(Http404):
        access.version(cast.wu, draft.pk)


def test_a_role_that_was_withdrawn_opens_nothing(week: Period, cast: Cast) -> None:
    Role.objects.filter(person=cast.zhou, name=RoleName.MANAGER).delete()
    with pytest.raises(Http404):
        access.period(cast.zhou, week.pk)


def test_the_list_of_periods_counts_only_drafts_that_may_be_seen(public: Version, cast: Cast) -> None:
    assert [(p.drafts, p.in_force) for p in queries.period_list(cast.chen)] == [(1, 2)]
    assert [(p.drafts, p.in_force) for p in queries.period_list(cast.wu)] == [(0, 2)]
    assert list(queries.period_list(cast.lin)) == []


def test_units_to_plan_for_are_those_of_the_role_and_beneath(cast: Cast) -> None:
    assert set(access.units(cast.chen)) == {cast.centre, cast.operations, cast.team, cast.other_team}
    assert set(access.units(cast.zhou)) == set()
