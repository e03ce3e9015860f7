"""The shares of paid time that serve nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.planning import shrinkage
from zuoxi.planning.models import ShrinkageShare
from zuoxi.rules.staffing import StaffingPolicy

CELLS = [(kind, weekday) for kind in shrinkage.KINDS for weekday in shrinkage.WEEKDAYS]


@pytest.mark.django_db
def test_a_table_is_read_as_it_was_stored_with_zero_for_the_rest() -> None:
    shrinkage.store(shares={("leave", 0): 0.1, ("break", 6): 0.125})
    table = shrinkage.table()
    assert set(table) == set(CELLS)
    assert table[("leave", 0)] == 0.1
    assert table[("break", 6)] == 0.125
    assert sum(table.values()) == 0.225


@pytest.mark.django_db
def test_a_new_table_replaces_the_old_one_whole() -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    shrinkage.store(shares={("meeting", 1): 0.02})
    assert [(row.kind, row.weekday) for row in ShrinkageShare.objects.all()] == [("meeting", 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("shares", [{("leave", 0): 1.0}, {("leave", 0): -0.01}, {("tea", 0): 0.1}, {("leave", 7): 0.1}, {("leave", 0): float("nan")}])
def test_what_is_no_share_is_refused_and_the_old_table_stays(shares) -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    with pytest.raises(shrinkage.NotAShare):
        shrinkage.store(shares=shares)
    assert shrinkage.table()[("leave", 0)] == 0.1


def test_a_day_on_which_nobody_would_be_left_is_refused() -> None:
    shrinkage.check({("leave", 2): 0.5, ("break", 2): 0.49})
    with pytest.raises(shrinkage.NobodyLeft):
        shrinkage.check({("leave", 2): 0.5, ("break", 2): 0.5})


@given(st.dictionaries(st.sampled_from(CELLS), st.floats(0, 0.19)))
def test_five_kinds_below_a_fifth_each_always_leave_somebody(shares: dict[tuple[str, int], float]) -> None:
    shrinkage.check(shares)


@pytest.mark.django_db
def test_a_centre_that_measured_nothing_starts_from_the_policy_and_counts_nothing_until_it_is_stored() -> None:
    start = shrinkage.of_policy(StaffingPolicy(break_share=0.12))
    assert set(start) == set(CELLS)
    assert {start[("break", day)] for day in range(7)} == {0.12}
    assert not shrinkage.is_set()
    assert sum(shrinkage.table().values()) == 0
    shrinkage.store(shares=start)
    assert shrinkage.is_set()
    assert shrinkage.table() == start
