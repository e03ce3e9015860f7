"""Who holds which role for whom (P-05): the answer of the organisation to `core.roles`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from zuoxi.core.roles import Wanted
from zuoxi.people.models import Person, PersonQuerySet, Role, RoleName, Unit, UnitKind
from zuoxi.rules.approvals import Scope

KINDS = {
    Scope.OWN_TEAM: frozenset({UnitKind.TEAM}),
    Scope.OWN_DEPARTMENT: frozenset({UnitKind.TEAM, UnitKind.DEPARTMENT}),
    Scope.CENTRE: frozenset(UnitKind),
}
"""At which units on the way from a person up to the centre the role may be held."""


def holders(wanted: Collection[Wanted], day: date) -> Mapping[Wanted, frozenset[int]]:
    """Those present on `day` who hold the role that day in a unit that the person belongs to and the scope allows; three queries."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    home = dict(Person.objects.filter(pk__in={one.person for one in wanted}).values_list("pk", "unit_id"))
    held: dict[tuple[str, int], set[int]] = {}
    for role in Role.objects.valid(day).filter(name__in={one.role for one in wanted}, person__in=Person.objects.present(day).filter(is_active=True)):
        held.setdefault((role.name, role.unit_id), set()).add(role.person_id)
    return {one: frozenset(_found(one, home.get(one.person), units, held)) for one in wanted}


def _found(wanted: Wanted, unit: int | None, units: Mapping[int, Unit], held: Mapping[tuple[str, int], set[int]]) -> Iterator[int]:
    for place in _upwards(unit, units):
        if place.kind in KINDS[wanted.scope]:
            yield from held.get((wanted.role, place.pk), ())


def _upwards(unit: int | None, units: Mapping[int, Unit]) -> Iterator[Unit]:
    """The unit and those above it, up to the centre."""
    while unit is not None:
        yield units[unit]
        unit = units[unit].parent_id


APPROVING = frozenset({RoleName.LEADER, RoleName.SHIFT_LEAD, RoleName.SUPERVISOR, RoleName.MANAGER, RoleName.HR})
"""Roles that stand in a chain: their holders may name somebody who stands in, and may be named."""


def stand_ins(person: Person, *, day: date) -> PersonQuerySet:
    """Whom this person may name: those present who approve themselves."""
    approving = Role.objects.valid(day).filter(name__in=APPROVING).values("person_id")
    return Person.objects.present(day).filter(is_active=True, pk__in=approving).exclude(pk=person.pk).by_name()
