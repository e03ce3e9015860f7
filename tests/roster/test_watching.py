"""The eye on a search: told every second, kept within ten, stopped within one (R3, R42, UX 13)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.roster.builders import NOW, put
from zuoxi.core import jobs
from zuoxi.core.models import Job
from zuoxi.engine.roster.problem import Roster
from zuoxi.engine.roster.result import Progress
from zuoxi.roster import facts, watching
from zuoxi.roster.beside import beside
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import ShiftKind, Version
from zuoxi.roster.watching import Watch

pytestmark = pytest.mark.django_db


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 100.0
    seen: list[Any] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sheet(draft: Version, cast: Cast) -> Sheet:
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.zhao, 3, "夜"))
    return facts.sheet(draft)


@pytest.fixture
def job(cast: Cast) -> Job:
    return Job.objects.create(
        kind="roster.solve", about="roster:1", state="running", asked_by=cast.chen, asked_at=NOW, started_at=NOW, heartbeat_at=NOW
    )


def watch(job: Job, sheet: Sheet, clock: Clock, **more: Any) -> Watch:
    return Watch(jobs.Run(job), sheet, seconds=60, clock=clock, **more)


def reached(sheet: Sheet, cost: int, bound: int | None = 10) -> Progress:
    return Progress(cost, bound, 0.0, Roster(sheet.roster.cells))


def test_before_the_first_roster_it_still_says_that_it_is_alive(job: Job, sheet: Sheet) -> None:
    clock = Clock()
    eye = watch(job, sheet, clock)
    clock.now += 7
    eye.beat()
    job.refresh_from_db()
    assert (job.done, job.total, job.live["cost"], job.live["left"], job.checkpoint) == (7, 60, None, 53, None)
    assert job.heartbeat_at is not None
    assert timezone.now() - job.heartbeat_at < jobs.PATIENCE


def test_the_page_sees_cost_bound_gap_and_time_left(job: Job, sheet: Sheet) -> None:
    clock = Clock()
    eye = watch(job, sheet, clock)
    eye.hear(reached(sheet, 40))
    clock.now += 20
    eye.beat()
    job.refresh_from_db()
    assert {key: job.live[key] for key in ("cost", "bound", "gap", "hard", "left", "seconds")} == {
        "cost": 40, "bound": 10, "gap": 0.75, "hard": 0, "left": 40, "seconds": 60,
    }  # fmt: skip
    assert job.live["track"] == [[20.0, 40, 10]]


def test_the_best_is_kept_at_once_and_then_every_five_seconds_if_it_is_better(job: Job, sheet: Sheet) -> None:
    clock = Clock()
    eye = watch(job, sheet, clock)
    kept = []
    for second, cost in enumerate([40, 39, 38, 37, 36, 35, 34, 34, 34, 34, 34, 34, 20]):
        clock.now = 100.0 + second
        eye.hear(reached(sheet, cost))
        eye.beat()
        job.refresh_from_db()
        kept.append((job.checkpoint["cost"], second - job.checkpoint["elapsed"]))
    assert [cost for cost, _ in kept] == [40] * 5 + [35] * 5 + [34] * 3
    assert max(age for cost, age in kept if cost != 34) <= 5


def test_a_checkpoint_becomes_the_same_roster_again(job: Job, sheet: Sheet) -> None:
    clock = Clock()
    eye = watch(job, sheet, clock, before_s=30.0)
    eye.hear(reached(sheet, 40))
    eye.keep()
    job.refresh_from_db()
    assert (job.checkpoint["cost"], job.checkpoint["elapsed"]) == (40, 30.0)
    assert np.array_equal(watching.from_checkpoint(sheet, job.checkpoint).cells, sheet.roster.cells)


def test_people_and_shifts_that_are_gone_are_left_out_of_a_checkpoint(sheet: Sheet, kinds: dict[str, ShiftKind]) -> None:
    rows = {"1001": ["早", "没了", "晚"], "gone": ["早"] * 7}
    found = watching.from_checkpoint(sheet, {"rows": rows}).codes(sheet.problem)
    assert found == [["早", None, "晚", None, None, None, None], [None] * 7]


def test_it_stops_when_somebody_asks_or_when_the_job_was_taken_for_dead(job: Job, sheet: Sheet) -> None:
    eye = watch(job, sheet, Clock())
    eye.beat()
    assert not eye.is_stopped()
    Job.objects.filter(pk=job.pk).update(cancel_asked_at=NOW)
    eye.beat()
    assert eye.is_stopped()
    other = watch(job, sheet, Clock())
    Job.objects.filter(pk=job.pk).update(cancel_asked_at=None, state="interrupted", ended_at=NOW)
    other.beat()
    assert other.is_stopped()


def test_the_curve_stays_short_however_long_the_search(job: Job, sheet: Sheet) -> None:
    clock = Clock()
    eye = watch(job, sheet, clock)
    for second in range(400):
        clock.now = 100.0 + second
        eye.hear(reached(sheet, 1000 - second))
        eye._note()
    assert len(eye.track) <= watching.TRACK
    assert eye.track[0][0] == 0.0
    assert eye.track[-1] == (399.0, 601, 10)
    assert [point[0] for point in eye.track] == sorted(point[0] for point in eye.track)


def test_work_beside_returns_its_answer_and_beats_meanwhile() -> None:
    beats: list[int] = []

    def work() -> str:
        time.sleep(0.2)
        return "done"

    assert beside(work, beat=lambda: beats.append(1), every_s=0.02) == "done"
    assert len(beats) >= 3


def test_what_the_work_raises_is_raised_and_what_the_beat_raises_ends_the_waiting() -> None:
    def broken() -> None:
        raise KeyError("inside")

    with pytest.raises(KeyError, match="inside"):
        beside(broken, beat=lambda: None)

    def stop() -> None:
        raise jobs.Cancelled

    began = time.monotonic()
    with pytest.raises(jobs.Cancelled):
        beside(lambda: time.sleep(0.5), beat=stop, every_s=0.01)
    assert time.monotonic() - began < 0.4
