"""Who may be logged in at all: work number and password of somebody whose account is open and who works here today (A10)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from zuoxi.people.models import Person


def may_enter(person: Person) -> bool:
    """Open, and not past the last day; asked at login and at every request."""
    return person.is_active and (person.left_on is None or timezone.localdate() < person.left_on)


class OwnPasswords(ModelBackend):
    """Our own passwords; an unknown number costs as much time as a known one (A30)."""

    def user_can_authenticate(self, user: Any) -> bool:
        return may_enter(user)
