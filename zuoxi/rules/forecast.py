"""The numbers by which a history is believed and a forecast is made (F-03, F-04, X-05)."""

from __future__ import annotations

from dataclasses import dataclass

from zuoxi.engine.forecast.policy import ForecastSettings
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.rules.policy import entry


@dataclass(frozen=True)
class HistoryPolicy(HistorySettings):
    """F-03: what is too much, what is open, what is not to be trusted."""

    most_offered: float = entry(
        100_000.0,
        low=1,
        high=10_000_000,
        unit="contacts",
        rule="F-03",
        zh="一个时段来电量的上限，超过视为不可能。",
        en="Contacts in one interval above which a count is absurd.",
    )
    longest_aht_s: float = entry(
        14_400.0,
        low=60,
        high=86_400,
        unit="s",
        rule="F-03",
        zh="平均处理时长的上限，超过视为不可能。",
        en="Mean handling time above which it is absurd.",
    )
    most_years: int = entry(
        10,
        low=1,
        high=50,
        unit="years",
        rule="F-03",
        zh="一份历史数据最多跨越的年数，离大多数日期更远的行视为年份写错。",
        en="Years a history may span; rows further from its bulk are taken for mistyped.",
    )
    open_share: float = entry(
        0.5,
        low=0.05,
        high=1.0,
        unit="share",
        rule="F-03",
        zh="某星期几的时段有数据的天数达到该比例，即视为服务时间。",
        en="Share of a weekday's days that must be filled for a slot to count as open.",
    )
    neighbour_weeks: int = entry(
        6,
        low=1,
        high=26,
        unit="weeks",
        rule="X-05",
        zh="判断异常时前后各参考的周数。",
        en="Weeks before and after a day that say what was to be expected.",
    )
    distrust_z: float = entry(
        6.0,
        low=3.0,
        high=20.0,
        unit="sigma",
        rule="X-05",
        zh="偏离预期多少个标准差起提示异常。",
        en="Robust standard deviations off at which an interval is proposed as untrusted.",
    )
    low_share: float = entry(
        0.65,
        low=0.0,
        high=1.0,
        unit="share",
        rule="X-05",
        zh="低于预期的该比例才视为异常偏低。",
        en="Share of the expected below which an interval is unusually low.",
    )
    high_share: float = entry(
        1.5,
        low=1.0,
        high=10.0,
        unit="share",
        rule="X-05",
        zh="高于预期的该倍数才视为异常偏高。",
        en="Share of the expected above which an interval is unusually high.",
    )
    least_difference: float = entry(
        20.0,
        low=0.0,
        high=10_000.0,
        unit="contacts",
        rule="X-05",
        zh="与预期相差至少多少来电才提示异常。",
        en="Contacts an interval must be off at least.",
    )
    outage_share: float = entry(
        0.5,
        low=0.0,
        high=1.0,
        unit="share",
        rule="X-05",
        zh="低于预期的该比例视为系统故障。",
        en="Share of the expected below which a stretch is called an outage.",
    )
    absent_share: float = entry(
        0.1,
        low=0.0,
        high=0.9,
        unit="share",
        rule="X-05",
        zh="全天低于预期的该比例视为缺失日。",
        en="Share of the expected below which a day is called absent.",
    )


@dataclass(frozen=True)
class ForecastPolicy(ForecastSettings):
    """F-04: how far a forecast looks back and how it is tried."""

    least_days: int = entry(
        14,
        low=7,
        high=56,
        unit="days",
        rule="F-04",
        zh="少于该天数的历史数据只取均值，不做方法比较。",
        en="Days of history below which only means are taken.",
    )
    mean_weeks: int = entry(
        4, low=1, high=26, unit="weeks", rule="F-04", zh="简单均值法取最近几周的同一星期几。", en="Weeks of the plain mean of the same weekday."
    )
    weighted_weeks: int = entry(
        26, low=2, high=104, unit="weeks", rule="F-04", zh="加权均值法最多回看的周数。", en="Weeks the weighted mean looks back at most."
    )
    weighted_half_life: float = entry(
        6.0, low=0.5, high=52, unit="weeks", rule="F-04", zh="加权均值法的半衰期。", en="Weeks after which a week counts half in the weighted mean."
    )
    shape_weeks: int = entry(
        26, low=2, high=104, unit="weeks", rule="F-04", zh="日内分布最多回看的周数。", en="Weeks the shape of the day is learnt from at most."
    )
    shape_half_life: float = entry(
        12.0, low=0.5, high=52, unit="weeks", rule="F-04", zh="日内分布的半衰期。", en="Weeks after which a week counts half in the shape of the day."
    )
    opening_weeks: int = entry(
        6,
        low=1,
        high=26,
        unit="weeks",
        rule="F-03",
        zh="按最近几周的服务时间推断今后的服务时间。",
        en="Recent weeks whose opening hours are taken for the hours to come.",
    )
    level_step: float = entry(
        0.02, low=0.0, high=0.5, unit="share", rule="F-04", zh="来电水平每周可变动的幅度。", en="How far the level may wander in a week."
    )
    month_waves: int = entry(
        4,
        low=0,
        high=8,
        unit="waves",
        rule="F-04",
        zh="月内周期的谐波个数，0 为不考虑月内规律。",
        en="Sine waves of the position in the month; 0 leaves the month out.",
    )
    backtest_origins: int = entry(
        8, low=1, high=52, unit="origins", rule="F-04", zh="回测的起点个数，每周一个。", en="Weekly starting points of the back-test."
    )
    backtest_days: int = entry(
        28,
        low=7,
        high=91,
        unit="days",
        rule="F-04",
        zh="回测每个起点最多向前预测的天数。",
        en="Days ahead the back-test looks from each starting point.",
    )
    members: int = entry(
        2, low=2, high=7, unit="methods", rule="F-04", zh="组合预测由误差最小的几个方法平均而成。", en="Best methods averaged in the combination."
    )
    aht_half_life: float = entry(
        4.0, low=0.5, high=52, unit="weeks", rule="F-04", zh="处理时长的半衰期。", en="Weeks after which a week counts half in the handling time."
    )
    aht_prior_contacts: float = entry(
        200.0,
        low=1,
        high=100_000,
        unit="contacts",
        rule="F-04",
        zh="某时段来电达到该数量后，以该时段自身的处理时长为主。",
        en="Contacts from which a slot's own handling time outweighs that of its hour.",
    )
    spread: float = entry(
        4.0,
        low=1.0,
        high=100,
        unit="ratio",
        rule="F-04",
        zh="无法回测时来电量的方差与均值之比（泊松为 1）。",
        en="Variance over mean of a count where no back-test can say; Poisson is 1.",
    )
