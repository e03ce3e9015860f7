"""The audit pages, and that every sensitive action leaves exactly one event, those that failed too (A44, A46)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from tests.cast import PASSWORD, Cast, client_of
from tests.core.trail import NOW, attack, one, trail
from tests.web.audit.pages import more_events
from zuoxi.core import jobs
from zuoxi.core.audit import writing
from zuoxi.core.models import AuditEvent, Job
from zuoxi.core.tables import csv_bytes, read_table
from zuoxi.people.models import PeopleUpload, Person, Role
from zuoxi.web.audit import checking, views

pytestmark = pytest.mark.django_db
Deed = Callable[[Cast], Any]


def anybody() -> Client:
    return Client(HTTP_HOST="localhost")


def upload(cast: Cast) -> int:
    row = ["1001", "林静", "二组", "全日制", "信用卡:3"]
    data = csv_bytes(["工号", "姓名", "班组", "合同", "技能"], [row])
    client_of(cast.chen).post("/people/import/", {"file": SimpleUploadedFile("people.csv", data)})
    return PeopleUpload.objects.latest("pk").pk


DEEDS: dict[str, tuple[Deed, str, bool, str]] = {
    "a personal file": (lambda c: client_of(c.wu).get(f"/people/{c.lin.pk}/"), "person.opened", True, "2001"),
    "a personal file out of reach": (lambda c: client_of(c.wu).get(f"/people/{c.zhao.pk}/"), "person.opened", False, "2001"),
    "a personal file that is none": (lambda c: client_of(c.wu).get("/people/987654/"), "person.opened", False, "2001"),
    "one's own file": (lambda c: client_of(c.lin).get(f"/people/{c.lin.pk}/"), "person.opened", True, "1001"),
    "an export": (lambda c: client_of(c.chen).get("/people/export.xlsx?q=zl"), "people.exported", True, "3001"),
    "an export not for the role": (lambda c: client_of(c.wu).get("/people/export.xlsx"), "people.exported", False, "2001"),
    "a roster as PDF": (lambda c: client_of(c.chen).get("/roster/versions/987654/pdf/"), "roster.exported", False, "3001"),
    "figures of a plan": (lambda c: client_of(c.lin).get("/planning/forecasts/1/forecast.csv"), "planning.exported", False, "1001"),
    "an import": (lambda c: client_of(c.chen).post(f"/people/import/{upload(c)}/", {"do": "store"}), "people.imported", True, "3001"),
    "a login": (lambda c: anybody().post("/login/", {"username": "1001", "password": PASSWORD}), "account.login", True, "1001"),
    "a failed login": (lambda c: anybody().post("/login/", {"username": "1001", "password": "wrong-CANARY"}), "account.login_failed", False, "1001"),
    "a login of nobody": (lambda c: anybody().post("/login/", {"username": "x\r\ny", "password": "wrong-CANARY"}), "account.login_failed", False, ""),
    "a role": (lambda c: grant(c, c.shen, c.lin), "role.granted", True, "6002"),
    "a role to oneself": (lambda c: grant(c, c.shen, c.shen), "role.granted", False, "6002"),
    "a role taken": (lambda c: withdraw(c, c.wu), "role.withdrawn", True, "6002"),
    "the audit": (lambda c: client_of(c.yan).get("/audit/"), "audit.opened", True, "6003"),
    "the audit by another": (lambda c: client_of(c.gao).get("/audit/"), "audit.opened", False, "6001"),
    "the audit as a file": (lambda c: client_of(c.yan).get("/audit/export.csv"), "audit.exported", True, "6003"),
    "the audit as a file by another": (lambda c: client_of(c.shen).get("/audit/export.csv"), "audit.exported", False, "6002"),
}


def grant(cast: Cast, by: Person, to: Person) -> Any:
    return client_of(by).post(f"/people/{to.pk}/roles/", {"role": "leader", "unit": cast.team.pk})


def withdraw(cast: Cast, whose: Person) -> Any:
    return client_of(cast.shen).post(f"/people/roles/{Role.objects.get(person=whose).pk}/withdraw/", {"reason": "调岗"})


@pytest.mark.parametrize("name", DEEDS)
def test_each_sensitive_action_leaves_exactly_one_event(name: str, cast: Cast) -> None:
    """A44; A1: also the attempt that was refused."""
    deed, action, success, number = DEEDS[name]
    deed(cast)
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.success, event.number) == (action, success, number)
    assert event.ip == "127.0.0.1"
    assert "CANARY" not in f"{event.facts}{event.about}{event.path}"
    assert "\n" not in f"{event.number}{event.facts}"


SENSITIVE = ["a personal file", "an export", "a role", "a role taken", "the audit", "the audit as a file", "an import"]


@pytest.mark.parametrize("name", SENSITIVE)
def test_what_cannot_be_recorded_is_not_done_and_nothing_is_shown(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A46: the audit store is broken; the action fails closed with a clear message."""
    people = (cast.shen, cast.yan)
    assert people

    def broken(event: AuditEvent) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(writing, "_append", broken)
    before = list(Role.objects.order_by("pk").values_list("pk", "person", "name")), list(Person.objects.order_by("pk").values_list("unit", flat=True))
    response = DEEDS[name][0](cast)
    assert response.status_code == 503
    html = response.content.decode()
    assert "无法写入审计记录" in html
    assert "林静" not in html
    assert before == (
        list(Role.objects.order_by("pk").values_list("pk", "person", "name")),
        list(Person.objects.order_by("pk").values_list("unit", flat=True)),
    )
    monkeypatch.undo()
    assert DEEDS[name][0](cast).status_code in (200, 302)


def test_fragments_and_head_are_looks_as_well(cast: Cast) -> None:
    """A1: on every surface."""
    client = client_of(cast.wu)
    client.get(f"/people/{cast.lin.pk}/", headers={"HX-Request": "true"})
    client.head(f"/people/{cast.lin.pk}/")
    client.get(f"/people/{cast.zhao.pk}/", headers={"accept": "application/json"})
    assert list(AuditEvent.objects.order_by("seq").values_list("success", flat=True)) == [True, True, False]


def test_who_is_not_logged_in_is_sent_to_the_login_and_did_not_look(cast: Cast) -> None:
    assert anybody().get(f"/people/{cast.lin.pk}/").status_code == 302
    assert AuditEvent.objects.count() == 0


def listed(cast: Cast, query: str = "") -> list[int]:
    """The numbers of the events on the page, without those that looking itself leaves."""
    response = client_of(cast.yan).get(f"/audit/{query}")
    assert response.status_code == 200
    return [event.seq for event in response.context["listing"].rows if event.action != "audit.opened"]


def test_the_page_finds_by_person_action_resource_time_and_outcome(cast: Cast) -> None:
    more_events(cast, 6)
    one(7, when=NOW + timedelta(days=3), by=cast.gao, action="role.granted", resource="role", number="")
    found = {
        "": [7, 6, 5, 4, 3, 2, 1],
        "?who=2001": [4, 1],
        "?who=吴班长": [4, 1],
        "?who=吴": [4, 1],
        "?who=9999": [],
        "?action=role.granted": [7],
        "?resource=person": [6, 5, 4, 3, 2, 1],
        "?success=no": [4, 1],
        "?success=yes&resource=role": [7],
        "?start=2026-11-28": [7],
        "?end=2026-11-27": [6, 5, 4, 3, 2, 1],
        "?start=2026-11-30&end=2026-11-30": [7],
        "?start=2026-11-28&end=2026-11-29": [],
    }
    assert {query: listed(cast, query) for query in found} == found


NONSENSE = ["?action=x", "?resource=' OR 1=1", "?success=maybe", "?start=soon", "?end=9999-12-31", "?who=a%00b", "?by__password=x"]


@pytest.mark.parametrize("query", NONSENSE)
def test_a_filter_that_makes_no_sense_is_left_out(query: str, cast: Cast) -> None:
    """A7, A19."""
    trail(3)
    assert listed(cast, query) == [3, 2, 1]


def test_events_are_paged_and_sorted(cast: Cast) -> None:
    more_events(cast, 120)
    assert len(listed(cast)) == 50
    assert listed(cast, "?page=3") == list(range(21, 0, -1)), "the look before is an event as well"
    assert listed(cast, "?sort=seq")[:3] == [1, 2, 3]


def test_the_file_holds_what_was_searched_for_and_can_be_compared_with_the_trail(cast: Cast) -> None:
    more_events(cast, 6)
    response = client_of(cast.yan).get("/audit/export.csv?who=2001")
    table = read_table(response.content)
    assert [row.cells[0] for row in table.rows] == ["1", "4"]
    assert table.rows[0].cells[-1] == AuditEvent.objects.get(seq=1).seal
    assert "attachment" in response.headers["Content-Disposition"]
    assert AuditEvent.objects.latest("seq").facts == {"query": "who=2001"}


def test_a_file_too_large_is_refused_in_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    trail(4)
    monkeypatch.setattr(views, "EXPORTED_AT_MOST", 3)
    response = client_of(cast.yan).get("/audit/export.csv")
    assert response.status_code == 409
    assert "4" in response.content.decode()
    assert AuditEvent.objects.latest("seq").facts == {"refused": "audit.too_many"}


def test_text_that_a_spreadsheet_would_run_is_only_text(cast: Cast) -> None:
    """A22."""
    one(by=None, number="=HYPERLINK(1)")
    content = client_of(cast.yan).get("/audit/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in content


def test_one_event_says_everything(cast: Cast) -> None:
    event = one(cast.lin.pk, by=cast.wu, number="", facts={"query": "<b>x</b>"})
    html = client_of(cast.yan).get(f"/audit/{event.pk}/").content.decode()
    for text in ("吴班长", "2001", "查看个人资料", f"人员 {cast.lin.pk}", "&lt;b&gt;x", event.seal, event.previous):
        assert text in html


def check(cast: Cast) -> str:
    """Ask for a check, let the worker make it, read the page."""
    answer = client_of(cast.yan).post("/audit/check/")
    assert answer.status_code == 302
    jobs.perform.func(Job.objects.get(kind=checking.KIND, ended_at=None).pk)
    return client_of(cast.yan).get("/audit/").content.decode()


def test_the_state_of_the_trail_is_shown_after_a_check(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.AUDIT_ANCHORS = tmp_path
    trail(3)
    assert "尚未校验" in client_of(cast.yan).get("/audit/").content.decode()
    assert ">完整<" in check(cast).replace("</svg>", ">")
    attack("UPDATE core_auditevent SET number = 'x' WHERE seq = 2")
    html = check(cast)
    assert "第 2 条记录与写入时不同" in html
    assert "不完整" in html


def test_a_check_that_runs_is_shown_and_not_started_twice(cast: Cast) -> None:
    client = client_of(cast.yan)
    client.post("/audit/check/")
    assert "正在校验" in client.get("/audit/").content.decode()
    assert client.post("/audit/check/").status_code == 409


def test_the_auditor_reads_the_audit_and_nothing_of_the_business(cast: Cast) -> None:
    """Three administrators: the auditor writes nothing and sees no person, roster or plan by virtue of the role."""
    client = client_of(cast.yan)
    for url in ("/people/", "/people/export.xlsx", "/people/import/", "/people/roles/", "/roster/", "/planning/history/", "/centre/contracts/new/"):
        assert client.get(url).status_code == 403, url
    assert client.get(f"/people/{cast.lin.pk}/").status_code == 404
    links = client.get("/").content.decode()
    assert 'href="/audit/"' in links
    assert 'href="/people/roles/"' not in links
    assert 'href="/audit/"' not in client_of(cast.gao).get("/").content.decode()
