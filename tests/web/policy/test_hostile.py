"""Senseless and hostile input at the policy's doors (A16, A30): refused or shown as text, nothing stored, nothing falls over."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, client_of, hire
from tests.web.corpus import CORPUS
from tests.web.policy.test_policy_pages import begun, filled, saved, sent
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion
from zuoxi.people.models import RoleName

pytestmark = pytest.mark.django_db
SENSELESS = ["NaN", "Infinity", "-Infinity", "1e999", "-1", "1_000", "0x10", "٣", "１２", "12;13", "null", "[]", "{}", "\x00", "9" * 4000, " "]


@pytest.fixture
def zhou(cast: Cast) -> Client:
    return client_of(cast.zhou)


@pytest.mark.parametrize("text", SENSELESS)
def test_a_senseless_number_never_gets_into_a_draft(zhou: Client, text: str) -> None:
    number = begun(zhou)
    status = zhou.post(f"/policy/versions/{number}/edit/roster/", {**filled("roster"), "rest_h": text}).status_code
    stored = PolicyVersion.objects.get(number=number).values
    assert status in (302, 422)
    assert (stored == {}) if status == 422 else 8 <= policy.rules.value(stored, *place("rest_h")) <= 24


def place(name: str) -> Any:
    from zuoxi.rules.areas import area

    return area("roster"), area("roster").entry(name)


@pytest.mark.parametrize("text", CORPUS[:40])
def test_a_hostile_reason_is_only_shown(cast: Cast, zhou: Client, text: str) -> None:
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    assert sent(zhou, number, remark=text).status_code == 302
    for path in (f"/policy/versions/{number}/", "/policy/versions/"):
        html = zhou.get(path).content.decode()
        assert text not in html or not set("<>\"'") & set(text)


def test_a_reason_as_long_as_a_book_is_refused_beside_its_field(zhou: Client) -> None:
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    answer = sent(zhou, number, remark="长" * 501)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert sent(zhou, number, remark="长" * 500).status_code == 302


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-01", "0001-01-01", "9999-12-31", "2026-02-30", "'; drop table"])
def test_a_day_that_is_none_is_refused_or_lies_far_ahead(zhou: Client, day: str) -> None:
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    status = zhou.post(f"/policy/versions/{number}/submit/", {"day": day, "remark": ""}).status_code
    assert status == (302 if day == "9999-12-31" else 422)


def test_fields_that_are_no_entries_are_ignored(zhou: Client) -> None:
    number = begun(zhou)
    data = {**filled("organisation"), "state": "approved", "rest_h": "3", "created_by": "1", "values": "{}", "number": "99"}
    assert zhou.post(f"/policy/versions/{number}/edit/organisation/", data).status_code == 302
    draft = PolicyVersion.objects.get(number=number)
    assert (draft.state, draft.values) == ("draft", {})


def test_an_approval_cannot_be_had_by_asking_twice_or_by_get(cast: Cast, zhou: Client) -> None:
    other = client_of(hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER))
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    sent(zhou, number)
    door = f"/policy/versions/{number}/approve/"
    assert other.get(door).status_code == 405
    assert other.post(door).status_code == 302
    again = other.post(door)
    assert again.status_code == 409
    assert "已被他人更改" in again.content.decode() or "moved" in again.content.decode() or str(number) in again.content.decode()


def test_a_version_in_force_is_edited_by_no_door(cast: Cast, zhou: Client) -> None:
    other = client_of(hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER))
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    sent(zhou, number)
    other.post(f"/policy/versions/{number}/approve/")
    before = PolicyVersion.objects.values().get(number=number)
    upload = SimpleUploadedFile("p.toml", b"[roster]\nrest_h = 20\n")
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("edit/roster/", filled("roster", rest_h="20")),
        ("import/", {"file": upload}),
        ("carry-over/", {}),
        ("submit/", {"day": timezone.localdate().isoformat(), "remark": "x"}),
        ("withdraw/", {}),
        ("approve/", {}),
        ("reject/", {"verdict": "x"}),
    ]
    for client in (zhou, other):
        for door, data in attempts:
            client.post(f"/policy/versions/{number}/{door}", data)
    assert PolicyVersion.objects.values().get(number=number) == before


@pytest.mark.parametrize("number", ["-1", "1.5", "x", "1/../2", "%00"])
def test_a_number_that_is_none_is_not_found(zhou: Client, number: str) -> None:
    assert zhou.get(f"/policy/versions/{number}/").status_code == 404


def test_a_number_that_no_database_holds_is_not_found(zhou: Client) -> None:
    assert zhou.get(f"/policy/versions/{'9' * 30}/").status_code == 404
