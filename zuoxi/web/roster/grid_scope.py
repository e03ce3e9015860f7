"""What one reader may see and do in the grid of one version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from zuoxi.people.models import Person
from zuoxi.roster import access, cells
from zuoxi.roster.models import Version
from zuoxi.web.roster.grid_texts import step_name
from zuoxi.web.shell.requests import PersonRequest


@dataclass(frozen=True)
class Scope:
    """A reader before a version: `plans` tells whether they plan its unit, `floor` whether what concerns everybody is theirs to see."""

    person: Person
    version: Version
    plans: bool
    floor: bool

    @property
    def editable(self) -> bool:
        return self.plans and self.version.is_draft

    @property
    def rows(self) -> QuerySet[Person]:
        return access.rows(self.person, self.version)

    @cached_property
    def ids(self) -> frozenset[int]:
        """The people whose lines this reader sees."""
        return frozenset(self.rows.values_list("pk", flat=True))


def of(request: PersonRequest, pk: int) -> Scope:
    """404 when the version is not theirs to see."""
    return _scope(request.person, access.version(request.person, pk))


def to_plan(request: PersonRequest, pk: int) -> Scope:
    """The same for a change: 403 when they may only read it. Whether it is still a draft is asked by the verbs."""
    return _scope(request.person, access.plannable_version(request.person, pk))


def _scope(person: Person, version: Version) -> Scope:
    unit = version.period.unit_id
    plans = unit in access.reach(person, access.PLANNERS)
    return Scope(person, version, plans, plans or unit in access.reach(person, access.DRAFT_READERS))


def turns(scope: Scope) -> dict[str, str | None]:
    """The names of the steps that undo and redo would turn next (None: there is none)."""
    own = scope.version.edits.filter(author=scope.person)
    undo = own.filter(undone_at=None).order_by("-number").values_list("kind", flat=True).first()
    redo = own.exclude(undone_at=None).order_by("number").values_list("kind", flat=True).first()
    return {"undo": step_name(undo) if undo else None, "redo": step_name(redo) if redo else None}


def day_rows(scope: Scope, found: list[cells.Cell]) -> list[list[object]]:
    """Cells as the script reads them: person, day of the period, shift code or null, locked. Others' people are left out."""
    first = scope.version.period.first_day
    return [[one.person_id, (one.day - first).days, one.shift, one.locked] for one in found if one.person_id in scope.ids]
