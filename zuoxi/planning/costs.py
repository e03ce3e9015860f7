"""What a requirement costs (F-09): paid hours x the contracts' rates, with the policy's supplements for nights and public holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.staffing import cost as engine
from zuoxi.people.models import Person
from zuoxi.rules.policy import entry
from zuoxi.rules.staffing import StaffingPolicy, rates

DAY_MIN = 1440
HOLIDAY = "holiday"


@dataclass(frozen=True)
class NightPolicy:
    """When night work is paid a supplement."""

    begins_min: int = entry(
        22 * 60,
        low=0,
        high=DAY_MIN,
        unit="min",
        rule="F-09",
        zh="夜间津贴开始时刻（自零点起的分钟数）。",
        en="Night supplement begins, minutes from midnight.",
    )
    ends_min: int = entry(
        6 * 60,
        low=0,
        high=DAY_MIN,
        unit="min",
        rule="F-09",
        zh="夜间津贴结束时刻（自零点起的分钟数）。",
        en="Night supplement ends, minutes from midnight.",
    )


@dataclass(frozen=True)
class Pay:
    """Hourly rate and share of the rostered hours by contract."""

    hourly: Mapping[str, float]
    share: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Yuan an hour on average."""
        return sum(self.hourly[code] * share for code, share in self.share.items())


def pay(day: date) -> Pay | None:
    """What an hour costs with the people rostered on a day, one query; None without any."""
    people = Person.objects.rostered().present(day).values_list("contract__code", "contract__week_min", "contract__rate")
    minutes: dict[str, float] = {}
    hourly: dict[str, float] = {}
    for code, week_min, rate in people:
        minutes[code] = minutes.get(code, 0.0) + week_min
        hourly[code] = float(rate)
    total = sum(minutes.values())
    return Pay(hourly, {code: part / total for code, part in minutes.items()}) if total else None


def of_day(heads: NDArray[np.int64], *, step_min: int, holiday: bool, paid: Pay, policy: StaffingPolicy, night: NightPolicy) -> engine.Cost:
    """The cost of one day's heads on the books (gross), one number a slot."""
    hours = heads * (step_min / 60)
    at_night = float(hours[night_slots(len(heads), night)].sum())
    total = float(hours.sum())
    parts = [
        engine.Hours(
            grade=code,
            ordinary_h=0.0 if holiday else total * share,
            overtime_h={HOLIDAY: total * share} if holiday else {},
            night_h=at_night * share,
        )
        for code, share in paid.share.items()
    ]
    return engine.cost(parts, rates(policy, paid.hourly))


def night_slots(slots: int, night: NightPolicy) -> NDArray[np.bool_]:
    """Which slots of the day lie at night; the night may pass midnight."""
    minute = np.arange(slots) * (DAY_MIN // slots)
    if night.begins_min <= night.ends_min:
        return (minute >= night.begins_min) & (minute < night.ends_min)
    return (minute >= night.begins_min) | (minute < night.ends_min)


def by_day(gross: NDArray[np.int64], *, step_min: int, holidays: Sequence[bool], paid: Pay, policy: StaffingPolicy) -> list[dict[str, float]]:
    """For each day of `(days, slots)` heads: money in all and of it the supplements."""
    found = []
    for number, heads in enumerate(gross):
        cost = of_day(heads, step_min=step_min, holiday=holidays[number], paid=paid, policy=policy, night=NightPolicy())
        found.append({"total": round(cost.total, 2), "overtime": round(cost.overtime, 2), "night": round(cost.night, 2)})
    return found
