"""A roster read back from a workbook or CSV (UX 47, 48): seen as differences by cell address first, then set as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zuoxi.engine.finding import Finding
from zuoxi.people.models import Person
from zuoxi.roster import cells, staff
from zuoxi.roster.cells import Applied, Change
from zuoxi.roster.models import ShiftKind, Version
from zuoxi.roster.roster_files.reading import read_roster

KIND = "import"


@dataclass(frozen=True)
class Differing:
    """A cell of the file that is not as in the version. `locked`: it will be left as it is."""

    address: str
    person: Person
    day: date
    before: str | None
    after: str | None
    locked: bool

    @property
    def change(self) -> Change:
        return Change(self.person.pk, self.day, self.after)


@dataclass(frozen=True)
class Preview:
    """What the file would change, and what is wrong with it; with an error there are no differences. `cells` were read in all."""

    differing: tuple[Differing, ...]
    findings: tuple[Finding, ...]
    cells: int

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == "error"]


def preview(version: Version, data: bytes) -> Preview:
    """Read the file against the version; nothing is changed."""
    people = {person.work_number: person for person in staff.of_version(version)}
    codes = set(ShiftKind.objects.active().values_list("code", flat=True)) | set(_used(version))
    file = read_roster(data, people=set(people), days=version.period.dates(), codes=codes)
    there = {(cell.person_id, cell.day): cell for cell in cells.all_of(version)}
    differing = []
    for (number, day), code in file.cells.items():
        person = people[number]
        found = there.get((person.pk, day)) or cells.Cell(person.pk, day)
        if found.shift != code:
            differing.append(Differing(file.addresses[number, day], person, day, found.shift, code, found.locked))
    return Preview(tuple(differing), file.findings, len(file.cells))


def _used(version: Version) -> Iterable[str]:
    return version.assignments.exclude(shift=None).values_list("shift__code", flat=True).distinct()


def apply(*, version: Version, changes: Sequence[Change], seen_revision: int, by: Person, now: datetime) -> Applied:
    """Set what the preview showed, as one step."""
    return cells.change(version=version, changes=changes, kind=KIND, seen_revision=seen_revision, by=by, now=now)
