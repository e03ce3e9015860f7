"""Pages of the shell."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast, at
from tests.web.areas import Page
from tests.web.shell.doors import job
from zuoxi.core.models import Job, JobState, Notice

NOW = at("2026-03-01 09:00")


def more_notices(cast: Cast, count: int) -> None:
    Notice.objects.bulk_create(Notice(person=cast.lin, kind="job.failed", key=f"k{n}", at=NOW + timedelta(minutes=n)) for n in range(count))


def more_jobs(cast: Cast, count: int) -> None:
    Job.objects.bulk_create(
        Job(kind="test.work", about=f"x:{n}", asked_by=cast.lin, asked_at=NOW, state=JobState.DONE, ended_at=NOW) for n in range(count)
    )


PAGES = [
    Page("shell:login", "nobody"),
    Page("shell:home", "lin"),
    Page("shell:home", "chen", name="shell:home planner"),
    Page("shell:password", "lin"),
    Page("shell:notices", "lin", grow=more_notices),
    Page("shell:jobs", "lin", grow=more_jobs),
    Page("shell:job", "lin", args=job),
]
