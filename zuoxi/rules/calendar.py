"""The days on which work is paid at three times the wage (X-04): the statutory holidays proper, without the days moved around them.

They follow from law and the moon, not from the yearly notice: Regulation on Public Holidays for National Festivals and Memorial Days, Art. 2, in the
text of State Council Order 644 (from 2014) and Order 795 (from 2025: New Year's Eve and 2 May were added). Labour Law Art. 44 (3): 300 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SPRING_FESTIVAL, LABOUR_DAY = "Spring Festival", "Labour Day"
ORDER_644, ORDER_795 = "State Council Order 644 (2013)", "State Council Order 795 (2024)"
CHANGED_IN = 2025
"""The first year of Order 795."""

MOON = {
    2014: ((1, 31), (4, 5), (6, 2), (9, 8)),
    2015: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2016: ((2, 8), (4, 4), (6, 9), (9, 15)),
    2017: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2018: ((2, 16), (4, 5), (6, 18), (9, 24)),
    2019: ((2, 5), (4, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (4, 4), (6, 25), (10, 1)),
    2021: ((2, 12), (4, 4), (6, 14), (9, 21)),
    2022: ((2, 1), (4, 5), (6, 3), (9, 10)),
    2023: ((1, 22), (4, 5), (6, 22), (9, 29)),
    2024: ((2, 10), (4, 4), (6, 10), (9, 17)),
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2037: ((2, 15), (4, 4), (6, 18), (9, 24)),
    2038: ((2, 4), (4, 5), (6, 7), (9, 13)),
    2039: ((1, 24), (4, 5), (5, 27), (10, 2)),
    2040: ((2, 12), (4, 4), (6, 14), (9, 20)),
}
"""Month and day of Spring Festival, Tomb-sweeping Day, Dragon Boat and Mid-autumn Festival. Source: Chinese calendar, GB/T 33661-2017."""


@dataclass(frozen=True)
class StatutoryDay:
    """A day paid at `factor` times the wage, what it is called, and the text of law that says so."""

    day: date
    name: str
    source: str
    factor: int = 3


def known_years() -> range:
    """The years for which the table of festivals speaks."""
    return range(min(MOON), max(MOON) + 1)


def statutory_days(year: int) -> tuple[StatutoryDay, ...]:
    """X-04: the 300 % days of a year, in order; one day of two festivals stands once. Empty for a year outside the table."""
    if year not in MOON:
        return ()
    source = ORDER_795 if year >= CHANGED_IN else ORDER_644
    found: dict[date, StatutoryDay] = {}
    for day, name in sorted(_festivals(year)):
        found.setdefault(day, StatutoryDay(day, name, source))
    return tuple(found.values())


def statutory_between(first: date, last: date) -> dict[date, StatutoryDay]:
    """X-04: the 300 % days from `first` to `last`, both included."""
    years = range(first.year, last.year + 1)
    return {one.day: one for year in years for one in statutory_days(year) if first <= one.day <= last}


def _festivals(year: int) -> Iterator[tuple[date, str]]:
    spring, sweeping, boat, autumn = (date(year, *month_day) for month_day in MOON[year])
    eve = 1 if year >= CHANGED_IN else 0
    yield date(year, 1, 1), "New Year's Day"
    yield from ((spring + timedelta(days=number), SPRING_FESTIVAL) for number in range(-eve, 3))
    yield sweeping, "Tomb-sweeping Day"
    yield from ((date(year, 5, number), LABOUR_DAY) for number in range(1, 2 + eve))
    yield boat, "Dragon Boat Festival"
    yield autumn, "Mid-autumn Festival"
    yield from ((date(year, 10, number), "National Day") for number in range(1, 4))
