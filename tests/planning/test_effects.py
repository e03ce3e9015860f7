"""What layers do: each its own share, all together the difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zuoxi.planning import effects, forecast_facts, layers
from zuoxi.planning.grid import Grid
from zuoxi.planning.layers import Change
from zuoxi.planning.models import Forecast, Layer


@pytest.fixture
def forecast(make_forecast) -> Forecast:
    return make_forecast()


@pytest.fixture
def lay(forecast, planner, now):
    def add(operation: str, amount: float, *, measure: str = "volume", first: int = 16, last: int = 26, queue: Any = None, on: bool = True) -> Layer:
        grid = Grid.of(forecast)
        change = Change(operation, measure, amount, grid.start(first), grid.start(last), queue)
        layer = layers.add(forecast=forecast, change=change, reason="x", by=planner, now=now)
        return layer if on else layers.switch(layer=layer, is_on=False)

    return add


def of(forecast: Forecast) -> tuple[list[Any], list[Layer]]:
    rows = list(forecast.series.select_related("queue").order_by("queue__order"))
    return [forecast_facts.of_series(forecast, row) for row in rows], list(forecast.layers.there().select_related("queue"))


def test_ten_per_cent_over_ten_slots_of_three_queues_is_thirty_contacts(forecast, lay) -> None:
    layer = lay("percent", 10.0)
    assert effects.of_layers(*of(forecast)) == {layer.pk: pytest.approx(30)}


def test_a_layer_counts_on_top_of_those_before_it(forecast, lay, queues) -> None:
    first, second = lay("add", 10.0, queue=queues[0]), lay("percent", 50.0, queue=queues[0])
    assert effects.of_layers(*of(forecast)) == {first.pk: pytest.approx(100), second.pk: pytest.approx(100)}


def test_a_layer_that_is_off_changes_nothing(forecast, lay) -> None:
    layer = lay("percent", 50.0, on=False)
    assert effects.of_layers(*of(forecast)) == {layer.pk: 0}


def test_all_effects_together_are_the_difference_they_make(forecast, lay, queues) -> None:
    for operation, amount, queue in (
        ("add", 4.0, None),
        ("percent", -30.0, queues[1]),
        ("min", 12.0, queues[2]),
        ("max", 13.0, None),
        ("set", 9.0, queues[0]),
    ):
        lay(operation, amount, queue=queue)
    bases, laid = of(forecast)
    after = [forecast_facts.with_layers(base, laid) for base in bases]
    difference = sum(np.nansum(made.volume) for made in after) - sum(np.nansum(made.volume) for made in bases)
    assert sum(effects.of_layers(bases, laid).values()) == pytest.approx(difference)


def test_a_layer_on_handling_time_is_told_in_seconds(forecast, lay) -> None:
    layer = lay("add", 60.0, measure="aht_s", first=0, last=48)
    changed_share = 1 / 5
    assert effects.of_layers(*of(forecast)) == {layer.pk: pytest.approx(60 * changed_share)}


def test_a_forecast_says_whether_layers_change_it(forecast, lay, queues) -> None:
    lay("percent", 10.0, queue=queues[0])
    lay("percent", 10.0, queue=queues[1], on=False)
    rows = list(forecast.series.select_related("queue").order_by("queue__order"))
    found = effects.shown(forecast, rows, list(forecast.layers.there().select_related("queue")))
    assert [one.is_changed for one in found] == [True, False, False]


def test_the_mean_handling_time_is_weighted_by_contacts(forecast) -> None:
    bases, _laid = of(forecast)
    made = bases[0]
    made.aht_s[0, 16:40] = 300.0
    assert effects.mean_aht_s(made) == pytest.approx((300 + 4 * 180) / 5)


def test_where_no_handling_time_is_known_there_is_no_mean(forecast) -> None:
    bases, _laid = of(forecast)
    bases[0].aht_s[:] = np.nan
    assert effects.mean_aht_s(bases[0]) is None
