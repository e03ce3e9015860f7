"""Layers on a forecast: laid with a reason, switched, taken back, never without a trace."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import inf, nan
from typing import Any

import pytest

from zuoxi.core.errors import MovedMeanwhile
from zuoxi.planning import layers
from zuoxi.planning.grid import Grid
from zuoxi.planning.layers import Change
from zuoxi.planning.models import Forecast, Layer


@pytest.fixture
def forecast(make_forecast) -> Forecast:
    return make_forecast()


def change(forecast: Forecast, **other: Any) -> Change:
    """Billing day: 20 % more on the first day from 09:00 to 12:00."""
    grid = Grid.of(forecast)
    values = {"operation": "percent", "measure": "volume", "amount": 20.0, "start": grid.start(18), "end": grid.start(24), "queue": None}
    return Change(**{**values, **other})


def test_a_layer_is_kept_with_its_author_and_its_reason_and_is_on(forecast, planner, now) -> None:
    layer = layers.add(forecast=forecast, change=change(forecast), reason="  账单日  ", by=planner, now=now)
    kept = Layer.objects.get(pk=layer.pk)
    assert (kept.author, kept.reason, kept.is_on, kept.created_at, kept.removed_at) == (planner, "账单日", True, now, None)
    assert (kept.operation, kept.measure, kept.amount) == ("percent", "volume", 20.0)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_layer_without_a_reason_is_refused_and_nothing_is_kept(forecast, planner, now, reason: str) -> None:
    with pytest.raises(layers.ReasonMissing):
        layers.add(forecast=forecast, change=change(forecast), reason=reason, by=planner, now=now)
    assert not Layer.objects.exists()


def test_a_range_that_does_not_end_after_it_starts_is_refused(forecast, planner, now) -> None:
    start = Grid.of(forecast).start(18)
    for end in (start, start - timedelta(minutes=30)):
        with pytest.raises(layers.EndsBeforeStart):
            layers.add(forecast=forecast, change=change(forecast, start=start, end=end), reason="活动", by=planner, now=now)


def test_a_range_must_touch_the_forecast(forecast, planner, now) -> None:
    grid = Grid.of(forecast)
    inside = change(forecast, start=grid.begins_at - timedelta(days=2), end=grid.begins_at + timedelta(minutes=30))
    outside = change(forecast, start=grid.ends_at, end=grid.ends_at + timedelta(days=1))
    assert layers.add(forecast=forecast, change=inside, reason="活动", by=planner, now=now).pk
    with pytest.raises(layers.OutsideForecast) as refused:
        layers.add(forecast=forecast, change=outside, reason="活动", by=planner, now=now)
    assert "2026-11-29" in str(refused.value)


@pytest.mark.parametrize(
    ("operation", "measure", "amount", "fine"),
    [
        ("percent", "volume", -100.0, True),
        ("percent", "volume", -100.5, False),
        ("percent", "aht_s", 1000.0, True),
        ("percent", "volume", 1001.0, False),
        ("set", "volume", 0.0, True),
        ("set", "volume", -1.0, False),
        ("add", "volume", -5.0, True),
        ("add", "aht_s", 36_001.0, False),
        ("set", "aht_s", 240.0, True),
        ("add", "volume", nan, False),
        ("percent", "volume", inf, False),
    ],
)
def test_an_amount_lies_within_its_bounds(forecast, planner, now, operation: str, measure: str, amount: float, fine: bool) -> None:
    wanted = change(forecast, operation=operation, measure=measure, amount=amount)
    if fine:
        assert layers.add(forecast=forecast, change=wanted, reason="活动", by=planner, now=now).pk
    else:
        with pytest.raises(layers.AmountOutOfBounds):
            layers.add(forecast=forecast, change=wanted, reason="活动", by=planner, now=now)


def test_a_queue_that_is_not_forecast_gets_no_layer(make_forecast, queues, planner, now) -> None:
    forecast = make_forecast(only=1)
    assert layers.add(forecast=forecast, change=change(forecast, queue=queues[0]), reason="活动", by=planner, now=now).queue == queues[0]
    with pytest.raises(layers.QueueNotForecast):
        layers.add(forecast=forecast, change=change(forecast, queue=queues[1]), reason="活动", by=planner, now=now)


def test_a_layer_is_switched_off_and_on(forecast, planner, now) -> None:
    layer = layers.add(forecast=forecast, change=change(forecast), reason="活动", by=planner, now=now)
    layers.switch(layer=layer, is_on=False)
    assert not Layer.objects.get(pk=layer.pk).is_on
    layers.switch(layer=layer, is_on=True)
    assert Layer.objects.get(pk=layer.pk).is_on


def test_a_removed_layer_can_be_put_back_as_it_was(forecast, planner, now) -> None:
    layer = layers.add(forecast=forecast, change=change(forecast), reason="活动", by=planner, now=now)
    layers.switch(layer=layer, is_on=False)
    layers.remove(layer=layer, now=now)
    assert list(forecast.layers.there()) == []
    layers.put_back(layer=layer)
    assert [(kept.pk, kept.is_on) for kept in forecast.layers.there()] == [(layer.pk, False)]


def test_of_two_who_remove_a_layer_one_is_told_and_a_removed_layer_is_not_switched(forecast, planner, now) -> None:
    layer = layers.add(forecast=forecast, change=change(forecast), reason="活动", by=planner, now=now)
    layers.remove(layer=Layer.objects.get(pk=layer.pk), now=now)
    with pytest.raises(MovedMeanwhile):
        layers.remove(layer=layer, now=now)
    with pytest.raises(MovedMeanwhile):
        layers.switch(layer=layer, is_on=False)


def test_a_layer_that_is_there_cannot_be_put_back(forecast, planner, now) -> None:
    layer = layers.add(forecast=forecast, change=change(forecast), reason="活动", by=planner, now=now)
    with pytest.raises(MovedMeanwhile):
        layers.put_back(layer=layer)


def test_layers_come_in_the_order_in_which_they_were_laid(forecast, planner, now: datetime) -> None:
    for minutes, reason in ((2, "三"), (0, "一"), (1, "二")):
        layers.add(forecast=forecast, change=change(forecast), reason=reason, by=planner, now=now + timedelta(minutes=minutes))
    assert [layer.reason for layer in forecast.layers.there()] == ["一", "二", "三"]
