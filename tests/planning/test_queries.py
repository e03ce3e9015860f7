"""Reads for pages: what is known, the usual week, the day of a doubt; few queries whatever the size."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from zuoxi.planning import marks, queries, snapshots
from zuoxi.planning.models import HistoryFile, HistoryInterval, HistoryMark


def test_what_is_known_of_each_queue_in_one_query(queues, make_history, django_assert_num_queries) -> None:
    make_history(weeks=2, only=2)
    with django_assert_num_queries(1):
        general, billing, cards = queries.holdings(queues)
    assert general.known is not None
    assert (general.known.first, general.known.last, general.known.intervals) == (date(2026, 11, 9), date(2026, 11, 20), 240)
    assert billing.known is not None
    assert billing.known.contacts < general.known.contacts
    assert cards.known is None


def test_what_was_replaced_is_not_known(queues, history_file) -> None:
    HistoryInterval.objects.create(
        queue=queues[0], start=datetime(2026, 11, 16, tzinfo=UTC), minutes=30, offered=1, file=history_file, replaced_by=history_file
    )
    assert queries.holdings(queues)[0].known is None
    assert queries.last_day(queues) is None


def test_the_last_day_is_a_day_of_the_local_clock(queues, history_file) -> None:
    HistoryInterval.objects.create(queue=queues[0], start=datetime(2026, 11, 16, 20, tzinfo=UTC), minutes=30, offered=1, file=history_file)
    assert queries.last_day(queues) == date(2026, 11, 17)
    assert queries.last_day(queues[1:]) is None


def test_the_usual_week_is_the_mean_of_its_weeks(queues, history_file) -> None:
    for week, offered in enumerate((10, 20, 60)):
        for hour in (0, 1):
            start = datetime(2026, 11, 2, hour, tzinfo=UTC) + timedelta(weeks=week)
            HistoryInterval.objects.create(queue=queues[0], start=start, minutes=60, offered=offered + hour, file=history_file)
    found = queries.pattern(queues[0], weeks=12)
    assert found is not None
    assert found.step_min == 60
    assert list(found.mean[0, 8:10]) == [30, 31]
    assert np.isnan(found.mean[1]).all()
    recent = queries.pattern(queues[0], weeks=2)
    assert recent is not None
    assert list(recent.mean[0, 8:10]) == [40, 41]


def test_what_is_left_out_is_not_in_the_usual_week(queues, make_history, planner, now) -> None:
    make_history(weeks=4, only=1)
    begin = datetime(2026, 11, 16, 0, tzinfo=UTC)
    HistoryInterval.objects.filter(start__gte=begin, start__lt=begin + timedelta(hours=12)).update(offered=5_000)
    spoilt = queries.pattern(queues[0], weeks=4)
    marks.by_hand(queue=queues[0], start=begin, end=begin + timedelta(hours=12), reason="促销", by=planner, now=now)
    clean = queries.pattern(queues[0], weeks=4)
    assert spoilt is not None
    assert clean is not None
    assert spoilt.mean[0, 20] > 1000 > clean.mean[0, 20]


def test_a_queue_without_history_has_no_usual_week(queues) -> None:
    assert queries.pattern(queues[0], weeks=12) is None


def test_the_usual_week_of_a_year_takes_as_many_queries_as_of_a_month(queues, make_history, django_assert_num_queries) -> None:
    make_history(weeks=30, only=1)
    for weeks in (4, 26):
        with django_assert_num_queries(4):
            queries.pattern(queues[0], weeks=weeks)


def test_the_day_of_a_doubt_is_told_against_the_weeks_around_it(queues, make_history, now) -> None:
    make_history(outage=date(2026, 11, 4), only=1)
    marks.propose(queues=queues[:1], now=now)
    view = queries.day_of(HistoryMark.objects.get())
    assert view is not None
    assert (view.day, view.step_min, len(view.offered)) == (date(2026, 11, 4), 30, 48)
    assert view.offered[20:26] == [0] * 6
    assert all(usual is not None and usual > 20 for usual in view.expected[20:26])
    assert view.offered[0] is None
    assert view.expected[0] is None


def test_a_doubt_about_a_day_of_which_nothing_is_stored_has_no_picture(queues, now) -> None:
    start = datetime(2020, 1, 6, 2, tzinfo=UTC)
    mark = HistoryMark.objects.create(queue=queues[0], start=start, end=start + timedelta(hours=1), kind="outage", at=now)
    assert queries.day_of(mark) is None


def test_open_doubts_are_those_nobody_decided(queues, planner, now) -> None:
    start = datetime(2026, 11, 4, 2, tzinfo=UTC)
    for n, by in enumerate((None, planner, None)):
        HistoryMark.objects.create(queue=queues[0], start=start, end=start + timedelta(hours=1 + n), kind="low", at=now, by=by)
    assert queries.open_marks() == 2
    assert queries.marks().count() == 3


def test_lists_never_read_the_bytes_of_files_nor_the_numbers_of_snapshots(
    make_forecast, history_file, planner, now, django_assert_num_queries
) -> None:
    HistoryFile.objects.filter(pk=history_file.pk).update(content=b"x" * 1000)
    snapshots.freeze(forecast=make_forecast(), by=planner, now=now)
    assert "content" in queries.files().get().get_deferred_fields()
    assert "values" in queries.snapshots_to_choose().get().get_deferred_fields()
    with django_assert_num_queries(1):
        assert [one.forecast.name for one in queries.snapshots_to_choose()] == ["十二月"]


def test_forecasts_are_counted_with_their_queues_and_snapshots(make_forecast, planner, now) -> None:
    first, second = make_forecast(), make_forecast(only=1)
    for _n in range(2):
        snapshots.freeze(forecast=first, by=planner, now=now)
    found = {one.pk: (one.queue_count, one.snapshot_count) for one in queries.forecasts()}  # type: ignore[attr-defined]
    assert found == {first.pk: (3, 2), second.pk: (1, 0)}


@pytest.mark.parametrize("count", [1, 5])
def test_snapshots_of_a_forecast_come_newest_first_in_one_query(make_forecast, planner, now, django_assert_num_queries, count: int) -> None:
    forecast = make_forecast()
    for n in range(count):
        snapshots.freeze(forecast=forecast, by=planner, now=now + timedelta(minutes=n), remark=str(n))
    with django_assert_num_queries(1):
        assert [(one.remark, one.taken_by.name) for one in queries.snapshots(forecast)] == [(str(n), "王芳") for n in reversed(range(count))]
