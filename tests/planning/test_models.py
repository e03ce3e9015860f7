"""What the database itself refuses, whatever the code above it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from zuoxi.planning.models import (
    Forecast,
    ForecastSeries,
    HistoryFile,
    HistoryInterval,
    HistoryMark,
    Layer,
    Requirement,
    RequirementSeries,
    ShrinkageShare,
    Snapshot,
    Target,
)

START = datetime(2026, 11, 16, tzinfo=UTC)


def refused(kind: Any, /, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.objects.create(**values)


def test_of_one_interval_only_one_row_is_current(queues, history_file) -> None:
    values = {"queue": queues[0], "start": START, "minutes": 30, "offered": 1, "file": history_file}
    first = HistoryInterval.objects.create(**values)
    refused(HistoryInterval, **values)
    HistoryInterval.objects.create(**values, replaced_by=history_file)
    first.replaced_by = history_file
    first.save()
    HistoryInterval.objects.create(**values)
    assert HistoryInterval.objects.current().count() == 1


@pytest.mark.parametrize("minutes", [0, 1, 10, 45, 120])
def test_intervals_have_a_known_length(queues, history_file, minutes: int) -> None:
    refused(HistoryInterval, queue=queues[0], start=START, minutes=minutes, offered=1, file=history_file)


def test_intervals_between_two_moments_include_the_first_and_not_the_second(queues, history_file) -> None:
    for n in range(3):
        HistoryInterval.objects.create(queue=queues[0], start=START + timedelta(hours=n), minutes=60, offered=n, file=history_file)
    found = HistoryInterval.objects.between(START, START + timedelta(hours=2))
    assert sorted(found.values_list("offered", flat=True)) == [0, 1]


def test_a_mark_ends_after_it_starts_and_stands_once(queues, now) -> None:
    values = {"queue": queues[0], "start": START, "kind": "outage", "at": now}
    refused(HistoryMark, **values, end=START)
    HistoryMark.objects.create(**values, end=START + timedelta(hours=1))
    refused(HistoryMark, **values, end=START + timedelta(hours=1))
    HistoryMark.objects.create(**{**values, "kind": "low"}, end=START + timedelta(hours=1))


@pytest.mark.parametrize("days", [0, 401])
def test_a_forecast_covers_a_sensible_number_of_days(planner, now, days: int) -> None:
    told = {"name": "x", "first_day": date(2026, 12, 1), "step_min": 30, "history_until": date(2026, 11, 30)}
    refused(Forecast, **told, days=days, made_by=planner, made_at=now)


def test_a_forecast_has_one_series_a_queue_and_knows_its_last_day(make_forecast, queues) -> None:
    forecast = make_forecast(days=28)
    refused(ForecastSeries, forecast=forecast, queue=queues[0], method="theta", values={})
    assert forecast.last_day == date(2026, 12, 20)


def test_a_layer_ends_after_it_starts(make_forecast, planner, now) -> None:
    told = {"operation": "add", "amount": 1, "reason": "x", "author": planner, "created_at": now}
    refused(Layer, forecast=make_forecast(), start=START, end=START, **told)


def test_a_forecast_that_was_frozen_and_a_snapshot_that_was_used_cannot_be_deleted(make_forecast, planner, now) -> None:
    forecast = make_forecast()
    snapshot = Snapshot.objects.create(forecast=forecast, values={}, taken_by=planner, taken_at=now)
    with pytest.raises(ProtectedError):
        forecast.delete()
    Requirement.objects.create(snapshot=snapshot, shrinkage={}, made_by=planner, made_at=now)
    with pytest.raises(ProtectedError):
        snapshot.delete()


def test_a_file_whose_intervals_are_history_cannot_be_deleted(queues, history_file) -> None:
    HistoryInterval.objects.create(queue=queues[0], start=START, minutes=30, offered=1, file=history_file)
    with pytest.raises(ProtectedError):
        history_file.delete()
    assert HistoryFile.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_level": 0.0},
        {"service_level": 1.0},
        {"max_abandon": 0.0},
        {"max_abandon": 1.0},
        {"max_occupancy": 0.0},
        {"max_occupancy": 1.1},
        {"model": "A", "patience_s": None},
        {"model": "A", "patience_s": 0.0},
    ],
)
def test_a_target_holds_shares_and_erlang_a_its_patience(queues, now, wrong: dict[str, Any]) -> None:
    fine = {"queue": queues[0], "effective_from": date(2026, 12, 1), "model": "C", "service_level": 0.8, "patience_s": 100.0, "set_at": now}
    refused(Target, **{**fine, **wrong})
    Target.objects.create(**fine)
    refused(Target, **fine)


@pytest.mark.parametrize("wrong", [{"share": -0.1}, {"share": 1.0}, {"weekday": 7}])
def test_a_share_of_shrinkage_is_a_share_on_a_weekday_once(db, wrong: dict[str, Any]) -> None:
    fine = {"kind": "leave", "weekday": 0, "share": 0.1}
    refused(ShrinkageShare, **{**fine, **wrong})
    ShrinkageShare.objects.create(**fine)
    refused(ShrinkageShare, **fine)


def test_a_requirement_has_one_series_a_queue(make_forecast, queues, planner, now) -> None:
    snapshot = Snapshot.objects.create(forecast=make_forecast(), values={}, taken_by=planner, taken_at=now)
    made = Requirement.objects.create(snapshot=snapshot, shrinkage={}, made_by=planner, made_at=now)
    RequirementSeries.objects.create(requirement=made, queue=queues[0], target=[], values={})
    refused(RequirementSeries, requirement=made, queue=queues[0], target=[], values={})


def test_targets_in_force_are_those_that_have_begun(queues, now) -> None:
    for month in (10, 11, 12):
        Target.objects.create(queue=queues[0], effective_from=date(2026, month, 1), model="C", service_level=0.8, set_at=now)
    assert Target.objects.in_force(date(2026, 11, 1)).count() == 2
    assert Target.objects.in_force(date(2026, 9, 30)).count() == 0


def test_everything_can_be_named_in_a_log(make_forecast, queues, history_file, planner, now) -> None:
    forecast = make_forecast()
    snapshot = Snapshot.objects.create(forecast=forecast, values={}, taken_by=planner, taken_at=now)
    assert str(forecast) == "十二月"
    assert str(history_file) == "calls.csv"
    assert "2026-11-22 08:00" in str(snapshot)
    assert str(forecast.series.first()).endswith("weighted_mean")
