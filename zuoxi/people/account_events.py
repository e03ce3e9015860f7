"""What happens to accounts is told to whoever keeps the audit trail (P-07): one event for each act, also for one that failed, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zuoxi.people.models import Person


class Act(StrEnum):
    """Everything that is told."""

    LOGIN = "account.login"
    LOGIN_FAILED = "account.login_failed"
    LOCKED = "account.locked"
    REFUSED = "account.refused"
    UNLOCKED = "account.unlocked"
    LOGOUT = "account.logout"
    CONFIRM_FAILED = "account.confirm_failed"
    SESSION_ENDED = "account.session_ended"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105  (the name of an act)
    FACTOR_SET = "account.factor_set"
    FACTOR_REMOVED = "account.factor_removed"
    FACTOR_FAILED = "account.factor_failed"
    CODES_MADE = "account.recovery_codes_made"
    CODE_USED = "account.recovery_code_used"
    LINK_MADE = "account.link_made"
    LINK_USED = "account.link_used"
    CLOSED = "account.closed"
    OPENED = "account.opened"
    LINKED = "account.linked"
    WALKED = "account.walked"


@dataclass(frozen=True)
class Event:
    """One act: about whom, by whom (None: nobody is logged in), when, from which address."""

    act: Act
    about: Person | None
    by: Person | None
    at: datetime
    where: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Listener(Protocol):
    """Whoever wants to know."""

    def __call__(self, event: Event) -> None: ...


_LISTENERS: dict[str, Listener] = {}


def connect(name: str, listener: Listener) -> None:
    """Have every event told to `listener`; the same name replaces it. Called in `AppConfig.ready()`."""
    _LISTENERS[name] = listener


def disconnect(name: str) -> None:
    _LISTENERS.pop(name, None)


def tell(act: Act, *, about: Person | None, by: Person | None, now: datetime, where: str = "", **facts: str | int) -> None:
    """Tell one event to all listeners, in the transaction of the act."""
    event = Event(act, about, by, now, where, facts)
    for listener in list(_LISTENERS.values()):
        listener(event)
