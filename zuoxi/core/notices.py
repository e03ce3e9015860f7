"""Notices (P-09): told once, in the inbox always, outside it as the person and the centre want.

Apps register their kinds in `AppConfig.ready()`; the sentence of a kind stands in `core.sentences` under the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from zuoxi.core import sentences
from zuoxi.core.models import Notice, NoticeDelivery, NoticeSetting, NoticeWebhook

Fill = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Turns stored facts into what the sentence says, in the reader's language."""


@dataclass(frozen=True)
class Kind:
    """What may be told: what people call it; one that `must` be told (approvals, deadlines) cannot be muted."""

    label: str | Promise
    must: bool = False
    fill: Fill = dict


KINDS: dict[str, Kind] = {}


def register(kind: str, *, label: str | Promise, must: bool = False, fill: Fill = dict) -> None:
    KINDS[kind] = Kind(label, must, fill)


def text(kind: str, facts: Mapping[str, Any]) -> str:
    """What a notice says, in the reader's language."""
    known = KINDS.get(kind)
    return sentences.sentence(kind, known.fill(facts) if known else facts)


def tell(people: Iterable[Any], *, kind: str, key: str, facts: Mapping[str, Any], link: str, now: datetime) -> int:
    """Tell each of them once a key; those who were told already are not told again. Returns how many are new."""
    wanted = {person.pk if hasattr(person, "pk") else person for person in people}
    told = set(Notice.objects.filter(person_id__in=wanted, key=key).values_list("person_id", flat=True))
    fresh = [Notice(person_id=pk, kind=kind, key=key, facts=dict(facts), link=link, at=now) for pk in sorted(wanted - told)]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    if fresh:
        send(key=key, people=wanted - told, now=now)
    return len(fresh)


def send(*, key: str, people: Iterable[int], now: datetime) -> None:
    """Put the notices with this key of these people into the outbox, for e-mail and for the robots that are told their kind."""
    notices = list(Notice.objects.filter(key=key, person_id__in=list(people)).order_by("pk"))
    if not notices:
        return
    kind = notices[0].kind
    rows = [*_mails(notices, now), *_robots(notices[0], kind, now)]
    NoticeDelivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _mails(notices: list[Notice], now: datetime) -> list[NoticeDelivery]:
    wishes = {one.person_id: one for one in NoticeSetting.objects.filter(person_id__in=[n.person_id for n in notices]).exclude(email="")}
    meant = [(notice, wishes[notice.person_id]) for notice in notices if notice.person_id in wishes]
    return [
        NoticeDelivery(notice=notice, email=wish.email, key=notice.key, next_try_at=now)
        for notice, wish in meant
        if must(notice.kind) or notice.kind not in wish.muted
    ]


def _robots(notice: Notice, kind: str, now: datetime) -> list[NoticeDelivery]:
    robots = [robot for robot in NoticeWebhook.objects.filter(is_on=True).order_by("pk") if kind in robot.kinds]
    return [NoticeDelivery(notice=notice, webhook=robot, key=notice.key, next_try_at=now) for robot in robots]


def must(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].must


def mute(*, by: Any, email: str, muted: Iterable[str]) -> NoticeSetting:
    """Keep where a person wants e-mail and which kinds not; those that must be told are never muted."""
    kept = sorted({kind for kind in muted if kind in KINDS and not must(kind)})
    setting, _made = NoticeSetting.objects.update_or_create(person=by, defaults={"email": email, "muted": kept})
    return setting
