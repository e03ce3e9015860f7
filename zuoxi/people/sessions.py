"""Sessions of a person: ended one by one, all but this one, all (O-09)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import UserSession
from zuoxi.rules.accounts import AccountPolicy


def stored_key(key: str) -> str:
    """Under which a session is stored: 160 bits of a hash of its key, which has more chance in it than anybody can guess."""
    return sha256(key.encode()).hexdigest()[:40]


def end(session: UserSession, *, by: Person, now: datetime) -> bool:
    """End one session; it is gone at its next request. False: it was gone already."""
    removed, _ = UserSession.objects.filter(pk=session.pk).delete()
    if removed:
        tell(Act.SESSION_ENDED, about=session.person, by=by, now=now, count=1)
    return bool(removed)


def end_all(*, person: Person, by: Person, now: datetime, but: str = "") -> int:
    """End all sessions of a person, except the one stored under `but`; told once."""
    removed, _ = UserSession.objects.of(person).exclude(session_key=but).delete()
    if removed:
        tell(Act.SESSION_ENDED, about=person, by=by, now=now, count=removed)
    return removed


def make_room(*, person: Person, this: str, now: datetime, policy: AccountPolicy) -> int:
    """After a login: the sessions seen longest ago give way while there are more than the policy allows; dead ones are swept away."""
    mine = UserSession.objects.of(person)
    mine.filter(expire_date__lte=now).delete()
    mine.filter(idle_at__lte=now).delete()
    kept = mine.exclude(session_key=this).latest_first().values_list("session_key", flat=True)[: policy.most_sessions - 1]
    removed, _ = mine.exclude(session_key__in=[this, *kept]).delete()
    if removed:
        tell(Act.SESSION_ENDED, about=person, by=person, now=now, count=removed)
    return removed
