"""What binds a roster (F-13, X-03, O-10): the numbers as policy, and pure functions that turn a person's contract into the engine's work rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zuoxi.engine.roster.problem import Shift, Weights, WorkRules
from zuoxi.rules.policy import entry

HOUR_MIN = 60
WEEK_DAYS = 7


@dataclass(frozen=True)
class RosterPolicy:
    """Hard numbers, how far the roster looks back, and the prices of the soft rules."""

    rest_h: float = entry(11.0, low=8, high=24, unit="h", rule="F-13", zh="两个班之间至少休息的小时数。", en="Rest between two shifts.")
    max_week_h: float = entry(40.0, low=1, high=60, unit="h", rule="X-03", zh="每周计划工时上限。", en="Most planned hours a week.")
    days_off_a_week: int = entry(1, low=0, high=3, unit="days", rule="X-03", zh="每周至少休息的天数。", en="Fewest days off a week.")
    max_consecutive_days: int = entry(6, low=1, high=12, unit="days", rule="F-13", zh="连续上班的天数上限。", en="Most days worked in a row.")
    max_nights: int = entry(8, low=0, high=31, unit="nights", rule="F-13", zh="每个排班周期的夜班上限。", en="Most night shifts in a period.")
    max_consecutive_nights: int = entry(3, low=1, high=7, unit="nights", rule="F-13", zh="连续夜班的上限。", en="Most nights in a row.")
    recovery_days: int = entry(1, low=0, high=3, unit="days", rule="F-13", zh="夜班之后至少休息的天数。", en="Days off after nights.")
    least_contract_share: float = entry(
        0.8,
        low=0,
        high=1,
        unit="share",
        rule="F-13",
        zh="排出的工时至少占合同工时的比例。",
        en="Least share of the contract's hours that is rostered.",
    )
    overtime_h: float = entry(
        0.0, low=0, high=36, unit="h", rule="X-03", zh="每个周期可预先排入的加班。", en="Overtime that may be planned in a period."
    )
    probation_nights: bool = entry(False, unit="", rule="O-10", zh="试用期内是否可以上夜班。", en="Whether night shifts may be worked on probation.")
    needs_lead: bool = entry(True, unit="", rule="F-13", zh="每个班次是否至少要有一名值班长。", en="Whether every shift needs a shift lead.")
    tail_days: int = entry(
        14, low=0, high=60, unit="days", rule="F-13", zh="检查规则时向前看的天数。", en="Days before the period that the rules look back."
    )
    fairness_days: int = entry(90, low=0, high=366, unit="days", rule="F-13", zh="公平性滚动统计的天数。", en="Days of the rolling fairness count.")
    under: int = entry(20, low=0, high=10_000, unit="points", rule="F-13", zh="每时段缺一人的代价。", en="Price of a head missing for an interval.")
    over: int = entry(1, low=0, high=10_000, unit="points", rule="F-13", zh="每时段多一人的代价。", en="Price of a head too many for an interval.")
    lead: int = entry(400, low=0, high=100_000, unit="points", rule="F-13", zh="一个班次没有值班长的代价。", en="Price of a shift without a lead.")
    fairness: int = entry(
        30, low=0, high=10_000, unit="points", rule="F-13", zh="多上一个不受欢迎班次的代价。", en="Price of an unpopular shift above the fair share."
    )
    stability: int = entry(
        2, low=0, high=10_000, unit="points", rule="F-13", zh="上班时间与前一天不同的代价。", en="Price of a start that differs from the day before."
    )
    team: int = entry(1, low=0, high=10_000, unit="points", rule="F-13", zh="与班组多数人不同班的代价。", en="Price of a shift away from the team's.")
    change: int = entry(10, low=0, high=10_000, unit="points", rule="X-08", zh="重排时每改动一格的代价。", en="Price of a cell changed by a re-run.")

    near_days: int = entry(
        14, low=1, high=60, unit="days", rule="X-08", zh="改动代价从几天前开始上升。", en="Days ahead from which a change costs more."
    )
    near_factor: int = entry(
        5, low=1, high=100, unit="x", rule="X-08", zh="当天改动的代价倍数。", en="What a change on the day itself costs, as a multiple."
    )

    @property
    def weights(self) -> Weights:
        """The prices as the engine takes them."""
        return Weights(
            under=self.under,
            over=self.over,
            lead=self.lead,
            fairness=self.fairness,
            stability=self.stability,
            team=self.team,
            change=self.change,
        )


@dataclass(frozen=True)
class ContractFacts:
    """What a contract binds: minutes a week, and the longest shift in paid minutes."""

    week_min: int
    max_day_min: int


def work_rules(policy: RosterPolicy, contract: ContractFacts, *, days: int, days_away: int = 0) -> WorkRules:
    """F-13, X-03: the work rules of one person in a period of `days` days of which `days_away` are leave or outside the employment.

    The contract's hours shrink with the days away; at least `policy.least_contract_share` of them is rostered, at most all and the overtime allowed.
    """
    week = min(contract.week_min, round(policy.max_week_h * HOUR_MIN))
    owed = week * days / WEEK_DAYS
    present = max(0, days - days_away) / days if days else 0.0
    return WorkRules(
        max_week_min=week + round(policy.overtime_h * HOUR_MIN),
        min_period_min=int(owed * present * policy.least_contract_share),
        max_period_min=int(owed + policy.overtime_h * HOUR_MIN),
        min_rest_min=round(policy.rest_h * HOUR_MIN),
        max_consecutive_days=policy.max_consecutive_days,
        min_days_off_per_week=policy.days_off_a_week,
        max_nights=policy.max_nights,
        max_consecutive_nights=policy.max_consecutive_nights,
        recovery_days_after_nights=policy.recovery_days,
    )


def allowed_shifts(policy: RosterPolicy, shifts: Iterable[Shift], contract: ContractFacts, *, on_probation: bool) -> frozenset[str]:
    """X-03, O-10: the codes a person may work: none longer than the contract's day, no nights on probation unless the policy allows them."""
    return frozenset(
        shift.code
        for shift in shifts
        if shift.paid_min <= contract.max_day_min and (policy.probation_nights or not on_probation or "night" not in shift.tags)
    )


def lead_shifts(policy: RosterPolicy) -> frozenset[str] | None:
    """F-13: the shifts that need a shift lead; None is every shift."""
    return None if policy.needs_lead else frozenset()


def change_factors(policy: RosterPolicy, *, days: int, ahead: int) -> tuple[int, ...]:
    """X-08: by day of the period, the multiple of the price of a changed cell: 1 far ahead, growing to `near_factor` as the day nears.

    `ahead` is how many days the first day of the period lies in the future (negative: in the past)."""
    near = policy.near_days
    missing = (near - min(max(ahead + day, 0), near) for day in range(days))
    return tuple(1 + ((policy.near_factor - 1) * lack + near - 1) // near for lack in missing)
