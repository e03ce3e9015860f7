"""The numbers by which a history is believed and a forecast is made (F-03, F-04, X-05)."""

from __future__ import annotations

from dataclasses import dataclass

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
