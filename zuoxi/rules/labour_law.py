"""Labour law (X-03): what a person's planned work owes the law, each breach with its article and its numbers.

The policy may be stricter than the law and never laxer: its bounds end where the law begins. Hours above eight a day extend that day (150 %), hours
above forty a week are work on a rest day (200 %), every hour on a statutory day is holiday work (300 %); all three count as overtime of the month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from zuoxi.rules.decision import Step, Verdict
from zuoxi.rules.labour_facts import WEEK_DAYS, Cycle, Duty, WorkFacts, each_day, night_min, working_days
from zuoxi.rules.labour_pack import Topic, article
from zuoxi.rules.policy import entry

RULE = "X-03"
HOUR_MIN = 60
GROWN_UP = 18


@dataclass(frozen=True)
class LabourLawPolicy:
    """How much stricter than the law a centre is; as shipped, exactly the law."""

    max_day_h: float = entry(8.0, low=1, high=8, unit="h", rule="X-03", zh="每日正常工时上限。", en="Normal hours a day.")
    max_week_h: float = entry(40.0, low=1, high=40, unit="h", rule="X-03", zh="每周正常工时上限。", en="Normal hours a week.")
    rest_days: int = entry(1, low=1, high=3, unit="days", rule="X-03", zh="每周至少休息的天数。", en="Fewest days of rest a week.")
    overtime_day_h: float = entry(3.0, low=0, high=3, unit="h", rule="X-03", zh="每日加班上限。", en="Most hours by which a day is extended.")
    overtime_month_h: float = entry(36.0, low=0, high=36, unit="h", rule="X-03", zh="每月加班上限。", en="Most hours of overtime a month.")
    extended_pay: float = entry(1.5, low=1.5, high=5, unit="x", rule="X-03", zh="延长工时的工资倍数。", en="Pay of an extended day, as a multiple.")
    rest_day_pay: float = entry(
        2.0, low=2, high=5, unit="x", rule="X-03", zh="休息日加班的工资倍数。", en="Pay of work on a rest day, as a multiple."
    )
    holiday_pay: float = entry(
        3.0, low=3, high=6, unit="x", rule="X-03", zh="法定节假日加班的工资倍数。", en="Pay of work on a statutory day, as a multiple."
    )
    pregnant_weeks: int = entry(
        28,
        low=0,
        high=28,
        unit="weeks",
        rule="X-03",
        zh="怀孕满几周起不排夜班和加班。",
        en="Weeks of pregnancy from which there are no nights and no overtime.",
    )
    nursing_months: int = entry(
        12,
        low=12,
        high=36,
        unit="months",
        rule="X-03",
        zh="婴儿满几个月前不排夜班和加班。",
        en="Months of a child's life without nights and overtime.",
    )
    least_age: int = entry(16, low=16, high=25, unit="years", rule="X-03", zh="最低用工年龄。", en="Age from which somebody may work.")
    minors_protected: bool = entry(
        True, unit="", rule="X-03", zh="未满 18 周岁是否不排夜班和加班。", en="Whether those under 18 are spared nights and overtime."
    )
    night_from_h: int = entry(22, low=18, high=22, unit="h", rule="X-03", zh="夜间从几点开始。", en="Hour of the evening at which night begins.")
    night_until_h: int = entry(6, low=6, high=9, unit="h", rule="X-03", zh="夜间到几点结束。", en="Hour of the morning at which night ends.")


class Overtime(StrEnum):
    """The three kinds of overtime, which are paid differently (article 44)."""

    EXTENDED = "extended"
    REST_DAY = "rest_day"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class DayWork:
    """A duty and what of it is overtime, in minutes."""

    duty: Duty
    extended_min: int = 0
    rest_day_min: int = 0
    holiday_min: int = 0

    @property
    def overtime_min(self) -> int:
        return self.extended_min + self.rest_day_min + self.holiday_min


def check(facts: WorkFacts, policy: LabourLawPolicy) -> list[Verdict]:
    """X-03: every breach, then the overtime that is owed; a roster that keeps the law says so in one verdict."""
    work = measure(facts, policy)
    breaches = [verdict for rule in (AVERAGED if facts.cycle else STANDARD) for verdict in rule(facts, policy, work)]
    owed = [] if facts.cycle else list(_owed(facts, policy, work))
    return [*breaches, *owed] if breaches else [_kept(facts, work), *owed]


def measure(facts: WorkFacts, policy: LabourLawPolicy) -> list[DayWork]:
    """What of each duty is overtime. Within a week, the days fill the week's hours in their order; what does not fit is work on a rest day."""
    day_limit, week_limit = _min(policy.max_day_h), _min(policy.max_week_h)
    found = []
    for _, week in groupby(facts.duties, key=_monday):
        used = 0
        for duty in week:
            if duty.day in facts.holidays:
                found.append(DayWork(duty, holiday_min=duty.paid_min))
                continue
            normal = min(duty.paid_min, day_limit)
            over = max(0, used + normal - week_limit) - max(0, used - week_limit)
            used += normal
            found.append(DayWork(duty, duty.paid_min - normal, over))
    return found


def _long_days(facts: WorkFacts, policy: LabourLawPolicy, work: list[DayWork]) -> Iterator[Verdict]:
    """Articles 36, 41: no day is extended by more than three hours."""
    limit = _min(policy.overtime_day_h)
    for one in _judged(facts, work):
        if one.extended_min > limit:
            day_min = _min(policy.max_day_h)
            numbers = {"paid_min": one.duty.paid_min, "day_min": day_min, "extended_min": one.extended_min, "limit_min": limit}
            steps = (Step("law.step_extended", numbers), Step("law.step_limit", {"is_min": one.extended_min, "limit_min": limit}))
            told = {"day": one.duty.day, "paid_min": one.duty.paid_min, "limit_min": limit}
            yield _breach(facts, Topic.OVERTIME, one.duty.day, "law.long_day", told, numbers, _values(policy, "max_day_h", "overtime_day_h"), steps)


def _full_weeks(facts: WorkFacts, policy: LabourLawPolicy, _: list[DayWork]) -> Iterator[Verdict]:
    """Article 38: a rest day in every week, Monday to Sunday; said on the first judged day that is one too many."""
    most = WEEK_DAYS - policy.rest_days
    for monday, week in groupby(facts.duties, key=_monday):
        days = [duty.day for duty in week]
        beyond = [day for day in days[most:] if facts.first_day <= day <= facts.last_day]
        if beyond:
            numbers = {"worked": len(days), "off": WEEK_DAYS - len(days), "least": policy.rest_days}
            steps = (Step("law.step_days_off", numbers),)
            told = {"week": monday, **numbers}
            yield _breach(facts, Topic.REST_DAY, beyond[0], "law.no_rest_day", told, {}, _values(policy, "rest_days"), steps)


def _long_months(facts: WorkFacts, policy: LabourLawPolicy, work: list[DayWork]) -> Iterator[Verdict]:
    """Article 41: at most 36 hours of overtime a month, whatever their kind; said on the day that goes beyond."""
    limit = _min(policy.overtime_month_h)
    for month, days in groupby(work, key=lambda one: one.duty.day.replace(day=1)):
        several = list(days)
        total, beyond = 0, None
        for one in several:
            total += one.overtime_min
            beyond = one.duty.day if beyond is None and total > limit else beyond
        if beyond is not None and any(facts.first_day <= one.duty.day <= facts.last_day for one in several):
            numbers = _sums(several)
            steps = (Step("law.step_sum", {**numbers, "total_min": total}), Step("law.step_limit", {"is_min": total, "limit_min": limit}))
            told = {"month": f"{month:%Y-%m}", "total_min": total, "limit_min": limit}
            values = _values(policy, "max_day_h", "max_week_h", "overtime_month_h")
            yield _breach(facts, Topic.OVERTIME, beyond, "law.long_month", told, numbers, values, steps)


def _protected(facts: WorkFacts, policy: LabourLawPolicy, work: list[DayWork]) -> Iterator[Verdict]:
    """No night and no overtime for who expects or nurses a child, nor (as shipped) for who is under 18."""
    overtime = {one.duty.day: one.overtime_min for one in work}
    for duty in facts.judged:
        ground = _ground(facts, policy, duty.day)
        if ground is None:
            continue
        topic, told, values = ground
        night = night_min(duty.blocks, _min(policy.night_from_h), _min(policy.night_until_h))
        if night:
            limits = _values(policy, "night_from_h", "night_until_h")
            yield _spared(facts, topic, duty.day, "night", told, {"night_min": night}, {**values, **limits})
        if overtime.get(duty.day):
            limits = _values(policy, "max_day_h", "max_week_h")
            yield _spared(facts, topic, duty.day, "overtime", told, {"overtime_min": overtime[duty.day]}, {**values, **limits})


def _ground(facts: WorkFacts, policy: LabourLawPolicy, day: date) -> tuple[Topic, dict[str, Any], dict[str, Any]] | None:
    """Why somebody is spared on a day, with what it rests on."""
    known = facts.protection
    weeks, age = known.weeks_pregnant(day), known.age_on(day)
    if weeks is not None and weeks >= policy.pregnant_weeks:
        return Topic.PREGNANT, {"weeks": weeks, "due_on": known.due_on}, _values(policy, "pregnant_weeks")
    if known.is_nursing(day, policy.nursing_months):
        return Topic.NURSING, {"child_born_on": known.child_born_on}, _values(policy, "nursing_months")
    if policy.minors_protected and age is not None and age < GROWN_UP:
        return Topic.MINOR, {"age": age}, _values(policy, "minors_protected")
    return None


def _spared(
    facts: WorkFacts, topic: Topic, day: date, what: str, told: Mapping[str, Any], figures: Mapping[str, int], values: Mapping[str, Any]
) -> Verdict:
    steps = tuple(Step(f"law.step_{name}", {name: minutes}) for name, minutes in figures.items())
    return _breach(facts, topic, day, f"law.{topic}_{what}", {"day": day, **told}, figures, values, (Step(f"law.step_{topic}", told), *steps))


def _young(facts: WorkFacts, policy: LabourLawPolicy, _: list[DayWork]) -> Iterator[Verdict]:
    """Article 15: nobody works before they are sixteen; said once, on the first day."""
    for duty in facts.judged[:1]:
        age = facts.protection.age_on(duty.day)
        if age is not None and age < policy.least_age:
            told = {"day": duty.day, "age": age, "least": policy.least_age}
            yield _breach(facts, Topic.LEAST_AGE, duty.day, "law.too_young", told, {}, _values(policy, "least_age"), (Step("law.step_age", told),))


def _long_cycles(facts: WorkFacts, policy: LabourLawPolicy, _: list[DayWork]) -> Iterator[Verdict]:
    """Comprehensive hours: what goes beyond eight hours a working day, averaged over the cycle, is overtime, at most 36 hours a month of it."""
    cycle = facts.cycle or Cycle.MONTH
    limit = round(_min(policy.overtime_month_h) * cycle.months)
    for (first, last), days in groupby(facts.duties, key=lambda duty: cycle.window(duty.day)):
        worked = sum(duty.paid_min for duty in days)
        standard = working_days(first, last, facts.holidays) * _min(policy.max_day_h)
        over = worked - standard
        if over > limit and last >= facts.first_day and first <= facts.last_day:
            numbers = {"worked_min": worked, "standard_min": standard, "over_min": over, "limit_min": limit}
            steps = (Step("law.step_cycle", numbers), Step("law.step_limit", {"is_min": over, "limit_min": limit}))
            told = {"first": first, "last": last, "over_min": over, "limit_min": limit}
            values = _values(policy, "max_day_h", "overtime_month_h")
            yield _breach(facts, Topic.CYCLE, max(first, facts.first_day), "law.long_cycle", told, numbers, values, steps)


Check = Callable[[WorkFacts, LabourLawPolicy, list[DayWork]], Iterable[Verdict]]
STANDARD: tuple[Check, ...] = (_young, _long_days, _full_weeks, _long_months, _protected)
AVERAGED: tuple[Check, ...] = (_young, _long_cycles, _protected)
"""Where comprehensive hours were approved, days, weeks and rest are averaged over the cycle; age, pregnancy and nursing protect as ever."""


def factor(kind: Overtime, policy: LabourLawPolicy) -> float:
    """Article 44: how many times the wage an hour of this kind is paid."""
    return {Overtime.EXTENDED: policy.extended_pay, Overtime.REST_DAY: policy.rest_day_pay, Overtime.HOLIDAY: policy.holiday_pay}[kind]


def pay(minutes: Mapping[str, int], rate: Decimal, policy: LabourLawPolicy) -> Decimal:
    """What overtime costs at a rate in yuan an hour: `minutes` as the figures of a verdict (`extended_min` and so on)."""
    weighed = sum((minutes.get(f"{kind}_min", 0) * Decimal(str(factor(kind, policy))) for kind in Overtime), Decimal(0))
    return (weighed / HOUR_MIN * rate).quantize(Decimal("0.01"))


def time_off(kind: Overtime, day: date, country: str, policy: LabourLawPolicy) -> Verdict:
    """Article 44: only work on a rest day may be made good by time off; an extended day is paid, a statutory day always threefold."""
    granted = kind is Overtime.REST_DAY
    facts = {"article": article(country, Topic.PAY, day), "day": day, "factor": factor(kind, policy)}
    outcome = "law.time_off" if granted else f"law.no_time_off_{kind}"
    return Verdict(RULE, outcome, granted, facts=facts, values=_values(policy, f"{kind}_pay"))


def _owed(facts: WorkFacts, policy: LabourLawPolicy, work: list[DayWork]) -> Iterator[Verdict]:
    """Article 44: the overtime in the judged days, by kind."""
    minutes = _sums(_judged(facts, work))
    total = sum(minutes.values())
    if total:
        told = {"article": article(facts.country, Topic.PAY, facts.first_day), "first": facts.first_day, "last": facts.last_day}
        factors = {f"{kind}_pay": factor(kind, policy) for kind in Overtime}
        steps = (Step("law.step_sum", {**minutes, "total_min": total}), Step("law.step_pay", factors))
        values = _values(policy, "max_day_h", "max_week_h", *factors)
        yield Verdict(RULE, "law.overtime_owed", True, {**minutes, "total_min": total}, told, values, steps)


def _kept(facts: WorkFacts, work: list[DayWork]) -> Verdict:
    worked = sum(duty.paid_min for duty in facts.judged)
    figures = {"worked_min": worked, "days": len(facts.judged), "overtime_min": sum(one.overtime_min for one in _judged(facts, work))}
    off = sum(1 for _ in each_day(facts.first_day, facts.last_day)) - len(facts.judged)
    told = {"article": article(facts.country, Topic.HOURS, facts.first_day), "first": facts.first_day, "last": facts.last_day}
    return Verdict(RULE, "law.kept", True, figures, told, steps=(Step("law.step_worked", {**figures, "off": off}),))


def _breach(
    facts: WorkFacts,
    topic: Topic,
    day: date,
    outcome: str,
    told: Mapping[str, Any],
    figures: Mapping[str, Any],
    values: Mapping[str, Any],
    steps: tuple[Step, ...],
) -> Verdict:
    """A breach names its article, and under `day` the day on which it shows."""
    return Verdict(RULE, outcome, False, figures, {"article": article(facts.country, topic, day), "day": day, **told}, values, steps)


def _judged(facts: WorkFacts, work: Iterable[DayWork]) -> list[DayWork]:
    return [one for one in work if facts.first_day <= one.duty.day <= facts.last_day]


def _sums(work: Iterable[DayWork]) -> dict[str, int]:
    several = list(work)
    return {
        "extended_min": sum(one.extended_min for one in several),
        "rest_day_min": sum(one.rest_day_min for one in several),
        "holiday_min": sum(one.holiday_min for one in several),
    }


def _values(policy: LabourLawPolicy, *names: str) -> dict[str, Any]:
    return {f"LabourLawPolicy.{name}": getattr(policy, name) for name in names}


def _min(hours: float) -> int:
    return round(hours * HOUR_MIN)


def _monday(duty: Duty) -> date:
    return duty.day - timedelta(days=duty.day.weekday())
