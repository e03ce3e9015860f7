"""A worker that dies in the middle of a job (R3): said within 30 seconds, started again with one click, never two at work on one thing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.faults.processes import at_once, errors
from tests.faults.worker import COUNT, count
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.web.shell.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
PATIENT_S = 60


@pytest.fixture(autouse=True)
def _counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.KINDS, COUNT, jobs.Kind(count, COUNT))


@contextmanager
def a_worker(database: str, *, tasks: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A worker process on this database, ready; killed in the end if it still lives."""
    environment = {**os.environ, "ZUOXI_DATABASE": database, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults.worker", str(tasks)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    end = time.monotonic() + PATIENT_S
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def start(cast: Cast, *, upto: int = 500, pause_s: float = 0.05, **more: Any) -> Job:
    return jobs.start(COUNT, about="x:1", by=cast.lin, now=timezone.now(), arguments={"upto": upto, "pause_s": pause_s}, **more)


def now_of(job: Job) -> Job:
    job.refresh_from_db()
    return job


@pytest.mark.slow
def test_a_job_whose_worker_was_killed_is_interrupted_resumes_where_it_was_and_is_done_once(shared_database: str, cast: Cast) -> None:
    job = start(cast)
    with a_worker(shared_database) as process:
        until(lambda: now_of(job).done >= 3)
        with pytest.raises(jobs.AlreadyRunning):
            start(cast)
        process.send_signal(signal.SIGKILL)
        process.wait()
    died, heard = timezone.now(), now_of(job).heartbeat_at
    assert heard is not None
    assert died - heard < timedelta(seconds=10)
    assert Progress(job, heard + timedelta(seconds=29)).state == JobState.RUNNING
    assert Progress(job, heard + timedelta(seconds=31)).state == JobState.INTERRUPTED
    assert jobs.reap(now=heard + timedelta(seconds=29)) == 0
    assert jobs.reap(now=heard + timedelta(seconds=31)) == 1
    kept = now_of(job)
    assert (kept.state, kept.ended_at) == (JobState.INTERRUPTED, heard + timedelta(seconds=31))
    assert kept.checkpoint["counted"] == kept.done

    Job.objects.filter(pk=job.pk).update(arguments={"upto": kept.done + 3, "pause_s": 0.0})
    again = jobs.resume(now_of(job), by=cast.chen, now=timezone.now())
    with a_worker(shared_database, tasks=1) as process:
        until(lambda: not now_of(again).is_open)
    assert (again.state, again.result) == (JobState.DONE, {"counted": kept.done + 3, "started_at": kept.done})
    assert (again.resumed_from_id, again.asked_by) == (job.pk, cast.chen)
    assert now_of(job).state == JobState.INTERRUPTED
    assert not Job.objects.open().exists()


@pytest.mark.slow
def test_a_worker_stops_at_the_next_beat_once_somebody_asks_and_does_the_next_job(shared_database: str, cast: Cast) -> None:
    job = start(cast)
    with a_worker(shared_database, tasks=2):
        until(lambda: now_of(job).done >= 2)
        asked = time.monotonic()
        assert jobs.cancel(job, now=timezone.now())
        until(lambda: not now_of(job).is_open)
        assert time.monotonic() - asked < 10
        assert (job.state, job.result) == (JobState.CANCELLED, None)
        following = start(cast, upto=2, pause_s=0.0)
        until(lambda: not now_of(following).is_open)
    assert (following.state, following.result["counted"]) == (JobState.DONE, 2)


def test_a_dead_job_gives_way_to_a_new_one_as_soon_as_the_patience_is_over(cast: Cast) -> None:
    job = start(cast)
    heard = timezone.now()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=heard, heartbeat_at=heard)
    with pytest.raises(jobs.AlreadyRunning):
        jobs.start(COUNT, about="x:1", by=cast.lin, now=heard + jobs.PATIENCE)
    made = jobs.start(COUNT, about="x:1", by=cast.lin, now=heard + jobs.PATIENCE + timedelta(milliseconds=1))
    assert [now_of(one).state for one in (job, made)] == [JobState.INTERRUPTED, JobState.WAITING]


def test_of_many_who_resume_one_interrupted_job_at_once_one_does(cast: Cast) -> None:
    job = start(cast)
    Job.objects.filter(pk=job.pk).update(state=JobState.INTERRUPTED, ended_at=timezone.now())
    results = at_once(*[lambda: jobs.resume(Job.objects.get(pk=job.pk), by=cast.lin, now=timezone.now())] * 8)
    assert errors(results) == ["AlreadyRunning"] * 7
    assert Job.objects.open().count() == 1


def test_of_two_workers_that_take_the_same_job_one_runs_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    monkeypatch.setitem(jobs.KINDS, COUNT, jobs.Kind(lambda run, **_: runs.append(run.job.pk), COUNT))
    job = start(cast)
    assert errors(at_once(*[lambda: jobs.perform.func(job.pk)] * 6)) == []
    assert runs == [job.pk]
    assert now_of(job).state == JobState.DONE


def test_a_cancel_at_the_moment_of_the_start_ends_the_job_or_is_seen_by_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.KINDS, COUNT, jobs.Kind(lambda run, **_: [run.beat(done=n) or time.sleep(0.01) for n in range(200)], COUNT))
    for _round in range(4):
        job = start(cast)
        asked, ran = at_once(lambda job=job: jobs.cancel(Job.objects.get(pk=job.pk), now=timezone.now()), lambda job=job: jobs.perform.func(job.pk))
        assert (asked, ran) == (True, None)
        assert now_of(job).state == JobState.CANCELLED


def test_one_taken_for_dead_that_wakes_up_stops_and_its_result_does_not_count(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never two at work: the sleeper finds itself ended and leaves."""
    woken: list[str] = []

    def sleeper(run: jobs.Run, **_: object) -> str:
        run.beat(done=1)
        jobs.reap(now=timezone.now() + timedelta(minutes=5))
        other = jobs.resume(Job.objects.get(pk=run.job.pk), by=cast.chen, now=timezone.now())
        woken.append(other.state)
        run.beat(done=2)
        woken.append("went on")
        return "stale"

    monkeypatch.setitem(jobs.KINDS, COUNT, jobs.Kind(sleeper, COUNT))
    job = start(cast)
    jobs.perform.func(job.pk)
    assert woken == [JobState.WAITING]
    kept = now_of(job)
    assert (kept.state, kept.result, kept.done) == (JobState.INTERRUPTED, None, 1)
    assert Job.objects.open().get().resumed_from == job
