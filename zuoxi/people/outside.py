"""Who somebody is at a login service: found by provider, issuer and subject; linked once, by the work number (A39). Never by e-mail."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import OutsideIdentity


def person_for(*, provider: str, issuer: str, subject: str, number: str, now: datetime, where: str = "") -> Person | None:
    """The person behind an identity. One that is new is linked to whoever has the work number, if nobody else at this service is linked to them."""
    known = OutsideIdentity.objects.select_related("person").filter(provider=provider, issuer=issuer, subject=subject).first()
    if known:
        return known.person
    person = Person.objects.filter(work_number=number).first() if subject and number else None
    if person is None:
        return None
    try:
        with transaction.atomic():
            OutsideIdentity.objects.create(person=person, provider=provider, issuer=issuer, subject=subject, linked_at=now)
            tell(Act.LINKED, about=person, by=person, now=now, where=where, provider=provider)
    except IntegrityError:
        return None
    return person
