"""Two planners at once: of two who do the same thing one is told, and nothing is done by halves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from zuoxi.core import jobs
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Job, JobState
from zuoxi.core.tables import csv_bytes
from zuoxi.planning import forecasting, history_files, history_rows, marks, requirements, shrinkage, snapshots, targets
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import Forecast, HistoryFile, HistoryInterval, HistoryMark, Requirement, ShrinkageShare
from zuoxi.planning.targets import Goal

START = datetime(2026, 11, 16, tzinfo=UTC)
DATA = csv_bytes(["start", "queue", "calls"], [[f"2026-11-16 {hour:02d}:00", "general", hour] for hour in range(8, 20)])


@pytest.fixture
def file(queues, planner, now) -> HistoryFile:
    return history_files.check(data=DATA, name="calls.csv", options=Options(), by=planner, now=now)


def meanwhile(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, action: Any) -> None:
    """Another planner does something while `module.name` runs."""
    real = getattr(module, name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        action()
        return result

    monkeypatch.setattr(module, name, slow)


def test_a_file_that_is_discarded_while_it_is_checked_again_stays_discarded(file, monkeypatch) -> None:
    meanwhile(monkeypatch, history_files, "read", lambda: history_files.discard(file=file))
    with pytest.raises(MovedMeanwhile):
        history_files.recheck(file=file, options=Options(queue="general"))
    file.refresh_from_db()
    assert (file.state, file.content) == ("discarded", None)


def test_a_file_that_is_gone_by_the_time_its_bytes_are_wanted_is_told(file, planner, now) -> None:
    stale = HistoryFile.objects.get(pk=file.pk)
    history_files.discard(file=file)
    for act in (
        lambda: history_files.store(file=stale, by=planner, now=now),
        lambda: history_files.recheck(file=stale, options=Options()),
        lambda: history_files.discard(file=stale),
    ):
        with pytest.raises(MovedMeanwhile):
            act()


def test_a_store_that_fails_at_its_end_leaves_the_file_to_be_stored_again(file, planner, now, monkeypatch) -> None:
    monkeypatch.setattr(marks, "propose", lambda **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        history_files.store(file=file, by=planner, now=now)
    monkeypatch.undo()
    file.refresh_from_db()
    assert (file.state, HistoryInterval.objects.count()) == ("checked", 0)
    assert history_files.store(file=file, by=planner, now=now).added == 12


def test_the_database_lets_no_interval_count_twice_even_if_two_files_are_stored_at_once(file, queues, planner, now) -> None:
    plan = history_rows.plan(history_files.read(DATA, options=Options(), around=history_files.surroundings(now)).believed)
    history_files.store(file=file, by=planner, now=now)
    second = HistoryFile.objects.create(name="again", sha256="0" * 64, uploaded_by=planner, uploaded_at=now)
    with pytest.raises(IntegrityError):
        history_rows.carry_out(plan, file=second)


def test_a_mark_that_is_proposed_anew_while_somebody_decides_keeps_the_decision(make_history, queues, planner, now) -> None:
    make_history(outage=date(2026, 11, 4), only=1)
    marks.propose(queues=queues[:1], now=now)
    mark = HistoryMark.objects.get()
    marks.decide(marks=[mark], leave_out=True, reason="故障", by=planner, now=now)
    marks.propose(queues=queues[:1], now=now + timedelta(hours=1))
    assert [(one.pk, one.left_out, one.reason) for one in HistoryMark.objects.all()] == [(mark.pk, True, "故障")]


def test_of_two_who_undo_a_decision_the_second_is_told(queues, planner, now) -> None:
    mark = HistoryMark.objects.create(queue=queues[0], start=START, end=START + timedelta(hours=1), kind="low", at=now, by=planner, reason="x")
    marks.undo(mark=mark, now=now)
    with pytest.raises(MovedMeanwhile):
        marks.undo(mark=mark, now=now)


def test_a_requirement_that_fails_in_the_middle_leaves_nothing(make_forecast, queues, planner, now, monkeypatch) -> None:
    for queue in queues:
        targets.promise(queue=queue, goal=Goal(model="C", service_level=0.8), effective_from=date(2026, 1, 1), by=planner, now=now)
    snapshot = snapshots.freeze(forecast=make_forecast(), by=planner, now=now)
    done: list[int] = []

    def second_fails(*args: Any, **kwargs: Any) -> Any:
        done.append(1)
        if len(done) == 2:
            raise MemoryError
        return real(*args, **kwargs)

    real = requirements.needed
    monkeypatch.setattr(requirements, "needed", second_fails)
    with pytest.raises(MemoryError):
        requirements.compute(snapshot=snapshot, by=planner, now=now)
    assert not Requirement.objects.exists()


def test_a_table_of_shares_that_cannot_be_stored_leaves_the_old_one(db, monkeypatch) -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    monkeypatch.setattr(type(ShrinkageShare.objects), "bulk_create", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        shrinkage.store(shares={("break", 0): 0.2})
    monkeypatch.undo()
    assert [(row.kind, row.share) for row in ShrinkageShare.objects.all()] == [("leave", 0.1)]


@pytest.fixture
def job(make_history, queues, planner, now) -> Job:
    make_history(weeks=5, only=1)
    return forecasting.start(first_day=date(2026, 11, 23), days=7, queues=queues[:1], name="", by=planner, now=now)


def test_a_forecast_whose_worker_died_is_started_again_and_made_once(job, planner, now) -> None:
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=now, heartbeat_at=now - timedelta(minutes=5))
    again = jobs.resume(Job.objects.get(pk=job.pk), by=planner, now=now)
    assert Job.objects.get(pk=job.pk).state == JobState.INTERRUPTED
    jobs.perform.call(again.pk)
    jobs.perform.call(job.pk)
    assert Forecast.objects.count() == 1
    assert Job.objects.get(pk=again.pk).result == {"forecast": Forecast.objects.get().pk}


def test_a_forecast_that_was_stopped_before_it_began_is_not_made(job, now) -> None:
    assert jobs.cancel(job, now=now)
    jobs.perform.call(job.pk)
    assert not Forecast.objects.exists()


def test_a_forecast_that_was_stopped_while_it_ran_is_not_made(job, now, monkeypatch) -> None:
    meanwhile(monkeypatch, forecasting, "_known", lambda: Job.objects.filter(pk=job.pk).update(cancel_asked_at=now))
    jobs.perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not Forecast.objects.exists()


def test_two_planners_forecast_at_the_same_time(job, queues, make_person, now) -> None:
    other = forecasting.start(first_day=date(2026, 11, 23), days=7, queues=queues[:1], name="", by=make_person("P002", "planner"), now=now)
    for one in (job, other):
        jobs.perform.call(one.pk)
    assert Forecast.objects.count() == 2
