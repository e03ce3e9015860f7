"""A year of the calendar as it is drawn: twelve months of days, each with its sign and what it is called (X-04)."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zuoxi.core import calendar_days
from zuoxi.core.calendar import holiday_name
from zuoxi.core.calendar_days import FACTORS
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.engine.finding import Finding
from zuoxi.engine.forecast.days import DayFacts

REST, PLAIN = "rest", "plain"


@dataclass(frozen=True)
class DayCell:
    """One day: `kind` is a DayKind, `rest` for a weekend, or `plain`; `own` is what the centre set, `factor` what work on it pays."""

    day: date
    kind: str
    name: str
    own: CentreDay | None
    factor: Decimal | None

    @property
    def sign(self) -> str:
        """What stands beside the number, so that colour is never alone."""
        return signs().get(self.kind, "")

    @property
    def label(self) -> str:
        """What a screen reader says and the pointer shows."""
        return " · ".join(part for part in (self.day.isoformat(), self.name, kinds().get(self.kind, "")) if part)


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; None beyond its ends."""

    first: date
    weeks: list[list[DayCell | None]]


@dataclass(frozen=True)
class Year:
    """A year at a glance; `findings` say what is not known of it."""

    number: int
    months: list[Month]
    findings: tuple[Finding, ...]
    own: list[CentreDay]

    def count(self, kind: DayKind) -> int:
        return sum(1 for month in self.months for week in month.weeks for cell in week if cell and cell.kind == kind)


def kinds() -> dict[str, str]:
    """What the kinds are called on the page."""
    return {
        DayKind.HOLIDAY: _("public holiday"),
        DayKind.STATUTORY: _("300 % day"),
        DayKind.WORKING: _("make-up working day"),
        DayKind.CLOSED: _("closed by the centre"),
    }


def signs() -> dict[str, str]:
    """One or two characters each."""
    return {
        DayKind.HOLIDAY: pgettext("sign of a day off", "off"),
        DayKind.STATUTORY: "×3",
        DayKind.WORKING: pgettext("sign of a make-up working day", "work"),
        DayKind.CLOSED: pgettext("sign of a closed day", "closed"),
    }


def year(number: int) -> Year:
    """Everything about a year, in two or three queries."""
    first, count = date(number, 1, 1), 366 if months.isleap(number) else 365
    found = calendar_days.calendar(first, count)
    own = calendar_days.own(first, count)
    mine, legal = {one.day: one for one in own}, calendar_days.statutory(first, count)
    cells = {facts.day: _cell(facts, mine.get(facts.day), is_legal=facts.day in legal) for facts in found.days}
    return Year(number, [_month(number, month, cells) for month in range(1, 13)], found.findings, own)


def cell(day: date) -> DayCell:
    """One day."""
    facts = calendar_days.calendar(day, 1).days[0]
    own = calendar_days.own(day, 1)
    return _cell(facts, own[0] if own else None, is_legal=bool(calendar_days.statutory(day, 1)))


def _cell(facts: DayFacts, own: CentreDay | None, *, is_legal: bool) -> DayCell:
    if own is not None:
        return DayCell(facts.day, own.kind, str(own), own, own.pay_factor)
    kind = _kind(facts, is_legal=is_legal)
    return DayCell(facts.day, kind, holiday_name(facts.name) if facts.name else "", None, FACTORS[DayKind(kind)] if kind in FACTORS else None)


def _kind(facts: DayFacts, *, is_legal: bool) -> str:
    if is_legal:
        return DayKind.STATUTORY
    if facts.is_holiday:
        return DayKind.HOLIDAY
    if facts.is_make_up:
        return DayKind.WORKING
    return PLAIN if facts.is_working else REST


def _month(year: int, month: int, cells: dict[date, DayCell]) -> Month:
    weeks = months.Calendar().monthdatescalendar(year, month)
    return Month(date(year, month, 1), [[cells[day] if day.month == month else None for day in week] for week in weeks])
