"""The job that makes a forecast: from stored history to stored series, with progress, cancel and clear refusals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

import pytest

from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.planning import forecasting
from zuoxi.planning.models import Forecast, HistoryInterval, HistoryMark

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ask(queues, planner, now):
    def run(**other: Any) -> Job:
        wanted = {"first_day": MONDAY, "days": 14, "queues": queues, "name": "十二月", **other}
        return forecasting.start(by=planner, now=now, **wanted)

    return run


def work(job: Job) -> Job:
    """What the worker does."""
    jobs.perform.call(job.pk)
    job.refresh_from_db()
    return job


def test_every_queue_gets_a_series_with_bounds_handling_time_and_a_table_of_errors(ask, make_history, planner) -> None:
    make_history()
    job = work(ask())
    assert (job.state, job.error_code) == (JobState.DONE, "")
    forecast = Forecast.objects.get(pk=job.result["forecast"])
    assert (forecast.name, forecast.first_day, forecast.days, forecast.step_min, forecast.made_by) == ("十二月", MONDAY, 14, 30, planner)
    assert forecast.history_until == date(2026, 11, 20)
    rows = {row.queue.code: row for row in forecast.series.select_related("queue")}
    assert set(rows) == {"general", "billing", "cards"}
    general = rows["general"]
    assert {name: len(general.values[name]) for name in ("volume", "lo80", "hi80", "lo95", "hi95", "aht_s")} == dict.fromkeys(
        ("volume", "lo80", "hi80", "lo95", "hi95", "aht_s"), 14 * 48
    )
    assert len(general.values["day_bounds"]["lo80"]) == 14
    monday_noon = 24
    assert general.values["lo95"][monday_noon] <= general.values["lo80"][monday_noon] <= general.values["volume"][monday_noon]
    assert general.values["aht_s"][monday_noon] == pytest.approx(180, abs=1)
    assert general.values["volume"][0] is None
    assert [line["method"] for line in general.errors if line["chosen"]] == [general.method]
    assert "seasonal_naive" in {line["method"] for line in general.errors}


def test_the_second_queue_is_forecast_at_its_own_level(ask, make_history) -> None:
    make_history()
    forecast = Forecast.objects.get(pk=work(ask()).result["forecast"])
    totals = {row.queue.code: sum(value or 0 for value in row.values["volume"]) for row in forecast.series.select_related("queue")}
    assert totals["billing"] == pytest.approx(totals["general"] / 2, rel=0.05)
    assert totals["cards"] == pytest.approx(totals["general"] / 3, rel=0.05)


def test_progress_counts_queues_and_names_the_method_chosen(ask, make_history, queues) -> None:
    make_history()
    job = work(ask())
    assert (job.done, job.total) == (100, 100)
    assert [line["name"] for line in job.live["queues"]] == ["通用", "账务", "卡务"]
    assert all(line["share"] == 1 and line["method"] and line["wape"] > 0 for line in job.live["queues"])


def test_a_stopped_forecast_leaves_nothing(ask, make_history, monkeypatch, now) -> None:
    make_history()
    job = ask()
    seen = []

    def stop_at_the_second(run, **news) -> None:
        seen.append(news["done"])
        if news["done"] > 40:
            raise jobs.Cancelled

    monkeypatch.setattr(jobs.Run, "beat", stop_at_the_second)
    assert work(job).state == JobState.CANCELLED
    assert seen == sorted(seen)
    assert not Forecast.objects.exists()


def test_a_second_forecast_of_the_same_planner_waits_for_the_first(ask, make_history) -> None:
    make_history()
    ask()
    with pytest.raises(jobs.AlreadyRunning):
        ask()


def test_what_is_known_of_the_days_to_come_is_not_used(ask, make_history) -> None:
    make_history()
    past = MONDAY - timedelta(days=14)
    first = Forecast.objects.get(pk=work(ask(first_day=past)).result["forecast"])
    assert first.history_until == date(2026, 11, 6)
    HistoryInterval.objects.filter(start__gte="2026-11-09T00:00+08:00").update(offered=10_000)
    second = Forecast.objects.get(pk=work(ask(first_day=past)).result["forecast"])
    assert [row.values for row in first.series.order_by("queue")] == [row.values for row in second.series.order_by("queue")]


def test_what_was_left_out_is_not_learnt_from(ask, make_history, queues, planner, now) -> None:
    make_history(only=1)

    def total() -> float:
        forecast = Forecast.objects.get(pk=work(ask(queues=queues[:1])).result["forecast"])
        return sum(value or 0 for value in forecast.series.get().values["volume"])

    undisturbed = total()
    begin, end = datetime(2026, 11, 8, 16, tzinfo=UTC), datetime(2026, 11, 20, 16, tzinfo=UTC)
    HistoryInterval.objects.filter(start__gte=begin, start__lt=end).update(offered=5)
    assert total() < 0.95 * undisturbed
    HistoryMark.objects.create(queue=queues[0], start=begin, end=end, kind="by_hand", left_out=True, reason="故障", by=planner, at=now)
    assert total() == pytest.approx(undisturbed, rel=0.02)


def test_a_queue_without_history_is_refused_by_name_and_nothing_is_kept(ask, make_history) -> None:
    make_history(only=2)
    job = work(ask())
    assert (job.state, job.error_code) == (JobState.FAILED, "planning.no_history")
    assert "卡务" in job.error_facts["queues"]
    assert not Forecast.objects.exists()


def test_a_planner_can_forecast_some_queues(ask, make_history, queues) -> None:
    make_history(only=2)
    forecast = Forecast.objects.get(pk=work(ask(queues=queues[:2], name="")).result["forecast"])
    assert forecast.series.count() == 2
    assert forecast.name == "2026-11-23 ～ 2026-12-06"


def test_a_forecast_needs_a_queue_and_a_sensible_length(ask) -> None:
    with pytest.raises(forecasting.NoQueues):
        ask(queues=[])
    for days in (0, 401):
        with pytest.raises(forecasting.TooLong):
            ask(days=days)
    assert not Job.objects.exists()


@pytest.mark.slow
def test_three_queues_of_twelve_weeks_are_forecast_in_ten_seconds(ask, make_history) -> None:
    make_history(weeks=12)
    job, begin = ask(days=28), process_time()
    assert work(job).state == JobState.DONE
    assert process_time() - begin < 10
