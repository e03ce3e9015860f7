"""The outbox (P-09, R40): notices by e-mail in the reader's language and to robots, muted where one may, tried again, given up, in nobody's way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, at
from tests.core.servers import MailBox, Receiver, mail_server, receiver
from zuoxi.core import approvals, notices, outbox
from zuoxi.core.models import Notice, NoticeDelivery, NoticeSetting, NoticeWebhook
from zuoxi.people.models import Person
from zuoxi.rules.notices import NoticePolicy, pause

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")
MAY = "test.may"


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that may be muted."""
    monkeypatch.setitem(notices.KINDS, MAY, notices.Kind("may", fill=lambda facts: facts))
    monkeypatch.setitem(notices.sentences.SENTENCES, MAY, "Something of %(n)s.")


@pytest.fixture
def box(settings: Any) -> Iterator[MailBox]:
    with mail_server() as got:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", got.port, False, False
        settings.PUBLIC_URL = "https://zuoxi.example.com"
        yield got


@pytest.fixture
def robot(settings: Any) -> Iterator[Receiver]:
    with receiver() as got:
        settings.WEBHOOK_HOSTS = [got.host]
        yield got


def wants_mail(person: Person, *muted: str) -> None:
    notices.mute(by=person, email=f"{person.work_number}@example.com", muted=muted)


def tell(*people: Person, key: str = "k", n: int = 1) -> int:
    return notices.tell(people, kind=MAY, key=key, facts={"n": n}, link="/roster/", now=NOW)


def test_an_approval_is_mailed_to_the_approver_in_their_language(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.wu)
    Person.objects.filter(pk=cast.sun.pk).update(language="en")
    wants_mail(cast.sun)
    approval = approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=NOW)
    approvals.approve(approval=approval, by=cast.wu, now=NOW)
    assert outbox.deliver(now=NOW) == 2
    chinese, english = box.subjects()
    assert chinese.endswith("林静的休假等你审批，2026-11-24 10:00 到期。")
    assert english.endswith("Leave of 林静 waits for your approval, due 2026-11-24 10:00.")
    assert [mail["To"] for mail in box.mails] == ["2001@example.com", "5001@example.com"]
    assert outbox.deliver(now=NOW + timedelta(hours=1)) == 0


def test_the_mail_leads_to_the_matter(cast: Cast, box: MailBox, settings: Any) -> None:
    wants_mail(cast.lin)
    tell(cast.lin)
    outbox.deliver(now=NOW)
    assert "https://zuoxi.example.com/roster/" in box.bodies()[0]
    settings.PUBLIC_URL = ""
    tell(cast.lin, key="second")
    outbox.deliver(now=NOW)
    assert "/roster/" not in box.bodies()[1]


def test_who_gave_no_address_gets_no_mail_but_the_notice(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.wu)
    tell(cast.lin, cast.wu)
    assert (outbox.deliver(now=NOW), Notice.objects.count()) == (1, 2)


def test_a_muted_kind_stays_in_the_inbox_and_one_that_must_be_told_cannot_be_muted(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.wu, MAY, "approval.waiting", "nonsense")
    assert NoticeSetting.objects.get(person=cast.wu).muted == [MAY]
    tell(cast.wu)
    approvals.ask(kind="leave", about="leave:1", facts={}, by=cast.lin, now=NOW)
    outbox.deliver(now=NOW)
    assert (len(box.mails), Notice.objects.filter(person=cast.wu).count()) == (1, 2)


def test_a_notice_is_told_and_mailed_once(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.wu)
    assert [tell(cast.wu), tell(cast.wu, cast.lin), tell(cast.wu, key="other")] == [1, 1, 1]
    outbox.deliver(now=NOW)
    assert len(box.mails) == 2


def test_a_line_break_in_a_name_makes_no_header(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.wu)
    notices.tell([cast.wu], kind=MAY, key="k", facts={"n": "x\nBcc: evil@example.com"}, link="", now=NOW)
    outbox.deliver(now=NOW)
    assert "Bcc" not in box.mails[0]
    assert "\n" not in box.subjects()[0]


def test_a_dead_mail_server_is_asked_once_a_round_and_delays_no_robot(cast: Cast, robot: Receiver, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    NoticeWebhook.objects.create(name="群", flavour="wecom", url=f"{robot.host}/x", kinds=[MAY])
    for person in (cast.lin, cast.wu, cast.sun):
        wants_mail(person)
    begun = time.monotonic()
    tell(cast.lin, cast.wu, cast.sun)
    assert time.monotonic() - begun < 0.5
    assert outbox.deliver(now=NOW) == 1
    tries = sorted(NoticeDelivery.objects.filter(webhook=None).values_list("tries", flat=True))
    assert (tries, len(robot.calls)) == ([0, 0, 1], 1)
    assert "邮件服务器" in NoticeDelivery.objects.get(tries=1, webhook=None).error


def test_without_a_mail_server_it_waits_and_says_what_is_missing(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    wants_mail(cast.lin)
    tell(cast.lin)
    assert outbox.deliver(now=NOW) == 0
    assert "ZUOXI_SMTP_HOST" in NoticeDelivery.objects.get().error


def test_it_is_tried_again_with_ever_longer_pauses_then_given_up(cast: Cast, box: MailBox) -> None:
    box.refused.add("1001@example.com")
    wants_mail(cast.lin)
    tell(cast.lin)
    moment, pauses = NOW, []
    for _ in range(20):
        outbox.deliver(now=moment)
        one = NoticeDelivery.objects.get()
        if one.state != "waiting":
            break
        pauses.append(int((one.next_try_at - moment).total_seconds() // 60))
        moment = one.next_try_at
    assert (one.state, one.tries, pauses) == ("failed", 8, [1, 2, 4, 8, 16, 32, 64])
    assert outbox.deliver(now=moment + timedelta(days=9)) == 0


def test_one_refused_recipient_keeps_no_other_from_their_mail(cast: Cast, box: MailBox) -> None:
    box.refused.add("1001@example.com")
    for person in (cast.lin, cast.wu):
        wants_mail(person)
    tell(cast.lin, cast.wu)
    assert outbox.deliver(now=NOW) == 1
    box.refused.clear()
    assert outbox.deliver(now=NOW + timedelta(minutes=1)) == 1


def test_a_group_is_told_once_of_its_kinds_and_only_while_it_is_on(cast: Cast, robot: Receiver) -> None:
    hooks = [
        NoticeWebhook.objects.create(name=f"群{n}", flavour="wecom", url=f"{robot.host}/{n}", kinds=kinds, is_on=on)
        for n, (kinds, on) in enumerate([([MAY], True), (["approval.waiting"], True), ([MAY], False)])
    ]
    tell(cast.lin, cast.wu, cast.sun)
    tell(cast.zhao)
    assert outbox.deliver(now=NOW) == 1
    assert [path for path, *_ in robot.calls] == ["/0"]
    assert NoticeDelivery.objects.get().webhook == hooks[0]


def test_a_dead_robot_is_asked_once_a_round(cast: Cast, settings: Any) -> None:
    settings.WEBHOOK_HOSTS = ["http://127.0.0.1:1"]
    NoticeWebhook.objects.create(name="群", flavour="wecom", url="http://127.0.0.1:1/x", kinds=[MAY])
    tell(cast.lin)
    tell(cast.lin, key="second")
    outbox.deliver(now=NOW)
    assert sorted(NoticeDelivery.objects.values_list("tries", flat=True)) == [0, 1]


def test_a_message_whose_worker_died_is_tried_again_after_a_while(cast: Cast, box: MailBox, monkeypatch: pytest.MonkeyPatch) -> None:
    wants_mail(cast.lin)
    tell(cast.lin)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_mail", lambda one, connection: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver(now=NOW)
    assert outbox.deliver(now=NOW + timedelta(minutes=4)) == 0
    assert outbox.deliver(now=NOW + timedelta(minutes=5)) == 1


def test_two_workers_with_the_same_message_send_it_once(cast: Cast, box: MailBox) -> None:
    wants_mail(cast.lin)
    tell(cast.lin)
    one, same = NoticeDelivery.objects.get(), NoticeDelivery.objects.get()
    assert (outbox._claim(one, NOW), outbox._claim(same, NOW)) == (True, False)


def test_the_pauses_double_up_to_the_longest() -> None:
    policy = NoticePolicy(tries=12)
    found = [pause(n, policy) for n in range(1, 13)]
    assert [wait and int(wait.total_seconds() // 60) for wait in found] == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, None]
