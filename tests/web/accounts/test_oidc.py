"""Login by a login service, against a real server on the loopback (A39)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from tests.cast import Cast, at, client_of
from tests.web.accounts.people import is_in, with_factor
from zuoxi.people import outside
from zuoxi.people.account_events import Act, Event
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import OutsideIdentity

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:authlib"),
]
NOW = at("2026-03-02 09:00")
USERS = [
    User(sub="s-lin", claims={"preferred_username": "1001", "email": "zhao@example.com"}),
    User(sub="s-other", claims={"preferred_username": "1001"}),
    User(sub="s-stranger", claims={"preferred_username": "7777"}),
    User(sub="s-nameless", claims={"email": "1001"}),
]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A login service that knows four people, and demands a nonce."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with run_server_in_thread(require_nonce=True, user_claims=USERS) as server:
        address = f"http://localhost:{server.server_port}"
        chosen = {"server": address, "client": "zuoxi", "secret": "secret", "claim": "preferred_username", "scope": "openid profile", "name": "Works"}
        monkeypatch.setattr(settings, "OIDC", chosen)
        monkeypatch.setattr(settings, "ADDRESS", "http://localhost")
        yield address


def leave(client: Client, going: str = "/") -> str:
    """Start a login; returns the address at the service."""
    response = client.get("/account/oidc/", {"next": going})
    assert response.status_code == 302
    return response.headers["Location"]


def consent(address: str, subject: str) -> str:
    """Log in at the service as `subject`; returns the address that leads back."""
    answer = httpx.post(address, data={"sub": subject}, follow_redirects=False)
    return answer.headers["Location"]


def come_back(client: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    assert parts.path == "/account/oidc/back/"
    return client.get(f"{parts.path}?{parts.query}")


def through(subject: str, going: str = "/") -> tuple[Client, HttpResponse]:
    client = client_of(None)
    return client, come_back(client, consent(leave(client, going), subject))


@pytest.mark.usefixtures("service")
def test_somebody_known_by_work_number_logs_in_and_goes_where_they_wanted(cast: Cast, told: list[Event]) -> None:
    client, response = through("s-lin", "/people/units/")
    assert response.headers["Location"] == "/people/units/"
    assert is_in(client)
    link = OutsideIdentity.objects.get()
    assert (link.person, link.subject) == (cast.lin, "s-lin")
    assert [event.act for event in told] == [Act.LINKED, Act.LOGIN]
    assert told[1].facts == {"method": "oidc"}
    through("s-lin")
    assert OutsideIdentity.objects.count() == 1


@pytest.mark.usefixtures("service")
def test_the_request_carries_state_nonce_and_challenge(cast: Cast) -> None:
    asked = parse_qs(urlsplit(leave(client_of(None))).query)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/account/oidc/back/"]


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("subject", ["s-stranger", "s-nameless"])
def test_a_stranger_gets_no_account_and_an_email_names_nobody(cast: Cast, subject: str, told: list[Event]) -> None:
    before = Person.objects.count()
    client, response = through(subject)
    assert response.status_code == 403
    assert not is_in(client)
    assert (Person.objects.count(), OutsideIdentity.objects.count()) == (before, 0)
    assert [event.act for event in told] == [Act.LOGIN_FAILED]


@pytest.mark.usefixtures("service")
def test_a_second_subject_with_the_same_number_is_refused(cast: Cast) -> None:
    through("s-lin")
    client, response = through("s-other")
    assert response.status_code == 403
    assert not is_in(client)


@pytest.mark.usefixtures("service")
def test_the_link_stays_with_the_subject_when_the_number_moves(cast: Cast) -> None:
    through("s-lin")
    Person.objects.filter(pk=cast.lin.pk).update(work_number="1009")
    Person.objects.filter(pk=cast.zhao.pk).update(work_number="1001")
    client, _ = through("s-lin")
    assert client.get("/account/").context["request"].person == cast.lin


@pytest.mark.usefixtures("service")
def test_an_answer_is_worth_nothing_in_another_browser_a_second_time_or_with_another_state(cast: Cast) -> None:
    """A39: state missing, code replay."""
    mine = client_of(None)
    address = consent(leave(mine), "s-lin")
    thief = client_of(None)
    assert come_back(thief, address).status_code == 403
    assert come_back(mine, address.replace("state=", "state=x")).status_code == 403
    assert come_back(mine, address.split("&state=")[0]).status_code == 403
    assert come_back(mine, address).status_code == 302
    mine.post("/logout/")
    assert come_back(mine, address).status_code == 403
    assert not is_in(mine)
    assert not is_in(thief)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("query", ["", "code=x", "error=access_denied", "code=x&state=y", "state=%00"])
def test_a_made_up_answer_is_refused(cast: Cast, query: str) -> None:
    assert client_of(None).get(f"/account/oidc/back/?{query}").status_code == 403


@pytest.mark.usefixtures("service")
def test_a_closed_account_stays_closed(cast: Cast) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert through("s-lin")[1].status_code == 403


@pytest.mark.usefixtures("service")
def test_the_second_factor_is_asked_for_here_too(cast: Cast) -> None:
    """A32."""
    with_factor(cast.lin, now=NOW)
    client, response = through("s-lin")
    assert response.headers["Location"] == "/login/code/"
    assert not is_in(client)


@pytest.mark.usefixtures("service")
def test_no_foreign_address_is_carried_through(cast: Cast) -> None:
    """A35."""
    assert through("s-lin", "//evil.example/")[1].headers["Location"] == "/"


def test_a_service_that_is_away_is_said_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {"server": "http://127.0.0.1:9", "client": "z", "secret": "s", "claim": "sub", "scope": "openid", "name": "Works"}
    monkeypatch.setattr(settings, "OIDC", gone)
    assert client_of(None).get("/account/oidc/").status_code == 403
    assert "使用 Works 登录" in client_of(None).get("/login/").content.decode()


def test_the_same_subject_at_two_issuers_is_two_people(cast: Cast) -> None:
    """A39."""
    one = outside.person_for(provider="oidc", issuer="https://a", subject="1", number="1001", now=NOW)
    other = outside.person_for(provider="oidc", issuer="https://b", subject="1", number="1002", now=NOW)
    assert (one, other) == (cast.lin, cast.zhao)
    assert outside.person_for(provider="oidc", issuer="https://a", subject="1", number="1002", now=NOW) == cast.lin
    assert outside.person_for(provider="oidc", issuer="https://a", subject="", number="1001", now=NOW) is None
