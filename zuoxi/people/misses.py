"""Walking through ids (A9): whoever asks for very many things that are not there for them is slowed down, and the administrators are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core import notices, roles
from zuoxi.core.errors import Problem
from zuoxi.people import account_events, tries
from zuoxi.people.account_events import Act
from zuoxi.people.models import Person, RoleName
from zuoxi.people.models_accounts import LoginCounter
from zuoxi.rules.approvals import Scope

MOST, WINDOW = 60, timedelta(minutes=1)
"""Things a person may miss within a window; nobody who clicks misses so many."""
TOLD = "account.walked"
SECURITY = (RoleName.SECURITY, RoleName.ADMINISTRATOR)


class TooManyMisses(Problem):
    code, status = "account.too_many_misses", 429
    text = _("You asked for %(most)s things within a minute that are not there. Wait %(seconds)s seconds. The administrators were told.")


def count(person: Person, *, now: datetime, where: str = "") -> None:
    """One more miss; beyond the most of this window it is refused, and the first refusal is told."""
    key = tries.key_of("misses", str(person.pk))
    mine = LoginCounter.objects.filter(key=key)
    mine.filter(first_at__lte=now - WINDOW).delete()
    try:
        with transaction.atomic():
            LoginCounter.objects.create(key=key, failures=1, first_at=now, last_at=now)
            return
    except IntegrityError:
        mine.update(failures=F("failures") + 1)
    row = mine.first()
    if row is None or row.failures <= MOST:
        return
    if row.failures == MOST + 1:
        _tell(person, now, where)
    raise TooManyMisses(most=MOST, seconds=max(1, round((row.first_at + WINDOW - now).total_seconds())))


@transaction.atomic
def _tell(person: Person, now: datetime, where: str) -> None:
    account_events.tell(Act.WALKED, about=person, by=person, now=now, where=where, misses=MOST)
    day = timezone.localtime(now).date()
    people = frozenset().union(*(roles.one(role, Scope.CENTRE, person.pk, day=day) for role in SECURITY)) - {person.pk}
    facts = {"who": str(person), "number": person.work_number, "most": MOST}
    notices.tell(people, kind=TOLD, key=f"{TOLD}:{person.pk}:{int(now.timestamp()) // 60}", facts=facts, link="", now=now)


def register() -> None:
    """The kind of its notice; called in `AppConfig.ready()`."""
    notices.register(TOLD, label=_("Somebody asks for things that are not there"), must=True)
