"""A form sent again is the same form (R24): one thing is made, and every sending ends where the first did."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, at, client_of
from tests.web.roster import scenes
from zuoxi.core.models import Sending
from zuoxi.roster.models import Period, Version
from zuoxi.web.shell import once

pytestmark = pytest.mark.django_db
NOW = at("2026-11-20 10:00")


def key_of(page: str) -> str:
    found = re.search(r'name="once" value="([\w-]+)"', page)
    assert found
    return found[1]


def test_a_form_sent_ten_times_makes_one_period_and_all_are_sent_to_it(cast: Cast) -> None:
    client = client_of(cast.chen)
    form = {"name": "周期", "unit": cast.centre.pk, "first_day": "2027-01-04", "days": 7}
    form["once"] = key_of(client.get("/roster/new/").content.decode())
    places = {client.post("/roster/new/", form).headers["Location"] for _n in range(10)}
    assert places == {f"/roster/{Period.objects.get().pk}/"}


def test_a_draft_is_copied_once_a_form_and_again_from_a_new_one(cast: Cast) -> None:
    version = scenes.draft(cast)
    client, page = client_of(cast.chen), f"/roster/{version.period_id}/"
    for count in (2, 3):
        key = key_of(client.get(page).content.decode())
        for _n in range(4):
            assert client.post(f"/roster/versions/{version.pk}/copy/", {"once": key}).headers["Location"] == page
        assert Version.objects.count() == count


def test_without_a_key_each_sending_counts(cast: Cast) -> None:
    """The control: it is the key that holds them together."""
    version = scenes.draft(cast)
    for key in ("", "short", "x" * 65, "§" * 20):
        client_of(cast.chen).post(f"/roster/versions/{version.pk}/copy/", {"once": key})
    assert Version.objects.count() == 5


def test_something_else_written_into_the_same_form_is_another_sending(cast: Cast) -> None:
    client, form = client_of(cast.chen), {"unit": cast.centre.pk, "days": 7, "once": "k" * 20}
    for name, day in (("一", "2027-01-04"), ("二", "2027-01-11"), ("一", "2027-01-04")):
        assert client.post("/roster/new/", {**form, "name": name, "first_day": day}).status_code == 302
    assert sorted(Period.objects.values_list("name", flat=True)) == ["一", "二"]


def test_what_was_refused_may_be_mended_and_sent_again_with_the_same_key(cast: Cast) -> None:
    client, key = client_of(cast.chen), "k" * 20
    assert client.post("/roster/new/", {"once": key}).status_code == 422
    assert not Sending.objects.exists()
    form = {"name": "周期", "unit": cast.centre.pk, "first_day": "2027-01-04", "days": 7, "once": key}
    assert client.post("/roster/new/", form).status_code == 302
    assert Sending.objects.get().target == f"/roster/{Period.objects.get().pk}/"


def test_the_key_of_somebody_else_is_another_key_and_old_keys_go(cast: Cast) -> None:
    assert once.claim(cast.chen, "k" * 20, now=NOW)
    assert once.claim(cast.zhou, "k" * 20, now=NOW)
    assert once.claim(cast.chen, "k" * 20, now=NOW) is None
    assert once.claim(cast.chen, "k" * 20, now=NOW + once.KEPT * 2)


def test_who_comes_while_it_is_worked_on_is_told_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PATIENCE_S", 0.0)
    monkeypatch.setattr(once, "sent", lambda request: "k" * 20)
    Sending.objects.create(person=cast.chen, key="k" * 20, at=at("2099-01-01 00:00"))
    response = client_of(cast.chen).post("/roster/new/", {"once": "k" * 20})
    assert (response.status_code, "仍在处理中" in response.content.decode()) == (409, True)
