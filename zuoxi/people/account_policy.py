"""The account policy in force, asked for in one place."""

from __future__ import annotations

from datetime import datetime

from zuoxi.rules.accounts import AccountPolicy
from zuoxi.rules.passwords import PasswordPolicy


def in_force(at: datetime) -> AccountPolicy:  # noqa: ARG001  (versions of the policy are in force from a moment on)
    """What holds at `at` (O-09)."""
    return AccountPolicy()


def passwords_in_force(at: datetime) -> PasswordPolicy:  # noqa: ARG001  (as above)
    """The password profile at `at` (O-09)."""
    return PasswordPolicy()
