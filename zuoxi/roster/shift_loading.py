"""A shifts file into the centre (F-10): shift kinds and contracts are made or changed, queues and skills made where they are not there yet.

check → every line with what would happen to it, and what is wrong, by line; nothing is stored
store → the same, in one transaction, if it is still what was shown

Both carry the file out with the verbs that pages use; a check takes it back again. So a check finds exactly what storing would refuse. Queues that
are there keep their hours and promises; shift kinds and contracts that are not in the file stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.tables.csv_file import decoded
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.people.models import Person
from zuoxi.roster import centre_entries, kind_entries
from zuoxi.roster.kind_entries import Line, Step
from zuoxi.roster.shift_fields import find_lines
from zuoxi.roster.shift_files import ShiftFile, read_shifts


class HasErrors(Problem):
    code, status = "shift_file.has_errors", 409
    text = _("The file has %(count)s errors, so nothing of it can be stored. Correct them and upload it again.")


@dataclass(frozen=True)
class Loaded:
    """What happens to each entry of the file, in its order, and remarks; with an error nothing is stored."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def differing(self) -> int:
        return sum(line.news != "same" for line in self.lines)

    @property
    def mark(self) -> str:
        """Two checks with the same outcome have the same mark."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()


def check(*, data: bytes, by: Person, now: datetime) -> Loaded:
    """What storing would do. A file that cannot be read at all is refused (Refusal)."""
    with transaction.atomic():
        found = _carry_out(data, by=by, now=now)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def store(*, data: bytes, seen: str, by: Person, now: datetime) -> Loaded:
    """Do what was shown under the mark `seen`, all or nothing."""
    found = _carry_out(data, by=by, now=now)
    if found.errors:
        raise HasErrors(count=len(found.errors))
    if found.mark != seen:
        raise MovedMeanwhile(what=_("The centre"))
    return found


def _carry_out(data: bytes, *, by: Person, now: datetime) -> Loaded:
    file = read_shifts(data, policy=BreakPolicy())
    if file.findings:
        return Loaded((), file.findings)
    places = find_lines(decoded(data).removeprefix("\ufeff"))
    lines: dict[tuple[str, int], Line] = {}
    findings = list(_notes(file))
    for place, step in _steps(file, by=by, now=now):
        try:
            with transaction.atomic():
                lines[place] = step()
        except (Problem, Refusal) as wrong:
            findings.append(Finding(wrong.code, row=places.get((f"{place[0]}[{place[1]}]", None)), facts=wrong.facts))
    return Loaded(tuple(lines[place] for place in sorted(lines, key=_shown)), tuple(findings))


def _steps(file: ShiftFile, *, by: Person, now: datetime) -> Iterator[tuple[tuple[str, int], Step]]:
    for number, step in kind_entries.steps(file.shifts, by=by, now=now):
        yield ("shift", number), step
    yield from centre_entries.steps(file, by=by, now=now)


def _shown(place: tuple[str, int]) -> tuple[int, int]:
    return ("shift", "contract", "queue", "skill").index(place[0]), place[1]


def _notes(file: ShiftFile) -> Iterator[Finding]:
    """What the file says and the centre does not keep."""
    if any(entry.shifts is not None for entry in file.contracts):
        yield Finding("shifts.contract_shifts", "warning")
    if any(entry.share is not None or entry.aht_s is not None for entry in file.queues):
        yield Finding("shifts.shares", "warning")
