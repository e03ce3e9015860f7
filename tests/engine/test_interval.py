"""Half-open time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.interval import Interval, merged

NOON = datetime(2026, 3, 8, 12)


def span(start: int, end: int) -> Interval:
    return Interval(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))


intervals = st.tuples(st.integers(0, 300), st.integers(1, 120)).map(lambda pair: span(pair[0], pair[0] + pair[1]))


def test_an_interval_ends_after_it_starts() -> None:
    assert span(0, 1).length == timedelta(minutes=1)
    for end in (0, -5):
        with pytest.raises(Refusal) as refused:
            span(0, end)
        assert refused.value.code == "interval.ends_before_start"


def test_neighbours_touch_and_do_not_overlap() -> None:
    early, late = span(0, 60), span(60, 120)
    assert early & late is None
    assert early.end in late
    assert early.end not in early


def test_the_common_part_of_a_shift_and_a_break() -> None:
    assert span(0, 60) & span(45, 90) == span(45, 60)
    assert span(0, 60).covers(span(0, 60))
    assert not span(0, 60).covers(span(59, 61))


@given(one=intervals, other=intervals)
def test_the_common_part_is_the_same_from_both_sides_and_lies_in_both(one: Interval, other: Interval) -> None:
    common = one & other
    assert common == other & one
    if common is not None:
        assert one.covers(common)
        assert other.covers(common)


@given(st.lists(intervals, max_size=8))
def test_merging_keeps_every_minute_and_leaves_gaps_between(found: list[Interval]) -> None:
    def minutes(many: list[Interval]) -> set[datetime]:
        return {one.start + timedelta(minutes=n) for one in many for n in range(int(one.length / timedelta(minutes=1)))}

    result = merged(found)
    assert minutes(result) == minutes(found)
    assert all(earlier.end < later.start for earlier, later in pairwise(result))
    assert merged(result) == result
