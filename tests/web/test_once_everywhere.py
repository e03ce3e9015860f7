"""R24 on pages: every form that makes something has a key of its own; sent ten times it makes one thing, and every sending ends at the same place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import zuoxi
from tests.cast import Cast, client_of
from tests.web.inbox.doors import KIND, a_mark
from zuoxi.acd.models import Queue
from zuoxi.api.models import ApiToken
from zuoxi.core.models import Appeal, Delegation, NoticeWebhook, PolicyVersion
from zuoxi.core.tables import csv_bytes
from zuoxi.people.models import Contract, PeopleUpload, Role
from zuoxi.roster.models import Leave, Period, ShiftKind

pytestmark = pytest.mark.django_db
NO_ROWS = {"form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}
NO_BREAKS = {"breaks-TOTAL_FORMS": 0, "breaks-INITIAL_FORMS": 0}
URL = "https://qyapi.weixin.qq.com/x"


def today() -> str:
    return timezone.localdate().isoformat()


@dataclass(frozen=True)
class Form:
    """A form that makes a thing: where it is, who sends what, and of what there is one more; `to` is where it is sent, if elsewhere."""

    page: Callable[[Cast], str]
    actor: str
    data: Callable[[Cast], dict[str, Any]]
    model: Any
    to: str = ""
    prepare: Callable[[Cast], Any] = field(default=lambda cast: None)


def at(page: str) -> Callable[[Cast], str]:
    return lambda cast: page


def file_of_people() -> SimpleUploadedFile:
    return SimpleUploadedFile("people.csv", csv_bytes(["工号", "姓名", "班组", "合同", "技能"], [["1001", "林静", "一组", "全日制", "信用卡:3"]]))


QUEUE = {"name": "热线", "code": "hotline", "channel": "phone", "order": 0, **NO_ROWS}
CONTRACT = {"name": "实习", "code": "intern", "week_h": 20, "day_h": 8, "rate": "20.00"}
SHIFT = {"name": "早班", "code": "早", "letter": "E", "colour": "#2f6fde", "order": 0, "start_1": "08:00", "end_1": "17:00", **NO_BREAKS}
FORMS = {
    "a queue": Form(at("/centre/queues/new/"), "chen", lambda cast: QUEUE, Queue),
    "a contract": Form(at("/centre/contracts/new/"), "chen", lambda cast: CONTRACT, Contract),
    "a shift": Form(at("/roster/shifts/new/"), "chen", lambda cast: SHIFT, ShiftKind),
    "a period": Form(at("/roster/new/"), "chen", lambda cast: {"name": "周期", "unit": cast.centre.pk, "first_day": "2027-01-04", "days": 7}, Period),
    "leave": Form(
        at("/roster/leave/new/"),
        "chen",
        lambda cast: {"person": cast.lin.pk, "kind": "annual", "first_day": "2030-01-07", "last_day": "2030-01-08"},
        Leave,
    ),
    "a robot": Form(
        at("/inbox/robots/new/"), "zhou", lambda cast: {"name": "群", "flavour": "wecom", "url": URL, "kinds": ["approval.waiting"]}, NoticeWebhook
    ),
    "a delegation": Form(at("/inbox/delegates/"), "wu", lambda cast: {"to": cast.sun.pk, "first": today(), "last": today()}, Delegation),
    "an appeal": Form(at(f"/inbox/appeals/new/?about={KIND}:1"), "lin", lambda cast: {"reason": "系统故障"}, Appeal, prepare=a_mark),
    "a policy draft": Form(at("/policy/versions/"), "zhou", lambda cast: {}, PolicyVersion, to="/policy/versions/new/"),
    "a token": Form(at("/api/tokens"), "lin", lambda cast: {"name": "导出", "days": "30", "scopes": ["own:read"]}, ApiToken),
    "a role": Form(lambda cast: f"/people/{cast.lin.pk}/roles/", "shen", lambda cast: {"role": "leader", "unit": cast.team.pk}, Role),
    "a file of people": Form(at("/people/import/"), "chen", lambda cast: {"file": file_of_people()}, PeopleUpload),
}


@pytest.fixture(autouse=True)
def _robots_may_be_called(settings: Any) -> None:
    settings.WEBHOOK_HOSTS = ["qyapi.weixin.qq.com"]


def opened(form: Form, cast: Cast) -> tuple[Client, str]:
    """The browser that has the form open, and the key in it."""
    form.prepare(cast)
    client = client_of(cast.actor(form.actor))
    keys = re.findall(r'name="once" value="([\w-]{16,64})"', client.get(form.page(cast)).content.decode())
    assert keys, "the form has a key"
    return client, keys[0]


@pytest.mark.parametrize("name", FORMS)
def test_sent_ten_times_it_makes_one_thing_and_every_sending_ends_at_the_same_place(name: str, cast: Cast) -> None:
    form = FORMS[name]
    client, key = opened(form, cast)
    page, before = form.to or form.page(cast), form.model.objects.count()
    answers = [client.post(page, {**form.data(cast), "once": key}) for _ in range(10)]
    assert form.model.objects.count() == before + 1
    assert answers[0].status_code in (200, 302)
    assert {answer.status_code for answer in answers[1:]} == {302}
    places = {answer.headers["Location"] for answer in answers if answer.status_code == 302}
    assert len(places) == 1


@pytest.mark.parametrize("name", ["a period", "a policy draft", "a token", "a file of people", "leave"])
def test_opened_anew_it_may_make_another(name: str, cast: Cast) -> None:
    """The control: it is the key that holds the sendings together, not something that the thing itself would refuse."""
    form = FORMS[name]
    before = form.model.objects.count()
    for number in (1, 2):
        client, key = opened(form, cast)
        days = {"first_day": f"203{number}-01-06", "last_day": f"203{number}-01-08", "name": f"周期 {number}"}
        data = form.data(cast) | (days if name in ("leave", "a period") else {})
        client.post(form.to or form.page(cast), {**data, "once": key})
        assert form.model.objects.count() == before + number


@pytest.mark.parametrize("name", FORMS)
def test_what_is_refused_makes_nothing_and_keeps_the_key_free(name: str, cast: Cast) -> None:
    form = FORMS[name]
    if name == "a policy draft":
        pytest.skip("it asks for nothing that could be refused")
    client, key = opened(form, cast)
    before = form.model.objects.count()
    refused = client.post(form.page(cast), {"once": key, **(NO_ROWS | NO_BREAKS)})
    assert refused.status_code == 422
    assert form.model.objects.count() == before
    assert client.post(form.page(cast), {**form.data(cast), "once": key}).status_code in (200, 302)
    assert form.model.objects.count() == before + 1


MAKE_NOTHING = {
    "login, links, second factor, own account": ("accounts/",),
    "a day of the calendar, which stands once": ("centre/calendar_day.html", "centre/calendar_import.html", "centre/calendar_removed.html"),
    "a filter, a file, a check": ("audit/events.html", "inbox/settings.html", "mine/feed.html"),
    "one job at a time": ("decisions/backtest.html", "planning/requirements.html", "roster/proposals.html", "roster/solve_live.html"),
    "an act on one thing, which has its own state": (
        "inbox/appeal.html",
        "inbox/approval.html",
        "inbox/inbox.html",
        "inbox/parts/delegations.html",
        "people/preview.html",
        "planning/",
        "policy/edit.html",
        "policy/version.html",
        "roster/import.html",
        "roster/leaves.html",
        "roster/proposal.html",
        "roster/publish.html",
        "roster/shifts.html",
        "roster/take_over.html",
        "shell/",
    ),
}
"""Forms without a key, and why sending them twice makes no second thing."""


def templates() -> list[Path]:
    return [path for path in sorted(Path(zuoxi.__file__).parent.rglob("templates/**/*.html")) if 'method="post"' in path.read_text(encoding="utf-8")]


def test_a_form_without_a_key_is_named_here_with_its_reason() -> None:
    known = tuple(name for names in MAKE_NOTHING.values() for name in names)
    bare = [str(path).split("templates/")[1] for path in templates() if "{% once %}" not in path.read_text(encoding="utf-8")]
    assert [name for name in bare if not name.startswith(known)] == []
    assert [name for name in known if not name.endswith("/") and name not in bare] == [], "those that have one by now are not named"
