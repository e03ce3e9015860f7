"""Stories of whole centres: what a planner would see in each, from rows to forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.engine.forecast.worlds import POLICY
from tests.engine.history.worlds import POLICY as HISTORY
from tests.engine.history.worlds import big_m
from zuoxi.core import calendar as working_calendar
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.engine.forecast.making import Forecast, forecast
from zuoxi.engine.history.distrust import distrusted
from zuoxi.engine.history.opening import series_of
from zuoxi.engine.history.series import Series, cleaned

WEEK = np.array([1.15, 1.05, 1.0, 0.97, 0.93, 0.6, 0.5])
CHINA = working_calendar.days(date(2025, 1, 1), 730, country="CN").by_day


def centre(
    first: date,
    days: int,
    *,
    level: float = 4000.0,
    hours: tuple[float, float] = (8, 20),
    weekend: bool = True,
    holidays: float | None = 0.5,
    after: float = 1.2,
    make_up: bool = True,
    seed: int = 5,
    growth: float = 0.0,
) -> Series:
    """A Chinese centre: `holidays` is the share of a usual day on public holidays (None: closed), `after` the day after a block."""
    lot = np.random.default_rng(seed)
    grid = np.full((days, 48), np.nan)
    shape = big_m(48, opens=hours[0], closes=hours[1])
    for n in range(days):
        day = first + timedelta(days=n)
        facts = CHINA.get(day, DayFacts(day, is_working=day.weekday() < 5))
        factor = _factor(day, facts, weekend=weekend, holidays=holidays, after=after, make_up=make_up)
        if factor is not None:
            mean = level * np.exp(growth * n / 7) * factor * shape
            grid[n] = np.where(np.isnan(mean), np.nan, lot.poisson(np.nan_to_num(mean)))
    return series_of(queue="voice", first_day=first, step_min=30, offered=grid, aht_s=np.full_like(grid, np.nan), open_share=HISTORY.open_share)


def _factor(day: date, facts: DayFacts, *, weekend: bool, holidays: float | None, after: float, make_up: bool) -> float | None:
    if facts.is_holiday:
        return None if holidays is None else holidays * WEEK[day.weekday()]
    if facts.is_make_up:
        return float(WEEK[:5].mean()) if make_up else None
    if not weekend and day.weekday() >= 5:
        return None
    before = CHINA.get(day - timedelta(days=1))
    return float(WEEK[day.weekday()]) * (after if before is not None and before.is_holiday else 1.0)


def made(series: Series, days: int, *, known: dict[date, DayFacts] | None = None) -> Forecast:
    return forecast(series, days=days, settings=POLICY, calendar=CHINA if known is None else known)


def total(result: Forecast, day: date) -> float:
    return float(np.nansum(result.volume[(day - result.first_day).days]))


def usual(result: Forecast, weekday: int) -> float:
    """Mean total of ordinary days of the weekday in the forecast."""
    days = [result.first_day + timedelta(days=n) for n in range(len(result.volume))]
    plain = [day for day in days if day.weekday() == weekday and not CHINA[day].is_holiday and not CHINA[day].is_make_up]
    return float(np.mean([total(result, day) for day in plain]))


def test_national_day_in_an_open_centre_is_quieter_as_labour_day_was() -> None:
    """History from January to 20 September 2025 has seen four holidays at half the volume; October brings eight days of them."""
    result = made(centre(date(2025, 1, 2), 262), 28)
    for day in (date(2025, 10, 1), date(2025, 10, 3), date(2025, 10, 7)):
        assert total(result, day) / usual(result, day.weekday()) == pytest.approx(0.5, abs=0.12)
    assumed = [(finding.code, finding.facts["name"]) for finding in result.findings]
    assert assumed == [("forecast.holiday_taken_as_open", "National Day"), ("forecast.holiday_taken_as_open", "Mid-autumn Festival")]


def test_the_day_after_the_block_is_busier() -> None:
    result = made(centre(date(2025, 1, 2), 262), 28)
    thursday = date(2025, 10, 9)
    plain = total(result, date(2025, 9, 25))
    assert total(result, thursday) / plain > 1.05


def test_a_closed_centre_stays_closed_through_the_block_and_works_the_make_up_days() -> None:
    series = centre(date(2025, 1, 2), 262, weekend=False, holidays=None)
    result = made(series, 28)
    days = [result.first_day + timedelta(days=n) for n in range(28)]
    opened = [day for day, grid in zip(days, result.volume, strict=True) if not np.isnan(grid).all()]
    assert opened == [day for day in days if CHINA[day].is_working]
    assert date(2025, 9, 28) in opened
    assert date(2025, 10, 11) in opened
    assert not any(date(2025, 10, 1) <= day <= date(2025, 10, 8) for day in opened)


def test_a_make_up_sunday_in_a_centre_closed_at_weekends_is_about_a_weekday() -> None:
    result = made(centre(date(2025, 1, 2), 262, weekend=False, holidays=None), 28)
    weekday = np.mean([usual(result, n) for n in range(5)])
    assert total(result, date(2025, 9, 28)) == pytest.approx(weekday, rel=0.15)


def test_a_make_up_saturday_in_a_centre_open_every_day_is_a_weekday_not_a_saturday() -> None:
    result = made(centre(date(2025, 1, 2), 262), 28)
    assert total(result, date(2025, 10, 11)) > 1.35 * usual(result, 5)


def test_without_a_calendar_the_block_is_forecast_as_ordinary_weeks() -> None:
    result = made(centre(date(2025, 1, 2), 262), 28, known={})
    assert total(result, date(2025, 10, 3)) == pytest.approx(total(result, date(2025, 9, 26)), rel=0.15)
    assert not any("holiday" in finding.code for finding in result.findings)


def test_the_calendar_pays_in_weeks_with_a_holiday() -> None:
    series = centre(date(2025, 1, 2), 290)
    known, came = series.until(262), series.offered[262:]
    with_it, without = (float(np.nansum(np.abs(came - made(known, 28, known=book).volume))) for book in (None, {}))
    assert with_it < 0.6 * without


def test_an_outage_in_the_history_is_found_and_costs_nothing() -> None:
    series = centre(date(2025, 3, 3), 140, holidays=1.0, after=1.0)
    spoiled = series.offered.copy()
    spoiled[135, 20:30] = 0
    broken = replace(series, offered=spoiled)
    marks = distrusted(broken, settings=HISTORY)
    assert [mark.kind for mark in marks] == ["outage"]
    clean, healthy = made(cleaned(broken, marks), 7), made(series, 7)
    assert np.nansum(np.abs(clean.volume - healthy.volume)) < 0.02 * np.nansum(healthy.volume)


def test_a_centre_that_grows_two_per_cent_a_week_is_not_forecast_at_its_mean() -> None:
    series = centre(date(2025, 3, 3), 196, growth=0.02, holidays=1.0, after=1.0)
    known, came = series.until(182), series.offered[182:]
    result = made(known, 14)
    assert np.nansum(result.volume) / np.nansum(came) == pytest.approx(1.0, abs=0.06)
    assert np.nansum(known.offered[-28:]) / 28 < np.nansum(result.volume) / 14


def test_longer_evening_hours_of_the_last_weeks_are_carried_on() -> None:
    early = centre(date(2025, 3, 3), 140, holidays=1.0, after=1.0)
    late = centre(date(2025, 3, 3), 140, holidays=1.0, after=1.0, hours=(8, 22))
    grid = np.where(np.arange(140)[:, None] >= 84, late.offered, early.offered)
    series = series_of(queue="q", first_day=early.first_day, step_min=30, offered=grid, aht_s=np.full_like(grid, np.nan), open_share=0.5)
    result = made(series, 7)
    assert (~np.isnan(result.volume[:, 40:44])).all()
    assert result.volume[0, 41] == pytest.approx(np.nanmean(grid[84:, 41]), rel=0.6)


def test_a_saturday_service_that_was_given_up_is_closed() -> None:
    series = centre(date(2025, 3, 3), 140, holidays=1.0, after=1.0)
    grid = series.offered.copy()
    grid[(np.arange(140) >= 84) & (series.weekdays == 5)] = np.nan
    shorter = series_of(queue="q", first_day=series.first_day, step_min=30, offered=grid, aht_s=np.full_like(grid, np.nan), open_share=0.5)
    result = made(shorter, 14)
    assert np.isnan(result.volume[[5, 12]]).all()
    assert not np.isnan(result.volume[[4, 6]]).all()


def test_a_night_queue_of_a_call_an_hour_has_bounds_that_hold_zero_and_three() -> None:
    series = centre(date(2025, 3, 3), 140, level=40.0, hours=(0, 24), holidays=1.0, after=1.0)
    result = made(series, 7)
    quiet = ~np.isnan(result.volume) & (np.nan_to_num(result.volume) < 0.6)
    assert quiet.any()
    assert (result.lo95[quiet] == 0).all()
    assert np.median(result.hi95[quiet]) >= 1


@pytest.mark.parametrize("weeks", [2, 3, 5, 9, 26])
def test_more_history_never_makes_a_steady_centre_much_worse(weeks: int) -> None:
    series = centre(date(2025, 3, 3), 7 * 28, holidays=1.0, after=1.0)
    came = series.offered[-14:]
    known = Series(
        series.queue,
        series.first_day + timedelta(weeks=26 - weeks),
        30,
        series.offered[7 * (26 - weeks) : -14],
        series.aht_s[7 * (26 - weeks) : -14],
        series.open[7 * (26 - weeks) : -14],
    )
    result = made(known, 14)
    error = float(np.nansum(np.abs(came - result.volume)) / np.nansum(came))
    assert error < (0.14 if weeks < 5 else 0.11)


def test_a_history_that_ends_at_noon_is_no_half_empty_day() -> None:
    series = centre(date(2025, 3, 3), 99, holidays=1.0, after=1.0)
    grid = series.offered.copy()
    grid[-1, 25:] = np.nan
    whole, torn = made(series, 7), made(replace(series, offered=grid), 7)
    assert np.nansum(torn.volume) == pytest.approx(np.nansum(whole.volume), rel=0.03)
