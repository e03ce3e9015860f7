"""A history moved to right before a day, and one without handling times: told, and nothing else about it changes (F-03)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import Cast, at, make_cast
from tests.planning.test_history_reading import check, hours
from tests.web.planning import world
from zuoxi.planning import history_files
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryInterval

NOW = at("2026-11-26 09:00")
OLD = "2003-10-06"
"""A Monday."""


def test_a_moved_history_ends_right_before_the_day_with_every_weekday_and_count_its_own() -> None:
    own, moved = check(hours(OLD, days=5)), check(hours(OLD, days=5), options=Options(before="2026-11-26"))
    by = timedelta(weeks=moved.moved_weeks)
    assert [(one.start + by, one.entry.offered) for one in own.believed] == [(one.start, one.entry.offered) for one in moved.believed]
    last = max(one.start for one in moved.believed)
    assert last.weekday() == 4
    assert datetime(2026, 11, 19) <= last < datetime(2026, 11, 26)
    assert (moved.ends, own.ends, own.moved_weeks) == (own.ends, datetime(2003, 10, 10).date(), 0)


def test_a_move_across_a_clock_change_leaves_out_what_never_was() -> None:
    rows = [["2003-03-23 02:30", "general", 5], ["2003-03-23 12:30", "general", 5]]
    moved = check(rows, options=Options(before="2026-03-30"), zone="Europe/Berlin")
    assert [f"{one.start:%Y-%m-%d %H:%M}" for one in moved.believed] == ["2026-03-29 12:30"]


def test_a_handling_time_stands_where_the_file_has_none_and_nowhere_else() -> None:
    rows = [[*row, "" if number else 200] for number, row in enumerate(hours())]
    header = ["开始时间", "队列", "来电量", "平均处理时长"]
    mixed = check(rows, header=header, options=Options(aht_s=184.0))
    assert [one.entry.aht_s for one in mixed.believed] == [200.0, *[184.0] * 11]
    assert mixed.timed
    assert not check(hours()).timed
    assert check(hours()).believed[0].entry.aht_s is None


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    world.queue(made)
    return made


def test_what_is_stored_is_what_was_checked_and_the_file_remembers_both(cast: Cast) -> None:
    rows = "".join(f"2003-10-06 {hour:02d}:00,card,{hour}\n" for hour in range(8, 20))
    file = history_files.check(data=f"start,queue,calls\n{rows}".encode(), name="old.csv", options=Options(), by=cast.chen, now=NOW)
    assert (file.summary["ends"], file.summary["moved_weeks"], file.summary["timed"]) == ("2003-10-06", 0, False)
    file = history_files.recheck(file=file, options=Options(before="2026-11-26", aht_s=184.0))
    assert (file.summary["ends"], file.summary["moved_weeks"], file.summary["filled_aht_s"]) == ("2003-10-06", 1207, 184.0)
    history_files.store(file=file, by=cast.chen, now=NOW)
    assert set(HistoryInterval.objects.values_list("aht_s", flat=True)) == {184.0}
    assert HistoryInterval.objects.order_by("start").values_list("start", flat=True).first() == at("2026-11-23 08:00")
