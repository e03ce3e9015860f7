"""The outbox (P-09): e-mail and robots are served by a round of their own, so that a dead server delays nothing else.

Each message is claimed before it is sent, tried again after ever longer pauses, and given up after the tries that the policy grants. When
a server cannot be reached, the rest of what waits for it is left for a later round.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext as _

from zuoxi.core import notices, robots, sentences
from zuoxi.core.models import DeliveryState, NoticeDelivery
from zuoxi.engine.finding import Refusal
from zuoxi.rules.notices import NoticePolicy, pause

LEASE = timedelta(minutes=5)
"""For how long a claimed message is left alone; if the worker dies meanwhile, it is tried again after that."""
A_ROUND = 200
"""Messages of one round."""


def deliver(*, now: datetime) -> int:
    """One round: what is due goes out. Returns how many messages were sent."""
    due = list(NoticeDelivery.objects.due(now).select_related("notice__person", "webhook").order_by("next_try_at", "pk")[:A_ROUND])
    mails = _mails([one for one in due if one.webhook_id is None], now)
    return mails + _robots([one for one in due if one.webhook_id is not None], now)


def _claim(one: NoticeDelivery, now: datetime) -> bool:
    """Of several workers one gets it; a try counts from here, so that one that kills the worker is not tried for ever."""
    same = NoticeDelivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING, tries=one.tries, next_try_at=one.next_try_at)
    one.tries += 1
    return bool(same.update(tries=one.tries, next_try_at=now + LEASE))


def _mails(due: Iterable[NoticeDelivery], now: datetime) -> int:
    sent, connection = 0, get_connection(timeout=settings.EMAIL_TIMEOUT)
    for one in due:
        if not _claim(one, now):
            continue
        try:
            _mail(one, connection)
        except smtplib.SMTPRecipientsRefused as error:
            _failed(one, now, sentences.sentence("mail.unreachable", {"error": _short(error)}))
        except (OSError, smtplib.SMTPException) as error:
            _failed(one, now, sentences.sentence("mail.unreachable", {"error": _short(error)}))
            break
        else:
            sent += _sent(one, now)
    connection.close()
    return sent


def _mail(one: NoticeDelivery, connection: BaseEmailBackend) -> None:
    """In the language of the person whose it is."""
    if not settings.EMAIL_HOST:
        raise OSError(str(sentences.SENTENCES["mail.off"]))
    with translation.override(getattr(one.notice.person, "language", "") or settings.LANGUAGE_CODE):
        text = notices.text(one.notice.kind, one.notice.facts)
        link = f"{settings.PUBLIC_URL}{one.notice.link}" if one.notice.link and settings.PUBLIC_URL else ""
        body = "\n\n".join(part for part in (text, link, _("You get this because you asked for notices by e-mail. Change it under Notices.")) if part)
        subject = f"[{settings.CENTRE_NAME}] {text}".replace("\n", " ")[:150]
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [one.email], connection=connection).send()


def _robots(due: Iterable[NoticeDelivery], now: datetime) -> int:
    sent, dead = 0, set[int]()
    for one in due:
        robot = one.webhook
        if robot is None or robot.pk in dead or not robot.is_on or not _claim(one, now):
            continue
        try:
            with translation.override(settings.LANGUAGE_CODE):
                robots.post(robot, notices.text(one.notice.kind, one.notice.facts), now=now)
        except Refusal as refused:
            dead.add(robot.pk)
            _failed(one, now, sentences.sentence(refused.code, refused.facts))
        else:
            sent += _sent(one, now)
    return sent


def _sent(one: NoticeDelivery, now: datetime) -> int:
    return NoticeDelivery.objects.filter(pk=one.pk).update(state=DeliveryState.SENT, sent_at=now, error="")


def _failed(one: NoticeDelivery, now: datetime, error: str) -> None:
    wait = pause(one.tries, NoticePolicy())
    state, later = (DeliveryState.WAITING, now + wait) if wait is not None else (DeliveryState.FAILED, now)
    NoticeDelivery.objects.filter(pk=one.pk).update(state=state, next_try_at=later, error=error[:300])


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]
