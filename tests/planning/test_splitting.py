"""One column of counts over several queues."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.history.series import Entry
from zuoxi.planning.splitting import SharesDoNotAddUp, split

SHARES = {"general": 0.5, "billing": 0.32, "cards": 0.18}
MONDAY = datetime(2026, 11, 16, 9)


def entries(*counts: float | None) -> list[Entry]:
    return [Entry(number + 2, "", MONDAY + timedelta(minutes=30 * number), count) for number, count in enumerate(counts)]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_every_interval_keeps_its_total_in_whole_contacts(counts: list[int]) -> None:
    found = split(entries(*counts), shares=SHARES)
    for entry, count in zip(entries(*counts), counts, strict=True):
        parts = [one.offered for one in found if one.row == entry.row]
        assert sum(part or 0 for part in parts) == count
        assert all(part is not None and part >= 0 and part.is_integer() for part in parts)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_over_a_day_each_queue_gets_its_share_within_three_contacts(counts: list[int]) -> None:
    found = split(entries(*counts), shares=SHARES)
    for queue, share in SHARES.items():
        got = sum(one.offered or 0 for one in found if one.queue == queue)
        assert abs(got - share * sum(counts)) < 3


def test_single_contacts_go_to_each_queue_in_turn_and_not_always_to_the_largest() -> None:
    found = split(entries(*[1] * 25), shares={"general": 0.4, "billing": 0.4, "cards": 0.2})
    assert {queue: sum(one.offered or 0 for one in found if one.queue == queue) for queue in SHARES} == {"general": 10, "billing": 10, "cards": 5}


@given(st.lists(st.integers(0, 60), min_size=1, max_size=96), st.randoms(use_true_random=False))
def test_a_day_is_split_the_same_whatever_stands_around_it_and_in_whatever_order(counts: list[int], random) -> None:
    every = entries(*counts)
    day = every[-1].start.date()
    alone = [entry for entry in every if entry.start.date() == day]
    shuffled = list(every)
    random.shuffle(shuffled)
    assert [one for one in split(shuffled, shares=SHARES) if one.start.date() == day] == split(alone, shares=SHARES)


def test_handling_time_belongs_to_every_part_and_rows_keep_their_number() -> None:
    found = split([Entry(7, "", MONDAY, 10, aht_s=180.0, handled=8, abandoned=2)], shares=SHARES)
    assert {(one.row, one.aht_s) for one in found} == {(7, 180.0)}
    assert sum(one.handled or 0 for one in found) == 8
    assert sum(one.abandoned or 0 for one in found) == 2


@pytest.mark.parametrize("count", [None, -3.0, 2.5])
def test_what_is_no_whole_count_is_handed_on_for_the_check_to_judge(count: float | None) -> None:
    assert {one.offered for one in split(entries(count), shares=SHARES)} == {count}


@pytest.mark.parametrize("shares", [{}, {"a": 0.5}, {"a": 0.7, "b": 0.4}, {"a": 1.2, "b": -0.2}, {"a": 1.0, "b": 0.0}])
def test_shares_that_are_no_parts_of_a_whole_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(SharesDoNotAddUp):
        split(entries(5), shares=shares)
