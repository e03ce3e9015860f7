"""A1, A2: what belongs to one person, asked for by each of the others on every surface; the answer for a thing of another and for no thing is one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.programs import program
from tests.cast import ACTORS, Cast, at, client_of
from tests.web.decisions import scenes
from tests.web.inbox.doors import an_appeal
from zuoxi.api import tokens
from zuoxi.core import approvals, delegations
from zuoxi.core.models import Appeal, Approval, Delegation, Job, Notice
from zuoxi.people.models_accounts import UserSession
from zuoxi.roster import feeds

pytestmark = pytest.mark.django_db
NOW = at("2026-11-27 10:00")
CANARY = "金丝雀七三"
NOWHERE = 987_654
SURFACES: dict[str, dict[str, str]] = {
    "page": {},
    "fragment": {"HX-Request": "true"},
    "script": {"accept": "application/json"},
}


@dataclass(frozen=True)
class Thing:
    """Something of lin's: how it comes to be, where it is (`{}` is its key), and who else may see it."""

    make: Callable[[Cast], int]
    place: str
    seen_by: frozenset[str]


def a_request(cast: Cast) -> int:
    return approvals.ask(kind="leave", about="leave:1", facts={"text": CANARY}, by=cast.lin, now=timezone.now()).pk


def the_appeal(cast: Cast) -> int:
    made = an_appeal(cast)
    Appeal.objects.filter(pk=made.pk).update(reason=CANARY)
    return made.pk


def a_decision(cast: Cast) -> int:
    return scenes.kept(cast).pk


def a_job(cast: Cast) -> int:
    return Job.objects.create(kind="test.work", about=CANARY, asked_by=cast.lin, asked_at=NOW).pk


THINGS = {
    "the personal file": Thing(lambda cast: cast.lin.pk, "/people/{}/", frozenset({"lin", "wu", "chen", "zhou", "sun", "gao", "shen"})),
    "a request": Thing(a_request, "/inbox/{}/", frozenset({"lin", "wu"})),
    "an appeal": Thing(the_appeal, "/inbox/appeals/{}/", frozenset({"lin", "sun"})),
    "a decision": Thing(a_decision, "/decisions/{}/", frozenset({"lin", "wu", "chen", "zhou", "sun"})),
    "a job": Thing(a_job, "/jobs/{}/", frozenset({"lin", "chen"})),
}
CELLS = [pytest.param(thing, surface, id=f"{name}, {surface}") for name, thing in THINGS.items() for surface in SURFACES]


def masked(text: str) -> str:
    """A page without what is new on every page: keys of forms, tokens."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": "[^"]*"', "", text)


@pytest.mark.parametrize(("thing", "surface"), CELLS)
def test_those_whose_business_it_is_see_it_and_for_the_others_it_does_not_exist(thing: Thing, surface: str, cast: Cast) -> None:
    url, headers, nowhere = thing.place.format(thing.make(cast)), SURFACES[surface], thing.place.format(NOWHERE)
    for actor in ACTORS[1:]:
        client = client_of(cast.actor(actor))
        answer = client.get(url, headers=headers)
        assert answer.status_code == (200 if actor in thing.seen_by else 404), actor
        if actor not in thing.seen_by:
            missing = client.get(nowhere, headers=headers)
            assert masked(answer.content.decode()) == masked(missing.content.decode()), "nor does the answer tell that it exists"
            assert CANARY not in answer.content.decode()
            assert set(answer.headers) == set(missing.headers)


@pytest.mark.parametrize("name", THINGS)
def test_a_look_without_a_login_leads_to_the_login_whether_it_exists_or_not(name: str, cast: Cast) -> None:
    thing = THINGS[name]
    there, nowhere = thing.place.format(thing.make(cast)), thing.place.format(NOWHERE)
    client = client_of(None)
    for headers in SURFACES.values():
        one, other = client.get(there, headers=headers), client.get(nowhere, headers=headers)
        assert one.status_code == other.status_code in (204, 302, 401)
        assert CANARY not in one.content.decode()


LISTS = ("/inbox/", "/inbox/asked/", "/inbox/appeals/", "/decisions/", "/jobs/", "/notices/", "/", "/my/", "/people/search/?q=1001")


def numbers(page: str) -> list[str]:
    """Every number on a page but those of scripts and clocks."""
    return re.findall(r"\d+", re.sub(r"<script.*?</script>|<time[^>]*>[^<]*</time>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("url", LISTS)
def test_no_list_of_another_names_it_or_counts_it(url: str, cast: Cast) -> None:
    """zhao's lists are the same before and after lin's things came to be."""
    client = client_of(cast.zhao)
    before = masked(client.get(url).content.decode())
    a_request(cast)
    scenes.kept(cast)
    a_job(cast)
    Notice.objects.create(person=cast.lin, kind="job.failed", key="k", at=NOW)
    after = masked(client.get(url).content.decode())
    assert CANARY not in after
    assert numbers(after) == numbers(before)


WRITES: dict[str, tuple[Callable[[Cast], str], dict[str, Any]]] = {
    "decide on a request": (lambda cast: f"/inbox/{a_request(cast)}/act/", {"verdict": "approve"}),
    "withdraw a request": (lambda cast: f"/inbox/{a_request(cast)}/withdraw/", {}),
    "answer an appeal": (lambda cast: f"/inbox/appeals/{the_appeal(cast)}/answer/", {"state": "upheld", "reason": "x"}),
    "cancel a job": (lambda cast: f"/jobs/{a_job(cast)}/cancel/", {}),
    "read a notice": (lambda cast: f"/notices/{Notice.objects.create(person=cast.lin, kind='job.failed', key='k', at=NOW).pk}/", {}),
    "end a delegation": (lambda cast: f"/inbox/delegates/{given(cast).pk}/end/", {}),
    "revoke a token": (
        lambda cast: f"/api/tokens/{tokens.make(person=cast.lin, name='x', scopes=['own:read'], days=1, now=timezone.now())[0].pk}/revoke",
        {},
    ),
}


def given(cast: Cast) -> Delegation:
    now = timezone.now()
    return delegations.delegate(to=cast.sun, start=now, end=now + timedelta(days=2), by=cast.wu, now=now)


def rows() -> list[Any]:
    models = (Approval, Appeal, Delegation, Job, Notice, tokens.ApiToken)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", WRITES)
def test_nobody_of_another_team_changes_it(name: str, cast: Cast) -> None:
    """A2: 404 and no row has changed, as for a thing that does not exist."""
    begin, data = WRITES[name]
    url, client = begin(cast), client_of(cast.zhao)
    before = rows()
    for headers in SURFACES.values():
        assert client.post(url, data, headers=headers).status_code == 404
        assert client.post(re.sub(r"/\d+/", f"/{NOWHERE}/", url), data, headers=headers).status_code == 404
    assert rows() == before


def test_the_list_of_decisions_takes_no_key_of_another(cast: Cast) -> None:
    """A2: a key slipped into the form of a list decides on nothing."""
    mine, own = a_request(cast), client_of(cast.zhao)
    html = own.post("/inbox/decide/", {"chosen": [mine], "one": mine, "verdict": "approve", f"seen-{mine}": 0}, follow=True).content.decode()
    assert CANARY not in html
    assert not Approval.objects.get().taken.exists()


def test_a_session_is_ended_by_its_owner_and_by_nobody_else(cast: Cast) -> None:
    victim, other = client_of(cast.lin), client_of(cast.zhao)
    assert victim.get("/my/").status_code == 200
    key = UserSession.objects.get(person=cast.lin).session_key
    assert other.post(f"/account/sessions/{key}/end/").status_code == 404
    assert victim.get("/my/").status_code == 200


@pytest.mark.parametrize("actor", ["zhao", "wu", "zhou", "gao"])
def test_nobody_reads_the_tokens_of_another_nor_their_number(actor: str, cast: Cast) -> None:
    client = client_of(cast.actor(actor))
    before = masked(client.get("/api/tokens").content.decode())
    _, secret = tokens.make(person=cast.lin, name=CANARY, scopes=["own:read"], days=1, now=timezone.now())
    after = masked(client.get("/api/tokens").content.decode())
    assert (CANARY in after, secret[:10] in after, before == after) == (False, False, True)


def test_the_calendar_of_another_cannot_be_asked_for(cast: Cast) -> None:
    secret = feeds.create(person=cast.lin, now=timezone.now())
    page = client_of(cast.zhao).get("/my/calendar/").content.decode()
    assert secret not in page
    assert client_of(cast.zhao).post("/my/calendar/", {"do": "revoke", "person": cast.lin.pk}).status_code == 302
    assert client_of(None).get(f"/my/calendar/{secret}.ics").status_code == 200


@pytest.mark.parametrize(("actor", "names"), [("lin", set()), ("zhao", set()), ("wu", {"林静", "吴班长"})])
def test_the_interface_lists_only_whom_one_may_see(actor: str, names: set[str], cast: Cast) -> None:
    answer = program(cast.actor(actor)).get("/api/people")  # type: ignore[arg-type]
    found = {one["name"] for one in json.loads(answer.content).get("items", [])}
    assert found == names


def test_an_appeal_is_made_only_against_what_was_decided_about_oneself(cast: Cast) -> None:
    an_appeal(cast)
    Appeal.objects.all().delete()
    Approval.objects.all().delete()
    for actor in ("zhao", "wu", "zhou"):
        client = client_of(cast.actor(actor))
        assert client.get("/inbox/appeals/new/?about=test.mark:1").status_code == 404
        assert client.post("/inbox/appeals/new/?about=test.mark:1", {"reason": "x"}).status_code == 404
    assert not Appeal.objects.exists()
    assert client_of(cast.lin).post("/inbox/appeals/new/?about=test.mark:1", {"reason": "系统故障"}).status_code == 302
