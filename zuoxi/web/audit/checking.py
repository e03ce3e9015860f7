"""The check of the whole trail as long work: asked for on the page, done by the worker, its result kept and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from zuoxi.core import audit
from zuoxi.core.jobs import Run
from zuoxi.core.models import Job, JobState
from zuoxi.core.sentences import sentence
from zuoxi.people import matrix

KIND = "audit.verify"
READS = sorted(matrix.roles("audit", "read", "all"))
"""Who reads the audit, and nobody else."""


def work(run: Run) -> dict[str, Any]:
    """The result as a job keeps it."""
    run.tell(done=0, total=1)
    report = audit.verify()
    found = [{"code": finding.code, "facts": {key: str(value) for key, value in finding.facts.items()}} for finding in report.findings]
    return {"events": report.events, "first": report.first, "last": report.last, "anchors": report.anchors, "found": found}


def page(_job: Job) -> str:
    return reverse("audit:events")


@dataclass(frozen=True)
class Checked:
    """The last check: when, how far, what it found in the reader's language."""

    at: datetime
    events: int
    last: int
    anchors: int
    found: list[str]


def last_check() -> Checked | None:
    job = Job.objects.filter(kind=KIND, state=JobState.DONE).order_by("-ended_at").first()
    if job is None or job.ended_at is None or not job.result:
        return None
    said = job.result
    found = [sentence(one["code"], one["facts"]) for one in said["found"]]
    return Checked(job.ended_at, said["events"], said["last"], said["anchors"], found)
