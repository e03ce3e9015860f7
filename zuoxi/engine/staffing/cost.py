"""What hours cost (F-09): hours x rate by grade, overtime and night supplements, cost per contact. Money is in the centre's currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import check, check_all

SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class Rates:
    """`hourly` pay by grade; `overtime` factor on it by kind of day (1.5: one and a half times); `night_h` money on top of each hour at night."""

    hourly: Mapping[str, float]
    overtime: Mapping[str, float] = field(default_factory=dict)
    night_h: float = 0.0


@dataclass(frozen=True)
class Hours:
    """Paid hours of one grade: ordinary ones, overtime by kind of day, and how many of them all lie at night."""

    grade: str
    ordinary_h: float
    overtime_h: Mapping[str, float] = field(default_factory=dict)
    night_h: float = 0.0


@dataclass(frozen=True)
class Cost:
    """Money by its reason and by grade."""

    ordinary: float
    overtime: float
    night: float
    by_grade: Mapping[str, float]

    @property
    def total(self) -> float:
        return self.ordinary + self.overtime + self.night


def cost(hours: Iterable[Hours], rates: Rates) -> Cost:
    """The cost of the hours; refuses a grade or a kind of overtime without a rate."""
    parts = {"ordinary": 0.0, "overtime": 0.0, "night": 0.0}
    by_grade: dict[str, float] = defaultdict(float)
    for one in hours:
        for reason, money in _parts(one, rates).items():
            parts[reason] += money
            by_grade[one.grade] += money
    return Cost(**parts, by_grade=dict(by_grade))


def _parts(hours: Hours, rates: Rates) -> dict[str, float]:
    for amount in (hours.ordinary_h, hours.night_h, *hours.overtime_h.values()):
        check("hours", amount)
    rate = _rate(rates.hourly, "hourly", hours.grade)
    overtime = sum(amount * rate * _rate(rates.overtime, "overtime", kind) for kind, amount in hours.overtime_h.items())
    return {"ordinary": hours.ordinary_h * rate, "overtime": overtime, "night": hours.night_h * rates.night_h}


def _rate(rates: Mapping[str, float], table: str, key: str) -> float:
    if key not in rates:
        raise Refusal("staffing.no_rate", table=table, key=key, known=", ".join(rates))
    return rates[key]


def paid_hours(gross_heads: ArrayLike, *, step_s: float) -> float:
    """Hours paid for rostered heads over intervals of `step_s` seconds."""
    check("step_s", step_s)
    return float(np.sum(check_all("heads", gross_heads))) * step_s / SECONDS_PER_HOUR


def per_contact(total: float, contacts: float) -> float | None:
    """Money per contact; None when there are no contacts."""
    return total / contacts if contacts > 0 else None
