"""Rows become series: on the local clock, of one step, with what is marked left out, in few queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.planning import facts, grid
from zuoxi.planning.models import HistoryInterval, HistoryMark, Requirement, RequirementSeries, Snapshot
from zuoxi.rules.forecast import HistoryPolicy

SETTINGS = HistoryPolicy()
FIRST = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)


def interval(queue, file, *, at: datetime = FIRST, minutes: int = 30, offered: int = 10, aht_s: float | None = 100.0, **more) -> HistoryInterval:
    return HistoryInterval.objects.create(queue=queue, start=at, minutes=minutes, offered=offered, aht_s=aht_s, file=file, **more)


def test_an_interval_stands_in_the_slot_of_the_local_clock(queues, history_file) -> None:
    interval(queues[0], history_file)
    series = facts.series(queues, settings=SETTINGS)["general"]
    assert series.first_day == date(2026, 11, 16)
    assert series.offered[0, 16] == 10
    assert series.aht_s[0, 16] == 100
    assert series.known.sum() == 1


def test_twelve_weeks_of_three_queues_take_two_queries(queues, make_history, django_assert_num_queries) -> None:
    make_history(weeks=12)
    with django_assert_num_queries(2):
        found = facts.series(queues, settings=SETTINGS)
    assert {code: (series.days, int(series.known.sum())) for code, series in found.items()} == dict.fromkeys(
        ("general", "billing", "cards"), (82, 60 * 24)
    )


def test_what_was_never_counted_is_not_zero(queues, make_history) -> None:
    make_history(weeks=4, only=1)
    HistoryInterval.objects.filter(start=datetime(2026, 11, 9, 1, 0, tzinfo=UTC)).delete()
    series = facts.series(queues, settings=SETTINGS)["general"]
    day = (date(2026, 11, 9) - series.first_day).days
    assert np.isnan(series.offered[day, 18])
    assert series.open[day, 18]
    assert not series.open[day, 2]


def test_finer_intervals_add_up_and_their_handling_time_is_weighted_by_contacts(queues, history_file) -> None:
    for n, (offered, aht) in enumerate(((10, 100.0), (30, 200.0))):
        interval(queues[0], history_file, at=FIRST + timedelta(minutes=15 * n), minutes=15, offered=offered, aht_s=aht)
    series = facts.series(queues, settings=SETTINGS, step_min=30)["general"]
    assert series.offered[0, 16] == 40
    assert series.aht_s[0, 16] == 175


def test_a_slot_of_which_a_part_is_missing_is_missing(queues, history_file) -> None:
    interval(queues[0], history_file, minutes=15)
    interval(queues[0], history_file, at=FIRST + timedelta(minutes=30), minutes=30)
    series = facts.series(queues, settings=SETTINGS, step_min=30)["general"]
    assert np.isnan(series.offered[0, 16])
    assert series.offered[0, 17] == 10


def test_coarser_intervals_are_not_cut_up(queues, history_file) -> None:
    interval(queues[0], history_file, minutes=60, offered=60)
    interval(queues[0], history_file, at=FIRST + timedelta(hours=1), minutes=30)
    series = facts.series(queues, settings=SETTINGS, step_min=30)["general"]
    assert series.known.sum() == 1
    assert series.offered[0, 18] == 10


def test_the_step_is_that_of_most_rows(queues, history_file) -> None:
    for n in range(4):
        interval(queues[0], history_file, at=FIRST + timedelta(minutes=15 * n), minutes=15)
    interval(queues[0], history_file, at=FIRST + timedelta(hours=2), minutes=60)
    found = facts.counts(queues)
    assert facts.common_step(found) == 15
    assert facts.common_step(found, least=30) == 30
    assert facts.common_step([]) is None


def test_replaced_intervals_do_not_count(queues, history_file) -> None:
    interval(queues[0], history_file, offered=99, replaced_by=history_file)
    interval(queues[0], history_file, offered=10)
    assert facts.series(queues, settings=SETTINGS)["general"].offered[0, 16] == 10


def test_what_is_left_out_is_missing_and_what_is_only_proposed_or_kept_is_not(queues, make_history, planner, now) -> None:
    make_history(weeks=4)
    stretch = {"start": datetime(2026, 11, 9, 1, 0, tzinfo=UTC), "end": datetime(2026, 11, 9, 3, 0, tzinfo=UTC), "kind": "outage", "at": now}
    HistoryMark.objects.create(queue=queues[0], left_out=True, reason="停机", by=planner, **stretch)
    HistoryMark.objects.create(queue=queues[1], left_out=False, reason="", **stretch)
    HistoryMark.objects.create(queue=queues[2], left_out=False, reason="活动", by=planner, **stretch)
    found = facts.series(queues, settings=SETTINGS)
    stored = facts.series_as_stored(queues, settings=SETTINGS)
    lost = {code: int((stored[code].known & ~series.known).sum()) for code, series in found.items()}
    assert lost == {"general": 4, "billing": 0, "cards": 0}


def test_a_period_is_cut_at_local_midnight(queues, make_history) -> None:
    make_history(weeks=4)
    series = facts.series(queues, settings=SETTINGS, since=date(2026, 11, 9), until=date(2026, 11, 16))["general"]
    assert (series.first_day, series.last_day) == (date(2026, 11, 9), date(2026, 11, 13))


def test_queues_without_history_have_no_series(queues, make_history) -> None:
    assert facts.series(queues, settings=SETTINGS) == {}
    make_history(weeks=1, only=1)
    assert set(facts.series(queues, settings=SETTINGS)) == {"general"}


def test_the_clock_of_berlin_is_followed_through_its_change(queues, history_file, settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    for day in (24, 25, 26):
        interval(queues[0], history_file, at=datetime(2026, 10, day, 8 if day >= 25 else 7, 0, tzinfo=UTC))
    series = facts.series(queues, settings=SETTINGS)["general"]
    assert [int(np.flatnonzero(series.known[day])[0]) for day in range(3)] == [18, 18, 18]


@pytest.fixture
def requirement(make_forecast, queues, planner, now) -> Requirement:
    snapshot = Snapshot.objects.create(forecast=make_forecast(days=2), values={}, taken_by=planner, taken_at=now)
    made = Requirement.objects.create(snapshot=snapshot, shrinkage={}, made_by=planner, made_at=now)
    for number, queue in enumerate(queues[::-1]):
        values = {"net": [number] * 96, "seated": [number + 1] * 96}
        RequirementSeries.objects.create(requirement=made, queue=queue, target={}, values=values)
    return made


def test_demand_is_heads_to_be_rostered_by_queue_day_and_slot(requirement, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        demand = facts.demand(requirement)
    assert list(demand) == ["general", "billing", "cards"]
    assert {code: (heads.shape, heads.dtype.kind, int(heads[1, 47])) for code, heads in demand.items()} == {
        "general": ((2, 48), "i", 3),
        "billing": ((2, 48), "i", 2),
        "cards": ((2, 48), "i", 1),
    }


def test_net_heads_serve_and_are_fewer_than_those_rostered(requirement) -> None:
    net, demand = facts.net(requirement), facts.demand(requirement)
    assert all((net[code] < demand[code]).all() for code in net)


TIMES = st.none() | st.floats(1, 900)
SLOTS = st.lists(st.tuples(st.integers(0, 95), st.integers(0, 200), TIMES), min_size=1, max_size=96, unique_by=lambda row: row[0])


@given(SLOTS)
def test_no_contact_is_lost_or_made_when_quarters_become_hours(rows: list[tuple[int, int, float | None]]) -> None:
    """Only hours of which all four quarters are known are known; those hold exactly their sum, and their mean time lies between theirs."""
    day = datetime(2026, 11, 16)
    counts = [facts.Count(1, day + timedelta(minutes=15 * slot), 15, offered, aht) for slot, offered, aht in rows]
    offered, aht_s = facts._summed(counts, day.date(), 1, 60)
    by_hour: dict[int, list[facts.Count]] = {}
    for count in counts:
        by_hour.setdefault(count.start.hour, []).append(count)
    for hour in range(24):
        mine = by_hour.get(hour, [])
        if len(mine) < 4:
            assert np.isnan(offered[0, hour])
            continue
        assert offered[0, hour] == sum(count.offered for count in mine)
        times = [count.aht_s for count in mine if count.aht_s is not None and count.offered]
        assert np.isnan(aht_s[0, hour]) == (not times)
        if times:
            assert min(times) - 1e-9 <= aht_s[0, hour] <= max(times) + 1e-9


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)))
def test_the_quick_clock_says_what_the_zone_says(moment: datetime) -> None:
    assert facts._Clock().local(moment) == grid.local(moment)
