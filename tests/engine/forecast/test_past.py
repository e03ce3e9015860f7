"""What methods see: kinds of days, the shape of a day, totals with holes made good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.engine.forecast.worlds import POLICY, book, both, day_after, holiday, make_up, past_of, scaled
from tests.engine.history.worlds import MONDAY, big_m, regular
from zuoxi.engine.forecast.days import DayFacts, day_range, facts, plain_day
from zuoxi.engine.forecast.kinds import HOLIDAY, MAKE_UP, kinds_of
from zuoxi.engine.forecast.methods.spread import shapes_ahead
from zuoxi.engine.forecast.past import Past
from zuoxi.engine.forecast.robust import decay, robust_mean, t_weights, weighted_mean


def test_days_without_facts_are_plain_weekdays() -> None:
    assert [plain_day(day).is_working for day in day_range(MONDAY, 7)] == [True] * 5 + [False] * 2
    known = DayFacts(MONDAY, is_working=False, is_holiday=True)
    assert facts({MONDAY: known}, MONDAY) is known


def test_each_day_has_one_kind() -> None:
    calendar = book(holiday(day_after(0, 1)), make_up(day_after(0, 5)))
    assert kinds_of(day_range(MONDAY, 7), calendar).tolist() == [0, HOLIDAY, 2, 3, 4, MAKE_UP, 6]


def test_the_shape_of_a_day_is_its_shares_and_sums_to_one() -> None:
    past = past_of(replace(regular(8), offered=regular(8, level=1e6).offered))
    np.testing.assert_allclose(past.shapes[2], big_m(48), atol=1e-5)
    for kind in range(5):
        assert np.nansum(past.shapes[kind]) == pytest.approx(1)
    assert np.isnan(past.shapes[5]).all()


def test_one_wild_day_does_not_bend_the_shape() -> None:
    series = regular(12, level=1e5)
    offered = series.offered.copy()
    offered[7, 20:24] = 0
    bent = past_of(replace(series, offered=offered)).shapes[0]
    np.testing.assert_allclose(bent, past_of(series).shapes[0], atol=2e-3)


def test_recent_weeks_shape_the_day_more_than_old_ones() -> None:
    early, late = big_m(48), np.roll(big_m(48), 2)
    series = regular(24, level=1e5)
    shape = np.where(np.arange(168)[:, None] < 84, early, late)
    moved = replace(series, offered=1000 * shape, open=~np.isnan(shape))
    mean = past_of(moved).shapes[0]
    assert np.nansum(np.abs(mean - late)) < np.nansum(np.abs(mean - early))


def test_a_make_up_day_never_seen_has_the_shape_of_the_office_week() -> None:
    past = past_of(regular(8, level=1e5))
    np.testing.assert_allclose(np.nan_to_num(past.shape_of(MAKE_UP, day_after(9, 5))), np.nan_to_num(past.shapes[:5]).mean(axis=0), atol=1e-9)


def test_a_holiday_never_seen_has_the_shape_of_its_weekday_and_a_seen_one_its_own() -> None:
    series = regular(10, level=1e5)
    flat = series.offered.copy()
    flat[16, 16:40] = 1000
    past = past_of(replace(series, offered=flat), book(holiday(day_after(2, 2))))
    assert past.shape_of(HOLIDAY, day_after(11, 2))[16:40] == pytest.approx(np.full(24, 1 / 24))
    unseen = past_of(series)
    np.testing.assert_array_equal(unseen.shape_of(HOLIDAY, day_after(11, 2)), unseen.shapes[2])


def test_a_total_with_holes_is_worked_out_from_its_known_part() -> None:
    series = regular(8, level=1e5)
    offered = series.offered.copy()
    offered[23, 20:24] = np.nan
    past = past_of(replace(series, offered=offered))
    assert past.totals[23] == pytest.approx(np.nansum(series.offered[23]), rel=0.01)
    assert past.totals[22] == np.nansum(series.offered[22])


def test_a_day_of_which_too_little_is_known_has_no_total() -> None:
    series = regular(8)
    offered = series.offered.copy()
    offered[23, 18:40] = np.nan
    offered[24] = np.nan
    totals = past_of(replace(series, offered=offered)).totals
    assert np.isnan(totals[[23, 24, 26, 27]]).all()
    assert not np.isnan(totals[22])


def test_holidays_and_make_up_days_are_not_ordinary() -> None:
    past = past_of(regular(4), book(holiday(day_after(1, 2))))
    assert np.isnan(past.ordinary_totals[9])
    assert not np.isnan(past.totals[9])


def test_an_earlier_past_has_forgotten_the_later_one() -> None:
    series = scaled(regular(8, level=1e5), {day_after(7, 1): 5.0})
    earlier = past_of(series).until(49)
    assert (earlier.days, earlier.series.last_day) == (49, date(2026, 2, 22))
    np.testing.assert_allclose(earlier.shapes, past_of(regular(7, level=1e5)).shapes, atol=1e-12)


def test_shapes_ahead_are_spread_over_open_slots_only() -> None:
    past, ahead = both(regular(8, level=1e5), 7)
    shares = shapes_ahead(past, ahead)
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * 5 + [0.0] * 2)
    assert (shares[~ahead.open] == 0).all()


def test_a_robust_mean_is_the_mean_of_the_many() -> None:
    values = np.array([[10.0, np.nan], [11.0, 4.0], [9.0, 6.0], [10.0, np.nan], [1000.0, np.nan]])
    assert robust_mean(values, np.ones(5)) == pytest.approx([10.0, 5.0], abs=0.2)
    assert weighted_mean(values, np.array([[1.0], [1.0], [1.0], [1.0], [0.0]])) == pytest.approx([10.0, 5.0])


def test_weights_fall_with_the_error_and_with_age() -> None:
    weights = t_weights(np.array([0.0, 1.0, 5.0, np.nan]), 1.0)
    assert weights[0] > weights[1] > weights[2] > weights[3] == 0
    assert weights[2] / weights[0] == pytest.approx(1 / 6)
    assert decay(np.array([0, 4, 8]), 4).tolist() == [1.0, 0.5, 0.25]


def test_a_past_without_any_count_has_neither_shape_nor_totals() -> None:
    series = regular(2)
    empty = Past(replace(series, offered=np.full_like(series.offered, np.nan)), {}, POLICY)
    assert np.isnan(empty.totals).all()
    assert np.isnan(empty.shapes[:7]).all()
