"""Where the server may call (A27): listed hosts over https, no private address, no redirect, no rebinding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.servers import Receiver, receiver
from zuoxi.core import egress
from zuoxi.engine.finding import Refusal

LISTED = ["qyapi.weixin.qq.com", "robots.example.com:8443"]
PUBLIC = "93.184.216.34"


@pytest.fixture
def robot() -> Iterator[Receiver]:
    with receiver() as got:
        yield got


def public(host: str, port: int) -> list[str]:
    return [PUBLIC]


def code(url: str, *, listed: list[str] = LISTED, lookup: egress.Lookup = public) -> str:
    """The code of the refusal; nothing when the URL may be called."""
    try:
        egress.target(url, allowed=listed, lookup=lookup)
    except Refusal as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", ""),
        ("https://QYAPI.weixin.qq.com:443/x", ""),
        ("https://robots.example.com:8443/x", ""),
        ("https://robots.example.com/x", "webhook.not_listed"),
        ("https://qyapi.weixin.qq.com:8443/x", "webhook.not_listed"),
        ("http://qyapi.weixin.qq.com/x", "webhook.not_https"),
        ("https://evil.example.com/?x=qyapi.weixin.qq.com", "webhook.not_listed"),
        ("https://qyapi.weixin.qq.com.evil.example.com/", "webhook.not_listed"),
        ("https://qyapi.weixin.qq.com@evil.example.com/", "webhook.not_https"),
        ("https://127.0.0.1/", "webhook.not_listed"),
        ("https://[::1]/", "webhook.not_listed"),
        ("https://2130706433/", "webhook.not_listed"),
        ("https://0x7f.1/", "webhook.not_listed"),
        ("https://169.254.169.254/latest/meta-data/", "webhook.not_listed"),
        ("ftp://qyapi.weixin.qq.com/", "webhook.not_https"),
        ("file:///etc/passwd", "webhook.not_https"),
        ("https:///x", "webhook.not_listed"),
        ("https://qyapi.weixin.qq.com:99999/", "webhook.unknown_host"),
    ],
)
def test_only_what_is_listed_is_called(url: str, why: str) -> None:
    assert code(url) == why


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1%eth0", "fd00::1",
     "::ffff:127.0.0.1"],
)  # fmt: skip
def test_a_listed_name_that_leads_to_a_private_address_is_refused(address: str) -> None:
    assert code("https://qyapi.weixin.qq.com/x", lookup=lambda host, port: [address]) == "webhook.private_address"
    assert code("https://qyapi.weixin.qq.com/x", lookup=lambda host, port: [PUBLIC, address]) == "webhook.private_address"
    assert code("https://qyapi.weixin.qq.com/x", lookup=lambda host, port: [PUBLIC]) == ""


def test_a_private_address_may_be_called_when_it_is_listed_itself() -> None:
    assert code("https://10.1.2.3/x", listed=["10.1.2.3"], lookup=lambda host, port: [host]) == ""
    assert code("https://robot.intra/x", listed=["robot.intra", "10.1.2.3"], lookup=lambda host, port: ["10.1.2.3"]) == ""
    assert code("https://robot.intra/x", listed=["robot.intra"], lookup=lambda host, port: ["10.1.2.3"]) == "webhook.private_address"
    assert code("http://10.1.2.3:9000/x", listed=["10.1.2.3"], lookup=lambda host, port: [host]) == "webhook.not_https"


def test_the_name_is_looked_up_once_and_the_judged_address_is_called(robot: Receiver) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    listed = [f"http://robot.intra:{robot.port}", robot.host]
    answer = egress.post(f"http://robot.intra:{robot.port}/send?key=1", {"a": "二"}, allowed=listed, lookup=rebinding)
    assert (answer.status_code, asked) == (200, ["robot.intra"])
    path, body, headers = robot.calls[0]
    assert (path, body, headers["Host"]) == ("/send?key=1", {"a": "二"}, f"robot.intra:{robot.port}")


def test_no_redirect_is_followed(robot: Receiver) -> None:
    robot.status, robot.headers = 302, {"Location": f"{robot.host}/elsewhere"}
    assert egress.post(f"{robot.host}/x", {}, allowed=[robot.host]).status_code == 302
    assert [path for path, *_ in robot.calls] == ["/x"]


def test_an_endless_answer_is_read_only_so_far(robot: Receiver) -> None:
    robot.answer = "x" * (10 * egress.MOST_ANSWER)
    assert len(egress.post(f"{robot.host}/x", {}, allowed=[robot.host]).content) == egress.MOST_ANSWER


def test_a_proxy_named_in_the_environment_is_not_asked(robot: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert egress.post(f"{robot.host}/x", {}, allowed=[robot.host]).status_code == 200


def test_nobody_there_is_a_refusal_that_says_so(robot: Receiver) -> None:
    closed = "http://127.0.0.1:1"
    with pytest.raises(Refusal) as refused:
        egress.post(f"{closed}/x", {}, allowed=[closed])
    assert refused.value.code == "webhook.unreachable"


def test_a_name_nobody_knows_is_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        egress.target("https://nowhere.invalid/x", allowed=["nowhere.invalid"])
    assert refused.value.code == "webhook.unknown_host"
