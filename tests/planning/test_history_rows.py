"""New intervals against stored ones: the same, new, or in contradiction, to the minute."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.history.series import Entry
from zuoxi.planning import grid, history_rows
from zuoxi.planning.history_reading import Believed
from zuoxi.planning.history_rows import Found
from zuoxi.planning.models import HistoryFile, HistoryInterval

START = datetime(2026, 11, 16, 8)
STEPS = (5, 15, 30, 60)


def believed(
    start: datetime = START, *, queue: str = "general", minutes: int = 30, offered: float = 10, aht_s: float | None = 100.0, **more
) -> Believed:
    return Believed(queue, start, minutes, Entry(2, queue, start, offered, aht_s, more.get("handled"), more.get("abandoned")))


@pytest.fixture
def stored(queues, history_file):
    def add(start: datetime = START, *, queue: int = 0, minutes: int = 30, offered: int = 10, aht_s: float | None = 100.0, **more) -> HistoryInterval:
        return HistoryInterval.objects.create(
            queue=queues[queue], start=grid.utc(start), minutes=minutes, offered=offered, aht_s=aht_s, file=history_file, **more
        )

    return add


def test_where_nothing_is_stored_everything_is_new(queues, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        plan = history_rows.plan([believed(), believed(START + timedelta(minutes=30))])
    assert (len(plan.new), plan.against, plan.unchanged) == (2, (), 0)
    assert plan.new[0].queue_id == queues[0].pk


def test_nothing_believed_plans_nothing(queues) -> None:
    plan = history_rows.plan([])
    assert (plan.new, plan.against, plan.unchanged) == ((), (), 0)


@pytest.mark.parametrize(
    "change",
    [{"offered": 11}, {"aht_s": 101.0}, {"aht_s": None}, {"handled": 9}, {"abandoned": 1}, {"minutes": 15}],
)
def test_an_interval_is_the_same_only_if_all_its_values_are(stored, change) -> None:
    stored()
    same, other = history_rows.plan([believed()]), history_rows.plan([believed(**change)])
    assert (len(same.new), len(same.against), same.unchanged) == (0, 0, 1)
    assert (len(other.new), len(other.against), other.unchanged) == (1, 1, 0)


def test_a_replaced_interval_stands_for_nothing(stored, history_file) -> None:
    stored(offered=99, replaced_by=history_file)
    assert history_rows.plan([believed()]).against == ()


def test_another_queue_at_the_same_time_is_no_contradiction(stored) -> None:
    stored(queue=1, offered=99)
    assert history_rows.plan([believed()]).against == ()


def test_touching_intervals_do_not_overlap_and_one_shared_minute_does(stored) -> None:
    stored(START - timedelta(minutes=30), offered=99)
    stored(START + timedelta(minutes=30), offered=99)
    assert history_rows.plan([believed()]).against == ()
    stored(START - timedelta(minutes=5), minutes=15, offered=99)
    assert len(history_rows.plan([believed()]).against) == 1


def test_an_hour_that_began_before_the_file_is_found(stored) -> None:
    stored(START - timedelta(minutes=30), minutes=60, offered=99)
    plan = history_rows.plan([believed()])
    assert len(plan.against) == 1
    assert (plan.first_against, plan.last_against) == ("2026-11-16 07:30", "2026-11-16 08:30")


def test_counts_that_are_no_whole_numbers_are_rounded_and_negative_ends_are_not_known(queues) -> None:
    row = history_rows.plan([believed(offered=10.4, handled=8.6, abandoned=-1.0)]).new[0]
    assert (row.offered, row.handled, row.abandoned) == (10, 9, None)


def test_carrying_out_replaces_and_adds_in_one_go(stored, queues, planner, now) -> None:
    old = stored(offered=99)
    file = HistoryFile.objects.create(name="neu", sha256="1" * 64, uploaded_by=planner, uploaded_at=now)
    history_rows.carry_out(history_rows.plan([believed(), believed(START + timedelta(hours=1))]), file=file)
    old.refresh_from_db()
    assert old.replaced_by == file
    assert HistoryInterval.objects.current().filter(file=file).count() == 2


def test_more_intervals_than_a_statement_takes_are_replaced(queues, history_file, planner, now) -> None:
    count = history_rows.BATCH * 2 + 7
    starts = [START + timedelta(minutes=30 * n) for n in range(count)]
    HistoryInterval.objects.bulk_create(
        HistoryInterval(queue=queues[0], start=grid.utc(start), minutes=30, offered=1, file=history_file) for start in starts
    )
    file = HistoryFile.objects.create(name="neu", sha256="1" * 64, uploaded_by=planner, uploaded_at=now)
    history_rows.carry_out(history_rows.plan([believed(start, offered=2, aht_s=None) for start in starts]), file=file)
    assert HistoryInterval.objects.filter(replaced_by=file).count() == count
    assert HistoryInterval.objects.current().count() == count


@settings(deadline=None, max_examples=150)
@given(
    step=st.sampled_from(STEPS),
    new=st.sets(st.integers(0, 40), min_size=1, max_size=20),
    there=st.lists(st.tuples(st.integers(0, 12), st.sampled_from(STEPS)), max_size=10),
)
def test_exactly_those_that_share_a_minute_are_found(step: int, new: set[int], there: list[tuple[int, int]]) -> None:
    """Against brute force over minutes."""
    rows = [HistoryInterval(queue_id=1, start=grid.utc(START + timedelta(minutes=step * n)), minutes=step, offered=1) for n in sorted(new)]
    found = [Found(n, 1, grid.utc(START + timedelta(minutes=hour * 60)), minutes, (9, None, None, None)) for n, (hour, minutes) in enumerate(there)]

    def minutes_of(start: datetime, length: int) -> set[datetime]:
        return {start + timedelta(minutes=n) for n in range(length)}

    taken = set().union(*(minutes_of(row.start, row.minutes) for row in rows))
    expected = {one.pk for one in found if minutes_of(one.start, one.minutes) & taken}
    assert {one.pk for one in history_rows._overlapping(rows, found)} == expected
