"""How a job may end badly, and that its page can always say so: code and facts survive the way through JSON and both languages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone, translation

from tests.cast import Cast, client_of, make_cast
from zuoxi.core import jobs
from zuoxi.core.errors import PROBLEMS, MovedMeanwhile, Problem
from zuoxi.core.models import Job, JobState
from zuoxi.core.sentences import SENTENCES, sentence
from zuoxi.engine.finding import Refusal
from zuoxi.planning.forecasting import NoHistory
from zuoxi.roster.publishing import HardViolations
from zuoxi.web.shell.progress import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Job]:
    """A job of this function, run to its end."""

    def run(function: Callable[..., Any], **arguments: Any) -> Job:
        monkeypatch.setitem(jobs.KINDS, "test.end", jobs.Kind(function, "end"))
        job = jobs.start("test.end", about="x:1", by=cast.lin, now=timezone.now(), arguments=arguments)
        jobs.perform.func(job.pk)
        return Job.objects.get(pk=job.pk)

    return run


def raising(error: Exception) -> Callable[..., Any]:
    def work(run: jobs.Run) -> None:
        raise error

    return work


def problems(kind: type[Problem] = Problem) -> list[type[Problem]]:
    return [one for sub in kind.__subclasses__() for one in (sub, *problems(sub))]


SAID: list[tuple[Exception, str, str]] = [
    (NoHistory(day=date(2026, 12, 1), queues="热线"), "热线", "2026-12-01"),
    (MovedMeanwhile(what="calls.csv"), "calls.csv", "calls.csv"),
    (HardViolations(count=3, first="林静"), "3", "林静"),
    (Refusal("tables.file_too_large", megabytes=200.0, most=50.0), "200", "50"),
    (Refusal("tables.empty"), "", ""),
]


@pytest.mark.parametrize(("error", "first", "second"), SAID, ids=lambda one: getattr(one, "code", None))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_ended_a_job_is_said_on_its_page_with_its_facts(
    error: Any, first: str, second: str, language: str, cast: Cast, ended: Callable[..., Job]
) -> None:
    job = ended(raising(error))
    assert (job.state, job.error_code, job.result) == (JobState.FAILED, error.code, None)
    assert job.ended_at is not None
    with translation.override(language):
        said = Progress(job, timezone.now()).error
    assert first in said
    assert second in said
    page = client_of(cast.lin, language=language).get(f"/jobs/{job.pk}/")
    assert page.status_code == 200
    assert first in page.content.decode()
    assert client_of(cast.lin, language=language).get("/jobs/").status_code == 200


def test_every_problem_that_can_end_a_job_has_a_sentence_for_its_code() -> None:
    for kind in problems():
        assert kind.code in PROBLEMS or kind.code in SENTENCES, kind
        assert str(PROBLEMS[kind.code]).strip()


def test_no_two_problems_share_a_code_with_different_words() -> None:
    told: dict[str, str] = {}
    for kind in problems():
        assert told.setdefault(kind.code, str(kind.text)) == str(kind.text), kind


def test_a_code_that_nobody_knows_is_a_defect() -> None:
    with pytest.raises(KeyError):
        sentence("no.such.code", {})


def test_an_unexpected_error_is_logged_with_its_trace_and_said_in_general_words(ended: Callable[..., Job], caplog: pytest.LogCaptureFixture) -> None:
    secret = "password=hunter2"
    with caplog.at_level(logging.ERROR, logger="zuoxi.core.jobs"):
        job = ended(raising(RuntimeError(secret)))
    assert (job.state, job.error_code, job.error_facts) == (JobState.FAILED, "job.failed", {})
    assert secret not in Progress(job, timezone.now()).error
    (record,) = [one for one in caplog.records if one.name == "zuoxi.core.jobs"]
    assert str(job.pk) in record.getMessage()
    assert record.exc_info
    assert secret in str(record.exc_info[1])


@pytest.mark.parametrize("facts", [{"day": date(2026, 12, 1)}, {"count": 3}, {"who": None}, {"share": 0.5}, {"list": [1, "二"]}])
def test_any_facts_survive_the_way_through_json_as_text(facts: dict[str, Any], ended: Callable[..., Job]) -> None:
    job = ended(raising(MovedMeanwhile(what="x", **facts)))
    assert job.error_facts == {"what": "x", **{key: str(value) for key, value in facts.items()}}


def test_one_that_is_asked_to_stop_ends_cancelled_with_what_it_had_and_can_be_started_again(cast: Cast, ended: Callable[..., Job]) -> None:
    def half(run: jobs.Run) -> None:
        run.beat(done=1, total=4, live={"n": 1}, checkpoint={"n": 1})
        jobs.cancel(run.job, now=timezone.now())
        run.beat(done=2, checkpoint={"n": 2})
        raise AssertionError("it went on")

    job = ended(half)
    assert (job.state, job.done, job.percent, job.checkpoint, job.error_code) == (JobState.CANCELLED, 2, 50, {"n": 2}, "")
    again = jobs.resume(job, by=cast.chen, now=timezone.now())
    assert (again.resumed_from, again.arguments, again.state) == (job, job.arguments, JobState.WAITING)
    assert not jobs.cancel(job, now=timezone.now()), "what has ended cannot be cancelled"


def test_a_job_cancelled_before_it_began_never_runs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    monkeypatch.setitem(jobs.KINDS, "test.end", jobs.Kind(lambda run: runs.append(1), "end"))
    job = jobs.start("test.end", about="x:1", by=cast.lin, now=timezone.now())
    assert jobs.cancel(job, now=timezone.now())
    jobs.perform.func(job.pk)
    assert runs == []
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED


def test_two_kinds_about_one_thing_and_one_kind_about_two_things_do_not_disturb_each_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("test.one", "test.two"):
        monkeypatch.setitem(jobs.KINDS, kind, jobs.Kind(lambda run: None, kind))
    for kind in ("test.one", "test.two"):
        for about in ("x:1", "x:2"):
            jobs.start(kind, about=about, by=cast.lin, now=timezone.now())
            with pytest.raises(jobs.AlreadyRunning):
                jobs.start(kind, about=about, by=cast.chen, now=timezone.now())
    assert Job.objects.open().count() == 4
