"""What the database itself refuses about jobs and notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.cast import Cast, at, make_cast
from zuoxi.core.models import OPEN_STATES, Job, JobState, Notice

pytestmark = pytest.mark.django_db
NOW = at("2026-03-01 09:00")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def job(cast: Cast, **fields: Any) -> Job:
    return Job.objects.create(**{"kind": "work", "about": "x:1", "asked_by": cast.lin, "asked_at": NOW, **fields})


@pytest.mark.parametrize("state", JobState.values)
def test_a_job_has_an_end_exactly_when_it_is_at_one(cast: Cast, state: str) -> None:
    right, wrong = (None, NOW) if state in OPEN_STATES else (NOW, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        job(cast, state=state, ended_at=wrong)
    assert job(cast, state=state, ended_at=right).is_open is (state in OPEN_STATES)


def test_one_of_a_kind_about_a_thing_is_open_ended_ones_are_many(cast: Cast) -> None:
    for _ in range(3):
        job(cast, state=JobState.DONE, ended_at=NOW)
    job(cast)
    job(cast, kind="other")
    job(cast, about="x:2")
    with pytest.raises(IntegrityError), transaction.atomic():
        job(cast, state=JobState.RUNNING)


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (5, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 66), (3, 3, 100), (9, 3, 100)])
def test_percent_is_rounded_down_and_never_beyond_a_hundred(done: int, total: int, percent: int) -> None:
    assert Job(done=done, total=total).percent == percent


def test_jobs_are_chosen_by_who_asked_by_state_and_by_silence(cast: Cast) -> None:
    mine = job(cast, state=JobState.RUNNING, heartbeat_at=NOW - timedelta(seconds=31))
    ended = job(cast, about="x:2", state=JobState.DONE, ended_at=NOW, heartbeat_at=NOW - timedelta(days=1))
    waiting = job(cast, about="x:3", asked_by=cast.zhao)
    assert set(Job.objects.asked_by(cast.lin)) == {mine, ended}
    assert set(Job.objects.all().open()) == {mine, waiting}
    assert set(Job.objects.all().silent(NOW, timedelta(seconds=30))) == {mine}
    assert set(Job.objects.all().silent(NOW, timedelta(seconds=31))) == set()


def test_who_asked_for_a_job_cannot_be_deleted(cast: Cast) -> None:
    job(cast)
    with pytest.raises(ProtectedError):
        cast.lin.delete()


def test_when_the_old_job_is_cleared_away_its_resumption_stays(cast: Cast) -> None:
    old = job(cast, state=JobState.FAILED, ended_at=NOW)
    new = job(cast, resumed_from=old)
    old.delete()
    new.refresh_from_db()
    assert new.resumed_from is None


def tell(cast: Cast, key: str, **fields: Any) -> Notice:
    return Notice.objects.create(**{"person": cast.lin, "kind": "job.failed", "key": key, "at": NOW, **fields})


def test_a_notice_is_told_once_to_each(cast: Cast) -> None:
    tell(cast, "publication:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(cast, "publication:1")
    tell(cast, "publication:1", person=cast.zhao)
    assert Notice.objects.count() == 2


def test_told_again_in_bulk_nothing_is_doubled(cast: Cast) -> None:
    tell(cast, "publication:1")
    again = [Notice(person=person, kind="job.failed", key="publication:1", at=NOW) for person in (cast.lin, cast.zhao)]
    Notice.objects.bulk_create(again, ignore_conflicts=True)
    assert Notice.objects.count() == 2


def test_notices_are_chosen_by_person_and_by_being_unread(cast: Cast) -> None:
    unread, read = tell(cast, "a"), tell(cast, "b", read_at=NOW)
    tell(cast, "c", person=cast.zhao)
    assert set(Notice.objects.of(cast.lin)) == {unread, read}
    assert set(Notice.objects.of(cast.lin).unread()) == {unread}
