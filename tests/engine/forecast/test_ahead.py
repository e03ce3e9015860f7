"""The days to come are open as such days were, and what nobody can know is told (F-03, X-04)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.engine.forecast.worlds import book, both, day_after, holiday, make_up, past_of
from tests.engine.history.worlds import POLICY as HISTORY
from tests.engine.history.worlds import regular
from zuoxi.core.sentences import sentence
from zuoxi.engine.forecast.ahead import ahead_of, remarks, weekday_hours
from zuoxi.engine.history.opening import series_of
from zuoxi.engine.history.series import Series


def reopened(series: Series, offered: np.ndarray) -> Series:
    return series_of(queue="voice", first_day=series.first_day, step_min=30, offered=offered, aht_s=series.aht_s, open_share=HISTORY.open_share)


def with_days_off(series: Series, *days: int) -> Series:
    offered = series.offered.copy()
    offered[list(days)] = np.nan
    return replace(series, offered=offered)


def test_weekdays_are_open_at_their_hours_and_weekends_closed() -> None:
    _, ahead = both(regular(8), 14)
    assert ahead.dates[0] == day_after(8)
    assert ahead.open.sum(axis=1).tolist() == [24] * 5 + [0] * 2 + [24] * 5 + [0] * 2
    assert ahead.open[0, 16:40].all()


def test_hours_that_changed_some_weeks_ago_are_the_hours_to_come() -> None:
    series = regular(20)
    offered = series.offered.copy()
    offered[112:140, 40:44] = np.where(np.isnan(offered[112:140, :1]) & (series.weekdays[112:140, None] < 5), 30.0, np.nan)
    longer = reopened(series, offered)
    assert ahead_of(past_of(longer), 7).open[0].sum() == 28
    assert ahead_of(past_of(longer.until(112)), 7).open[0].sum() == 24


def test_a_saturday_worked_once_long_ago_does_not_open_saturdays() -> None:
    series = regular(10)
    offered = series.offered.copy()
    offered[5] = offered[4]
    assert not weekday_hours(past_of(reopened(series, offered)))[5].any()


def test_a_holiday_that_was_always_closed_is_closed_again() -> None:
    calendar = book(holiday(day_after(2, 2)), holiday(day_after(8, 1)))
    _, ahead = both(with_days_off(regular(8), 16), 7, calendar)
    assert ahead.open.any(axis=1).tolist() == [True, False, True, True, True, False, False]


def test_a_holiday_that_was_worked_is_open_again_in_the_hours_it_was_worked() -> None:
    series = regular(8)
    offered = series.offered.copy()
    offered[16, 30:] = np.nan
    calendar = book(holiday(day_after(2, 2)), holiday(day_after(8, 1)))
    _, ahead = both(replace(series, offered=offered), 7, calendar)
    assert np.flatnonzero(ahead.open[1]).tolist() == list(range(16, 30))


def test_each_holiday_follows_its_own_name_first() -> None:
    past = with_days_off(regular(8), 16)
    calendar = book(
        holiday(day_after(2, 2), "Closing"),
        holiday(day_after(3, 2), "Working"),
        holiday(day_after(8, 0), "Closing"),
        holiday(day_after(8, 1), "Working"),
    )
    _, ahead = both(past, 7, calendar)
    assert ahead.open.any(axis=1)[:3].tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("closed", "open_again", "code"), [(True, False, "forecast.holiday_taken_as_closed"), (False, True, "forecast.holiday_taken_as_open")]
)
def test_a_holiday_of_a_new_name_is_closed_only_if_all_others_were_and_the_planner_is_told(closed: bool, open_again: bool, code: str) -> None:
    series = with_days_off(regular(8), 16, 23) if closed else with_days_off(regular(8), 16)
    calendar = book(holiday(day_after(2, 2), "A"), holiday(day_after(3, 2), "B"), holiday(day_after(8, 1), "C"))
    past, ahead = both(series, 7, calendar)
    assert ahead.open[1].any() == open_again
    (finding,) = remarks(past, ahead)
    assert (finding.code, finding.facts["name"], finding.facts["day"]) == (code, "C", day_after(8, 1))
    assert sentence(finding.code, finding.facts)


def test_a_holiday_on_a_day_that_is_closed_anyway_is_no_news() -> None:
    past, ahead = both(regular(8), 7, book(holiday(day_after(8, 6))))
    assert remarks(past, ahead) == []


def test_a_make_up_saturday_is_open_as_a_day_of_the_office_week() -> None:
    _, ahead = both(regular(8), 7, book(make_up(day_after(8, 5))))
    assert np.flatnonzero(ahead.open[5]).tolist() == list(range(16, 40))


def test_a_centre_that_never_worked_make_up_days_does_not_start_to() -> None:
    calendar = book(make_up(day_after(2, 5)), make_up(day_after(8, 5)))
    assert not both(regular(8), 7, calendar)[1].open[5].any()


def test_a_weekday_that_never_occurred_is_closed_and_told() -> None:
    past, ahead = both(regular(1).until(4), 7)
    assert ahead.open.any(axis=1).tolist() == [False, False, False, True, True, True, True]
    assert [(f.code, str(f.facts["day"])) for f in remarks(past, ahead)] == [
        ("forecast.weekday_unseen", "2026-01-09"),
        ("forecast.weekday_unseen", "2026-01-10"),
        ("forecast.weekday_unseen", "2026-01-11"),
    ]
