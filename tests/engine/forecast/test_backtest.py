"""The back-test knows nothing of what came later, compares like with like, and is honest about coverage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.engine.forecast.worlds import POLICY, monthly, past_of, scaled
from tests.engine.history.worlds import regular
from zuoxi.engine.forecast.backtest import COMBINATION, eligible, errors_of, origins, residuals, spread_of, trials, with_combination
from zuoxi.engine.forecast.errors import wape
from zuoxi.engine.forecast.making import backtest, chosen
from zuoxi.engine.forecast.methods.registry import BASELINE, METHODS, SHORT


def test_origins_are_weekly_and_leave_every_method_its_history() -> None:
    assert origins(past_of(regular(20))) == [84, 91, 98, 105, 112, 119, 126, 133]
    assert origins(past_of(regular(6))) == [28, 35]


@pytest.mark.parametrize(("weeks", "starts", "methods"), [(3, [14], 3), (4, [14, 21], 3), (5, [28], 7)])
def test_a_short_history_is_tried_with_the_methods_that_can(weeks: int, starts: list[int], methods: int) -> None:
    past = past_of(regular(weeks))
    assert origins(past) == starts
    assert len(eligible(starts[0])) == methods
    assert len(trials(past, days=7)[0].said) == methods


def test_two_weeks_cannot_be_tried_at_all() -> None:
    assert origins(past_of(regular(2))) == []
    assert backtest(regular(2), days=7, settings=POLICY) == ()


def test_trials_look_as_far_as_the_past_goes_and_no_further_than_asked() -> None:
    past = past_of(regular(14))
    assert [one.ahead.days for one in trials(past, days=28)] == [28, 28, 28, 28, 28, 21, 14, 7]
    assert {one.ahead.days for one in trials(past, days=3)} == {3}


def test_what_came_later_changes_nothing_that_was_said_before() -> None:
    series = monthly(16, noise=1.0)
    other = replace(series, offered=np.where(np.arange(112)[:, None] >= 91, 7.0, series.offered))
    one, two = (trials(past_of(each), days=14) for each in (series, other))
    for before, after in zip(one, two, strict=True):
        if before.past.days <= 91:
            for name in before.said:
                np.testing.assert_array_equal(before.said[name], after.said[name])


def test_every_method_is_judged_on_the_same_intervals() -> None:
    table = backtest(monthly(16, noise=1.0), days=14, settings=POLICY)
    assert {line.method for line in table} == {method.name for method in METHODS} | {COMBINATION}
    assert len({(line.intervals, line.origins) for line in table}) == 1
    assert sum(line.chosen for line in table) == 1


def test_the_least_error_is_chosen() -> None:
    table = backtest(monthly(30, noise=1.0), days=14, settings=POLICY)
    (best,) = [line for line in table if line.chosen]
    assert best.wape == min(line.wape for line in table)
    assert best.method in {"regression", "decomposition", COMBINATION}
    baseline = next(line for line in table if line.method == BASELINE)
    assert best.wape < 0.8 * baseline.wape


def test_the_figures_of_a_method_are_those_of_what_it_said() -> None:
    tried = trials(past_of(monthly(12, noise=1.0)), days=7)
    actual = np.concatenate([one.actual for one in tried])
    said = np.concatenate([one.said["theta"] for one in tried])
    line = errors_of(tried, "theta")
    assert line.wape == pytest.approx(wape(actual, said))
    assert line.intervals == (~np.isnan(actual)).sum()


def test_the_combination_is_the_mean_of_its_members() -> None:
    tried = with_combination(trials(past_of(regular(10, noise=1.0)), days=7), ("theta", "mean4"))
    one = tried[0]
    np.testing.assert_allclose(one.said[COMBINATION], (one.said["theta"] + one.said["mean4"]) / 2)


def test_coverage_is_measured_where_the_bounds_were_not_fitted() -> None:
    line = errors_of(trials(past_of(regular(16, noise=2.0, level=9000.0)), days=7), SHORT)
    assert line.cover80 == pytest.approx(0.80, abs=0.06)
    assert line.cover95 == pytest.approx(0.95, abs=0.04)


def test_residuals_are_the_known_and_open_cells_with_their_week() -> None:
    tried = trials(past_of(regular(12)), days=14)
    flat = residuals(tried, SHORT)
    assert len(flat.forecast) == len(flat.actual) == len(flat.week) == sum(int((~np.isnan(one.actual)).sum()) for one in tried)
    assert set(flat.week.tolist()) == {0, 1}
    assert len(flat.day_actual) == sum(int((~np.isnan(one.actual)).any(axis=1).sum()) for one in tried)


def test_a_back_test_of_weeks_that_are_all_missing_chooses_the_short_way() -> None:
    series = regular(10)
    gone = replace(series, offered=np.where(np.arange(70)[:, None] >= 14, np.nan, series.offered))
    choice, findings = chosen(past_of(gone), days=7)
    assert choice.method == SHORT
    assert [finding.code for finding in findings] == ["forecast.short_history"]


def test_a_method_without_a_residual_has_the_spread_of_the_policy() -> None:
    tried = trials(past_of(regular(6)), days=7)
    silent = [replace(one, actual=np.full_like(one.actual, np.nan)) for one in tried]
    assert spread_of(silent, SHORT).phi == POLICY.spread


def test_progress_is_heard_to_the_end() -> None:
    heard: list[float] = []
    trials(past_of(scaled(regular(8), {})), days=7, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
