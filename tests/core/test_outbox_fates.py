"""P-09: the fate of every message, whatever servers do: sent once, or given up after its tries, never lost, never sent twice."""

from __future__ import annotations

import itertools
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from tests.core.servers import Receiver, receiver
from zuoxi.core import notices, outbox, robots
from zuoxi.core.models import NoticeDelivery, NoticeWebhook
from zuoxi.engine.finding import Refusal
from zuoxi.rules.notices import NoticePolicy, pause

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")
KIND = "test.fate"
MINUTES = (1, 2, 4, 8, 16, 32, 64)


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setitem(notices.KINDS, KIND, notices.Kind("fate", fill=lambda facts: facts))
    monkeypatch.setitem(notices.sentences.SENTENCES, KIND, "Message %(n)s.")
    settings.EMAIL_HOST = "mail.invalid"


class Post:
    """A mail server that does what it is told: for each try `ok`, `refused` or `dead`; afterwards everything is well."""

    def __init__(self, fates: list[str]) -> None:
        self.fates, self.sent, self.tried = list(fates), [], 0

    def take(self, mail: EmailMessage) -> None:
        self.tried += 1
        fate = self.fates.pop(0) if self.fates else "ok"
        if fate == "refused":
            raise smtplib.SMTPRecipientsRefused({mail.to[0]: (550, b"no such user")})
        if fate == "dead":
            raise OSError("connection refused")
        self.sent.append(mail.subject)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    made = Post([])
    monkeypatch.setattr(EmailMessage, "send", lambda mail, fail_silently=False: made.take(mail))
    return made


def told(cast: Cast, n: int) -> None:
    for person in (cast.lin, cast.wu, cast.zhao)[:n]:
        notices.mute(by=person, email=f"{person.work_number}@example.com", muted=[])
        notices.tell([person], kind=KIND, key=f"k{person.pk}", facts={"n": person.work_number}, link="", now=NOW)


def run_until_quiet(start: datetime = NOW, *, rounds: int = 200) -> list[datetime]:
    """Deliver whenever something is due, as the timer does; the moments at which it was tried."""
    moment, moments = start, []
    for _ in range(rounds):
        waiting = NoticeDelivery.objects.filter(state="waiting").order_by("next_try_at").first()
        if waiting is None:
            break
        moment = max(moment, waiting.next_try_at)
        outbox.deliver(now=moment)
        moments.append(moment)
    return moments


def fates() -> dict[str, int]:
    return {state: NoticeDelivery.objects.filter(state=state).count() for state in ("waiting", "sent", "failed")}


@pytest.mark.parametrize("failures", range(9))
def test_a_mail_refused_so_often_goes_out_at_the_next_try_until_the_tries_are_used_up(cast: Cast, post: Post, failures: int) -> None:
    post.fates = ["refused"] * failures
    told(cast, 1)
    moments = run_until_quiet()
    gone = failures < NoticePolicy().tries
    assert fates() == {"waiting": 0, "sent": int(gone), "failed": int(not gone)}
    assert (len(post.sent), post.tried) == (int(gone), min(failures + 1, 8))
    waits = [round((later - now).total_seconds() / 60) for now, later in itertools.pairwise(moments)]
    assert waits == list(MINUTES[: len(waits)])


def test_given_up_it_says_why_and_stays_given_up(cast: Cast, post: Post) -> None:
    post.fates = ["refused"] * 20
    told(cast, 1)
    run_until_quiet()
    one = NoticeDelivery.objects.get()
    assert (one.state, one.tries, one.sent_at, "550" in one.error) == ("failed", 8, None, True)
    post.fates = []
    assert outbox.deliver(now=NOW + timedelta(days=30)) == 0


def test_an_error_that_is_over_leaves_no_trace_on_what_was_sent(cast: Cast, post: Post) -> None:
    post.fates = ["dead", "ok"]
    told(cast, 1)
    run_until_quiet()
    one = NoticeDelivery.objects.get()
    assert (one.state, one.tries, one.error) == ("sent", 2, "")
    assert one.sent_at == NOW + timedelta(minutes=1)


def test_while_the_server_is_dead_one_message_a_round_is_tried_and_the_others_lose_no_try(cast: Cast, post: Post) -> None:
    post.fates = ["dead"]
    told(cast, 3)
    assert outbox.deliver(now=NOW) == 0
    assert sorted(NoticeDelivery.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert outbox.deliver(now=NOW + timedelta(seconds=20)) == 2
    assert outbox.deliver(now=NOW + timedelta(minutes=1)) == 1
    assert fates() == {"waiting": 0, "sent": 3, "failed": 0}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(st.sampled_from(["ok", "refused", "dead"]), max_size=20), people=st.integers(1, 3))
def test_whatever_the_server_does_each_message_is_sent_once_or_given_up_after_its_tries(
    cast: Cast, post: Post, script: list[str], people: int
) -> None:
    with transaction.atomic():
        post.fates, post.sent, post.tried = list(script), [], 0
        told(cast, people)
        run_until_quiet()
        found = fates()
        assert found["waiting"] == 0
        assert found["sent"] + found["failed"] == people
        assert len(post.sent) == len(set(post.sent)) == found["sent"]
        for one in NoticeDelivery.objects.all():
            assert 1 <= one.tries <= 8
            assert (one.state == "failed") == (one.tries == 8 and bool(one.error))
        transaction.set_rollback(True)


@pytest.fixture
def robot(settings: Any) -> Iterator[Receiver]:
    with receiver() as got:
        settings.WEBHOOK_HOSTS = [got.host]
        yield got


ANSWERS = [
    ("wecom", 200, '{"errcode": 0, "errmsg": "ok"}', True),
    ("wecom", 200, '{"errcode": 93000, "errmsg": "invalid webhook url"}', False),
    ("wecom", 200, '{"errcode": 45009, "errmsg": "api freq out of limit"}', False),
    ("wecom", 500, '{"errcode": 0}', False),
    ("wecom", 301, '{"errcode": 0}', False),
    ("dingtalk", 200, '{"errcode": 0, "errmsg": "ok"}', True),
    ("dingtalk", 200, '{"errcode": 310000, "errmsg": "sign not match"}', False),
    ("dingtalk", 404, "not found", False),
    ("feishu", 200, '{"code": 0, "msg": "success"}', True),
    ("feishu", 200, '{"StatusCode": 0, "StatusMessage": "success"}', True),
    ("feishu", 200, '{"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}', False),
    ("feishu", 200, "<html>login</html>", False),
    ("feishu", 200, "[]", False),
    ("feishu", 200, "", False),
    ("feishu", 200, '{"code": "0"}', False),
    ("feishu", 204, '{"code": 0}', False),
]


@pytest.mark.parametrize(("flavour", "status", "answer", "taken"), ANSWERS)
def test_what_a_robot_answers_decides_whether_it_was_told(robot: Receiver, flavour: str, status: int, answer: str, taken: bool) -> None:
    robot.status, robot.answer = status, answer
    hook = NoticeWebhook(name="群", flavour=flavour, url=f"{robot.host}/x")
    if taken:
        robots.post(hook, "你好", now=NOW)
    else:
        with pytest.raises(Refusal) as refused:
            robots.post(hook, "你好", now=NOW)
        assert refused.value.code in ("webhook.refused", "webhook.unreachable")
    assert len(robot.calls) == 1


def test_a_robot_that_refuses_is_tried_again_with_the_same_pauses_and_then_given_up(cast: Cast, robot: Receiver) -> None:
    robot.answer = '{"errcode": 45009, "errmsg": "api freq out of limit"}'
    NoticeWebhook.objects.create(name="群", flavour="wecom", url=f"{robot.host}/x", kinds=[KIND])
    notices.tell([cast.lin], kind=KIND, key="k", facts={"n": 1}, link="", now=NOW)
    moments = run_until_quiet()
    assert [round((later - now).total_seconds() / 60) for now, later in itertools.pairwise(moments)] == list(MINUTES)
    one = NoticeDelivery.objects.get()
    assert (one.state, len(robot.calls), "45009" in one.error) == ("failed", 8, True)


@given(st.builds(NoticePolicy, tries=st.integers(1, 20), first_wait_min=st.integers(1, 60), longest_wait_min=st.integers(1, 1440)))
def test_pauses_never_shrink_never_pass_the_longest_and_end(policy: NoticePolicy) -> None:
    waits = [pause(n, policy) for n in range(1, 25)]
    real = [wait for wait in waits if wait is not None]
    assert len(real) == policy.tries - 1
    assert real == sorted(real)
    assert all(timedelta(0) < wait <= timedelta(minutes=policy.longest_wait_min) for wait in real)
    assert waits[policy.tries - 1 :] == [None] * (25 - policy.tries)
