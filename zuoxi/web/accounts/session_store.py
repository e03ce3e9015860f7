"""Where sessions are kept: in our own table, under a hash of their key, with a longest and an idle time (A31)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.utils import timezone

from zuoxi.people import account_policy
from zuoxi.people.models_accounts import UserSession
from zuoxi.people.sessions import stored_key
from zuoxi.rules.accounts import idle_limit

log = logging.getLogger(__name__)
TOUCH = timedelta(minutes=1)
"""How far `seen_at` may lag behind, so that reading a page seldom writes."""


class SessionStore(DatabaseStore):
    """`row` is what was loaded: when it began, when it was seen last."""

    row: UserSession | None = None

    @classmethod
    def get_model_class(cls) -> type[UserSession]:
        return UserSession

    @property
    def stored(self) -> str:
        """The hash under which this session stands in the table."""
        return stored_key(self.session_key) if self.session_key else ""

    def _get_session_from_db(self) -> UserSession | None:
        self.row = UserSession.objects.alive(timezone.now()).filter(session_key=self.stored).first()
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key: str) -> bool:
        return UserSession.objects.filter(session_key=stored_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        UserSession.objects.filter(session_key=stored_key(session_key) if session_key else self.stored).delete()

    def create_model_instance(self, data: dict[str, Any]) -> UserSession:
        """The row of this session; whoever logged in stands in it, so that it can be listed and ended."""
        now = timezone.now()
        policy = account_policy.in_force(now)
        started = datetime.fromisoformat(data.setdefault("started", now.isoformat()))
        self.row = UserSession(
            session_key=stored_key(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=started + timedelta(hours=policy.longest_session_h),
            person_id=data.get(SESSION_KEY),
            started_at=started,
            seen_at=max(now, started),
            idle_at=now + idle_limit(administrator=bool(data.get("administrator")), policy=policy),
            device=str(data.get("device", ""))[:200],
            address=str(data.get("address", ""))[:45],
        )
        return self.row

    def touch(self, now: datetime) -> None:
        """It is in use: it may rest anew. Written at most once a minute."""
        if self.row is None or now - self.row.seen_at < TOUCH:
            return
        rest = idle_limit(administrator=bool(self.get("administrator")), policy=account_policy.in_force(now))
        try:
            UserSession.objects.filter(pk=self.row.pk).update(seen_at=now, idle_at=now + rest)
        except OperationalError:
            log.exception("the session could not be kept alive; reading goes on")
