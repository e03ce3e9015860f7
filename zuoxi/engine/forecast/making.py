"""A forecast from a history: try the methods, choose, carry the choice forward, say how sure it is (F-04)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.forecast import ahead as looking
from zuoxi.engine.forecast.ahead import Ahead
from zuoxi.engine.forecast.backtest import COMBINATION, Trial, errors_of, mean_of, run, spread_of, trials, with_combination
from zuoxi.engine.forecast.bounds import Bounds, Spread
from zuoxi.engine.forecast.days import NO_CALENDAR, Calendar
from zuoxi.engine.forecast.errors import Errors
from zuoxi.engine.forecast.handling import handling_error, handling_times
from zuoxi.engine.forecast.methods.registry import METHODS, SHORT
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.policy import ForecastSettings
from zuoxi.engine.forecast.robust import Array
from zuoxi.engine.history.series import Series

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Forecast:
    """Contacts and handling seconds per interval of the local clock, arrays `[days, slots]`, NaN where closed; never negative.

    `lo80` to `hi95` bound single intervals, `day_bounds` bounds totals of days (arrays `[days]`). `method` was chosen, or `combination` of `members`;
    `errors` is the table of the back-test, `aht_wape` the same figure for handling time (None: not tried). `findings` tell what was assumed.
    """

    queue: str
    first_day: date
    step_min: int
    volume: Array
    lo80: Array
    hi80: Array
    lo95: Array
    hi95: Array
    aht_s: Array
    method: str
    errors: tuple[Errors, ...] = ()
    members: tuple[str, ...] = ()
    day_bounds: Bounds | None = None
    aht_wape: float | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def totals(self) -> Array:
        """Contacts a day, `[days]`; NaN on closed days."""
        return np.where(np.isnan(self.volume).all(axis=1), np.nan, np.nansum(self.volume, axis=1))


@dataclass(frozen=True)
class Choice:
    """What the back-test came to."""

    method: str
    members: tuple[str, ...]
    errors: tuple[Errors, ...]
    spread: Spread
    aht_wape: float | None


def forecast(
    series: Series,
    *,
    days: int,
    settings: ForecastSettings,
    calendar: Calendar = NO_CALENDAR,
    first_day: date | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Forecast `days` days from `first_day` (the day after the history when None; later leaves a gap that is forecast and cut away).

    Leave out what cannot be trusted first (`history.distrust`, `history.series.cleaned`). `calendar` covers history and horizon; days not in it
    are plain weekdays. Refuses a history without a count, and a first day inside the history.
    """
    past = Past(series, calendar, settings)
    if not series.known.any():
        raise Refusal("forecast.no_history", queue=series.queue)
    skip = 0 if first_day is None else (first_day - series.last_day).days - 1
    if skip < 0 or days < 1:
        raise Refusal("forecast.inside_history", queue=series.queue, first=first_day, last=series.last_day)
    choice, findings = chosen(past, days=skip + days, progress=progress)
    ahead = looking.ahead_of(past, skip + days)
    whole = _assembled(past, ahead, choice, (*findings, *looking.remarks(past, ahead)))
    return _cut(whole, skip) if skip else whole


def backtest(series: Series, *, days: int, settings: ForecastSettings, calendar: Calendar = NO_CALENDAR) -> tuple[Errors, ...]:
    """The table of errors of every method that the history is long enough for, the chosen one marked; empty for a very short history."""
    return chosen(Past(series, calendar, settings), days=days)[0].errors


def chosen(past: Past, *, days: int, progress: Progress | None = None) -> tuple[Choice, list[Finding]]:
    """Least WAPE of single intervals wins, the mean of the best `members` methods being one of the candidates."""
    tried = trials(past, days=days, progress=progress)
    if not tried or not any((~np.isnan(one.actual)).any() for one in tried):
        told = {"queue": past.series.queue, "days": past.days}
        return Choice(SHORT, (), (), Spread(past.settings.spread, 0.0), None), [Finding("forecast.short_history", "warning", facts=told)]
    table = [errors_of(tried, name) for name in tried[0].said]
    members = tuple(line.method for line in sorted(table, key=_rank)[: past.settings.members])
    if len(members) > 1:
        tried = with_combination(tried, members)
        table.append(errors_of(tried, COMBINATION))
    best = min(table, key=_rank).method
    errors = tuple(replace(line, chosen=line.method == best) for line in table)
    mixed = members if best == COMBINATION else ()
    findings = [] if len(tried[0].said) > len(METHODS) else [_few_methods(past, tried)]
    return Choice(best, mixed, errors, spread_of(tried, best), _aht_wape(tried)), findings


def _rank(line: Errors) -> float:
    return line.wape if line.wape == line.wape else float("inf")


def _few_methods(past: Past, tried: Sequence[Trial]) -> Finding:
    told = {"queue": past.series.queue, "days": past.days, "methods": len(tried[0].said)}
    return Finding("forecast.few_methods", "note", facts=told)


def _aht_wape(tried: Sequence[Trial]) -> float | None:
    off = total = 0.0
    for one in tried:
        part = handling_error(one.actual_aht_s, one.actual, handling_times(one.past, one.ahead))
        off, total = off + part[0], total + part[1]
    return off / total if total else None


def _assembled(past: Past, ahead: Ahead, choice: Choice, findings: tuple[Finding, ...]) -> Forecast:
    names = choice.members or (choice.method,)
    volume = mean_of([run(past, ahead, method) for method in METHODS if method.name in names])
    bounds = choice.spread.of_intervals(volume)
    made = Forecast(
        queue=past.series.queue,
        first_day=ahead.dates[0],
        step_min=past.series.step_min,
        volume=volume,
        lo80=bounds.lo80,
        hi80=bounds.hi80,
        lo95=bounds.lo95,
        hi95=bounds.hi95,
        aht_s=handling_times(past, ahead),
        method=choice.method,
        errors=choice.errors,
        members=choice.members,
        aht_wape=choice.aht_wape,
        findings=findings,
    )
    return replace(made, day_bounds=choice.spread.of_days(made.totals))


def _cut(made: Forecast, skip: int) -> Forecast:
    """Without the first `skip` days."""
    return replace(
        made,
        first_day=made.first_day + timedelta(days=skip),
        volume=made.volume[skip:],
        lo80=made.lo80[skip:],
        hi80=made.hi80[skip:],
        lo95=made.lo95[skip:],
        hi95=made.hi95[skip:],
        aht_s=made.aht_s[skip:],
        day_bounds=made.day_bounds and made.day_bounds.after(skip),
    )
