"""Who may reach whom: the only way to people and to what is theirs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from zuoxi.people import matrix
from zuoxi.people.models import Person, PersonQuerySet, Role, Unit

LOOKS_UP = matrix.roles("person", "look_up")
"""Roles that, within their unit, may look people up by name and post."""
OPENS_TERMS = matrix.roles("terms", "read")
"""Roles that see somebody else's contract and star grade (O-03)."""
SEES_LEAVE = matrix.roles("leave", "read")
"""Roles that see when somebody else is on leave and of what kind."""


def is_here(person: Person) -> bool:
    """Whether the account is open and the person has not left by today: asked at every request, so that leaving ends every session (A10)."""
    return person.is_active and not (person.left_on and person.left_on <= timezone.localdate())


def roles(person: Person) -> list[Role]:
    """The person's roles of today with their units, read once a request; none of somebody who has left."""
    kept: list[Role] | None = getattr(person, "_kept_roles", None)
    if kept is None:
        kept = list(Role.objects.valid(timezone.localdate()).filter(person_id=person.pk).select_related("unit")) if is_here(person) else []
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
    return _beneath([unit.pk for unit in units], _children(dict(Unit.objects.values_list("pk", "parent_id"))))


def units_of(person: Person, *names: str) -> set[int]:
    """The ids of the units in which the person holds one of the roles, with all beneath them; the tree is read once a request."""
    bounds = [role.unit_id for role in roles(person) if role.name in names]
    if not bounds:
        return set()
    return _beneath(bounds, _children(parents(person)))


def parents(person: Person) -> dict[int, int | None]:
    """The tree: by unit, the one above it; read once a request, which is as long as its reader's object lives."""
    kept: dict[int, int | None] | None = getattr(person, "_kept_tree", None)
    if kept is None:
        kept = dict(Unit.objects.values_list("pk", "parent_id"))
        person._kept_tree = kept  # type: ignore[attr-defined]
    return kept


def _children(tree: dict[int, int | None]) -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for pk, parent in tree.items():
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
    units = units_of(person, *LOOKS_UP)
    return Person.objects.filter(Q(pk=person.pk) | Q(unit_id__in=units)) if units else Person.objects.filter(pk=person.pk)


def one(person: Person, pk: int) -> Person:
    """The person behind `pk` if this one may see them, else 404: who is out of reach does not exist."""
    found = visible_to(person).select_related("unit__parent", "post", "contract").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_see_leave(person: Person, of: Person) -> bool:
    """When somebody is on leave and of what kind: themselves, those who lead them, those who plan or administer it."""
    return person.pk == of.pk or of.unit_id in units_of(person, *SEES_LEAVE)


def may_see_terms(person: Person, of: Person) -> bool:
    """Contract and grade: one's own, or by a role that needs them (O-03)."""
    return person.pk == of.pk or of.unit_id in units_of(person, *OPENS_TERMS)
