"""A12: a step that is skipped, taken twice or taken back is refused, and nothing has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cast import Cast, client_of
from tests.roster.builders import MONDAY, NOW, kind
from tests.web.policy.doors import a_draft, a_submitted, another_manager
from zuoxi.core import approvals, delegations, policy
from zuoxi.core.models import Approval, Job, JobState
from zuoxi.core.tables import csv_bytes
from zuoxi.people import imports
from zuoxi.people.models import Person, Role
from zuoxi.roster import versions
from zuoxi.roster.models import Period, Version

pytestmark = pytest.mark.django_db
UNWATCHED = {"people.UserSession", "core.AuditEvent", "core.AuditHead", "people.LoginCounter", "core.Notice"}


def everything() -> dict[str, list[Any]]:
    """Every row but sessions, the audit, and what people were told."""
    models = [model for model in apps.get_models() if model._meta.label not in UNWATCHED and hasattr(model, "objects")]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


@dataclass(frozen=True)
class Skip:
    """What is there, who tries, and what they send."""

    begin: Callable[[Cast], str]
    actor: str
    data: dict[str, Any]
    status: tuple[int, ...] = (409,)


def leave(cast: Cast) -> Approval:
    return approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=timezone.now())


def a_request(cast: Cast) -> str:
    return f"/inbox/{leave(cast).pk}/act/"


def a_rejected_request(cast: Cast) -> str:
    asked = leave(cast)
    approvals.reject(approval=asked, by=cast.wu, now=timezone.now(), remark="人手不够")
    return f"/inbox/{asked.pk}/act/"


def a_request_at_its_second_step(cast: Cast) -> str:
    asked = leave(cast)
    approvals.approve(approval=asked, by=cast.wu, now=timezone.now())
    return f"/inbox/{asked.pk}/act/"


def an_approved_request(cast: Cast) -> str:
    asked = leave(cast)
    for person in (cast.wu, cast.sun):
        approvals.approve(approval=asked, by=person, now=timezone.now())
    return f"/inbox/{asked.pk}/withdraw/"


def a_withdrawn_request(cast: Cast) -> str:
    asked = leave(cast)
    approvals.withdraw(approval=asked, by=cast.lin, now=timezone.now())
    return f"/inbox/{asked.pk}/withdraw/"


def an_ended_delegation(cast: Cast) -> str:
    now = timezone.now()
    made = delegations.delegate(to=cast.sun, start=now, end=now + timedelta(days=2), by=cast.wu, now=now)
    delegations.undelegate(delegation=made, by=cast.wu, now=now)
    return f"/inbox/delegates/{made.pk}/end/"


def an_unsubmitted_policy(cast: Cast) -> str:
    return f"/policy/versions/{a_draft(cast, by=another_manager(cast)).number}/approve/"


def an_approved_policy(verb: str) -> Callable[[Cast], str]:
    def begin(cast: Cast) -> str:
        version = a_submitted(cast)
        policy.approve(version=version, by=another_manager(cast), now=timezone.now())
        return f"/policy/versions/{version.number}/{verb}/"

    return begin


def a_submitted_policy(verb: str) -> Callable[[Cast], str]:
    return lambda cast: f"/policy/versions/{a_submitted(cast).number}/{verb}/"


def a_version(cast: Cast) -> Version:
    kind("早", "E", [(480, 1020)])
    period = Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)
    return versions.create(period=period, by=cast.chen, now=NOW)


def a_discarded_version(verb: str) -> Callable[[Cast], str]:
    def begin(cast: Cast) -> str:
        draft = a_version(cast)
        Version.objects.filter(pk=draft.pk).update(state="discarded")
        return f"/roster/versions/{draft.pk}/{verb}/"

    return begin


def a_stored_upload(cast: Cast) -> str:
    data = csv_bytes(["工号", "姓名", "班组", "合同", "技能"], [["1001", "林静", "一组", "全日制", "信用卡:3"]])
    upload = imports.check(data=data, name="people.csv", by=cast.chen, now=NOW)
    client_of(cast.chen).post(f"/people/import/{upload.pk}/", {"do": "store"})
    return f"/people/import/{upload.pk}/"


def a_job(state: str, verb: str) -> Callable[[Cast], str]:
    def begin(cast: Cast) -> str:
        ended = None if state == JobState.RUNNING else NOW
        job = Job.objects.create(kind="planning.forecast", about="x:1", asked_by=cast.chen, asked_at=NOW, state=state, ended_at=ended)
        return f"/jobs/{job.pk}/{verb}/"

    return begin


SKIPS = {
    "a leader signs before it is their turn": Skip(a_request, "sun", {"verdict": "approve"}, (404,)),
    "the manager signs past the chain": Skip(a_request, "zhou", {"verdict": "approve"}, (404,)),
    "the planner signs though in no chain": Skip(a_request, "chen", {"verdict": "approve"}, (404,)),
    "a leader signs twice": Skip(a_request_at_its_second_step, "wu", {"verdict": "approve"}, (403, 409)),
    "a leader rejects after signing": Skip(a_request_at_its_second_step, "wu", {"verdict": "reject", "remark": "x"}, (403, 409)),
    "a signature on what one saw before": Skip(a_request_at_its_second_step, "sun", {"verdict": "approve", "seen": 0}, (409,)),
    "a rejected request is approved": Skip(a_rejected_request, "wu", {"verdict": "approve"}, (409,)),
    "a rejection without a reason": Skip(a_request, "wu", {"verdict": "reject", "remark": " "}, (422,)),
    "an approved request is withdrawn": Skip(an_approved_request, "lin", {}, (409,)),
    "a request is withdrawn twice": Skip(a_withdrawn_request, "lin", {}, (409,)),
    "a delegation is ended twice": Skip(an_ended_delegation, "wu", {}, (404, 409)),
    "a policy is approved before it is submitted": Skip(an_unsubmitted_policy, "zhou", {}, (409,)),
    "a policy is submitted twice": Skip(a_submitted_policy("submit"), "zhou", {"day": "2099-01-01", "remark": "x"}, (409, 422)),
    "a policy in force is withdrawn": Skip(an_approved_policy("withdraw"), "zhou", {}, (409,)),
    "a policy in force is submitted": Skip(an_approved_policy("submit"), "zhou", {"day": "2099-01-01", "remark": "x"}, (409, 422)),
    "a policy in force is edited": Skip(an_approved_policy("edit/roster"), "zhou", {"rest_h": "13"}, (302, 409, 422)),
    "a submitted policy is edited": Skip(a_submitted_policy("edit/roster"), "zhou", {"rest_h": "13"}, (302, 409, 422)),
    "a discarded draft is published": Skip(a_discarded_version("publish"), "chen", {"revision": 0}, (404, 409)),
    "a discarded draft is discarded": Skip(a_discarded_version("discard"), "chen", {"revision": 0}, (404, 409)),
    "a file is stored twice": Skip(a_stored_upload, "chen", {"do": "store"}, (302, 404, 409)),
    "a job that is done is cancelled": Skip(a_job(JobState.DONE, "cancel"), "chen", {}, (302, 409)),
    "a job that runs is begun anew": Skip(a_job(JobState.RUNNING, "resume"), "chen", {}, (409,)),
    "a job that is done is begun anew": Skip(a_job(JobState.DONE, "resume"), "chen", {}, (409,)),
}


@pytest.mark.parametrize("name", SKIPS)
def test_a_step_out_of_turn_is_refused_and_nothing_has_moved(name: str, cast: Cast) -> None:
    skip = SKIPS[name]
    url = skip.begin(cast)
    client = client_of(cast.actor(skip.actor))
    before = everything()
    answer = client.post(url, skip.data)
    assert answer.status_code in skip.status
    assert everything() == before


IN_TURN: dict[str, tuple[Callable[[Cast], str], str, dict[str, Any]]] = {
    "a request is signed": (a_request, "wu", {"verdict": "approve"}),
    "its second step is signed": (a_request_at_its_second_step, "sun", {"verdict": "approve", "seen": 1}),
    "a request is withdrawn": (lambda cast: f"/inbox/{leave(cast).pk}/withdraw/", "lin", {}),
    "a policy is approved": (lambda cast: f"/policy/versions/{a_submitted(cast, by=another_manager(cast)).number}/approve/", "zhou", {}),
    "a policy is withdrawn": (a_submitted_policy("withdraw"), "zhou", {}),
    "a draft is discarded": (lambda cast: f"/roster/versions/{a_version(cast).pk}/discard/", "chen", {"revision": 0}),
    "a job is cancelled": (a_job(JobState.RUNNING, "cancel"), "chen", {}),
}


@pytest.mark.parametrize("name", IN_TURN)
def test_the_same_step_in_its_turn_is_taken(name: str, cast: Cast) -> None:
    begin, actor, data = IN_TURN[name]
    url, client = begin(cast), client_of(cast.actor(actor))
    before = everything()
    assert client.post(url, data).status_code == 302
    assert everything() != before


def test_a_roster_that_changed_since_the_preview_is_not_published(cast: Cast) -> None:
    draft = a_version(cast)
    Version.objects.filter(pk=draft.pk).update(revision=3)
    client = client_of(cast.chen)
    before = everything()
    client.post(f"/roster/versions/{draft.pk}/publish/", {"revision": 0})
    assert everything() == before


def test_a_role_taken_twice_is_taken_once(cast: Cast) -> None:
    client, role = client_of(cast.shen), Role.objects.get(person=cast.wu)
    answers = [client.post(f"/people/roles/{role.pk}/withdraw/", {"reason": "调岗"}).status_code for _ in range(3)]
    assert (answers[0], set(answers[1:]) <= {404, 409}) == (302, True)
    assert not Role.objects.filter(person=cast.wu).exists()


@pytest.mark.parametrize("uploader", ["zhou", "lin"])
def test_nobody_stores_the_file_that_another_checked(uploader: str, cast: Cast) -> None:
    data = csv_bytes(["工号", "姓名", "班组", "合同", "技能"], [["0900", "何雨", "一组", "全日制", "信用卡:3"]])
    url = f"/people/import/{imports.check(data=data, name='people.csv', by=cast.chen, now=NOW).pk}/"
    assert client_of(cast.actor(uploader)).post(url, {"do": "store"}).status_code in (403, 404)
    assert not Person.objects.filter(work_number="0900").exists()
    assert client_of(cast.chen).post(url, {"do": "store"}).status_code == 302
    assert Person.objects.filter(work_number="0900").exists()


def test_an_unread_file_is_not_stored(cast: Cast) -> None:
    answer = client_of(cast.chen).post("/people/import/", {"file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00"), "do": "store"})
    assert answer.status_code == 422
