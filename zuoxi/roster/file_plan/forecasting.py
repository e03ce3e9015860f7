"""The forecast of every queue for the period, and how the same method would have done on the last weeks known (F-04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from zuoxi.engine.forecast.ahead import ahead_of
from zuoxi.engine.forecast.backtest import run
from zuoxi.engine.forecast.days import Calendar
from zuoxi.engine.forecast.errors import bias, coverage, day_totals, wape
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.forecast.methods.registry import BASELINE, METHODS
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.policy import ForecastSettings
from zuoxi.engine.history.series import Series
from zuoxi.roster.file_plan.history import Counted

Progress = Callable[[float], None]


@dataclass(frozen=True)
class HeldOut:
    """One queue's last days, forecast from what was known before them, against what came: shares of the contacts that came.

    `naive` repeats the last week known. `method` is what the back-test before those days chose; intervals that are not trusted are not counted.
    """

    queue: str
    days: int
    method: str
    wape: float
    day_wape: float
    naive_wape: float
    naive_day_wape: float
    bias: float
    cover80: float


@dataclass(frozen=True)
class Expected:
    """Forecast by queue code, volumes times `scale`; errors do not depend on the scale."""

    forecasts: Mapping[str, Forecast]
    held_out: tuple[HeldOut, ...]
    scale: float = 1.0

    def scaled(self, factor: float) -> Expected:
        """The same for a centre `factor` times as large."""
        return Expected({queue: _times(one, factor) for queue, one in self.forecasts.items()}, self.held_out, self.scale * factor)


def expect(
    counted: Counted, *, first_day: date, days: int, settings: ForecastSettings, held_out_days: int = 28, progress: Progress | None = None
) -> Expected:
    """Forecast `days` days from `first_day`; try it on the last `held_out_days` of each queue that has at least three times as many."""
    forecasts, held_out = {}, []
    for number, (queue, series) in enumerate(counted.series.items()):
        if series.days >= 3 * held_out_days:
            held_out.append(try_on(series, held_out_days, counted.calendar, settings))
        forecasts[queue] = forecast(series, days=days, settings=settings, calendar=counted.calendar, first_day=first_day)
        if progress is not None:
            progress((number + 1) / len(counted.series))
    return Expected(forecasts, tuple(held_out))


def try_on(series: Series, days: int, calendar: Calendar, settings: ForecastSettings) -> HeldOut:
    """Hold out the last `days` days, forecast them from the rest, compare with what came and with last week repeated."""
    known = series.until(series.days - days)
    made = forecast(known, days=days, settings=settings, calendar=calendar)
    past = Past(known, calendar, settings)
    naive = run(past, ahead_of(past, days), next(method for method in METHODS if method.name == BASELINE))
    actual = series.offered[-days:]
    return HeldOut(
        queue=series.queue,
        days=days,
        method=made.method,
        wape=wape(actual, made.volume),
        day_wape=wape(*day_totals(actual, made.volume)),
        naive_wape=wape(actual, naive),
        naive_day_wape=wape(*day_totals(actual, naive)),
        bias=bias(actual, made.volume),
        cover80=coverage(actual, made.lo80, made.hi80),
    )


def _times(one: Forecast, factor: float) -> Forecast:
    bounds = {name: getattr(one, name) * factor for name in ("volume", "lo80", "hi80", "lo95", "hi95")}
    edges = ("lo80", "hi80", "lo95", "hi95")
    days = one.day_bounds and replace(one.day_bounds, **{name: getattr(one.day_bounds, name) * factor for name in edges})
    return replace(one, **bounds, day_bounds=days)


def contacts(expected: Expected) -> float:
    """Contacts of the whole period, all queues."""
    return float(sum(np.nansum(one.volume) for one in expected.forecasts.values()))
