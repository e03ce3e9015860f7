"""Days of the calendar from and to files (X-04): a preview first, then all or nothing.

Two forms are read. The centre's own: `day, kind, name, name_en, pay_factor, source`. The yearly data file: `date, is_workday, holiday`, one row for
every day of the year, of which those are taken that the weekday does not tell by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zuoxi.core import calendar_days
from zuoxi.core.calendar import NAMES
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.errors import Problem
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.core.tables import Row, Table, as_text, csv_bytes, find_columns, moment, number, read_table
from zuoxi.engine.finding import Finding
from zuoxi.engine.forecast.days import SATURDAY
from zuoxi.rules.calendar import statutory_between

OWN = {
    "day": ("day", "date", "日期"),
    "kind": ("kind", "类型"),
    "name": ("name", "名称"),
    "name_en": ("name_en", "英文名称"),
    "pay_factor": ("pay_factor", "工资倍数"),
    "source": ("source", "来源"),
}
YEARLY = {"day": ("date", "day", "日期"), "worked": ("is_workday", "是否上班"), "name": ("holiday", "节假日")}
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
LEAST_FACTOR, MOST_FACTOR = 1, 5
UNNAMED = {"Working day": _("Working day"), "Holiday": _("Holiday")}
"""What a day of the yearly file is called that has no name there."""
LONGEST = {"name": 100, "name_en": 100, "source": 200}


class FileHasErrors(Problem):
    code, status = "calendar.file_has_errors", 422
    text = _("The file has %(count)s errors, so nothing was stored. Correct them and choose the file again.")


@dataclass(frozen=True)
class Planned:
    """A day of the file and what storing it does: `news` is new, changed or same."""

    form: DayForm
    news: str


@dataclass(frozen=True)
class Preview:
    """What storing a file would do; with any finding nothing is stored."""

    days: tuple[Planned, ...]
    findings: tuple[Finding, ...]

    def count(self, news: str) -> int:
        return sum(1 for one in self.days if one.news == news)


def preview(data: bytes, *, source: str = "") -> Preview:
    """Read a file against what there is. A file of which nothing can be read is refused (`Refusal`)."""
    forms, findings = read(data, source=source)
    known = {one.day: one for one in CentreDay.objects.there().filter(day__in=[form.day for form in forms])}
    return Preview(tuple(Planned(form, _news(form, known.get(form.day))) for form in forms), tuple(findings))


@transaction.atomic
def store(data: bytes, *, by: Any, now: datetime, source: str = "") -> Preview:
    """Store every day of a file, or none."""
    plan = preview(data, source=source)
    if plan.findings:
        raise FileHasErrors(count=len(plan.findings))
    for one in plan.days:
        if one.news != "same":
            calendar_days.set_day(form=one.form, by=by, now=now)
    return plan


def export(days: Iterable[CentreDay]) -> bytes:
    """The centre's days in the form that is read back without a difference."""
    rows = [(one.day.isoformat(), one.kind, one.name, one.name_en, float(one.pay_factor), one.source) for one in days]
    return csv_bytes(list(OWN), rows)


def read(data: bytes, *, source: str = "") -> tuple[list[DayForm], list[Finding]]:
    """The days of a file in either form, and what is wrong with it by row."""
    reader = _Reader(read_table(data), source)
    return reader.days()


def _news(form: DayForm, known: CentreDay | None) -> str:
    if known is None:
        return "new"
    return "same" if calendar_days.form_of(known).fields == form.fields else "changed"


class _Reader:
    """Rows to days; a wrong cell becomes a finding and reading goes on."""

    def __init__(self, table: Table, source: str) -> None:
        self.rows, self.source = table.rows, source
        yearly = any("workday" in name.casefold() or name == "是否上班" for name in table.header)
        self.places = find_columns(table.header, YEARLY if yearly else OWN, optional=("name_en", "pay_factor", "source"))
        self.one = self._yearly if yearly else self._own
        self.findings: list[Finding] = []

    def days(self) -> tuple[list[DayForm], list[Finding]]:
        found: dict[date, DayForm] = {}
        seen: set[date] = set()
        for row in self.rows:
            day = self._day(row)
            if day is None:
                continue
            if day in seen:
                self._wrong(row, "calendar.day_twice", day=day.isoformat())
            seen.add(day)
            form = self.one(row, day)
            if form is not None:
                found[day] = form
        return list(found.values()), self.findings

    def _text(self, row: Row, field: str) -> str:
        return as_text(row.cells[self.places[field]]) if field in self.places else ""

    def _wrong(self, row: Row, code: str, **facts: Any) -> None:
        self.findings.append(Finding(code, "error", row=row.number, facts=facts))

    def _day(self, row: Row) -> date | None:
        found = moment(row.cells[self.places["day"]])
        if found is None or not EARLIEST <= found.date() < LATEST:
            self._wrong(row, "calendar.bad_day", text=self._text(row, "day"))
            return None
        return found.date()

    def _own(self, row: Row, day: date) -> DayForm | None:
        before = len(self.findings)
        kind, factor = self._text(row, "kind"), self._factor(row)
        if kind not in DayKind.values:
            self._wrong(row, "calendar.bad_kind", text=kind, wanted=", ".join(DayKind.values))
        texts = {field: self._text(row, field) for field in LONGEST}
        for field, most in LONGEST.items():
            if len(texts[field]) > most:
                self._wrong(row, "calendar.too_long", field=field, most=most)
        if not texts["name"]:
            self._wrong(row, "calendar.no_name", day=day.isoformat())
        if len(self.findings) > before:
            return None
        return DayForm(day, texts["name"], DayKind(kind), texts["name_en"], factor, texts["source"] or self.source)

    def _factor(self, row: Row) -> Decimal | None:
        text = self._text(row, "pay_factor")
        if not text:
            return None
        value = number(text)
        if value is None or not LEAST_FACTOR <= value <= MOST_FACTOR:
            self._wrong(row, "calendar.bad_factor", text=text, least=LEAST_FACTOR, most=MOST_FACTOR)
            return None
        return Decimal(str(value)).quantize(Decimal("0.01"))

    def _yearly(self, row: Row, day: date) -> DayForm | None:
        worked, name = self._text(row, "worked"), self._text(row, "name")
        if worked not in ("0", "1"):
            self._wrong(row, "calendar.bad_worked", text=worked)
            return None
        weekend = day.weekday() >= SATURDAY
        if worked == "1":
            return self._called(day, name or "Working day", DayKind.WORKING) if weekend else None
        if weekend and not name:
            return None
        legal = statutory_between(day, day + timedelta(0))
        return self._called(day, name or "Holiday", DayKind.STATUTORY if day in legal else DayKind.HOLIDAY)

    def _called(self, day: date, name: str, kind: DayKind) -> DayForm:
        with translation.override("zh-hans"):
            chinese = str((NAMES | UNNAMED).get(name, name))
        return DayForm(day, chinese, kind, name, None, self.source)
