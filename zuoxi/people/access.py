"""Who may reach whom: the only way to people and to what is theirs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from zuoxi.people.models import Person, PersonQuerySet, Role, RoleName, Unit

WHOLE_CENTRE = frozenset({RoleName.PLANNER, RoleName.MANAGER, RoleName.HR, RoleName.QUALITY, RoleName.TRAINER, RoleName.ADMINISTRATOR})
"""Roles that, within their unit, may look people up by name and post."""
OF_UNITS = frozenset({RoleName.LEADER, RoleName.SHIFT_LEAD, RoleName.SUPERVISOR})
"""Roles whose unit bounds what they see."""
OPENS_TERMS = frozenset({RoleName.PLANNER, RoleName.MANAGER, RoleName.HR})
"""Roles that see somebody else's contract and star grade (O-03)."""


def roles(person: Person) -> list[Role]:
    """The person's roles with their units, read once a request."""
    kept: list[Role] | None = getattr(person, "_kept_roles", None)
    if kept is None:
        kept = list(Role.objects.filter(person_id=person.pk).select_related("unit"))
        person._kept_roles = kept  # type: ignore[attr-defined]
    return kept


def role_names(person: Person) -> frozenset[str]:
    return frozenset(role.name for role in roles(person))


def has(person: Person, *names: str) -> bool:
    return not role_names(person).isdisjoint(names)


def require(person: Person, *names: str) -> None:
    """403 unless the person has one of the roles."""
    if not has(person, *names):
        raise PermissionDenied


def below(units: Iterable[Unit]) -> set[int]:
    """The ids of the units and of all beneath them; the tree is small and read whole."""
    return _beneath([unit.pk for unit in units], _children())


def units_of(person: Person, *names: str) -> set[int]:
    """The ids of the units in which the person holds one of the roles, with all beneath them; the tree is read once a request."""
    bounds = [role.unit_id for role in roles(person) if role.name in names]
    if not bounds:
        return set()
    kept: dict[int | None, list[int]] | None = getattr(person, "_kept_tree", None)
    if kept is None:
        kept = _children()
        person._kept_tree = kept  # type: ignore[attr-defined]
    return _beneath(bounds, kept)


def _children() -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    return children


def _beneath(todo: list[int], children: dict[int | None, list[int]]) -> set[int]:
    found: set[int] = set()
    while todo:
        pk = todo.pop()
        if pk not in found:
            found.add(pk)
            todo += children.get(pk, [])
    return found


def visible_to(person: Person) -> PersonQuerySet:
    """The people whose name, post, team and roster this person may see: their role's units, and always themselves."""
    units = units_of(person, *WHOLE_CENTRE, *OF_UNITS)
    return Person.objects.filter(Q(pk=person.pk) | Q(unit_id__in=units)) if units else Person.objects.filter(pk=person.pk)


def one(person: Person, pk: int) -> Person:
    """The person behind `pk` if this one may see them, else 404: who is out of reach does not exist."""
    found = visible_to(person).select_related("unit__parent", "post", "contract").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_see_leave(person: Person, of: Person) -> bool:
    """When somebody is on leave and of what kind: themselves, those who lead them, those who plan or administer it."""
    return person.pk == of.pk or of.unit_id in units_of(person, *OPENS_TERMS, *OF_UNITS)


def may_see_terms(person: Person, of: Person) -> bool:
    """Contract and grade: one's own, or by a role that needs them (O-03)."""
    return person.pk == of.pk or of.unit_id in units_of(person, *OPENS_TERMS)
