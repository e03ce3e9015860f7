"""Planners plan, those who lead read, agents stay outside."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from zuoxi.planning import access


def test_planners_change_plans_and_those_who_lead_only_read_them(cast) -> None:
    assert [access.may_plan(person) for person in (cast.planner, cast.manager, cast.supervisor, cast.leader, cast.agent)] == [True] + [False] * 4
    assert [access.may_read(person) for person in (cast.planner, cast.manager, cast.supervisor, cast.leader, cast.agent)] == [True] * 4 + [False]


def test_a_forecast_is_found_by_readers_refused_to_agents_and_missing_is_404(cast, make_forecast) -> None:
    forecast = make_forecast()
    for person in (cast.planner, cast.manager, cast.supervisor, cast.leader):
        assert access.forecast(person, forecast.pk) == forecast
    for person in (cast.agent, cast.hr):
        with pytest.raises(PermissionDenied):
            access.forecast(person, forecast.pk)
    with pytest.raises(Http404):
        access.forecast(cast.planner, forecast.pk + 1)


@pytest.mark.parametrize("read", [access.history_file, access.mark, access.layer, access.snapshot, access.requirement])
def test_nothing_of_planning_is_reached_by_an_agent_and_what_is_not_there_is_404(cast, read) -> None:
    with pytest.raises(PermissionDenied):
        read(cast.agent, 1)
    with pytest.raises(Http404):
        read(cast.leader, 1)
