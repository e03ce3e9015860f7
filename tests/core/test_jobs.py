"""Long work: at most one of a kind about a thing, watched, stopped, handed on when the worker dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import at, make_cast
from zuoxi.core import jobs
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Job, JobState
from zuoxi.engine.finding import Refusal
from zuoxi.people.models import Person

NOW = at("2026-03-01 09:00")
Work = Callable[..., Any]


@pytest.fixture
def lin(db: None) -> Person:
    return make_cast().lin


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KINDS", {})


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """What was handed to the worker, instead of a worker."""
    handed: list[int] = []
    monkeypatch.setattr(type(jobs.perform), "enqueue", lambda self, pk: handed.append(pk))
    return handed


def register(function: Work) -> None:
    jobs.register("work", function=function, label="活")


def started(lin: Person, function: Work = lambda run: None, **arguments: Any) -> Job:
    register(function)
    return jobs.start("work", about="x:1", by=lin, now=NOW, arguments=arguments)


def performed(lin: Person, function: Work, **arguments: Any) -> Job:
    job = started(lin, function, **arguments)
    jobs.perform.func(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_started_job_waits_and_is_handed_over_after_the_commit(
    lin: Person, queue: list[int], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = started(lin, seed=3)
        assert queue == []
    assert queue == [job.pk]
    assert (job.state, job.arguments, job.asked_by, job.asked_at) == (JobState.WAITING, {"seed": 3}, lin, NOW)


@pytest.mark.django_db
def test_a_second_one_about_the_same_thing_is_refused_until_the_first_has_ended(lin: Person, queue: list[int]) -> None:
    first = started(lin)
    with pytest.raises(jobs.AlreadyRunning):
        started(lin)
    jobs.start("work", about="x:2", by=lin, now=NOW)
    jobs.cancel(first, now=NOW)
    assert started(lin).pk != first.pk


@pytest.mark.django_db
def test_work_that_nobody_registered_is_a_defect(lin: Person) -> None:
    with pytest.raises(KeyError):
        jobs.start("unknown", about="x:1", by=lin, now=NOW)


@pytest.mark.django_db
def test_the_result_is_kept(lin: Person, queue: list[int]) -> None:
    job = performed(lin, lambda run, a, b: {"sum": a + b}, a=2, b=3)
    assert (job.state, job.result) == (JobState.DONE, {"sum": 5})
    assert job.ended_at >= job.started_at  # type: ignore[operator]


@pytest.mark.django_db
def test_a_job_tells_how_far_it_is(lin: Person, queue: list[int]) -> None:
    seen: list[tuple[int, int, int, Any]] = []

    def work(run: jobs.Run) -> None:
        run.beat(done=0, total=4)
        run.beat(done=1, live={"best": 7})
        run.tell(checkpoint={"n": 1})
        now = Job.objects.get(pk=run.job.pk)
        seen.append((now.done, now.total, now.percent, now.live))

    job = performed(lin, work)
    assert seen == [(1, 4, 25, {"best": 7})]
    assert job.checkpoint == {"n": 1}


@pytest.mark.django_db
def test_a_beat_with_nothing_to_say_keeps_what_was_said(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> None:
        run.beat(done=3, total=9, live={"a": 1})
        run.beat()

    job = performed(lin, work)
    assert (job.done, job.total, job.live) == (3, 9, {"a": 1})


@pytest.mark.django_db
def test_zero_done_is_said_too(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> None:
        run.beat(done=3, total=9)
        run.beat(done=0)

    assert performed(lin, work).done == 0


@pytest.mark.django_db
def test_whoever_asks_it_to_stop_is_heard_at_the_next_beat(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> None:
        run.beat(done=1, total=3, checkpoint="best so far")
        jobs.cancel(run.job, now=NOW)
        run.beat(done=2)
        raise AssertionError("never reached")

    job = performed(lin, work)
    assert (job.state, job.done, job.checkpoint, job.result) == (JobState.CANCELLED, 2, "best so far", None)


@pytest.mark.django_db
def test_a_job_may_finish_in_order_when_asked_to_stop(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> str:
        assert not run.cancelled()
        jobs.cancel(run.job, now=NOW)
        assert run.cancelled()
        return "best so far"

    job = performed(lin, work)
    assert (job.state, job.result) == (JobState.DONE, "best so far")


@pytest.mark.django_db
def test_a_problem_is_kept_by_its_code_and_facts(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> None:
        raise MovedMeanwhile(what="班表")

    job = performed(lin, work)
    assert (job.state, job.error_code, job.error_facts) == (JobState.FAILED, "moved_meanwhile", {"what": "班表"})


@pytest.mark.django_db
def test_a_refusal_of_the_engine_is_kept_by_its_code_and_facts(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> None:
        raise Refusal("interval.ends_before_start", start=9, end=8)

    job = performed(lin, work)
    assert (job.error_code, job.error_facts) == ("interval.ends_before_start", {"start": "9", "end": "8"})


@pytest.mark.django_db
def test_a_defect_is_logged_not_shown(lin: Person, queue: list[int], caplog: pytest.LogCaptureFixture) -> None:
    job = performed(lin, lambda run: 1 / 0)
    assert (job.state, job.error_code, job.error_facts) == (JobState.FAILED, "job.failed", {})
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.django_db
def test_a_job_handed_over_twice_is_done_once(lin: Person, queue: list[int]) -> None:
    calls: list[int] = []
    job = started(lin, lambda run: calls.append(1))
    jobs.perform.func(job.pk)
    jobs.perform.func(job.pk)
    assert calls == [1]


@pytest.mark.django_db
def test_a_job_stopped_while_waiting_is_never_begun(lin: Person, queue: list[int]) -> None:
    calls: list[int] = []
    job = started(lin, lambda run: calls.append(1))
    assert jobs.cancel(job, now=NOW)
    jobs.perform.func(job.pk)
    job.refresh_from_db()
    assert (calls, job.state, job.ended_at) == ([], JobState.CANCELLED, NOW)


@pytest.mark.django_db
def test_what_has_ended_cannot_be_stopped(lin: Person, queue: list[int]) -> None:
    job = performed(lin, lambda run: 1)
    assert jobs.cancel(job, now=NOW) is False
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, 1)


def silent(job: Job, seconds: float) -> Job:
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=NOW, heartbeat_at=NOW - timedelta(seconds=seconds))
    return job


@pytest.mark.django_db
def test_a_job_without_a_heartbeat_is_ended_after_the_patience_not_before(lin: Person, queue: list[int]) -> None:
    job = silent(started(lin), jobs.PATIENCE.total_seconds())
    assert jobs.reap(now=NOW) == 0
    silent(job, jobs.PATIENCE.total_seconds() + 0.001)
    assert jobs.reap(now=NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.ended_at) == (JobState.INTERRUPTED, NOW)


@pytest.mark.django_db
def test_a_dead_job_does_not_stand_in_the_way_of_the_next(lin: Person, queue: list[int]) -> None:
    dead = silent(started(lin), 60)
    jobs.resume(dead, by=lin, now=NOW)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [JobState.INTERRUPTED, JobState.WAITING]


@pytest.mark.django_db
def test_a_worker_that_wakes_after_it_was_taken_for_dead_changes_nothing_more(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run) -> str:
        silent(run.job, 60)
        jobs.reap(now=NOW)
        run.tell(done=99)
        assert run.cancelled()
        return "too late"

    job = performed(lin, work)
    assert (job.state, job.done, job.result) == (JobState.INTERRUPTED, 0, None)


@pytest.mark.django_db
def test_resumed_work_finds_the_checkpoint_of_the_old(lin: Person, queue: list[int]) -> None:
    def work(run: jobs.Run, seed: int) -> Any:
        old = run.job.resumed_from
        if old is None:
            run.beat(checkpoint={"best": seed})
            raise Refusal("interval.ends_before_start", start=1, end=0)
        return old.checkpoint

    first = performed(lin, work, seed=11)
    again = jobs.resume(first, by=lin, now=NOW)
    jobs.perform.func(again.pk)
    again.refresh_from_db()
    assert (again.state, again.result, again.arguments) == (JobState.DONE, {"best": 11}, {"seed": 11})
