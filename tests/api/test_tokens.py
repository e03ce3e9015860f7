"""Tokens (A36): shown once, kept as a digest, dead when revoked, expired, or when their person is gone; counted by the minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.api.programs import Program, code, program
from tests.cast import Cast, client_of
from zuoxi.api import limits, tokens
from zuoxi.api.errors import TooManyRequests, Unauthorised
from zuoxi.api.models import ApiToken
from zuoxi.api.scopes import SCOPES
from zuoxi.api.tokens import NotPossible, TooMany
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 4, 0, 30, tzinfo=UTC)


def made(cast: Cast, **changed: object) -> tuple[ApiToken, str]:
    wanted = {"person": cast.lin, "name": "手机", "scopes": ["own:read"], "days": 30, "now": NOW}
    return tokens.make(**(wanted | changed))


def works(secret: str, now: datetime = NOW) -> bool:
    try:
        tokens.of_header(f"Bearer {secret}", now=now)
    except Unauthorised:
        return False
    return True


def test_the_secret_is_nowhere_in_the_database(cast: Cast) -> None:
    token, secret = made(cast)
    row = ApiToken.objects.values().get()
    assert secret not in str(row)
    assert len(secret) > 40
    assert (secret.startswith(token.prefix), token.digest) == (True, tokens.digest(secret))
    assert secret[len(token.prefix) :] not in str(row)


def test_two_tokens_are_never_alike(cast: Cast) -> None:
    assert len({made(cast)[1] for _ in range(10)}) == 10


def test_a_header_finds_its_token_and_no_other_writing_does(cast: Cast) -> None:
    token, secret = made(cast)
    for header in (f"Bearer {secret}", f"bearer {secret}", f"BEARER  {secret} "):
        assert tokens.of_header(header, now=NOW) == token
    for header in (
        "",
        "Bearer",
        "Bearer ",
        secret,
        f"Token {secret}",
        f"Basic {secret}",
        f"Bearer {secret}x",
        f"Bearer {secret[:-1]}",
        "Bearer 令牌",
    ):
        with pytest.raises(Unauthorised):
            tokens.of_header(header, now=NOW)


def test_a_leaked_digest_opens_nothing(cast: Cast) -> None:
    token, secret = made(cast)
    assert works(secret)
    assert not works(token.digest)
    assert not works(token.prefix)


def test_a_token_ends_at_its_moment_not_before(cast: Cast) -> None:
    token, secret = made(cast)
    assert token.expires_at == NOW + timedelta(days=30)
    assert works(secret, token.expires_at - timedelta(seconds=1))
    assert not works(secret, token.expires_at)


def test_a_revoked_token_is_dead_at_once_and_the_others_live(cast: Cast) -> None:
    (one, dead), (_, alive) = made(cast), made(cast)
    assert tokens.revoke(token=one, now=NOW)
    assert (works(dead), works(alive)) == (False, True)
    assert not tokens.revoke(token=one, now=NOW)


@pytest.mark.parametrize(
    ("change", "still"),
    [
        ({"is_active": False}, False),
        ({"left_on": date(2026, 11, 27)}, False),
        ({"left_on": date(2026, 11, 28)}, True),
        ({"hired_on": date(2026, 11, 28)}, False),
        ({"hired_on": None}, True),
    ],
)
def test_it_works_only_while_its_person_works_here(cast: Cast, change: dict[str, object], still: bool) -> None:
    _, secret = made(cast)
    assert works(secret)
    Person.objects.filter(pk=cast.lin.pk).update(**change)
    assert works(secret) is still


@pytest.mark.parametrize(
    "wrong", [{"name": "  "}, {"scopes": []}, {"scopes": ["everything"]}, {"scopes": ["own:read", "x"]}, {"days": 0}, {"days": -1}, {"days": 366}]
)
def test_a_token_without_name_scope_or_end_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(NotPossible):
        made(cast, **wrong)
    assert not ApiToken.objects.exists()
    assert made(cast, days=365, scopes=list(SCOPES))[0].scopes == sorted(SCOPES)


def test_nobody_collects_tokens_without_end(cast: Cast) -> None:
    kept = [made(cast)[0] for _ in range(tokens.MOST_ALIVE)]
    with pytest.raises(TooMany):
        made(cast)
    assert made(cast, person=cast.wu)
    tokens.revoke(token=kept[0], now=NOW)
    assert made(cast)


def test_the_last_use_is_remembered(cast: Cast) -> None:
    token, _ = made(cast)
    assert token.last_used_at is None
    tokens.count(token, now=NOW)
    token.refresh_from_db()
    assert token.last_used_at == NOW


def test_a_minute_has_so_many_requests_and_the_next_one_begins_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 3)
    (token, _), (other, _) = made(cast), made(cast)
    for _ in range(3):
        tokens.count(token, now=NOW)
    with pytest.raises(TooManyRequests) as refused:
        tokens.count(token, now=NOW)
    assert refused.value.facts["seconds"] == 30
    tokens.count(other, now=NOW)
    tokens.count(token, now=NOW + timedelta(seconds=30))


def test_too_many_requests_are_told_when_to_come_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 2)
    mine = program(cast.lin)
    answers = [mine.get("/api/jobs") for _ in range(4)]
    assert 429 in [answer.status_code for answer in answers]
    assert code(answers[-1]) == (429, "api.too_many_requests")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_the_page_shows_a_new_token_once_and_only_to_its_person(cast: Cast) -> None:
    browser = client_of(cast.lin)
    page = browser.post("/api/tokens", {"name": "手机", "days": "90", "scopes": ["own:read"]}).content.decode()
    secret = page.split('id="secret"')[1].split('value="')[1].split('"')[0]
    assert Program(secret).get("/api/my/notices").status_code == 200
    again = browser.get("/api/tokens").content.decode()
    assert secret not in again
    assert "手机" in again
    assert "手机" not in client_of(cast.wu).get("/api/tokens").content.decode()


def test_nobody_revokes_the_token_of_another(cast: Cast) -> None:
    token, secret = tokens.make(person=cast.lin, name="手机", scopes=["own:read"], days=30, now=datetime.now(UTC))
    assert client_of(cast.wu).post(f"/api/tokens/{token.pk}/revoke").status_code == 404
    assert Program(secret).get("/api/my/notices").status_code == 200
    assert client_of(cast.lin).post(f"/api/tokens/{token.pk}/revoke").status_code == 302
    assert code(Program(secret).get("/api/my/notices")) == (401, "api.unauthorised")


def test_a_form_that_makes_no_sense_makes_no_token(cast: Cast) -> None:
    for wrong in ({}, {"name": "x", "days": "999", "scopes": ["own:read"]}, {"name": "x", "days": "90", "scopes": ["all"]}):
        assert client_of(cast.lin).post("/api/tokens", wrong).status_code == 422
    assert not ApiToken.objects.exists()
