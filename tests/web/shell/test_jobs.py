"""Long work is watched, stopped and started again (UX 43)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast, at, client_of
from zuoxi.core import jobs
from zuoxi.core.models import Job, JobState
from zuoxi.web.shell import progress

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
NOW = at("2026-03-01 09:00")


def a_job(cast: Cast, state: str = JobState.RUNNING, **more: Any) -> Job:
    ended = None if state in (JobState.WAITING, JobState.RUNNING) else timezone.now()
    heard: datetime | None = timezone.now() if state == JobState.RUNNING else None
    fields = {"started_at": heard, "heartbeat_at": heard, "ended_at": ended, "kind": "test.work", "about": "x:1", **more}
    return Job.objects.create(asked_by=cast.lin, asked_at=timezone.now(), state=state, **fields)


def box(cast: Cast, job: Job) -> str:
    return client_of(cast.lin).get(f"/jobs/{job.pk}/", headers=FRAGMENT).content.decode()


def test_a_running_job_tells_how_far_it_is_and_asks_again_every_second(cast: Cast) -> None:
    html = box(cast, a_job(cast, done=1240, total=5000))
    assert "已处理 1,240 / 5,000" in html
    assert "24%" in html
    assert 'hx-trigger="every 1s"' in html
    assert '<progress class="job-bar" max="5000" value="1240"' in html
    assert "停止" in html


def test_the_page_shows_the_same_box_in_its_frame(cast: Cast) -> None:
    html = client_of(cast.lin).get(f"/jobs/{a_job(cast).pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in html
    assert "<h1>" in html


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.INTERRUPTED])
def test_an_ended_job_is_not_asked_after_any_more(cast: Cast, state: str) -> None:
    html = box(cast, a_job(cast, state))
    assert "hx-trigger" not in html


def test_a_finished_job_leads_to_its_result(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(progress._SHOWS, "test.work", progress.Show(done=lambda job: f"/people/?of={job.result['n']}"))
    job = a_job(cast, JobState.DONE, result={"n": 7})
    response = client_of(cast.lin).get(f"/jobs/{job.pk}/", headers=FRAGMENT)
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/people/?of=7")
    assert 'href="/people/?of=7"' in client_of(cast.lin).get(f"/jobs/{job.pk}/").content.decode()
    assert 'href="/people/?of=7"' in client_of(cast.lin).get("/jobs/").content.decode()


def test_stopping_is_asked_for_and_said(cast: Cast) -> None:
    job = a_job(cast)
    html = client_of(cast.lin).post(f"/jobs/{job.pk}/cancel/", headers=FRAGMENT).content.decode()
    assert "正在停止" in html
    assert ">停止<" not in html
    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at is not None) == (JobState.RUNNING, True)


def test_a_waiting_job_is_stopped_at_once(cast: Cast) -> None:
    job = a_job(cast, JobState.WAITING)
    assert "已停止" in client_of(cast.lin).post(f"/jobs/{job.pk}/cancel/", headers=FRAGMENT).content.decode()


def test_without_htmx_stopping_leads_back_to_the_job(cast: Cast) -> None:
    job = a_job(cast)
    assert client_of(cast.lin).post(f"/jobs/{job.pk}/cancel/").headers["Location"] == f"/jobs/{job.pk}/"


@pytest.mark.parametrize("state", [JobState.INTERRUPTED, JobState.FAILED, JobState.CANCELLED])
def test_an_interrupted_failed_or_stopped_job_is_started_again_with_its_arguments(cast: Cast, state: str) -> None:
    job = a_job(cast, state, arguments={"seed": 3}, checkpoint={"best": 1})
    assert "重新开始" in box(cast, job)
    client_of(cast.lin).post(f"/jobs/{job.pk}/resume/", headers=FRAGMENT)
    again = Job.objects.get(resumed_from=job)
    assert (again.arguments, again.about, again.state, again.asked_by) == ({"seed": 3}, "x:1", JobState.WAITING, cast.lin)


def test_what_runs_already_is_not_started_twice(cast: Cast) -> None:
    old = a_job(cast, JobState.FAILED)
    a_job(cast)
    response = client_of(cast.lin).post(f"/jobs/{old.pk}/resume/", headers={**FRAGMENT})
    assert response.status_code == 409
    assert Job.objects.count() == 2


def test_what_is_done_is_not_done_again_by_a_hand_made_request(cast: Cast) -> None:
    old = a_job(cast, JobState.DONE)
    assert client_of(cast.lin).post(f"/jobs/{old.pk}/resume/", headers=FRAGMENT).status_code == 409
    assert Job.objects.get() == old


def test_a_job_whose_worker_is_silent_shows_as_interrupted_and_looking_ends_nothing(cast: Cast) -> None:
    job = a_job(cast)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - jobs.PATIENCE - timedelta(seconds=1))
    html = box(cast, job)
    assert "已中断" in html
    assert "后台进程中途停止" in html
    assert "hx-trigger" not in html
    assert Job.objects.get().state == JobState.RUNNING
    client_of(cast.lin).post(f"/jobs/{job.pk}/resume/", headers=FRAGMENT)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [JobState.INTERRUPTED, JobState.WAITING]


def test_an_error_is_told_by_its_sentence(cast: Cast) -> None:
    job = a_job(cast, JobState.FAILED, error_code="interval.ends_before_start", error_facts={"start": "09:00", "end": "08:00"})
    assert "时段的结束须晚于开始：09:00 ～ 08:00。" in box(cast, job)


def test_the_live_slot_draws_what_the_kind_brings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(progress._SHOWS, "test.work", progress.Show(live="shell/parts/legend.html"))
    assert 'class="job-live"' in box(cast, a_job(cast, live={"best": 1}))


def test_another_ones_job_is_seen_only_by_roles_that_watch_its_kind(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    job = a_job(cast)
    assert client_of(cast.chen).get(f"/jobs/{job.pk}/").status_code == 200
    assert client_of(cast.wu).get(f"/jobs/{job.pk}/").status_code == 404
    monkeypatch.setitem(progress._SHOWS, "test.work", progress.Show(roles=frozenset({"leader"})))
    assert client_of(cast.chen).get(f"/jobs/{job.pk}/").status_code == 404
    assert client_of(cast.wu).get(f"/jobs/{job.pk}/").status_code == 200
    assert "x:1" not in client_of(cast.wu).get("/jobs/").content.decode()


def test_a_job_of_a_kind_no_longer_known_is_shown_to_who_asked_but_not_resumed(cast: Cast) -> None:
    job = a_job(cast, JobState.FAILED, kind="old.work")
    assert "old.work" in box(cast, job)
    assert "重新开始" not in box(cast, job)
    assert client_of(cast.chen).get(f"/jobs/{job.pk}/").status_code == 404


def shown(**fields: Any) -> progress.Progress:
    return progress.Progress(Job(kind="test.work", **fields), NOW)


def test_running_time_is_counted_to_the_end_or_to_now() -> None:
    assert shown().seconds is None
    assert shown(started_at=NOW - timedelta(seconds=90)).seconds == 90
    assert shown(started_at=NOW - timedelta(seconds=90), ended_at=NOW - timedelta(seconds=30)).seconds == 60


def test_silence_is_measured_against_the_patience() -> None:
    just = shown(state=JobState.RUNNING, heartbeat_at=NOW - jobs.PATIENCE)
    late = shown(state=JobState.RUNNING, heartbeat_at=NOW - jobs.PATIENCE - timedelta(microseconds=1))
    assert (just.state, late.state) == (JobState.RUNNING, JobState.INTERRUPTED)
    assert (just.is_open, late.is_open) == (True, False)


def test_only_a_done_job_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(progress._SHOWS, "test.work", progress.Show(done=lambda job: "/x/"))
    assert shown(state=JobState.DONE).next_url == "/x/"
    assert shown(state=JobState.FAILED).next_url == ""


def test_registering_says_how_a_kind_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SHOWS", {})
    progress.register("a", live="t.html", roles=frozenset({"hr"}))
    assert progress.show_of("a") == progress.Show("t.html", None, frozenset({"hr"}))
    assert progress.show_of("b").roles == frozenset({"planner"})
