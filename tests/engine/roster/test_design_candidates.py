"""Every shift kind that a policy allows, once, with its tags, its meals and its cover (F-10, F-11)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks_windows import check
from zuoxi.engine.roster.design_candidates import DesignPolicy, MealRule, candidates, coverage
from zuoxi.engine.roster.problem import BreakRule, Shift

ONE = DesignPolicy(60, 480, 480, 1440, (480,), meal=None)


def codes(policy: DesignPolicy) -> list[str]:
    return [shift.code for shift in candidates(policy)]


def test_starts_and_lengths_are_combined() -> None:
    assert codes(replace(ONE, latest_start_min=540, lengths_min=(240, 480))) == ["0800-1200", "0800-1600", "0900-1300", "0900-1700"]


def test_the_grid_begins_with_the_earliest_start() -> None:
    assert codes(replace(ONE, start_grid_min=30, earliest_start_min=495, latest_start_min=560)) == ["0815-1615", "0845-1645", "0915-1715"]


def test_what_would_end_too_late_is_left_out() -> None:
    policy = replace(ONE, latest_start_min=600, latest_end_min=1020)
    assert codes(policy) == ["0800-1600", "0900-1700"]
    assert codes(replace(policy, latest_end_min=1080))[-1] == "1000-1800"


def test_two_ended_kinds_come_last_with_every_gap() -> None:
    policy = replace(ONE, two_ended=((240, 240), (180, 300)), two_ended_gaps_min=(120, 240))
    assert codes(policy) == [
        "0800-1600",
        "0800-1200+1400-1800",
        "0800-1200+1600-2000",
        "0800-1100+1300-1800",
        "0800-1100+1500-2000",
    ]


def test_a_night_shift_is_named_by_the_clock_and_tagged() -> None:
    (night,) = candidates(replace(ONE, earliest_start_min=1320, latest_start_min=1320, latest_end_min=1800))
    assert (night.code, night.blocks, night.tags) == ("2200-0600", ((1320, 1800),), {"night"})


@pytest.mark.parametrize(
    ("start", "length", "tags"),
    [(480, 480, set()), (780, 480, {"late"}), (779, 480, set()), (480, 600, {"long"}), (720, 600, {"long", "late"}), (961, 480, {"night"})],
)
def test_tags_follow_the_policy_s_bounds(start: int, length: int, tags: set[str]) -> None:
    policy = DesignPolicy(1, start, start, 2000, (length,), meal=None, late_end_min=1260, long_min=600)
    assert candidates(policy)[0].tags == tags


def test_a_meal_comes_with_length_and_stays_inside_the_block() -> None:
    short, middle, long = candidates(DesignPolicy(60, 480, 480, 1440, (300, 360, 540), MealRule(60, 360, 180, 300, name="lunch")))
    assert short.breaks == ()
    assert middle.breaks == (BreakRule(60, 180, 300, False, "lunch"),)
    assert long.breaks == (BreakRule(60, 180, 300, False, "lunch"),)
    (tight,) = candidates(DesignPolicy(60, 480, 480, 1440, (360,), MealRule(90, 360, 180, 300)))
    assert tight.breaks[0].latest_min == 270


def test_the_meal_of_a_second_block_is_counted_from_the_start_of_the_shift() -> None:
    kinds = candidates(DesignPolicy(60, 480, 480, 1440, (480,), MealRule(30, 240, 60, 120), ((240, 240),), (120,)))
    assert [rule.earliest_min for rule in kinds[1].breaks] == [60, 420]


def test_paid_time_is_presence_less_unpaid_meals() -> None:
    unpaid, paid = (candidates(DesignPolicy(60, 480, 480, 1440, (540,), MealRule(60, 360, paid=flag)))[0] for flag in (False, True))
    assert (unpaid.paid_min, paid.paid_min) == (480, 540)


@settings(max_examples=40, deadline=None)
@given(
    grid=st.sampled_from([15, 30, 60]),
    lengths=st.lists(st.integers(8, 24).map(lambda n: 30 * n), min_size=1, max_size=3, unique=True),
    meal=st.integers(20, 75),
    split=st.booleans(),
)
def test_codes_are_unique_and_every_meal_can_be_placed(grid: int, lengths: list[int], meal: int, split: bool) -> None:
    policy = DesignPolicy(grid, 420, 900, 1500, tuple(lengths), MealRule(meal), ((240, 240),) if split else ())
    kinds = candidates(policy)
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert check(kinds, grid_min=15, gap_min=0) == []
    assert all(kind.start_min >= 420 and kind.end_min <= 1500 for kind in kinds)


def test_nothing_that_fits_is_refused() -> None:
    with pytest.raises(Refusal, match=r"design\.no_candidates"):
        candidates(replace(ONE, latest_end_min=900))
    with pytest.raises(Refusal, match=r"design\.no_candidates"):
        candidates(replace(ONE, lengths_min=()))


def test_a_shift_covers_the_intervals_it_is_there_for() -> None:
    cover = coverage(Shift("A", ((480, 720), (1020, 1260))), step_min=60)
    assert cover.shape == (48,)
    assert np.flatnonzero(cover).tolist() == [8, 9, 10, 11, 17, 18, 19, 20]
    assert set(cover.tolist()) == {0.0, 1.0}


def test_an_interval_that_is_only_touched_counts_in_part() -> None:
    cover = coverage(Shift("A", ((495, 720),)), step_min=60)
    assert cover[8] == pytest.approx(0.75)


def test_a_night_shift_covers_the_second_day() -> None:
    cover = coverage(Shift("N", ((1320, 1800),)), step_min=60)
    assert np.flatnonzero(cover).tolist() == [22, 23, 24, 25, 26, 27, 28, 29]


def test_a_fixed_break_takes_its_interval_whole() -> None:
    cover = coverage(Shift("A", ((480, 960),), (BreakRule(60, 240, 240),)), step_min=60)
    assert cover[8:16].tolist() == pytest.approx([1, 1, 1, 1, 0, 1, 1, 1])


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 1380), length=st.integers(60, 720), rest=st.integers(5, 60), earliest=st.integers(0, 300), width=st.integers(0, 200),
    step=st.sampled_from([15, 30, 60]),
)  # fmt: skip
def test_cover_adds_up_to_presence_less_breaks(start: int, length: int, rest: int, earliest: int, width: int, step: int) -> None:
    rule = BreakRule(rest, earliest, earliest + width)
    shift = Shift("A", ((start, start + length),), (rule,) if earliest + width + rest <= length else ())
    cover = coverage(shift, step_min=step)
    assert cover.sum() * step == pytest.approx(length - sum(rule.length_min for rule in shift.breaks))
    assert cover.min() >= -1e-9
    assert cover.max() <= 1 + 1e-9
