"""Who may reach whom: the only way to people and to what is theirs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from zuoxi.people.models import Person, Role, RoleName, Unit

WHOLE_CENTRE = frozenset({RoleName.PLANNER, RoleName.MANAGER, RoleName.HR, RoleName.QUALITY, RoleName.TRAINER})
"""Roles that, within their unit, may look people up by name and post."""
OF_UNITS = frozenset({RoleName.LEADER, RoleName.SHIFT_LEAD, RoleName.SUPERVISOR})
"""Roles whose unit bounds what they see."""


def role_names(person: Person) -> frozenset[str]:
    """The names of the person's roles, read once a request."""
    kept = getattr(person, "_role_names", None)
    if kept is None:
        kept = frozenset(role.name for role in roles(person))
        person._role_names = kept  # type: ignore[attr-defined]
    return kept


def roles(person: Person) -> list[Role]:
    return list(Role.objects.filter(person=person).select_related("unit"))


def has(person: Person, *names: str) -> bool:
    return not role_names(person).isdisjoint(names)


def require(person: Person, *names: str) -> None:
    """403 unless the person has one of the roles."""
    if not has(person, *names):
        raise PermissionDenied


def below(units: Iterable[Unit]) -> set[int]:
    """The ids of the units and of all beneath them; the tree is small and read whole."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, todo = set(), [unit.pk for unit in units]
    while todo:
        pk = todo.pop()
        if pk not in found:
            found.add(pk)
            todo += children.get(pk, [])
    return found


def visible_to(person: Person) -> QuerySet[Person]:
    """The people whose name, post, team and roster this person may see: their role's units, or only themselves."""
    bounds = [role.unit for role in roles(person) if role.name in WHOLE_CENTRE | OF_UNITS]
    if not bounds:
        return Person.objects.filter(pk=person.pk)
    return Person.objects.filter(unit_id__in=below(bounds)) | Person.objects.filter(pk=person.pk)
