"""Layers laid, switched, removed and put back in any order come to the same as computing from scratch; what was frozen never moves (X-05)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zuoxi.planning import effects, forecast_facts, layers, snapshots
from zuoxi.planning.grid import Grid
from zuoxi.planning.layers import Change
from zuoxi.planning.models import Forecast, ForecastSeries, Layer, Snapshot

QUICK = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
SLOTS = 96
OPEN = slice(16, 40)


@dataclass(frozen=True)
class Laid:
    """A change as hypothesis draws it; `queue` is a place in the list of queues, or none for all."""

    operation: str
    measure: str
    amount: float
    first: int
    length: int
    queue: int | None

    def change(self, forecast: Forecast, queues: list[Any]) -> Change:
        grid = Grid.of(forecast)
        start, end = grid.start(self.first), grid.start(self.first) + timedelta(minutes=30 * self.length)
        return Change(self.operation, self.measure, self.amount, start, end, None if self.queue is None else queues[self.queue])

    def by_hand(self, values: np.ndarray) -> np.ndarray:
        """The same on a plain array of slots, as X-05 puts it in words: closed stays closed but for `set`, nothing falls below zero."""
        result = values.copy()
        for slot in range(self.first, min(self.first + self.length, len(values))):
            old = result[slot]
            new = {
                "add": old + self.amount,
                "percent": old * (1 + self.amount / 100),
                "set": self.amount,
                "min": np.nan if np.isnan(old) else max(old, self.amount),
                "max": np.nan if np.isnan(old) else min(old, self.amount),
            }[self.operation]
            result[slot] = new if np.isnan(new) else max(new, 0.0)
        return result


LAID = st.builds(
    Laid,
    operation=st.sampled_from(["add", "percent", "set", "min", "max"]),
    measure=st.just("volume"),
    amount=st.integers(0, 80).map(float),
    first=st.integers(0, SLOTS - 1),
    length=st.integers(1, 30),
    queue=st.sampled_from([None, 0, 1, 2]),
)
ACTS = st.lists(st.tuples(st.sampled_from(["off", "on", "remove", "back"]), st.integers(0, 5)), max_size=12)


@pytest.fixture
def forecast(make_forecast: Callable[..., Forecast]) -> Forecast:
    return make_forecast(days=2)


def volume(forecast: Forecast, code: str) -> np.ndarray:
    """With the layers that are there and on."""
    row = forecast.series.select_related("queue").get(queue__code=code)
    found = effects.shown(forecast, [row], list(forecast.layers.there().select_related("queue")))
    return found[0].adjusted.volume.ravel()


def lay(forecast: Forecast, laid: list[Laid], queues: list[Any], planner: Any, now: Any) -> list[Layer]:
    return [
        layers.add(forecast=forecast, change=one.change(forecast, queues), reason=f"原因{n}", by=planner, now=now + timedelta(minutes=n))
        for n, one in enumerate(laid)
    ]


def act(layer: Layer, what: str, now: Any) -> None:
    fresh = Layer.objects.get(pk=layer.pk)
    if what in ("off", "on") and fresh.removed_at is None:
        layers.switch(layer=fresh, is_on=what == "on")
    elif what == "remove" and fresh.removed_at is None:
        layers.remove(layer=fresh, now=now)
    elif what == "back" and fresh.removed_at is not None:
        layers.put_back(layer=fresh)


@QUICK
@given(laid=st.lists(LAID, min_size=1, max_size=5), acts=ACTS)
def test_whatever_was_switched_and_removed_the_result_is_that_of_the_layers_left(
    forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid], acts: list[tuple[str, int]]
) -> None:
    Layer.objects.all().delete()
    made = lay(forecast, laid, queues, planner, now)
    standing = [[True, False] for _one in laid]
    for what, number in acts:
        place = number % len(made)
        removed = standing[place][1]
        act(made[place], what, now)
        if what in ("off", "on") and not removed:
            standing[place][0] = what == "on"
        if what in ("remove", "back"):
            standing[place][1] = what == "remove"
    for number, queue in enumerate(queues):
        row = forecast.series.get(queue=queue)
        expected = np.array(row.values["volume"], dtype=float)
        for one, (is_on, removed) in zip(laid, standing, strict=True):
            if is_on and not removed and one.queue in (None, number):
                expected = one.by_hand(expected)
        np.testing.assert_allclose(volume(forecast, queue.code), expected, equal_nan=True)


@QUICK
@given(laid=st.lists(LAID, min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_removing_all_layers_in_any_order_brings_the_base_back(
    forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid], order: Any
) -> None:
    Layer.objects.all().delete()
    before = {queue.code: volume(forecast, queue.code) for queue in queues}
    made = lay(forecast, laid, queues, planner, now)
    order.shuffle(made)
    for layer in made:
        layers.remove(layer=layer, now=now)
    for queue in queues:
        np.testing.assert_array_equal(volume(forecast, queue.code), before[queue.code])
    assert ForecastSeries.objects.filter(forecast=forecast).count() == 3


@QUICK
@given(laid=st.lists(LAID, min_size=1, max_size=4), acts=ACTS, more=st.lists(LAID, max_size=2))
def test_what_was_frozen_never_moves_whatever_is_done_to_the_layers_afterwards(
    forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid], acts: list[tuple[str, int]], more: list[Laid]
) -> None:
    Snapshot.objects.all().delete()
    Layer.objects.all().delete()
    made = lay(forecast, laid, queues, planner, now)
    frozen = snapshots.freeze(forecast=forecast, by=planner, now=now)
    kept = copy.deepcopy((frozen.values, frozen.layers))
    for what, number in acts:
        act(made[number % len(made)], what, now)
    lay(forecast, more, queues, planner, now)
    Layer.objects.filter(forecast=forecast).update(amount=77.0)
    again = Snapshot.objects.get(pk=frozen.pk)
    assert (again.values, again.layers) == kept


@QUICK
@given(laid=st.lists(LAID, min_size=1, max_size=4))
def test_a_snapshot_holds_exactly_what_the_page_showed_at_that_moment(
    forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid]
) -> None:
    Layer.objects.all().delete()
    lay(forecast, laid, queues, planner, now)
    frozen = snapshots.freeze(forecast=forecast, by=planner, now=now)
    for queue in queues:
        held = np.array(frozen.values[queue.code]["volume"], dtype=float)
        np.testing.assert_allclose(held, volume(forecast, queue.code), atol=1e-4, equal_nan=True)
        np.testing.assert_allclose(forecast_facts.of_snapshot(frozen, queue.code).volume.ravel(), held, equal_nan=True)
    assert [told["reason"] for told in frozen.layers] == [f"原因{n}" for n in range(len(laid))]


@QUICK
@given(laid=st.lists(LAID, min_size=1, max_size=4))
def test_bounds_keep_their_order_under_any_layers(forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid]) -> None:
    Layer.objects.all().delete()
    lay(forecast, laid, queues, planner, now)
    rows = list(forecast.series.select_related("queue"))
    for shown in effects.shown(forecast, rows, list(forecast.layers.there().select_related("queue"))):
        made = shown.adjusted
        stack = np.array([made.lo95, made.lo80, made.volume, made.hi80, made.hi95]).reshape(5, -1)
        known = stack[:, ~np.isnan(stack).any(axis=0)]
        assert (np.diff(known, axis=0) >= -1e-9).all()
        assert (known >= 0).all()


@QUICK
@given(laid=st.lists(LAID, min_size=1, max_size=5))
def test_the_shares_of_the_layers_add_up_to_the_whole_change(forecast: Forecast, queues: list[Any], planner: Any, now: Any, laid: list[Laid]) -> None:
    Layer.objects.all().delete()
    made = lay(forecast, laid, queues, planner, now)
    rows = list(forecast.series.select_related("queue"))
    there = list(forecast.layers.there().select_related("queue"))
    shown = effects.shown(forecast, rows, there)
    whole = sum(float(np.nansum(one.adjusted.volume) - np.nansum(one.base.volume)) for one in shown)
    shares = effects.of_layers([one.base for one in shown], there)
    assert set(shares) == {layer.pk for layer in made}
    assert sum(shares.values()) == pytest.approx(whole, abs=1e-6)
