"""A9: walking through ids finds nothing, is slowed down after sixty misses in a minute, and is told at once; who clicks is never slowed down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.api.programs import code, program
from tests.cast import Cast, at, client_of, hire
from zuoxi.core.models import AuditEvent, Notice
from zuoxi.people import misses
from zuoxi.people.misses import MOST, TooManyMisses
from zuoxi.people.models import RoleName

pytestmark = pytest.mark.django_db
NOW = at("2026-11-27 10:00")
PLACES = ("/people/{}/", "/inbox/{}/", "/inbox/appeals/{}/", "/decisions/{}/", "/jobs/{}/")


def walked() -> list[tuple[str, bool]]:
    return list(AuditEvent.objects.filter(action="account.walked").values_list("number", "success"))


def count(cast: Cast, times: int, *, seconds: float = 0) -> int:
    """So many misses of lin, and how many of them were refused."""
    refused = 0
    for _ in range(times):
        try:
            misses.count(cast.lin, now=NOW + timedelta(seconds=seconds), where="10.0.0.1")
        except TooManyMisses:
            refused += 1
    return refused


def test_sixty_misses_are_answered_as_such_and_the_next_is_429_with_the_time_to_wait(cast: Cast) -> None:
    client = client_of(cast.lin)
    with time_machine.travel(NOW, tick=False):
        answers = [client.get(PLACES[n % 5].format(900_000 + n)) for n in range(MOST + 5)]
    assert [one.status_code for one in answers] == [404] * MOST + [429] * 5
    assert answers[-1].headers["Retry-After"] == "60"
    html = answers[-1].content.decode()
    assert "已通知管理员" in html
    assert "林静" not in html.split("<main")[1]


def test_of_a_walk_through_every_id_not_one_of_another_is_found(cast: Cast) -> None:
    """lin tries each person's id: her own is the only hit, and the answers for others and for nobody are the same."""
    people = [cast.wu, cast.zhao, cast.chen, cast.zhou, cast.sun, cast.gao]
    client = client_of(cast.lin)
    answers = {pk: client.get(f"/people/{pk}/").status_code for pk in [cast.lin.pk, *(one.pk for one in people), 987_654]}
    assert [pk for pk, status in answers.items() if status == 200] == [cast.lin.pk]
    assert {status for pk, status in answers.items() if pk != cast.lin.pk} == {404}


def test_the_administrators_of_security_and_accounts_are_told_once_with_who_it_is(cast: Cast) -> None:
    told = {cast.shen.name, cast.gao.name}
    assert count(cast, MOST + 30) == 30
    assert walked() == [("1001", False)]
    notices = Notice.objects.filter(kind="account.walked").select_related("person")
    assert {one.person.name for one in notices} == told
    assert {one.facts["number"] for one in notices} == {"1001"}


def test_an_administrator_who_walks_is_told_on_by_the_other_and_not_to_themselves(cast: Cast) -> None:
    second = hire("6009", "卫立", unit=cast.centre, post=cast.gao.post, role=RoleName.ADMINISTRATOR)
    for _ in range(MOST):
        misses.count(cast.gao, now=NOW)
    with pytest.raises(TooManyMisses):
        misses.count(cast.gao, now=NOW)
    assert [one.person for one in Notice.objects.filter(kind="account.walked")] == [second]


def test_sixty_misses_are_nobodys_business(cast: Cast) -> None:
    assert count(cast, MOST) == 0
    assert walked() == []
    assert not Notice.objects.filter(kind="account.walked").exists()


def test_after_a_minute_it_begins_anew_and_is_told_anew(cast: Cast) -> None:
    assert count(cast, MOST + 1) == 1
    assert count(cast, MOST, seconds=59.9) == MOST
    assert count(cast, MOST, seconds=60) == 0
    assert count(cast, 1, seconds=61) == 1
    assert len(walked()) == 2


@pytest.mark.parametrize("seconds", [0, 1, 30, 59])
def test_the_wait_that_is_told_is_the_rest_of_the_minute(cast: Cast, seconds: int) -> None:
    count(cast, MOST)
    with pytest.raises(TooManyMisses) as refused:
        misses.count(cast.lin, now=NOW + timedelta(seconds=seconds))
    assert refused.value.facts["seconds"] == 60 - seconds


def test_the_misses_of_one_person_slow_nobody_else_down(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        count(cast, MOST + 1)
        assert client_of(cast.zhao).get("/people/987654/").status_code == 404
        assert client_of(cast.lin).get("/people/987654/").status_code == 429


def test_what_is_there_is_opened_as_ever_while_misses_are_refused(cast: Cast) -> None:
    """A walker is not locked out of their own work, so that nobody can be locked out by a link that leads nowhere."""
    client = client_of(cast.lin)
    with time_machine.travel(NOW, tick=False):
        count(cast, MOST + 10)
        assert client.get("/my/").status_code == 200
        assert client.get(f"/people/{cast.lin.pk}/").status_code == 200
        assert client.get("/people/987654/").status_code == 429


def test_who_is_not_logged_in_misses_nothing_on_anybodys_account(cast: Cast) -> None:
    client = client_of(None)
    assert {client.get(f"/my/calendar/guess-{n}.ics").status_code for n in range(MOST + 5)} == {404}
    assert walked() == []


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"accept": "application/json"}, {"X-Forwarded-For": "203.0.113.9"}])
def test_no_other_way_of_asking_goes_round_it(cast: Cast, headers: dict[str, str]) -> None:
    with time_machine.travel(NOW, tick=False):
        count(cast, MOST)
        answer = client_of(cast.lin).get("/people/987654/", headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_pages_and_interface_count_together_and_the_interface_says_it_in_its_own_form(cast: Cast) -> None:
    mine = program(cast.chen)
    with time_machine.travel(NOW, tick=False):
        for _ in range(MOST - 1):
            misses.count(cast.chen, now=NOW)
        assert code(mine.get("/api/people/987654")) == (404, "api.not_found")
        refused: Any = mine.get("/api/people/987654")
        assert code(refused) == (429, "account.too_many_misses")
        assert refused.headers["Retry-After"] == "60"
        assert mine.get(f"/api/people/{cast.lin.pk}").status_code == 200


def test_without_the_count_the_walk_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(misses, "MOST", 10**6)
    client = client_of(cast.lin)
    assert {client.get(f"/jobs/{900_000 + n}/").status_code for n in range(MOST + 5)} == {404}
