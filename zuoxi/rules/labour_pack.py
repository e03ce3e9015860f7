"""Labour law as dated packs (X-03): which article of which law bound which subject from which day on. China first.

Sources: Labour Law of 1994 (in force 1995-01-01), arts. 15, 36, 38, 41, 44, 58, 61, 63; State Council rules on working hours (order 174, five-day
week from 1995-05-01), art. 3; Labour Ministry document 503 of 1994 on comprehensive hours, art. 5; State Council special provisions on the labour
protection of women (order 619, in force 2012-04-28), arts. 6, 9. Arts. 64 and 65 (dangerous work, health checks of minors) bind no shift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zuoxi.engine.finding import Refusal


class Topic(StrEnum):
    """What an article binds."""

    HOURS = "hours"
    REST_DAY = "rest_day"
    OVERTIME = "overtime"
    PAY = "pay"
    PREGNANT = "pregnant"
    NURSING = "nursing"
    CYCLE = "cycle"
    LEAST_AGE = "least_age"
    MINOR = "minor"


@dataclass(frozen=True)
class Pack:
    """The law of a country (ISO code) from a day on: by topic the article that binds it, as the code of its name."""

    country: str
    from_day: date
    articles: Mapping[Topic, str]


_CHINA = {
    Topic.HOURS: "law.hours.3",
    Topic.REST_DAY: "law.labour.38",
    Topic.OVERTIME: "law.labour.41",
    Topic.PAY: "law.labour.44",
    Topic.PREGNANT: "law.labour.61",
    Topic.NURSING: "law.labour.63",
    Topic.CYCLE: "law.cycles.5",
    Topic.LEAST_AGE: "law.labour.15",
    Topic.MINOR: "law.labour.58",
}
PACKS = (
    Pack("CN", date(1995, 5, 1), _CHINA),
    Pack("CN", date(2012, 4, 28), {**_CHINA, Topic.PREGNANT: "law.women.6", Topic.NURSING: "law.women.9"}),
)
"""In the order of their days; a later pack of a country takes the place of the earlier one."""


def pack(country: str, day: date) -> Pack:
    """The law in force on a day; refused where none is known."""
    found = [one for one in PACKS if one.country == country and one.from_day <= day]
    if not found:
        raise Refusal("law.no_pack", country=country, day=day.isoformat())
    return found[-1]


def is_known(country: str | None, day: date) -> bool:
    """Whether there is a pack for this country and day."""
    return any(one.country == country and one.from_day <= day for one in PACKS)


def article(country: str, topic: Topic, day: date) -> str:
    """The code of the article that binds the topic on a day."""
    return pack(country, day).articles[topic]
