"""Who may see and change which roster. A planner changes the rosters of their unit; managers and supervisors read drafts too, leaders what was
published, each only the rows of their own people. Everybody's own shifts are on their own page, not here."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zuoxi.people import access
from zuoxi.people.models import Person, RoleName, Unit
from zuoxi.roster import staff
from zuoxi.roster.models import Leave, Period, Publication, Version
from zuoxi.roster.models.period import LeaveQuerySet, VersionQuerySet

PLANNERS = frozenset({RoleName.PLANNER})
DRAFT_READERS = PLANNERS | {RoleName.MANAGER, RoleName.SUPERVISOR}
READERS = DRAFT_READERS | {RoleName.LEADER, RoleName.SHIFT_LEAD}


def reach(person: Person, names: frozenset[RoleName]) -> set[int]:
    """The ids of the units over which the person has one of these roles."""
    return access.below([role.unit for role in access.roles(person) if role.name in names])


def periods(person: Person) -> QuerySet[Period]:
    """Periods with at least one row this person may see: of their units, and of the units these belong to."""
    within = reach(person, READERS)
    return Period.objects.filter(unit_id__in=within | _above(within))


def versions(person: Person) -> VersionQuerySet:
    """Versions this person may see: drafts only for who plans or answers for the unit."""
    drafts = reach(person, DRAFT_READERS)
    seen = Version.objects.filter(period__in=periods(person))
    return seen.made_public() | seen.filter(period__unit_id__in=drafts | _above(drafts))


def may_plan(person: Person, period: Period) -> bool:
    """Whether the person is a planner of the whole unit of this period."""
    return period.unit_id in reach(person, PLANNERS)


def period(person: Person, pk: int) -> Period:
    """404 when it is not theirs to see."""
    return get_object_or_404(periods(person).select_related("unit", "requirement"), pk=pk)


def version(person: Person, pk: int) -> Version:
    """404 when it is not theirs to see."""
    return get_object_or_404(versions(person).select_related("period__unit", "period__requirement"), pk=pk)


def plannable_period(person: Person, pk: int) -> Period:
    """404 when it is not theirs to see, 403 when they may only read it."""
    found = period(person, pk)
    if not may_plan(person, found):
        raise PermissionDenied
    return found


def plannable_version(person: Person, pk: int) -> Version:
    """404 when it is not theirs to see, 403 when they may only read it. Whether it is still a draft is asked by the verbs."""
    found = version(person, pk)
    if not may_plan(person, found.period):
        raise PermissionDenied
    return found


def rows(person: Person, version: Version) -> QuerySet[Person]:
    """The people of a roster whose lines this person may see."""
    seen = access.visible_to(person).values("pk")
    return staff.of_version(version).filter(pk__in=seen)


def publications(person: Person) -> QuerySet[Publication]:
    return Publication.objects.filter(version__in=versions(person))


def leaves(person: Person) -> LeaveQuerySet:
    """Leave of the people this person may see."""
    return Leave.objects.filter(person__in=access.visible_to(person).values("pk"))


def leave(person: Person, pk: int) -> Leave:
    """Leave a planner may withdraw: 404 when the person is not of their unit."""
    return get_object_or_404(Leave.objects.filter(person__unit_id__in=reach(person, PLANNERS)).select_related("person"), pk=pk)


def units(person: Person) -> QuerySet[Unit]:
    """Units for which this person may plan."""
    return Unit.objects.filter(pk__in=reach(person, PLANNERS))


def _above(units: set[int]) -> set[int]:
    """The ids of all units that contain one of these."""
    parent = dict(Unit.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    for pk in units:
        above = parent.get(pk)
        while above is not None and above not in found:
            found.add(above)
            above = parent.get(above)
    return found
