"""Ten at once (R22, R24): one key makes one thing, one version is changed by one; with the safeguard taken out the test sees it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from tests.api.programs import Program, program
from tests.cast import Cast, make_cast
from zuoxi.acd.models import Queue
from zuoxi.api import idempotency, versions
from zuoxi.core.models import CentreDay
from zuoxi.roster.models import ShiftKind

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 10
QUEUE = {"code": "hotline", "name": "热线"}
DAY = {"day": "2026-05-20", "name": "司庆", "kind": "closed"}
SHIFT = {"code": "早", "letter": "E", "name": "早班", "colour": "#2f6fde", "blocks": [{"start_min": 480, "end_min": 1020}]}
CREATES = [("/api/queues", QUEUE, Queue), ("/api/calendar/days", DAY, CentreDay), ("/api/shifts", SHIFT, ShiftKind)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What ten threads get that start together."""
    gate, found = threading.Barrier(AT_ONCE), [None] * AT_ONCE

    def run(number: int) -> None:
        gate.wait()
        try:
            found[number] = act(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize(("path", "body", "model"), CREATES, ids=["queue", "day", "shift"])
def test_ten_posts_with_one_key_make_one_thing(cast: Cast, path: str, body: dict[str, Any], model: Any) -> None:
    secret = program(cast.chen).secret
    answers = at_once(lambda _: Program(secret).post(path, body, **{"Idempotency-Key": "one-key-0001"}))
    statuses = Counter(answer.status_code for answer in answers)
    assert model.objects.count() == 1
    assert statuses[201] >= 1
    assert set(statuses) <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert Program(secret).post(path, body, **{"Idempotency-Key": "one-key-0001"}).status_code == 201
    assert model.objects.count() == 1


def test_without_the_claim_on_the_key_the_work_is_done_more_than_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same ten requests with the safeguard taken out."""
    done: list[int] = []
    original = idempotency._carried_out
    monkeypatch.setattr(idempotency, "_carried_out", lambda mine, act: done.append(1) or original(mine, act))
    secret = program(cast.chen).secret
    at_once(lambda _: Program(secret).post("/api/queues", QUEUE, **{"Idempotency-Key": "one-key-0001"}))
    assert len(done) == 1
    monkeypatch.setattr(idempotency, "_claim", lambda mine: True)
    at_once(lambda _: Program(secret).post("/api/queues", QUEUE, **{"Idempotency-Key": "one-key-0002"}))
    assert len(done) == 1 + AT_ONCE


def test_of_ten_who_change_one_version_one_wins_and_nine_are_told(cast: Cast) -> None:
    mine = program(cast.chen)
    made = mine.post("/api/queues", QUEUE)
    path, etag = made.headers["Location"], made.headers["ETag"]
    answers = at_once(lambda n: Program(mine.secret).ask("put", path, {"name": f"热线{n}"}, **{"If-Match": etag}))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: AT_ONCE - 1}
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert mine.get(path).json()["name"] == winner.json()["name"]


def test_without_the_version_everybody_overwrites_everybody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(versions, "insist", lambda request, now: None)
    mine = program(cast.chen)
    made = mine.post("/api/queues", QUEUE)
    path, etag = made.headers["Location"], made.headers["ETag"]
    answers = at_once(lambda n: Program(mine.secret).ask("put", path, {"name": f"热线{n}"}, **{"If-Match": etag}))
    assert Counter(answer.status_code for answer in answers) == {200: AT_ONCE}


def test_the_database_is_one_that_threads_share() -> None:
    assert ":memory:" not in str(connection.settings_dict["NAME"])
    assert "mode=memory" not in str(connection.settings_dict["NAME"])
