"""What happens to accounts goes into the audit trail (P-07): one event for each act, also for one that failed (A44)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zuoxi.core import audit
from zuoxi.core.audit import labels
from zuoxi.people.account_events import Act, Event, connect

FAILED = frozenset({Act.LOGIN_FAILED, Act.LOCKED, Act.REFUSED, Act.CONFIRM_FAILED, Act.FACTOR_FAILED, Act.WALKED})
"""Acts that did not come to pass."""

WORDS = {
    Act.LOGIN: _("logged in"),
    Act.LOGIN_FAILED: _("failed to log in"),
    Act.LOCKED: _("was made to wait after too many tries"),
    Act.REFUSED: _("tried to log in while made to wait"),
    Act.UNLOCKED: _("let somebody try again at once"),
    Act.LOGOUT: _("logged out"),
    Act.CONFIRM_FAILED: _("failed to confirm the password"),
    Act.SESSION_ENDED: _("ended a session"),
    Act.PASSWORD_CHANGED: _("changed a password"),
    Act.FACTOR_SET: _("set up a second factor"),
    Act.FACTOR_REMOVED: _("removed a second factor"),
    Act.FACTOR_FAILED: _("gave a wrong code"),
    Act.CODES_MADE: _("made recovery codes"),
    Act.CODE_USED: _("used a recovery code"),
    Act.LINK_MADE: _("sent a link"),
    Act.LINK_USED: _("used a link"),
    Act.CLOSED: _("closed an account"),
    Act.OPENED: _("opened an account"),
    Act.LINKED: _("linked an identity"),
    Act.WALKED: _("asked for many things that are not there"),
}


def record(event: Event) -> None:
    """One act as one event; where it came from is what the trail knows of the request."""
    about = f"person:{event.about.pk}" if event.about is not None else ""
    claimed = event.about.work_number if event.about is not None else str(event.facts.get("work_number", ""))
    audit.record(
        by=event.by,
        number=claimed,
        action=event.act.value,
        resource="account",
        about=about,
        at=event.at,
        facts=event.facts,
        success=event.act not in FAILED,
    )


def register() -> None:
    """Listen, and name the acts on the audit's pages; called in `AppConfig.ready()`."""
    connect("audit", record)
    labels.register(actions={act.value: WORDS[act] for act in Act}, facts={"misses": _("misses")})
