"""A right that is taken away is gone at the next request, however one is logged in (A10); fields nobody asked for are not obeyed (A6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast, client_of
from tests.roster.builders import MONDAY, NOW, skilled
from zuoxi.core.models import Job, JobState
from zuoxi.people.models import Contract, Person, Role, RoleName
from zuoxi.planning.models import HistoryMark
from zuoxi.roster import feeds, versions
from zuoxi.roster.models import Leave, LeaveKind, Period, Version

pytestmark = pytest.mark.django_db
CANARY = "CANARY-73"


def inside(person: Person) -> Client:
    """A browser that logged in and has looked around."""
    client = client_of(person)
    assert client.get("/").status_code == 200
    return client


@pytest.fixture
def draft(cast: Cast) -> Version:
    period = Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)
    return versions.create(period=period, by=cast.chen, now=NOW)


PLANNERS_PAGES = ("/planning/history/", "/roster/shifts/new/", "/roster/leave/new/", "/people/import/", "/centre/queues/new/", "/people/export.xlsx")


@pytest.mark.parametrize("url", PLANNERS_PAGES)
def test_a_role_withdrawn_while_logged_in_closes_the_page_at_the_next_request(url: str, cast: Cast) -> None:
    client = inside(cast.chen)
    assert client.get(url).status_code == 200
    Role.objects.filter(person=cast.chen).delete()
    assert client.get(url).status_code == 403
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 403
    assert client.get(url, headers={"accept": "application/json"}).status_code == 403
    assert client.get("/my/").status_code == 200, "what is everybody's stays"
    Role.objects.create(person=cast.chen, name=RoleName.PLANNER, unit=cast.centre)
    assert client.get(url).status_code == 200, "and given back it works at once"


def test_a_draft_vanishes_for_a_planner_who_plans_another_unit_from_now_on(cast: Cast, draft: Version) -> None:
    client, grid = inside(cast.chen), f"/roster/versions/{draft.pk}/grid/"
    Period.objects.update(unit=cast.team)
    assert client.get(grid).status_code == 200
    Role.objects.filter(person=cast.chen).update(unit=cast.other_team)
    assert client.get(grid).status_code == 404
    assert client.get(grid + "data/").status_code == 404
    assert client.get(grid + "since/?revision=0").status_code == 404


def test_a_role_that_shrinks_from_planner_to_leader_shows_only_what_leaders_see(cast: Cast, draft: Version) -> None:
    client = inside(cast.chen)
    Role.objects.filter(person=cast.chen).update(name=RoleName.LEADER, unit=cast.team)
    assert client.get(f"/roster/versions/{draft.pk}/grid/").status_code == 404
    assert client.get(f"/people/{cast.lin.pk}/").status_code == 200
    assert client.get(f"/people/{cast.zhao.pk}/").status_code == 404
    assert "全日制" not in client.get(f"/people/{cast.lin.pk}/").content.decode(), "contracts are not a leader's to see (O-03)"


def test_a_closed_account_is_out_at_the_next_request_and_cannot_come_back(cast: Cast) -> None:
    client = inside(cast.lin)
    Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert client.get("/my/").status_code == 302
    assert client.get("/my/", headers={"accept": "application/json"}).status_code == 401
    again = Client(HTTP_HOST="localhost").post("/login/", {"username": "1001", "password": PASSWORD})
    assert again.status_code == 422
    wrong = Client(HTTP_HOST="localhost").post("/login/", {"username": "1001", "password": "wrong-wrong-wrong"})
    assert again.content.count(b"alert") == wrong.content.count(b"alert"), "whether the password was right is not told"


@pytest.mark.parametrize("ends", ["valid_until", "valid_from"])
def test_a_role_whose_days_are_over_or_not_yet_there_opens_nothing(ends: str, cast: Cast) -> None:
    client = inside(cast.chen)
    today = timezone.localdate()
    Role.objects.filter(person=cast.chen).update(**{ends: today if ends == "valid_until" else today + timedelta(days=1)})
    assert client.get("/people/import/").status_code == 403
    Role.objects.filter(person=cast.chen).update(valid_from=today, valid_until=today + timedelta(days=1))
    assert client.get("/people/import/").status_code == 200


def test_who_has_left_is_out_at_the_next_request_on_every_way(cast: Cast) -> None:
    """Dismissed while logged in: page, fragment, script, calendar feed."""
    client, anybody = inside(cast.lin), Client(HTTP_HOST="localhost")
    address = f"/my/calendar/{feeds.create(person=cast.lin, now=timezone.now())}.ics"
    Person.objects.filter(pk=cast.lin.pk).update(left_on=timezone.localdate() + timedelta(days=1))
    assert client.get("/my/").status_code == 200, "until the last day is over one works"
    assert anybody.get(address).status_code == 200
    Person.objects.filter(pk=cast.lin.pk).update(left_on=timezone.localdate())
    assert anybody.get(address).status_code == 404
    assert client.get("/my/", headers={"accept": "application/json"}).status_code == 401
    assert client.get("/my/", headers={"HX-Request": "true"}).status_code == 204
    assert client.get("/my/").status_code == 302
    Person.objects.filter(pk=cast.lin.pk).update(left_on=None)
    assert client.get("/my/").status_code == 302, "the session is gone, not asleep"


def test_a_changed_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = inside(cast.lin), inside(cast.lin)
    new = {"old_password": PASSWORD, "new_password1": "another-horse-battery", "new_password2": "another-horse-battery"}
    assert here.post("/password/", new).status_code == 302
    assert here.get("/my/").status_code == 200
    assert elsewhere.get("/my/").status_code == 302


def test_a_calendar_address_is_dead_at_once_when_revoked_or_when_its_owner_is_gone(cast: Cast) -> None:
    address = f"/my/calendar/{feeds.create(person=cast.lin, now=timezone.now())}.ics"
    anybody = Client(HTTP_HOST="localhost")
    assert anybody.get(address).status_code == 200
    Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert anybody.get(address).status_code == 404
    Person.objects.filter(pk=cast.lin.pk).update(is_active=True)
    feeds.revoke(person=cast.lin, now=timezone.now())
    assert anybody.get(address).status_code == 404
    assert anybody.get(address[:-8] + "AAAA.ics").status_code == 404


def test_a_job_of_ones_own_stays_visible_when_the_role_goes_and_others_vanish(cast: Cast) -> None:
    common = {"kind": "planning.forecast", "asked_at": NOW, "state": JobState.DONE, "ended_at": NOW}
    own = Job.objects.create(about="x:1", asked_by=cast.chen, **common)
    other = Job.objects.create(about="x:2", asked_by=cast.zhou, **common, result={"forecast": 1})
    client = inside(cast.chen)
    Role.objects.filter(person=cast.chen).delete()
    assert client.get(f"/jobs/{other.pk}/").status_code == 404
    assert client.post(f"/jobs/{other.pk}/resume/").status_code == 404
    assert client.get("/jobs/").status_code == 200
    assert own in Job.objects.filter(asked_by=cast.chen)


EXTRA: dict[str, str] = {
    "is_staff": "1",
    "is_superuser": "1",
    "role": "administrator",
    "roles": "administrator",
    "by": "1",
    "created_by": "1",
    "granted_by": "1",
    "granted_at": "1999-01-01",
    "withdrawn_at": "1999-01-01",
    "state": "published",
    "status": "published",
    "pk": "1",
    "id": "1",
    "revision": "99",
    "left_out": "on",
    "kind_": "x",
    "now": "1999-01-01T00:00",
    "work_number": CANARY,
    "password": CANARY,
}
Post = Callable[[Client, Cast], Any]


def granting(client: Client, cast: Cast) -> Any:
    days = {"first_day": "2027-01-04", "last_day": "2027-01-05"}
    return client.post("/roster/leave/new/", {**EXTRA, "person": cast.lin.pk, "kind": LeaveKind.ANNUAL, **days})


def a_contract(client: Client, cast: Cast) -> Any:
    return client.post("/centre/contracts/new/", {**EXTRA, "name": "实习", "code": "intern", "week_h": 20, "day_h": 8, "rate": "20.00"})


def preferring(client: Client, cast: Cast) -> Any:
    return client.post("/preferences/", {**EXTRA, "theme": "dark", "language": "en", "next": "//evil.example/"})


def marking(client: Client, cast: Cast) -> Any:
    queue = skilled(cast)
    return client.post("/planning/history/doubts/by-hand/", {**EXTRA, "queue": queue.pk, "first_day": "2026-11-02", "reason": "停电"})


@pytest.mark.parametrize("post", [granting, a_contract, preferring, marking], ids=lambda post: post.__name__)
def test_fields_nobody_asked_for_change_nothing(post: Post, cast: Cast) -> None:
    def people() -> list[Any]:
        return list(Person.objects.order_by("pk").values("pk", "work_number", "is_active", "password", "unit", "post", "left_on", "name"))

    before, roles = people(), list(Role.objects.order_by("pk").values())
    response = post(client_of(cast.chen), cast)
    assert response.status_code == 302
    assert not response.headers["Location"].startswith(("//", "http"))
    assert (people(), list(Role.objects.order_by("pk").values())) == (before, roles)
    for leave in Leave.objects.all():
        assert (leave.person, leave.granted_by, leave.withdrawn_at) == (cast.lin, cast.chen, None)
        assert timezone.now() - leave.granted_at < timedelta(minutes=5)
    for mark in HistoryMark.objects.all():
        assert (mark.by, mark.reason, mark.kind) == (cast.chen, "停电", "by_hand")
    assert CANARY not in str(list(Contract.objects.values()))


@pytest.mark.parametrize("form", ["/roster/leave/new/", "/centre/contracts/new/", "/centre/queues/new/", "/roster/shifts/new/"])
@pytest.mark.parametrize("text", ["长" * 201, "a\0b", "x" * 50_000], ids=["201", "NUL", "50000"])
def test_a_text_that_does_not_fit_is_said_beside_its_field_and_stored_nowhere(form: str, text: str, cast: Cast) -> None:
    names = ("name", "name_en", "code", "letter", "colour", "kind", "person", "first_day", "week_h", "rate", "order", "channel", "start_1")
    body = dict.fromkeys(names, text)
    body |= {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "breaks-TOTAL_FORMS": "0", "breaks-INITIAL_FORMS": "0"}
    response = client_of(cast.chen).post(form, body)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Leave.objects.exists()
    assert Contract.objects.count() == 1
