"""The progress of a job as a page shows it: what state, what live picture, where it ends.

Areas register in `AppConfig.ready()` what is peculiar to their kind of job:

    progress.register("roster.solve", live="roster/solve_live.html", done=lambda job: reverse("roster:version", args=[job.result["version"]]))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.core.sentences import sentence
from zuoxi.people import access
from zuoxi.people.models import Person, RoleName


@dataclass(frozen=True)
class Show:
    """`live` is a template that draws `job.live`; `done` gives the address to go to at the end; `roles` may watch what others started."""

    live: str = ""
    done: Callable[[Job], str] | None = None
    roles: frozenset[str] = frozenset({RoleName.PLANNER})


_SHOWS: dict[str, Show] = {}


def register(kind: str, *, live: str = "", done: Callable[[Job], str] | None = None, roles: frozenset[str] = Show.roles) -> None:
    _SHOWS[kind] = Show(live, done, roles)


def show_of(kind: str) -> Show:
    return _SHOWS.get(kind, Show())


def visible_to(person: Person) -> QuerySet[Job]:
    """One's own jobs, and those of kinds that one's roles may watch."""
    own = Job.objects.filter(asked_by=person)
    kinds = [kind for kind in jobs.KINDS if access.has(person, *show_of(kind).roles)]
    return (own | Job.objects.filter(kind__in=kinds)).select_related("asked_by")


@dataclass(frozen=True)
class Progress:
    """A job at a moment. One whose worker has fallen silent is shown as interrupted before the reaper ends it."""

    job: Job
    now: datetime

    @property
    def state(self) -> str:
        heard = self.job.heartbeat_at
        silent = self.job.state == JobState.RUNNING and heard is not None and heard < self.now - jobs.PATIENCE
        return JobState.INTERRUPTED if silent else self.job.state

    @property
    def state_label(self) -> str:
        return str(JobState(self.state).label)

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def can_resume(self) -> bool:
        return self.state in (JobState.INTERRUPTED, JobState.FAILED, JobState.CANCELLED) and self.job.kind in jobs.KINDS

    @property
    def is_stopping(self) -> bool:
        return self.is_open and self.job.cancel_asked_at is not None

    @property
    def seconds(self) -> float | None:
        """How long it has run, in seconds."""
        if self.job.started_at is None:
            return None
        return ((self.job.ended_at or self.now) - self.job.started_at).total_seconds()

    @property
    def label(self) -> str:
        kind = jobs.KINDS.get(self.job.kind)
        return str(kind.label) if kind else self.job.kind

    @property
    def live(self) -> str:
        return show_of(self.job.kind).live

    @property
    def next_url(self) -> str:
        done = show_of(self.job.kind).done
        return done(self.job) if done and self.job.state == JobState.DONE else ""

    @property
    def error(self) -> str:
        """What went wrong and what to do, in the reader's language."""
        return sentence(self.job.error_code, self.job.error_facts) if self.job.error_code else ""
