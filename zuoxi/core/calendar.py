"""The working calendar (P-08, X-04): public holidays and make-up working days from maintained libraries, a centre's own days on top.

Mainland China comes from chinesecalendar, which holds what the State Council has published and nothing else: the days are set year by year and
cannot be computed. A year that is not published yet falls back to plain weekdays with a warning. Other countries come from `holidays`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

import chinese_calendar
import holidays
from django.utils.translation import gettext_lazy as _

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.forecast.days import DayFacts, by_day, day_range, plain_day

CHINA = "CN"
NAMES = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "Anti-Fascist 70th Day": _("Anti-Fascist 70th Day"),
}
"""`DayFacts.name` of the Chinese holidays, and how the reader calls them; other countries' names come as their library writes them."""


@dataclass(frozen=True)
class WorkingCalendar:
    """Facts for each day asked for, in order, and what is not known about them."""

    days: tuple[DayFacts, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def by_day(self) -> dict[date, DayFacts]:
        return by_day(self.days)


def days(first: date, count: int, *, country: str | None, own: Collection[DayFacts] = ()) -> WorkingCalendar:
    """Facts of `count` days from `first`. `country` is an ISO code such as CN or US, None means no calendar; `own` days of the centre win."""
    wanted = day_range(first, count)
    if country is None:
        found, findings = tuple(plain_day(day) for day in wanted), []
    elif country.upper() == CHINA:
        found, findings = tuple(_china(day) for day in wanted), _unknown(wanted, CHINA, chinese_years())
    else:
        book = _country(country.upper())
        found = tuple(_elsewhere(book, day) for day in wanted)
        findings = _unknown(wanted, country.upper(), range(book.start_year, book.end_year + 1))
    theirs = by_day(own)
    return WorkingCalendar(tuple(theirs.get(item.day, item) for item in found), tuple(findings))


def chinese_years() -> range:
    """The years whose days off are published and in the library."""
    return range(min(chinese_calendar.holidays).year, max(chinese_calendar.workdays).year + 1)


def holiday_name(name: str) -> str:
    """A `DayFacts.name` in the reader's language, where that is known."""
    return str(NAMES.get(name, name))


def _unknown(wanted: Collection[date], country: str, known: range) -> list[Finding]:
    years = sorted({day.year for day in wanted} - set(known))
    return [Finding("calendar.unknown_year", "warning", facts={"year": year, "country": country}) for year in years]


def _china(day: date) -> DayFacts:
    plain = plain_day(day)
    if day.year not in chinese_years():
        return plain
    off, name = chinese_calendar.get_holiday_detail(day)
    return DayFacts(day, is_working=not off, is_holiday=off and name is not None, is_make_up=not off and not plain.is_working, name=name or "")


@cache
def _country(code: str) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(code)
    except NotImplementedError as error:
        raise Refusal("calendar.unknown_country", country=code) from error


def _elsewhere(book: holidays.HolidayBase, day: date) -> DayFacts:
    """The library knows each country's own weekend and, where there are any, its worked weekend days."""
    if not book.start_year <= day.year <= book.end_year:
        return plain_day(day)
    name = book.get(day) or ""
    working = bool(book.is_working_day(day))
    return DayFacts(day, is_working=working, is_holiday=bool(name), is_make_up=working and bool(book.is_weekend(day)), name=name)
