"""Idempotency keys (R24): the same request twice is one request, another body is refused, what failed can be tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.programs import Program, code, program
from tests.cast import Cast
from zuoxi.acd.models import Queue
from zuoxi.api import limits
from zuoxi.api.models import IdempotencyKey, KeyState
from zuoxi.people.models import Skill

pytestmark = pytest.mark.django_db
QUEUE = {"code": "hotline", "name": "热线"}
KEY = "0123-4567-89ab"


def send(mine: Program, body: Any = QUEUE, key: str = KEY, path: str = "/api/queues") -> Any:
    return mine.post(path, body, **{"Idempotency-Key": key})


def test_the_same_request_twice_makes_one_thing_and_gets_one_answer(cast: Cast) -> None:
    mine = program(cast.chen)
    first, second = send(mine), send(mine)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Location"] == second.headers["Location"]
    assert (first.headers.get("Idempotent-Replayed"), second.headers["Idempotent-Replayed"]) == (None, "true")
    assert Queue.objects.count() == 1


def test_with_two_keys_it_is_two_requests(cast: Cast) -> None:
    mine = program(cast.chen)
    assert send(mine).status_code == 201
    assert code(send(mine, key="another-key")) == (409, "queue.code_taken")


def test_another_body_with_the_same_key_is_refused(cast: Cast) -> None:
    mine = program(cast.chen)
    assert send(mine).status_code == 201
    assert code(send(mine, QUEUE | {"name": "冷线"})) == (422, "idempotency.other_body")
    assert Queue.objects.get().name == "热线"


def test_a_refusal_is_answered_again_as_it_was(cast: Cast) -> None:
    mine = program(cast.chen)
    send(mine)
    first, second = send(mine, key="another-key"), send(mine, key="another-key")
    assert code(first) == code(second) == (409, "queue.code_taken")
    assert first.content == second.content


@pytest.mark.parametrize("key", ["", "short", "x" * 201, "with space in it", "schlüssel-0001"])
def test_without_a_usable_key_nothing_is_done(cast: Cast, key: str) -> None:
    assert code(send(program(cast.chen), key=key)) == (400, "idempotency.key_wanted")
    assert not Queue.objects.exists()


def test_a_key_belongs_to_its_person_and_its_address(cast: Cast) -> None:
    assert send(program(cast.chen)).status_code == 201
    day = {"day": "2026-05-20", "name": "司庆", "kind": "closed"}
    assert send(program(cast.chen), day, path="/api/calendar/days").status_code == 201
    assert code(send(program(cast.zhou))) == (403, "forbidden")


def test_a_second_token_of_the_person_gets_the_same_answer(cast: Cast) -> None:
    first, second = send(program(cast.chen)), send(program(cast.chen))
    assert (second.status_code, second.content) == (201, first.content)


def flying(cast: Cast, *, since: timedelta) -> None:
    """A request with the key that another process began."""
    send(program(cast.chen))
    Queue.objects.all().delete()
    IdempotencyKey.objects.update(state=KeyState.FLIGHT, at=timezone.now() - since)
    Skill.objects.filter(code="hotline").delete()


def test_while_it_runs_the_second_is_told_to_wait(cast: Cast) -> None:
    flying(cast, since=timedelta(seconds=5))
    refused = send(program(cast.chen))
    assert code(refused) == (409, "idempotency.in_flight")
    assert refused.headers["Retry-After"] == "1"
    assert not Queue.objects.exists()


def test_a_request_whose_process_died_is_taken_over_after_a_while(cast: Cast) -> None:
    flying(cast, since=limits.LEASE + timedelta(seconds=1))
    assert send(program(cast.chen)).status_code == 201
    assert Queue.objects.count() == 1
    assert IdempotencyKey.objects.get().state == KeyState.DONE


def test_what_failed_leaves_nothing_and_can_be_tried_again_with_its_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = program(cast.chen)
    with monkeypatch.context() as broken:
        broken.setattr("zuoxi.api.routes.queues.shown", lambda queue: 1 / 0)
        assert code(send(mine)) == (500, "api.failed")
    assert (Queue.objects.count(), IdempotencyKey.objects.count()) == (0, 0)
    assert send(mine).status_code == 201


def test_an_answer_is_kept_for_a_day_and_then_forgotten(cast: Cast) -> None:
    mine = program(cast.chen)
    send(mine)
    IdempotencyKey.objects.update(at=timezone.now() - limits.KEPT + timedelta(minutes=1))
    assert send(mine).status_code == 201
    IdempotencyKey.objects.update(at=timezone.now() - limits.KEPT - timedelta(minutes=1))
    assert code(send(mine)) == (409, "queue.code_taken")


def test_reading_and_changing_need_no_key(cast: Cast) -> None:
    mine = program(cast.chen)
    made = send(mine)
    path = made.headers["Location"]
    assert mine.get(path).status_code == 200
    assert mine.ask("put", path, {"name": "新"}, **{"If-Match": made.headers["ETag"]}).status_code == 200
    assert IdempotencyKey.objects.count() == 1
