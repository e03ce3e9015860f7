"""Cells of a draft: changed, undone, redone, followed (F-14; UX 6, 10).

A step changes all its cells or none. It meets two obstacles, both listed as a `Conflict` with the value wanted and the value there:

- `changed`: somebody else changed the same cell after the revision the author has seen. Then nothing of the step is done.
- `locked`: the cell is locked and the step does not unlock it. Then that cell is left as it is and the rest is done.

Changes of other cells by other planners do not disturb. Steps are undone and redone by author: each planner takes back only their own last
step, and a cell that somebody else has changed since is left as it is and listed. The list of steps is kept with the version.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.people import access
from zuoxi.people.models import Person
from zuoxi.roster import staff, versions
from zuoxi.roster.models import Assignment, Edit, ShiftKind, Version

Place = tuple[int, date]
Reason = Literal["changed", "locked"]
FIELDS = ["shift", "is_locked", "revision", "changed_by"]
"""What a change writes; a new shift also empties the breaks."""


class UnknownShift(Problem):
    code, status = "roster.unknown_shift", 400
    text = _("There is no shift kind %(shift)s in use. Choose one of: %(known)s.")


class UnknownPerson(Problem):
    code, status = "roster.unknown_person", 400
    text = _("%(who)s is not rostered in this period. Reload the page to see who is.")


class UnknownDay(Problem):
    code, status = "roster.unknown_day", 400
    text = _("%(day)s lies outside the period %(first)s ～ %(last)s.")


class NotEmployed(Problem):
    code, status = "roster.not_employed", 400
    text = _("%(who)s is not employed on %(day)s and cannot be given shift %(shift)s.")


class NothingToUndo(Problem):
    code, status = "roster.nothing_to_undo", 409
    text = _("You have no step to undo in this version.")


class NothingToRedo(Problem):
    code, status = "roster.nothing_to_redo", 409
    text = _("You have no undone step to redo in this version.")


@dataclass(frozen=True)
class Change:
    """What a cell shall be: a shift code or None for a day off; `locked` None leaves the lock as it is."""

    person_id: int
    day: date
    shift: str | None
    locked: bool | None = None


@dataclass(frozen=True)
class Cell:
    """What a cell is. `by` is who changed it last (None: it came with the version), at which revision."""

    person_id: int
    day: date
    shift: str | None = None
    locked: bool = False
    revision: int = 0
    by: int | None = None


@dataclass(frozen=True)
class Conflict:
    """A cell that was not changed: what was wanted, and what is there."""

    reason: Reason
    wanted: Change
    found: Cell


@dataclass(frozen=True)
class Applied:
    """What a step did: the revision now reached, the number of the step (None: nothing was changed), the cells as they are now."""

    revision: int
    edit_number: int | None
    cells: tuple[Cell, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Step:
    """A line of the list of steps."""

    number: int
    kind: str
    author: Person
    at: datetime
    cells: int
    people: int
    is_undone: bool


@transaction.atomic
def change(*, version: Version, changes: Sequence[Change], kind: str, seen_revision: int, by: Person, now: datetime) -> Applied:
    """Set cells as one step called `kind` (`key`, `paint`, `paste`, `lock`, `import` ...)."""
    revision = versions.hold(version)
    wanted = {(one.person_id, one.day): one for one in changes}
    before = _read(version, wanted)
    if seen_revision > revision:
        raise MovedMeanwhile(what=_("Version %(number)s") % {"number": version.number})
    _refuse_nonsense(version, wanted.values(), before, by=by)
    stale = [
        Conflict("changed", one, before[place])
        for place, one in wanted.items()
        if before[place].revision > seen_revision and before[place].by != by.pk and not _is(before[place], one)
    ]
    if stale:
        return Applied(revision, None, (), tuple(stale))
    kept = [Conflict("locked", one, before[place]) for place, one in wanted.items() if _is_kept(before[place], one)]
    free = [one for place, one in wanted.items() if not _is_kept(before[place], one) and not _is(before[place], one)]
    if not free:
        return Applied(revision, None, (), tuple(kept))
    version.edits.filter(author=by).exclude(undone_at=None).delete()
    cells = _write(version, free, before, by=by)
    rows = [[c.person_id, c.day.isoformat(), _value(before[c.person_id, c.day]), _value(c)] for c in cells]
    step = Edit.objects.create(version=version, number=version.revision, author=by, at=now, kind=kind, changes=rows)
    return Applied(version.revision, step.number, tuple(cells), tuple(kept))


@transaction.atomic
def undo(*, version: Version, by: Person, now: datetime) -> Applied:
    """Take back the author's last step that is not undone yet."""
    versions.hold(version)
    step = version.edits.filter(author=by, undone_at=None).order_by("number").last()
    if step is None:
        raise NothingToUndo
    applied = _turn(step, version, by=by, back=True)
    Edit.objects.filter(pk=step.pk).update(undone_at=now)
    return applied


@transaction.atomic
def redo(*, version: Version, by: Person, now: datetime) -> Applied:
    """Do the author's first undone step again; a new step of theirs makes the undone ones vanish."""
    versions.hold(version)
    step = version.edits.filter(author=by).exclude(undone_at=None).order_by("number").first()
    if step is None:
        raise NothingToRedo
    applied = _turn(step, version, by=by, back=False)
    Edit.objects.filter(pk=step.pk).update(undone_at=None, at=now)
    return applied


def steps(version: Version, *, author: Person | None = None, limit: int = 200) -> list[Step]:
    """The last steps, newest first, of one author or of all."""
    rows = version.edits.select_related("author").order_by("-number")
    rows = rows.filter(author=author) if author else rows
    return [
        Step(row.number, row.kind, row.author, row.at, len(row.changes), len({one[0] for one in row.changes}), row.undone_at is not None)
        for row in rows[:limit]
    ]


def changes_since(version: Version, revision: int) -> list[Cell]:
    """Every cell changed after `revision`, as it is now, whoever changed it (undo and redo included)."""
    return [_cell(row) for row in version.assignments.select_related("shift").filter(revision__gt=revision).order_by("revision", "person_id", "day")]


def all_of(version: Version) -> list[Cell]:
    """Every cell that was ever set; what is missing is a day off."""
    return [_cell(row) for row in version.assignments.select_related("shift").order_by("person_id", "day")]


def _turn(step: Edit, version: Version, *, by: Person, back: bool) -> Applied:
    """Do a step backwards or forwards, but for the cells that are no longer as it left them."""
    pairs = [(person, date.fromisoformat(day), *((after, before) if back else (before, after))) for person, day, before, after in step.changes]
    now_there = _read(version, [(person, day) for person, day, _, _ in pairs])
    goals = [(Change(person, day, *to), now_there[person, day], old) for person, day, old, to in pairs]
    free = [goal for goal, found, old in goals if _value(found) == old]
    conflicts = tuple(Conflict("changed", goal, found) for goal, found, old in goals if _value(found) not in (old, [goal.shift, goal.locked]))
    cells = _write(version, free, now_there, by=by)
    return Applied(version.revision, step.number, tuple(cells), conflicts)


def _refuse_nonsense(version: Version, changes: Collection[Change], before: dict[Place, Cell], *, by: Person) -> None:
    """Refused by name: a day outside the period, somebody who is not rostered; where the shift is another one, also a kind not in use and
    somebody who is not employed."""
    period = version.period
    people = staff.of_version(version).in_bulk({one.person_id for one in changes})
    known = set(ShiftKind.objects.active().values_list("code", flat=True))
    for one in changes:
        if one.day not in period:
            raise UnknownDay(day=one.day, first=period.first_day, last=period.last_day)
        if one.person_id not in people:
            raise UnknownPerson(who=_name(one.person_id, by))
        if one.shift is None or one.shift == before[one.person_id, one.day].shift:
            continue
        if one.shift not in known:
            raise UnknownShift(shift=one.shift, known=", ".join(sorted(known)))
        if not staff.is_employed(people[one.person_id], one.day):
            raise NotEmployed(who=people[one.person_id].name, day=one.day, shift=one.shift)


def _name(person_id: int, reader: Person) -> str:
    """The name of a person whom the reader may see, else only the number that was sent."""
    return access.visible_to(reader).filter(pk=person_id).values_list("name", flat=True).first() or str(person_id)


def _read(version: Version, places: Iterable[Place]) -> dict[Place, Cell]:
    """The cells at these places, also those without a row."""
    wanted = set(places)
    people, days = {person for person, _ in wanted}, {day for _, day in wanted}
    rows = version.assignments.select_related("shift").filter(person_id__in=people, day__in=days) if wanted else []
    found = {(row.person_id, row.day): _cell(row) for row in rows}
    return {place: found.get(place) or Cell(*place) for place in wanted}


def _write(version: Version, changes: Sequence[Change], before: dict[Place, Cell], *, by: Person) -> list[Cell]:
    """Store cells under the next revision. A new shift has its breaks still to be placed."""
    revision = versions.advance(version)
    kinds = {kind.code: kind for kind in ShiftKind.objects.filter(code__in={one.shift for one in changes})}
    cells = []
    for one in changes:
        locked = before[one.person_id, one.day].locked if one.locked is None else one.locked
        cells.append(Cell(one.person_id, one.day, one.shift, locked, revision, by.pk))
    stays = [cell.shift == before[cell.person_id, cell.day].shift for cell in cells]
    _store(version, list(compress(cells, stays)), kinds, FIELDS)
    _store(version, [cell for cell, same in zip(cells, stays, strict=True) if not same], kinds, [*FIELDS, "breaks"])
    return cells


def _store(version: Version, cells: Sequence[Cell], kinds: dict[str, ShiftKind], fields: list[str]) -> None:
    rows = [
        Assignment(
            version=version,
            person_id=cell.person_id,
            day=cell.day,
            shift=kinds[cell.shift] if cell.shift else None,
            is_locked=cell.locked,
            revision=cell.revision,
            changed_by_id=cell.by,
        )
        for cell in cells
    ]
    Assignment.objects.bulk_create(rows, update_conflicts=True, unique_fields=["version", "person", "day"], update_fields=fields)


def _cell(row: Assignment) -> Cell:
    return Cell(row.person_id, row.day, row.shift.code if row.shift else None, row.is_locked, row.revision, row.changed_by_id)


def _value(cell: Cell) -> list[str | bool | None]:
    """As an Edit keeps it."""
    return [cell.shift, cell.locked]


def _is(cell: Cell, wanted: Change) -> bool:
    return cell.shift == wanted.shift and wanted.locked in (None, cell.locked)


def _is_kept(cell: Cell, wanted: Change) -> bool:
    """Locked, and this is not an unlocking."""
    return cell.locked and wanted.locked is not False and cell.shift != wanted.shift
