"""What somebody must do before anything else: set up a second factor, choose a new password (A32)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people import access, account_policy
from zuoxi.people.models import Person, RoleName
from zuoxi.web.accounts.entering import FACTOR, PASSWORD_DUE

SENSITIVE = frozenset({RoleName.ADMINISTRATOR, RoleName.HR, RoleName.QUALITY, RoleName.PLANNER, RoleName.MANAGER, RoleName.SUPERVISOR})
"""Roles that administer, see personal files or scores, or may export."""


class DutyFirst(Problem):
    code, status = "account.duty_first", 403
    text = _("%(what)s Open any page to do so, then go on.")


@dataclass(frozen=True)
class Duty:
    """What is asked, and the routes that stay open for it; the first one is where it is done."""

    text: str | Promise
    routes: tuple[str, ...]


SECOND_FACTOR = Duty(_("Your role needs a second factor."), ("accounts:factor", "accounts:codes"))
NEW_PASSWORD = Duty(_("Your password is too old."), ("shell:password",))


def needs_second_factor(person: Person) -> bool:
    """By role, unless this installation or its policy does without."""
    return settings.SECOND_FACTOR and account_policy.in_force(timezone.now()).second_factor and access.has(person, *SENSITIVE)


def first(request: HttpRequest) -> Duty | None:
    """The duty that comes before the page asked for: a second factor not shown in this session, a password that is too old."""
    if not request.session.get(FACTOR) and needs_second_factor(request.person):  # type: ignore[attr-defined]
        return SECOND_FACTOR
    return NEW_PASSWORD if request.session.get(PASSWORD_DUE) else None
