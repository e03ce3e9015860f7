"""What campaigns and billing days did before, as a multiplier for the next time (F-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.forecast.worlds import POLICY, day_after, scaled
from tests.engine.history.worlds import regular
from zuoxi.engine.forecast.events import Effect, effect_of
from zuoxi.engine.forecast.layers import Layer, applied
from zuoxi.engine.forecast.making import forecast

DAYS = [day_after(3, 1), day_after(6, 2), day_after(8, 3)]


def learnt(factors: list[float], days: list[date] = DAYS) -> Effect:
    series = scaled(regular(12, level=1e5), dict(zip(days, factors, strict=True)))
    effect = effect_of(series, days, neighbour_weeks=6)
    assert effect is not None
    return effect


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0.3, 4.0), min_size=3, max_size=3))
def test_the_effect_is_the_median_and_tells_its_range(factors: list[float]) -> None:
    effect = learnt(factors)
    assert effect.multiplier == pytest.approx(np.median(factors), rel=0.01)
    assert (effect.least, effect.most, effect.days) == (pytest.approx(min(factors), rel=0.01), pytest.approx(max(factors), rel=0.01), 3)


def test_event_days_in_neighbouring_weeks_do_not_hide_each_other() -> None:
    days = [day_after(week, 1) for week in (4, 5, 6, 7)]
    assert learnt([1.5] * 4, days).multiplier == pytest.approx(1.5, rel=0.01)


def test_a_day_like_any_other_has_no_effect() -> None:
    assert learnt([1.0, 1.0, 1.0]).multiplier == pytest.approx(1.0, rel=0.005)


def test_days_that_were_not_counted_are_left_out_of_the_count() -> None:
    series = scaled(regular(12, level=1e5), dict.fromkeys(DAYS, 2.0))
    offered = series.offered.copy()
    offered[(DAYS[0] - series.first_day).days] = np.nan
    effect = effect_of(replace(series, offered=offered), [*DAYS, date(2031, 1, 1)], neighbour_weeks=6)
    assert effect is not None
    assert (effect.days, effect.multiplier) == (2, pytest.approx(2.0, rel=0.01))


@pytest.mark.parametrize("dates", [[], [date(2031, 1, 1)], [day_after(2, 6)]])
def test_nothing_seen_is_nothing_learnt(dates: list[date]) -> None:
    assert effect_of(regular(8), dates, neighbour_weeks=6) is None


def test_what_was_learnt_becomes_a_layer_of_the_next_campaign() -> None:
    effect = learnt([1.4, 1.5, 1.6])
    base = forecast(regular(12, level=1e5), days=7, settings=POLICY)
    start = datetime.combine(base.first_day + timedelta(days=1), datetime.min.time())
    campaign = Layer("percent", start, start + timedelta(days=1), "volume", 100 * (effect.multiplier - 1))
    made = applied(base, [campaign])
    assert made.totals[1] / base.totals[1] == pytest.approx(1.5, rel=0.01)
    assert made.totals[0] == base.totals[0]
    assert applied(made, [replace(campaign, amount=100 * (1 / effect.multiplier - 1))]).totals[1] == pytest.approx(base.totals[1])
