"""Where notices go: one's own e-mail, muted kinds, and the robots of the centre with their test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Cast, client_of
from tests.core.servers import Receiver, receiver
from tests.web.reading import version_shown
from zuoxi.core import notices
from zuoxi.core.models import NoticeSetting, NoticeWebhook
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db
MUTABLE = "roster.published"


@pytest.fixture
def robot(settings: Any) -> Iterator[Receiver]:
    with receiver() as got:
        settings.WEBHOOK_HOSTS = [got.host, "open.feishu.cn"]
        yield got


def told(person: Person, path: str, **data: Any) -> str:
    """What the page says after a form was opened and sent."""
    return client_of(person).post(path, {**version(person, path), **data}, follow=True).content.decode()


def version(person: Person, path: str) -> dict[str, str]:
    return version_shown(client_of(person).get(path).content.decode())


def hook(got: Receiver, **more: Any) -> NoticeWebhook:
    fields = {"name": "运营群", "flavour": "wecom", "url": f"{got.host}/send?key=1", "kinds": ["approval.waiting"], "secret": "SEC-ABC"}
    return NoticeWebhook.objects.create(**{**fields, **more})


def test_one_keeps_an_address_and_mutes_what_may_be_muted(cast: Cast) -> None:
    told(cast.lin, "/inbox/settings/", email="lin@example.com", muted=[MUTABLE])
    kept = NoticeSetting.objects.get(person=cast.lin)
    assert (kept.email, kept.muted) == ("lin@example.com", [MUTABLE])
    html = client_of(cast.lin).get("/inbox/settings/").content.decode()
    assert "lin@example.com" in html
    assert "lin@example.com" not in client_of(cast.zhao).get("/inbox/settings/").content.decode()


@pytest.mark.parametrize("data", [{"email": "nonsense"}, {"email": "a@b.cn\nBcc: x@y.cn"}, {"muted": ["approval.waiting"]}, {"muted": ["nothing"]}])
def test_nonsense_and_what_must_be_told_are_refused(cast: Cast, data: dict[str, Any]) -> None:
    assert client_of(cast.lin).post("/inbox/settings/", data).status_code == 422
    assert not NoticeSetting.objects.exists()


def test_every_kind_of_notice_is_either_muted_by_choice_or_said_to_be_sent_always(cast: Cast) -> None:
    html = client_of(cast.lin).get("/inbox/settings/").content.decode()
    assert [name for name, kind in notices.KINDS.items() if str(kind.label) not in html] == []
    assert {name for name, kind in notices.KINDS.items() if not kind.must} >= {MUTABLE, "roster.days_changed"}
    assert {name for name, kind in notices.KINDS.items() if kind.must} >= {"approval.waiting", "approval.overdue", "appeal.answered"}


def test_a_robot_is_made_and_tested_at_a_real_receiver(cast: Cast, robot: Receiver) -> None:
    data = {"name": "质检群", "flavour": "feishu", "url": f"{robot.host}/hook", "secret": "S1", "kinds": ["approval.waiting"], "is_on": "on"}
    assert "质检群已保存" in told(cast.zhou, "/inbox/robots/new/", **data)
    made = NoticeWebhook.objects.get()
    robot.answer = '{"code": 0}'
    assert "机器人已收到测试消息" in told(cast.zhou, f"/inbox/robots/{made.pk}/test/")
    path, body, _headers = robot.calls[0]
    assert (path, body["msg_type"], "质检群" in body["content"]["text"], "sign" in body) == ("/hook", "text", True, True)


def test_a_test_that_fails_says_what_the_robot_answered(cast: Cast, robot: Receiver) -> None:
    robot.answer = '{"errcode": 93000, "errmsg": "invalid webhook url"}'
    html = told(cast.zhou, f"/inbox/robots/{hook(robot).pk}/test/")
    assert "机器人返回 93000：invalid webhook url" in html


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/x", "https://169.254.169.254/latest/", "http://open.feishu.cn/x", "https://evil.example.com/x", "ftp://open.feishu.cn/x",
     "https://2130706433/", "https://[::1]/", "https://open.feishu.cn@evil.example.com/"],
)  # fmt: skip
def test_an_address_that_is_not_listed_is_refused_at_the_form(cast: Cast, robot: Receiver, url: str) -> None:
    data = {"name": "群", "flavour": "feishu", "url": url, "kinds": ["approval.waiting"]}
    assert client_of(cast.zhou).post("/inbox/robots/new/", data).status_code == 422
    assert not NoticeWebhook.objects.exists()


def test_the_secret_is_never_shown_and_stays_when_left_empty(cast: Cast, robot: Receiver) -> None:
    made = hook(robot)
    assert "SEC-ABC" not in client_of(cast.zhou).get(f"/inbox/robots/{made.pk}/").content.decode()
    data = {"name": "运营群", "flavour": "dingtalk", "url": made.url, "kinds": ["approval.waiting"]}
    told(cast.zhou, f"/inbox/robots/{made.pk}/", **data)
    made.refresh_from_db()
    assert (made.secret, made.flavour, made.is_on) == ("SEC-ABC", "dingtalk", False)
    told(cast.zhou, f"/inbox/robots/{made.pk}/", **data, secret="NEW")
    made.refresh_from_db()
    assert made.secret == "NEW"


def test_a_name_stands_once(cast: Cast, robot: Receiver) -> None:
    made = hook(robot)
    data = {"name": "运营群", "flavour": "wecom", "url": made.url, "kinds": ["approval.waiting"]}
    response = client_of(cast.zhou).post("/inbox/robots/new/", data)
    assert response.status_code == 422
    assert "已有同名机器人" in response.content.decode()
    path = f"/inbox/robots/{made.pk}/"
    assert client_of(cast.zhou).post(path, {**data, **version(cast.zhou, path)}).status_code == 302
