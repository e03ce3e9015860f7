"""Heads for a forecast: Erlang A with each queue's promise, shrinkage on top, room for breaks, a scale that fits the people (F-06, F-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.making import Forecast
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.engine.staffing.sizing import least_agents
from zuoxi.engine.staffing.targets import Targets
from zuoxi.roster.file_plan.forecasting import Expected
from zuoxi.roster.file_plan.needs import before_breaks, fitting_scale, need, promised, shrinkage
from zuoxi.roster.shift_files import QueueEntry
from zuoxi.rules.staffing import StaffingPolicy

POLICY = StaffingPolicy()
HOTLINE = QueueEntry("hotline", "热线", service_level=0.8, within_s=20, aht_s=180)


def expected(volume: float = 60.0, *, aht_s: float = np.nan, step: int = 30, queue: str = "hotline") -> Expected:
    grid = np.full((7, 1440 // step), np.nan)
    grid[:5, 16:36] = volume
    bounds: dict[str, Any] = dict.fromkeys(("lo80", "hi80", "lo95", "hi95"), grid)
    times = np.where(np.isnan(grid), np.nan, aht_s)
    return Expected({queue: Forecast(queue, date(2026, 12, 7), step, grid, aht_s=times, method="mean4", **bounds)}, ())


def test_heads_are_those_of_erlang_a_with_shrinkage_on_top() -> None:
    found = need(expected(), queues=[HOTLINE], policy=POLICY)
    limits = Targets(0.8, 20, POLICY.phone_max_abandon, POLICY.phone_max_occupancy)
    alone = least_agents(model="A", erlangs=60 * 180 / 1800, aht_s=180, targets=limits, patience_s=POLICY.phone_patience_s)
    assert set(found.net["hotline"][:5, 16:36].ravel()) == {alone}
    assert found.shrinkage == pytest.approx(POLICY.training_share + POLICY.meeting_share + POLICY.absence_share)
    assert set(found.gross["hotline"][:5, 16:36].ravel()) == {int(np.ceil(round(alone / (1 - found.shrinkage), 9)))}


def test_closed_intervals_need_nobody() -> None:
    found = need(expected(), queues=[HOTLINE], policy=POLICY)
    assert found.gross["hotline"][5:].sum() == 0
    assert found.gross["hotline"][:, :16].sum() == 0
    assert found.hours == found.gross["hotline"].sum() / 2


def test_breaks_and_leave_are_not_counted_twice() -> None:
    assert shrinkage(replace(POLICY, break_share=0.3, leave_share=0.3)) == shrinkage(POLICY)
    assert shrinkage(replace(POLICY, absence_share=0.2)) == pytest.approx(shrinkage(POLICY) + 0.15)


def test_a_stricter_promise_of_the_queue_needs_more_heads() -> None:
    strict = replace(HOTLINE, service_level=0.95, within_s=5)
    assert promised(strict, POLICY).service_level == 0.95
    assert promised(QueueEntry("x", "x"), POLICY).service_level == POLICY.phone_service_level
    heads = [need(expected(), queues=[queue], policy=POLICY).hours for queue in (HOTLINE, strict)]
    assert heads[0] < heads[1]


def test_handling_time_of_the_forecast_wins_and_without_any_the_queue_is_named() -> None:
    slow = need(expected(aht_s=360), queues=[HOTLINE], policy=POLICY)
    assert slow.hours > need(expected(), queues=[HOTLINE], policy=POLICY).hours
    with pytest.raises(Refusal) as refusal:
        need(expected(), queues=[replace(HOTLINE, aht_s=None)], policy=POLICY)
    assert (refusal.value.code, refusal.value.facts["queue"]) == ("file_plan.no_handling_time", "热线")
    assert need(expected(aht_s=180), queues=[], policy=POLICY).hours > 0


def test_queues_counted_in_different_steps_are_refused() -> None:
    mixed = Expected({**expected().forecasts, **expected(step=60, queue="loan", aht_s=100).forecasts}, ())
    with pytest.raises(Refusal, match=r"file_plan\.steps"):
        need(mixed, queues=[HOTLINE], policy=POLICY)


@pytest.mark.parametrize("hours", [300.0, 1000.0, 5000.0])
def test_the_scale_is_the_largest_at_which_the_people_are_enough(hours: float) -> None:
    factor = fitting_scale(expected(), queues=[HOTLINE], policy=POLICY, hours=hours)
    assert need(expected().scaled(factor), queues=[HOTLINE], policy=POLICY).hours < hours
    assert need(expected().scaled(factor * 1.05), queues=[HOTLINE], policy=POLICY).hours >= 0.95 * hours


def test_people_too_few_for_the_fewest_heads_are_told_so() -> None:
    with pytest.raises(Refusal, match=r"file_plan\.too_few_people"):
        fitting_scale(expected(), queues=[HOTLINE], policy=POLICY, hours=10)


def test_without_contacts_no_scale_fits() -> None:
    with pytest.raises(Refusal, match=r"file_plan\.no_contacts"):
        fitting_scale(expected(0.0), queues=[HOTLINE], policy=POLICY, hours=100)


def test_room_for_breaks_is_made_where_breaks_lie_and_nowhere_else() -> None:
    shift = Shift("D", ((480, 960),), (BreakRule(60, 180, 240),))
    heads = {"hotline": np.full((1, 48), 30)}
    found = before_breaks(heads, [shift], step_min=30)["hotline"][0]
    assert (found[16:22] == 30).all()
    assert (found[22:26] > 34).all()
    assert (found[26:] == 30).all()


def test_a_centre_whose_shifts_have_no_breaks_needs_no_room_for_them() -> None:
    heads = {"hotline": np.arange(48)[None, :]}
    assert (before_breaks(heads, [Shift("D", ((480, 960),))], step_min=30)["hotline"] == heads["hotline"]).all()
