"""The list of people as a workbook that the import reads back without a difference (UX 47)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zuoxi.core.tables import Sheet, xlsx_bytes
from zuoxi.people.files_template import WIDTHS, header
from zuoxi.people.models import Person
from zuoxi.roster.models import Leave

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = list[str | int | float | None]


def workbook(people: Iterable[Person]) -> bytes:
    """One row a person; work numbers are text."""
    everyone = list(people)
    away: dict[int, list[Leave]] = {}
    for leave in Leave.objects.granted().filter(person__in=everyone).order_by("first_day"):
        away.setdefault(leave.person_id, []).append(leave)
    names = header()
    rows = [_row(person, away.get(person.pk, [])) for person in everyone]
    widths = [WIDTHS.get(field, 10) for field in names]
    return xlsx_bytes([Sheet(_("People"), list(names.values()), rows, widths)])


def _row(person: Person, away: list[Leave]) -> Cells:
    """In the order of the columns of the people file."""
    return [
        person.work_number,
        person.name,
        str(person.unit),
        str(person.post),
        str(person.contract) if person.contract else "",
        "; ".join(f"{held.skill}:{held.level}" for held in sorted(person.skills.all(), key=lambda held: held.skill.code)),
        _("yes") if person.is_shift_lead else _("no"),
        person.grade,
        f"{person.probation_until:%Y-%m-%d}" if person.probation_until else "",
        "; ".join(_range(leave) for leave in away),
    ]


def _range(leave: Leave) -> str:
    one = leave.first_day == leave.last_day
    return f"{leave.first_day:%Y-%m-%d}" if one else f"{leave.first_day:%Y-%m-%d}~{leave.last_day:%Y-%m-%d}"
