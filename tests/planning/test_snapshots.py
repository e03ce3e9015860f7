"""A frozen forecast holds its layers and never changes; later it is compared with what came."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from zuoxi.planning import accuracy, forecast_facts, layers, snapshots
from zuoxi.planning.grid import Grid
from zuoxi.planning.layers import Change
from zuoxi.planning.models import Forecast, ForecastSeries, HistoryInterval, HistoryMark, Snapshot

MONDAY = date(2026, 11, 23)
NINE, TWELVE = 18, 24


@pytest.fixture
def forecast(make_forecast) -> Forecast:
    return make_forecast()


@pytest.fixture
def lay(forecast, planner, now):
    def add(operation: str = "percent", amount: float = 50.0, *, first: int = NINE, last: int = TWELVE, queue=None, measure: str = "volume"):
        grid = Grid.of(forecast)
        change = Change(operation, measure, amount, grid.start(first), grid.start(last), queue)
        return layers.add(forecast=forecast, change=change, reason="账单日", by=planner, now=now)

    return add


def volume(snapshot: Snapshot, code: str = "general") -> list[float | None]:
    return snapshot.values[code]["volume"]


def test_a_snapshot_holds_the_layers_that_are_on_in_their_range_only(forecast, lay, planner, now) -> None:
    lay()
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now, remark=" 发布版 ")
    assert volume(snapshot)[NINE:TWELVE] == [15.0] * 6
    assert volume(snapshot)[TWELVE] == 10.0
    assert volume(snapshot)[NINE - 1] == 10.0
    assert (snapshot.remark, snapshot.taken_by, snapshot.taken_at) == ("发布版", planner, now)
    assert [(told["operation"], told["amount"], told["reason"], told["author"]) for told in snapshot.layers] == [("percent", 50.0, "账单日", "王芳")]


def test_layers_that_are_off_or_removed_do_not_count(forecast, lay, planner, now) -> None:
    layers.switch(layer=lay(), is_on=False)
    layers.remove(layer=lay(), now=now)
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    assert volume(snapshot)[NINE] == 10.0
    assert snapshot.layers == []


def test_layers_are_applied_in_the_order_in_which_they_were_laid(forecast, lay, planner, now) -> None:
    lay("add", 10.0)
    lay("percent", 100.0)
    assert volume(snapshots.freeze(forecast=forecast, by=planner, now=now))[NINE] == 40.0


def test_a_layer_on_one_queue_leaves_the_others(forecast, lay, queues, planner, now) -> None:
    lay("set", 99.0, queue=queues[1])
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    assert (volume(snapshot, "billing")[NINE], volume(snapshot, "general")[NINE]) == (99.0, 10.0)


def test_bounds_move_with_the_forecast_and_handling_time_has_layers_of_its_own(forecast, lay, planner, now) -> None:
    lay("percent", 50.0)
    lay("add", 60.0, measure="aht_s")
    values = snapshots.freeze(forecast=forecast, by=planner, now=now).values["general"]
    assert (values["lo80"][NINE], values["hi95"][NINE]) == (pytest.approx(12.0), pytest.approx(21.0))
    assert (values["aht_s"][NINE], values["aht_s"][TWELVE]) == (240.0, 180.0)


def test_a_snapshot_does_not_change_when_the_forecast_does(forecast, lay, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    lay()
    assert volume(Snapshot.objects.get(pk=snapshot.pk))[NINE] == 10.0
    assert volume(snapshots.freeze(forecast=forecast, by=planner, now=now))[NINE] == 15.0


def test_a_forecast_without_queues_cannot_be_frozen(make_forecast, planner, now) -> None:
    with pytest.raises(snapshots.NothingToFreeze):
        snapshots.freeze(forecast=make_forecast(only=0), by=planner, now=now)


def test_what_is_stored_reads_back_as_it_was(forecast) -> None:
    row = ForecastSeries.objects.select_related("queue").filter(forecast=forecast).first()
    assert row is not None
    made = forecast_facts.of_series(forecast, row)
    assert np.isnan(made.volume[0, 0])
    back = forecast_facts.values_of(made)
    assert {name: back[name] for name in forecast_facts.GRIDS} == {name: row.values[name] for name in forecast_facts.GRIDS}


@pytest.fixture
def came(queues, history_file):
    """Counts of `general`: 12 contacts in every open half hour of the first two days."""

    def store(count: int = 12, *, days: int = 2, queue: int = 0) -> None:
        grid = Grid(MONDAY, days, 30)
        HistoryInterval.objects.bulk_create(
            HistoryInterval(queue=queues[queue], start=grid.start(n), minutes=30, offered=count, file=history_file)
            for n in range(grid.size)
            if 16 <= n % 48 < 40
        )

    return store


def test_a_snapshot_is_compared_with_what_came(forecast, queues, came, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    came()
    found = {one.queue.code: one for one in accuracy.compare(snapshot, queues)}
    general = found["general"]
    assert general.counted == 48
    day, week, month = general.horizons
    assert (day.horizon, day.intervals) == (1, 24)
    assert (week.intervals, month.intervals) == (48, 48)
    assert week.wape == pytest.approx(2 / 12)
    assert week.bias == pytest.approx(-2 / 12)
    assert (week.cover80, week.cover95) == (1.0, 1.0)
    assert [(one.day, one.said, one.came) for one in general.days[:3]] == [
        (MONDAY, 240.0, 288.0),
        (MONDAY + timedelta(days=1), 240.0, 288.0),
        (MONDAY + timedelta(days=2), None, None),
    ]
    assert general.days[0].error == pytest.approx(-1 / 6)


def test_counts_outside_the_bounds_lower_the_coverage(forecast, queues, came, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    came(13)
    week = accuracy.compare(snapshot, queues)[0].horizons[1]
    assert (week.cover80, week.cover95) == (0.0, 1.0)


def test_a_queue_of_which_nothing_came_yet_has_no_figures_and_no_zeros(forecast, queues, came, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    came()
    cards = accuracy.compare(snapshot, queues)[2]
    assert (cards.horizons, cards.counted) == ((), 0)
    assert {(one.said, one.came, one.error) for one in cards.days} == {(None, None, None)}


def test_what_was_left_out_does_not_speak_against_a_forecast(forecast, queues, came, planner, now) -> None:
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    came(0, days=1)
    assert accuracy.compare(snapshot, queues)[0].counted == 0
    HistoryInterval.objects.update(offered=1)
    assert accuracy.compare(snapshot, queues)[0].counted == 24
    begins = Grid(MONDAY, 1, 30).begins_at
    stretch = {"start": begins, "end": begins + timedelta(days=1), "kind": "outage"}
    HistoryMark.objects.create(queue=queues[0], left_out=True, reason="故障", by=planner, at=now, **stretch)
    assert accuracy.compare(snapshot, queues)[0].counted == 0


def test_a_comparison_takes_three_queries(forecast, queues, came, planner, now, django_assert_num_queries) -> None:
    snapshot = Snapshot.objects.select_related("forecast").get(pk=snapshots.freeze(forecast=forecast, by=planner, now=now).pk)
    came()
    with django_assert_num_queries(3):
        accuracy.compare(snapshot, queues)
