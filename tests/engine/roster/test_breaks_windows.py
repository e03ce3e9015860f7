"""The choices of a shift kind's breaks: on the grid, in the window, inside a block, in an order that fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.roster.breaks_windows import check, starts, windows
from zuoxi.engine.roster.problem import BreakRule, Shift


def kind(*rules: BreakRule, blocks: tuple[tuple[int, int], ...] = ((510, 1050),)) -> Shift:
    return Shift("K", blocks, rules)


def test_starts_lie_on_the_grid_of_the_clock_and_in_the_window() -> None:
    rule = BreakRule(30, 100, 160)
    assert starts(kind(rule), rule, grid_min=15) == (615, 630, 645, 660)


def test_a_window_between_two_points_of_the_grid_offers_its_earliest_minute() -> None:
    rule = BreakRule(10, 121, 128)
    assert starts(kind(rule), rule, grid_min=15) == (631,)


def test_a_break_never_hangs_over_the_end_of_a_block() -> None:
    rule = BreakRule(60, 180, 300)
    assert starts(kind(rule, blocks=((480, 720), (900, 1140))), rule, grid_min=30) == (660,)


def test_a_window_that_ends_before_it_starts_offers_nothing() -> None:
    rule = BreakRule(30, 120, 60)
    assert starts(kind(rule), rule, grid_min=15) == ()


@given(
    length=st.integers(5, 90), earliest=st.integers(0, 600), width=st.integers(0, 240), grid=st.sampled_from([5, 15, 30]), start=st.integers(0, 1000)
)
def test_no_choice_ever_leaves_the_window_or_the_shift(length: int, earliest: int, width: int, grid: int, start: int) -> None:
    rule = BreakRule(length, earliest, earliest + width)
    shift = kind(rule, blocks=((start, start + 480),))
    for minute in starts(shift, rule, grid_min=grid):
        assert earliest <= minute - start <= earliest + width
        assert minute + length <= start + 480
        assert minute % grid == 0 or minute == start + earliest


def test_the_natural_order_comes_first_and_orders_that_cannot_fit_are_left_out() -> None:
    late, early = BreakRule(15, 300, 330), BreakRule(15, 60, 90)
    assert windows(kind(late, early), grid_min=15, gap_min=30).orders == ((1, 0),)
    free = BreakRule(15, 60, 400)
    assert windows(kind(free, free), grid_min=15, gap_min=30).orders == ((0, 1), (1, 0))


def test_a_shift_without_breaks_has_one_empty_order() -> None:
    assert windows(kind(), grid_min=15, gap_min=60).orders == ((),)


def test_the_check_names_every_kind_that_cannot_work_and_no_other() -> None:
    good = Shift("G", ((480, 960),), (BreakRule(30, 120, 180),))
    bad = Shift("B", ((480, 960),), (BreakRule(30, 600, 660),))
    crowded = Shift("C", ((480, 1400),), tuple(BreakRule(5, 60 * n, 60 * n) for n in range(8)))
    assert [(f.code, f.facts["shift"]) for f in check([good, bad, crowded], grid_min=15, gap_min=60)] == [
        ("breaks.no_room", "B"),
        ("breaks.too_many", "C"),
    ]
    assert check([good], grid_min=15, gap_min=60) == []
