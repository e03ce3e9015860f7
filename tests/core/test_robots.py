"""Robots of three makers: the JSON each expects and its signature, checked at a real receiver and against worked-out examples."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cast import at
from tests.core.servers import Receiver, receiver
from zuoxi.core import robots
from zuoxi.core.models import NoticeWebhook
from zuoxi.engine.finding import Refusal

NOW = at("2026-11-23 10:00")
STAMP = 1795399200
SECRET = "SEC0123456789"


@pytest.fixture
def robot(settings: Any) -> Iterator[Receiver]:
    with receiver() as got:
        settings.WEBHOOK_HOSTS = [got.host]
        yield got


def hook(got: Receiver, flavour: str, secret: str = SECRET) -> NoticeWebhook:
    return NoticeWebhook(name="运营群", flavour=flavour, url=f"{got.host}/send?key=abc", secret=secret)


def test_the_moment_of_these_tests_is_the_one_that_was_signed() -> None:
    assert int(NOW.timestamp()) == STAMP


def test_wecom_gets_a_text_message_and_its_key_in_the_address(robot: Receiver) -> None:
    robots.post(hook(robot, "wecom"), "林静的休假等你审批。", now=NOW)
    path, body, headers = robot.calls[0]
    assert (path, body) == ("/send?key=abc", {"msgtype": "text", "text": {"content": "林静的休假等你审批。"}})
    assert headers["Content-Type"] == "application/json"


def test_dingtalk_is_signed_in_the_address(robot: Receiver) -> None:
    robots.post(hook(robot, "dingtalk"), "你好", now=NOW)
    path, body, _headers = robot.calls[0]
    query = parse_qs(urlsplit(path).query)
    key, message = SECRET.encode(), f"{STAMP}000\n{SECRET}".encode()
    assert body == {"msgtype": "text", "text": {"content": "你好"}}
    assert (query["key"], query["timestamp"]) == (["abc"], [f"{STAMP}000"])
    assert query["sign"] == [base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()]


def test_feishu_is_signed_in_the_body(robot: Receiver) -> None:
    robot.answer = '{"code": 0, "msg": "success"}'
    robots.post(hook(robot, "feishu"), "你好", now=NOW)
    path, body, _headers = robot.calls[0]
    sign = base64.b64encode(hmac.new(f"{STAMP}\n{SECRET}".encode(), b"", hashlib.sha256).digest()).decode()
    assert path == "/send?key=abc"
    assert body == {"timestamp": str(STAMP), "sign": sign, "msg_type": "text", "content": {"text": "你好"}}


@pytest.mark.parametrize("flavour", ["wecom", "dingtalk", "feishu"])
def test_without_a_secret_nothing_is_signed(robot: Receiver, flavour: str) -> None:
    robots.post(hook(robot, flavour, secret=""), "你好", now=NOW)
    path, body, _headers = robot.calls[0]
    assert "sign" not in path
    assert "sign" not in body


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, '{"errcode": 310000, "errmsg": "sign not match"}'),
        (200, '{"code": 19021, "msg": "sign match fail"}'),
        (200, "<html>hello</html>"),
        (200, "[]"),
        (200, '{"errcode": "0"}'),
        (302, '{"errcode": 0}'),
        (500, "oops"),
    ],
)
def test_what_the_robot_does_not_like_is_a_refusal_with_its_words(robot: Receiver, status: int, answer: str) -> None:
    robot.status, robot.answer = status, answer
    with pytest.raises(Refusal) as refused:
        robots.post(hook(robot, "dingtalk"), "你好", now=NOW)
    assert refused.value.code == "webhook.refused"
    assert str(refused.value.facts["answer"]) in answer


def test_a_long_text_is_shortened_to_whole_letters_within_the_limit() -> None:
    found = robots.shortened("座" * 5000)
    assert len(found.encode()) <= 2000
    assert set(found) == {"座"}
    assert robots.shortened("short") == "short"
