"""The numbers that steer a forecast; their values are policy and stand in `zuoxi.rules.forecast`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForecastSettings:
    """How far a forecast looks back, and how it is tried.

    `least_days`: days of history below which no method is tried, only means are taken. `mean_weeks`: weeks of the plain mean. `weighted_weeks` and
    `weighted_half_life`: weeks of the weighted mean, and after how many a week counts half. `shape_weeks` and `shape_half_life`: the same for the
    shape of the day. `opening_weeks`: recent weeks whose hours are the hours to come. `level_step`: how far the level may wander in a week, as a
    share. `month_waves`: sine waves of the position in the month. `backtest_origins`: weekly starting points of the back-test; `backtest_days`: days
    ahead it looks from each. `members`: best methods in the combination. `aht_half_life`: weeks; `aht_prior_contacts`: contacts that a slot needs
    before its own handling time outweighs that of its hour. `spread`: variance over mean of a count where no back-test can say.
    """

    least_days: int
    mean_weeks: int
    weighted_weeks: int
    weighted_half_life: float
    shape_weeks: int
    shape_half_life: float
    opening_weeks: int
    level_step: float
    month_waves: int
    backtest_origins: int
    backtest_days: int
    members: int
    aht_half_life: float
    aht_prior_contacts: float
    spread: float
