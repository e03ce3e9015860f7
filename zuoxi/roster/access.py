"""Who may see and change which roster. A planner changes the rosters of their unit; managers and supervisors read drafts too, leaders what was
published, each only the rows of their own people. Everybody's own shifts are on their own page, not here."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Reach:
    """Over which units a person has which roles, and the tree of the units; each read once a request."""

    roles: tuple[tuple[str, int], ...]
    parents: dict[int, int | None]

    @staticmethod
    def of(person: Person) -> Reach:
        return Reach(tuple((role.name, role.unit_id) for role in access.roles(person)), access.parents(person))

    def within(self, names: frozenset[RoleName]) -> set[int]:
        """The units of these roles and all beneath them."""
        tops = {unit for name, unit in self.roles if name in names}
        return {unit for unit in self.parents if not tops.isdisjoint(self._line(unit))}

    def around(self, names: frozenset[RoleName]) -> set[int]:
        """The same, and the units above: a roster of theirs holds the people too."""
        within = self.within(names)
        return within.union(*(self._line(unit) for unit in within))

    def _line(self, unit: int) -> list[int]:
        """A unit and all above it."""
        line: list[int] = []
        above: int | None = unit
        while above is not None:
            line.append(above)
            above = self.parents[above]
        return line


def reach(person: Person, names: frozenset[RoleName]) -> set[int]:
    """The ids of the units over which the person has one of these roles."""
    return Reach.of(person).within(names)


def periods(person: Person) -> QuerySet[Period]:
    """Periods with at least one row this person may see: of their units, and of the units these belong to."""
    return Period.objects.filter(unit_id__in=Reach.of(person).around(READERS))


def versions(person: Person) -> VersionQuerySet:
    """Versions this person may see: drafts only for who plans or answers for the unit."""
    found = Reach.of(person)
    seen = Version.objects.filter(period__unit_id__in=found.around(READERS))
    return seen.made_public() | seen.filter(period__unit_id__in=found.around(DRAFT_READERS))


def may_plan(person: Person, period: Period) -> bool:
    """Whether the person is a planner of the whole unit of this period."""
    return period.unit_id in reach(person, PLANNERS)


def period(person: Person, pk: int) -> Period:
    """404 when it is not theirs to see."""
    return get_object_or_404(periods(person).select_related("unit", "requirement"), pk=pk)


def version(person: Person, pk: int) -> Version:
    """404 when it is not theirs to see."""
    return get_object_or_404(versions(person).select_related("period__unit", "period__requirement__snapshot__forecast"), pk=pk)


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
