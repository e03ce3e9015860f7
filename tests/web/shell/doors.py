"""Doors of the shell."""

from __future__ import annotations

from tests.cast import ACTORS, Cast, at
from tests.web.areas import Door
from zuoxi.core import health
from zuoxi.core.models import Job, JobState, Notice


def notice_of_lin(cast: Cast) -> list[int]:
    return [Notice.objects.create(person=cast.lin, kind="job.failed", key="k", at=at("2026-03-01 09:00")).pk]


def job(cast: Cast, state: str = JobState.RUNNING) -> list[int]:
    now = at("2026-03-01 09:00")
    ended = None if state in (JobState.WAITING, JobState.RUNNING) else now
    return [Job.objects.create(kind="test.work", about="x:1", asked_by=cast.lin, asked_at=now, state=state, ended_at=ended).pk]


class OpenDoor(Door):
    """The door of the watcher: alike for everybody, and 503 on the test databases that keep nothing (in memory, or without fsync)."""

    def expected(self) -> dict[str, int]:
        return dict.fromkeys(ACTORS, 503 if health.lacking() else 200)


DOORS = {
    "shell:health": OpenDoor({}),
    "shell:home": Door({"nobody": 302}, others=200),
    "shell:login": [
        Door({"nobody": 200}, others=302),
        Door({"nobody": 422}, others=302, method="post", data={"username": "1001", "password": "wrong"}),
    ],
    "shell:logout": Door({}, others=302, method="post"),
    "shell:password": [Door({"nobody": 302}, others=200), Door({"nobody": 302}, others=422, method="post", data={"old_password": "wrong"})],
    "shell:preferences": Door({}, others=302, method="post", data={"theme": "dark"}),
    "shell:notices": Door({"nobody": 302}, others=200),
    "shell:notices-read": Door({}, others=302, method="post"),
    "shell:notice": Door({"nobody": 302, "lin": 302}, others=404, method="post", args=notice_of_lin),
    "shell:jobs": Door({"nobody": 302}, others=200),
    "shell:job": Door({"nobody": 302, "lin": 200, "chen": 200}, others=404, args=job),
    "shell:job-cancel": Door({"nobody": 302, "lin": 302, "chen": 302}, others=404, method="post", args=job),
    "shell:job-resume": Door({"nobody": 302, "lin": 302, "chen": 302}, others=404, method="post", args=lambda cast: job(cast, JobState.FAILED)),
}
