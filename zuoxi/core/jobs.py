"""Long work: asked for on a page, done by a worker, watched, cancelled, handed on when the worker dies.

The queue is django-tasks; the Job row carries what it lacks: progress, heartbeat, checkpoint, cancel. Apps register what can be run
in `AppConfig.ready()`. A job function gets a `Run` and the job's arguments, and returns the result (any JSON).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import OPEN_STATES, Job, JobState
from zuoxi.engine.finding import Refusal

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=30)
"""A running job without a heartbeat for this long is taken for dead."""


class AlreadyRunning(Problem):
    code, status = "job.already_running", 409
    text = _("This is being worked on already. Wait for it, or cancel it first.")


class Cancelled(Exception):
    """Raised inside a job by `Run.beat` once somebody asked to stop it."""


@dataclass(frozen=True)
class Kind:
    """What can be run: its function and what people call it."""

    function: Callable[..., Any]
    label: str | Promise


KINDS: dict[str, Kind] = {}


def register(name: str, *, function: Callable[..., Any], label: str | Promise) -> None:
    KINDS[name] = Kind(function, label)


@dataclass
class Run:
    """A job's own hand: report progress, keep a checkpoint, learn that it shall stop."""

    job: Job

    def beat(self, *, done: int | None = None, total: int | None = None, live: dict[str, Any] | None = None, checkpoint: Any = None) -> None:
        """Say that it is alive, and how far. Raises Cancelled when somebody asked to stop; use `cancelled` to finish in order instead."""
        self.tell(done=done, total=total, live=live, checkpoint=checkpoint)
        if self.cancelled():
            raise Cancelled

    def tell(self, *, done: int | None = None, total: int | None = None, live: dict[str, Any] | None = None, checkpoint: Any = None) -> None:
        news = {"done": done, "total": total, "live": live, "checkpoint": checkpoint}
        fields = {name: value for name, value in news.items() if value is not None}
        Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING).update(heartbeat_at=timezone.now(), **fields)

    def cancelled(self) -> bool:
        """Whether somebody asked to stop it, or took it for dead and ended it."""
        return not Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, cancel_asked_at=None).exists()


def start(kind: str, *, about: str, by: Any, now: datetime, arguments: dict[str, Any] | None = None, resumed_from: Job | None = None) -> Job:
    """Queue a job. At most one of a kind about one thing is open at a time; a second is refused."""
    if kind not in KINDS:
        raise KeyError(kind)
    reap(now=now)
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, about=about, asked_by=by, asked_at=now, arguments=arguments or {}, resumed_from=resumed_from)
            transaction.on_commit(lambda: perform.enqueue(job.pk))
    except IntegrityError as error:
        raise AlreadyRunning from error
    return job


def cancel(job: Job, *, now: datetime) -> bool:
    """Ask a job to stop; a waiting one is ended at once. False when it had already ended."""
    if Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.CANCELLED, cancel_asked_at=now, ended_at=now):
        return True
    return bool(Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_asked_at=now))


def resume(job: Job, *, by: Any, now: datetime) -> Job:
    """Start an interrupted, failed or cancelled job again with the same arguments; it finds the old checkpoint in `resumed_from`."""
    if job.state == JobState.DONE:
        raise MovedMeanwhile(what=str(KINDS[job.kind].label) if job.kind in KINDS else job.kind)
    return start(job.kind, about=job.about, by=by, now=now, arguments=job.arguments, resumed_from=job)


def reap(*, now: datetime) -> int:
    """End the jobs whose worker is gone, so that nothing shows as running for ever."""
    return Job.objects.silent(now, PATIENCE).update(state=JobState.INTERRUPTED, ended_at=now)


@task()
def perform(job_id: int) -> None:
    """Run a queued job in the worker; the only place where any exception is caught, logged and kept as the job's error."""
    now = timezone.now()
    if not Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING, started_at=now, heartbeat_at=now):
        return
    job = Job.objects.select_related("asked_by", "resumed_from").get(pk=job_id)
    try:
        result = KINDS[job.kind].function(Run(job), **job.arguments)
    except Cancelled:
        _end(job, JobState.CANCELLED)
    except (Problem, Refusal) as refused:
        _end(job, JobState.FAILED, error_code=refused.code, error_facts={key: str(value) for key, value in refused.facts.items()})
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        _end(job, JobState.FAILED, error_code="job.failed")
    else:
        _end(job, JobState.DONE, result=result)


def _end(job: Job, state: JobState, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk, state__in=OPEN_STATES).update(state=state, ended_at=timezone.now(), **fields)
