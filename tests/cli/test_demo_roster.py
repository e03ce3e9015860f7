"""`zuoxi demo-roster`: the demo centre plans its first four weeks as its planner would, or says why it did not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typer
from django.utils import timezone, translation

from zuoxi.cli import setup
from zuoxi.cli.console import NO_RESULT
from zuoxi.cli.demo import centre, first_roster
from zuoxi.cli.demo.plan import DemoPlan
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.engine.roster.problem import Problem
from zuoxi.engine.roster.result import Progress, Result, Status, Stop
from zuoxi.engine.roster.solve import solve
from zuoxi.people.models import Person
from zuoxi.planning.models import Forecast, Requirement, Snapshot
from zuoxi.roster import checking, facts, searching
from zuoxi.roster.models import Period, Publication, Version, VersionState

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
SMALL = DemoPlan(team_sizes=(3,) * 7, weeks_of_history=5, calls_a_day=900.0)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A worker that does a job the moment it is asked for; the kinds it did."""
    done: list[str] = []
    work = jobs.perform

    def enqueue(job_id: int) -> None:
        done.append(Job.objects.get(pk=job_id).kind)
        work.func(job_id)

    monkeypatch.setattr(jobs, "perform", SimpleNamespace(enqueue=enqueue))
    monkeypatch.setattr(jobs.transaction, "on_commit", lambda then: then())
    return done


def first_found(task: Problem, *, stop: Stop, progress: Callable[[Progress], None], **more: Any) -> Result:
    """The search, over as soon as it has a legal roster."""
    heard: list[Progress] = []

    def hear(one: Progress) -> None:
        heard.append(one)
        progress(one)

    return solve(task, stop=replace(stop, cancelled=lambda: bool(heard) or stop.cancelled()), progress=hear, **more)


def nothing_found(_task: Problem, **_more: Any) -> Result:
    return Result(Status.NONE, None)


@pytest.mark.slow
def test_the_first_roster_is_forecast_sized_searched_published_and_legal(at_once: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    centre.load(seed=7, now=timezone.now(), plan=SMALL)
    monkeypatch.setattr(searching, "solve", first_found)
    first_roster.command(seconds=120, patience=600)
    assert at_once == ["planning.forecast", "roster.solve"]
    period = Period.objects.get()
    today = timezone.now().astimezone(ZONE).date()
    assert (period.first_day, period.days) == (today - timedelta(days=today.weekday()), 28)
    assert (Forecast.objects.count(), Snapshot.objects.count()) == (1, 1)
    assert period.requirement == Requirement.objects.get()
    version = Version.objects.get()
    assert version.state == VersionState.PUBLISHED
    assert Publication.objects.get().published_by == Person.objects.get(work_number="P001")
    assert checking.hard_violations(facts.sheet(version)) == []
    assert version.assignments.exclude(shift=None).exists()
    first_roster.command(seconds=1, patience=600)
    assert (len(at_once), Version.objects.count()) == (2, 1), "a second start changes nothing"


def planner() -> Person:
    """Somebody who asks for jobs."""
    setup.first_account()
    return Person.objects.get()


def job(state: JobState, **more: object) -> Job:
    now = timezone.now()
    ended = None if state == JobState.WAITING else now
    return Job.objects.create(kind="roster.solve", about="roster:1", asked_by=planner(), asked_at=now, state=state, ended_at=ended, **more)


def soon() -> float:
    return time.monotonic() + 0.05


def test_the_result_of_a_job_that_is_done_is_handed_on() -> None:
    assert first_roster.finished(job(JobState.DONE, result={"version": 7}), soon()) == {"version": 7}


def test_a_job_without_a_result_has_none() -> None:
    assert first_roster.finished(job(JobState.DONE), soon()) == {}


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED, JobState.INTERRUPTED])
def test_a_job_that_failed_ends_the_command_with_three_and_says_so(state: JobState, capsys: pytest.CaptureFixture[str]) -> None:
    with translation.override("en"), pytest.raises(typer.Exit) as end:
        first_roster.finished(job(state), soon())
    assert end.value.exit_code == NO_RESULT
    said = capsys.readouterr()
    assert said.out == ""
    assert "The demo roster was not made: the job roster.solve is" in said.err


def test_nobody_working_ends_the_waiting_at_the_deadline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(first_roster, "POLL_S", 0.01)
    waiting = job(JobState.WAITING)
    start = time.monotonic()
    with translation.override("zh-hans"), pytest.raises(typer.Exit) as end:
        first_roster.finished(waiting, soon())
    assert (end.value.exit_code, time.monotonic() - start < 5) == (NO_RESULT, True)
    said = capsys.readouterr().err
    assert "roster.solve" in said
    assert "demo roster" not in said


def test_the_waiting_sees_what_the_worker_has_done_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = job(JobState.WAITING)

    def working(_seconds: float) -> None:
        Job.objects.filter(pk=waiting.pk).update(state=JobState.DONE, ended_at=timezone.now(), result={"forecast": 3})

    monkeypatch.setattr(first_roster, "time", SimpleNamespace(sleep=working, monotonic=time.monotonic))
    assert first_roster.finished(waiting, time.monotonic() + 60) == {"forecast": 3}


def test_a_centre_that_has_a_period_is_left_alone(at_once: list[str]) -> None:
    chen = planner()
    Period.objects.create(unit=chen.unit, name="四周", first_day=timezone.now().date(), days=28, created_by=chen, created_at=timezone.now())
    first_roster.command(seconds=1, patience=1)
    assert at_once == []
    assert not Version.objects.exists()


def test_a_forecast_that_fails_leaves_no_period_and_no_roster(at_once: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    centre.load(seed=7, now=timezone.now(), plan=SMALL)
    broken = jobs.Kind(lambda *_args, **_more: 1 / 0, "broken")
    monkeypatch.setitem(jobs.KINDS, "planning.forecast", broken)
    monkeypatch.setattr(jobs.log, "exception", lambda *_args: None)
    with pytest.raises(typer.Exit):
        first_roster.command(seconds=1, patience=5)
    assert Job.objects.get().error_code == "job.failed"
    assert not Period.objects.exists()


def test_a_search_that_finds_nothing_in_its_time_ends_with_three_and_what_to_do(
    at_once: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.load(seed=7, now=timezone.now(), plan=SMALL)
    monkeypatch.setattr(searching, "solve", nothing_found)
    with translation.override("en"), pytest.raises(typer.Exit) as end:
        first_roster.command(seconds=1, patience=600)
    assert end.value.exit_code == NO_RESULT
    assert "search again on the page of the period" in capsys.readouterr().err
    assert not Version.objects.exists()
    assert Period.objects.get().requirement is not None, "what the sentence promises"
