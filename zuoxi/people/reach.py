"""Whose decisions a person may see beside their own (P-02): a leader their team's, those who answer for a unit its people's."""

from __future__ import annotations

from django.db.models import Q

from zuoxi.people import access
from zuoxi.people.models import Person, RoleName

OPENS_DECISIONS = frozenset({RoleName.LEADER, RoleName.SUPERVISOR, RoleName.MANAGER, RoleName.HR})


def decisions_of_units(person: Person) -> Q:
    """Decisions about the people of the units for which the person answers."""
    units = access.units_of(person, *OPENS_DECISIONS)
    return Q(about__unit_id__in=units) if units else Q(pk__in=())
