"""Giving and taking roles: by a security administrator, to others and never to oneself, no two administrators' powers in one hand; all recorded."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core import audit
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.people import access
from zuoxi.people.models import ADMINISTRATORS, FormerRole, Person, Role, RoleName, Unit

GRANTS = (RoleName.SECURITY,)


class Oneself(Problem):
    """Separation of duties: nobody decides on their own rights, whatever else they may do (A11)."""

    code, status = "role.oneself", 403
    text = _("Nobody gives roles to themselves or takes their own. Ask another security administrator.")


class NotYours(Problem):
    code, status = "role.not_yours", 403
    text = _("Roles are given by a security administrator of the unit, and only there.")


class TwoAdministrators(Problem):
    code, status = "role.two_administrators", 409
    text = _("%(who)s holds one of the three administrator roles already (%(held)s). Nobody holds two of them; withdraw that one first.")


class Held(Problem):
    code, status = "role.held", 409
    text = _("%(who)s holds this role there already. Withdraw it first to give it for other days.")


class Backwards(Problem):
    code, status = "role.backwards", 400
    text = _("The role would end before it begins. Give a later day for its end.")


def grant(
    *, person: Person, name: str, unit: Unit, by: Person, now: datetime, valid_from: date | None = None, valid_until: date | None = None
) -> Role:
    """Give a role within a unit for the days `[valid_from, valid_until)`; nothing said: from today, without an end."""
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    begin = valid_from or today
    _allow(person=person, unit=unit, by=by, now=now, action="role.granted", name=name)
    if valid_until is not None and valid_until <= begin:
        raise Backwards
    try:
        with transaction.atomic():
            _retire(person, today=today, now=now)
            role = Role.objects.create(person=person, name=name, unit=unit, valid_from=begin, valid_until=valid_until, granted_by=by, granted_at=now)
            _record(role, by=by, now=now, action="role.granted")
    except IntegrityError as error:
        raise _collision(person, name) from error
    return role


def withdraw(*, role: Role, by: Person, now: datetime, reason: str) -> FormerRole:
    """Take a role; it is gone at the person's next request."""
    _allow(person=role.person, unit=role.unit, by=by, now=now, action="role.withdrawn", name=role.name)
    with transaction.atomic():
        former = _end(role, by=by, now=now, reason=reason)
        _record(role, by=by, now=now, action="role.withdrawn", reason=reason)
    return former


def _allow(*, person: Person, unit: Unit, by: Person, now: datetime, action: str, name: str) -> None:
    """Refused attempts are remembered: they are what an auditor looks for."""
    refused: Problem | None = None
    if person.pk == by.pk:
        refused = Oneself()
    elif unit.pk not in access.units_of(by, *GRANTS):
        refused = NotYours()
    if refused:
        facts = {"role": name, "unit": unit.name, "refused": refused.code}
        audit.record(by=by, action=action, resource="role", about=f"person:{person.pk}", at=now, facts=facts, success=False)
        raise refused


def _retire(person: Person, *, today: date, now: datetime) -> None:
    """Roles whose days are over make room; nobody took them, they ended."""
    for role in Role.objects.filter(person=person, valid_until__lte=today):
        _end(role, by=None, now=now, reason="")


def _end(role: Role, *, by: Person | None, now: datetime, reason: str) -> FormerRole:
    """Compare and swap: of two who take it at once one wins."""
    key = role.pk
    if not Role.objects.filter(pk=key).delete()[0]:
        raise MovedMeanwhile(what=role.get_name_display())
    kept = {field: getattr(role, field) for field in ("person_id", "name", "unit_id", "valid_from", "valid_until", "granted_by_id", "granted_at")}
    return FormerRole.objects.create(**kept, withdrawn_by=by, withdrawn_at=now, reason=reason)


def _record(role: Role, *, by: Person, now: datetime, action: str, reason: str = "") -> None:
    facts = {"role": role.name, "unit": role.unit.name, "from": role.valid_from, "until": role.valid_until, "whose": role.person.work_number}
    facts |= {"reason": reason} if reason else {}
    audit.record(
        by=by, action=action, resource="role", about=f"person:{role.person_id}", at=now, facts=facts | ({"reason": reason} if reason else {})
    )


def _collision(person: Person, name: str) -> Problem:
    """Which of the two constraints refused."""
    held = Role.objects.filter(person=person, name__in=ADMINISTRATORS).exclude(name=name).first()
    if name in ADMINISTRATORS and held:
        return TwoAdministrators(who=person.name, held=held.get_name_display())
    return Held(who=person.name)
