"""Sessions: stored as a hash, idle and longest time, listed and ended (A10, A31)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.cast import PASSWORD, Cast, at, client_of
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import UserSession
from zuoxi.people.sessions import stored_key

pytestmark = pytest.mark.django_db
NOW = at("2026-03-02 09:00")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WECHAT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50"


def logged_in(number: str = "1001", *, agent: str = FIREFOX, address: str = "10.0.0.1") -> Client:
    client = client_of(None)
    answer = client.post("/login/", {"username": number, "password": PASSWORD}, headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/my/").status_code == 200


def session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=stored_key(client.cookies[settings.SESSION_COOKIE_NAME].value))


def test_a_session_knows_whose_it_is_since_when_and_from_where(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        session = session_of(logged_in())
    assert (session.person, session.device, session.address) == (cast.lin, "Firefox · Linux", "10.0.0.1")
    assert (session.started_at, session.seen_at, session.expire_date) == (NOW, NOW, NOW + timedelta(hours=12))


def test_the_table_of_sessions_lets_nobody_in(cast: Cast) -> None:
    """A31: what is stored is no key."""
    client = logged_in()
    thief = client_of(None)
    thief.cookies[settings.SESSION_COOKIE_NAME] = session_of(client).session_key
    assert is_in(client)
    assert not is_in(thief)


def test_a_session_at_rest_ends_after_half_an_hour(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = logged_in()
        for _ in range(4):
            clock.shift(timedelta(minutes=29))
            assert is_in(client)
        clock.shift(timedelta(minutes=30))
        assert not is_in(client)


def test_an_administrators_session_ends_after_a_quarter_of_an_hour(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = logged_in("6001")
        clock.shift(timedelta(minutes=14))
        assert is_in(client)
        clock.shift(timedelta(minutes=15))
        assert not is_in(client)


def test_a_page_that_asks_by_itself_is_no_work(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = logged_in()
        for _ in range(6):
            clock.shift(timedelta(minutes=5))
            answer = client.get("/jobs/", headers={"HX-Request": "true"})
        assert answer.status_code == 302 or answer.headers.get("HX-Redirect", "").startswith("/login/")


def test_no_session_outlives_twelve_hours_however_busy(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = logged_in()
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        assert not is_in(client)


def test_reading_writes_at_most_once_a_minute(cast: Cast, django_assert_num_queries: object) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = logged_in()
        clock.shift(timedelta(seconds=59))
        is_in(client)
        assert session_of(client).seen_at == NOW
        clock.shift(timedelta(seconds=1))
        is_in(client)
        assert session_of(client).seen_at == NOW + timedelta(minutes=1)


def test_the_page_lists_ones_own_sessions_and_nobody_elses(cast: Cast) -> None:
    here = logged_in()
    logged_in(agent=WECHAT, address="10.0.0.77")
    logged_in("1002", address="10.0.0.88")
    html = here.get("/account/").content.decode()
    assert "Firefox · Linux" in html
    assert "WeChat · Android" in html
    assert "10.0.0.77" in html
    assert "10.0.0.88" not in html
    assert html[html.index("<tbody>") : html.index("</tbody>")].count("本设备") == 1


def test_one_session_is_ended_and_the_other_goes_on(cast: Cast, told: list[Event]) -> None:
    here, there = logged_in(), logged_in()
    told.clear()
    assert here.post(f"/account/sessions/{session_of(there).pk}/end/").headers["Location"] == "/account/"
    assert (is_in(here), is_in(there)) == (True, False)
    assert [(event.act, event.about, event.by) for event in told] == [(Act.SESSION_ENDED, cast.lin, cast.lin)]


def test_nobody_ends_somebody_elses_session(cast: Cast) -> None:
    mine, other = logged_in(), logged_in("1002")
    assert mine.post(f"/account/sessions/{session_of(other).pk}/end/").status_code == 404
    assert is_in(other)


def test_ending_the_present_session_is_a_logout(cast: Cast) -> None:
    client = logged_in()
    assert client.post(f"/account/sessions/{session_of(client).pk}/end/").headers["Location"] == "/login/"
    assert not is_in(client)


def test_log_out_all_other_devices_and_log_out_everywhere(cast: Cast, told: list[Event]) -> None:
    here, there, other = logged_in(), logged_in(), logged_in("1002")
    assert here.post("/account/sessions/end/").headers["Location"] == "/account/"
    assert (is_in(here), is_in(there), is_in(other)) == (True, False, True)
    told.clear()
    again = logged_in()
    assert here.post("/account/sessions/end/", {"here": "1"}).headers["Location"] == "/login/"
    assert (is_in(here), is_in(again), is_in(other)) == (False, False, True)
    assert [event.act for event in told] == [Act.LOGIN, Act.SESSION_ENDED]
    assert told[1].facts == {"count": 2}


def test_the_sixth_device_logs_the_one_seen_longest_ago_out(cast: Cast) -> None:
    """A31: a limit of sessions at a time."""
    with time_machine.travel(NOW, tick=False) as clock:
        clients = []
        for _ in range(6):
            clients.append(logged_in())
            clock.shift(timedelta(minutes=1))
        assert [is_in(client) for client in clients] == [False, True, True, True, True, True]


def test_a_new_login_gets_a_new_key_and_leaves_nothing_of_the_old_session(cast: Cast) -> None:
    """A31: fixation."""
    client = logged_in()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/logout/")
    client.post("/login/", {"username": "1002", "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert session_of(client).person == cast.zhao
    assert UserSession.objects.count() == 1


def test_a_closed_account_is_out_at_the_next_request(cast: Cast) -> None:
    """A10."""
    client = logged_in()
    Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert not is_in(client)


def test_the_session_store_is_found_by_djangos_own_sweeper(cast: Cast) -> None:
    from django.core.management import call_command

    with time_machine.travel(NOW, tick=False) as clock:
        logged_in()
        call_command("clearsessions")
        assert UserSession.objects.count() == 1
        clock.shift(timedelta(hours=13))
        call_command("clearsessions")
    assert not UserSession.objects.exists()


def test_a_session_row_reads_as_whose_it_is(cast: Cast) -> None:
    assert str(session_of(logged_in())).startswith(str(cast.lin.pk))
