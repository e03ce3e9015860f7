"""History stored by two at once, and storing cut off in the middle (R4): before or before + everything, never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.cast import Cast
from tests.faults.processes import Meeting, at_once, errors, killed, statements
from tests.roster.builders import NOW, skilled
from zuoxi.acd.models import Queue
from zuoxi.core.tables import csv_bytes
from zuoxi.planning import history_files, history_rows
from zuoxi.planning.history_files import Stored
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryFile, HistoryInterval

FIRST = datetime(2026, 6, 1)


@pytest.fixture
def queue(cast: Cast) -> Queue:
    return skilled(cast)


def rows(count: int, *, first: datetime = FIRST, step_min: int = 30, add: int = 0) -> list[list[object]]:
    """So many intervals of the card queue, one after the other around the clock."""
    return [[f"{first + timedelta(minutes=step_min * n):%Y-%m-%d %H:%M}", "card", 10 + n % 7 + add, 180] for n in range(count)]


def checked(cast: Cast, lines: list[list[object]], name: str = "calls.csv") -> HistoryFile:
    data = csv_bytes(("开始时间", "队列", "来电量", "平均处理时长"), lines)  # type: ignore[arg-type]
    return history_files.check(data=data, name=name, options=Options(), by=cast.chen, now=NOW)


def storing(file: HistoryFile, cast: Cast, *, replace: bool = False) -> Callable[[], Stored]:
    return lambda: history_files.store(file=HistoryFile.objects.get(pk=file.pk), by=cast.chen, now=NOW, replace=replace)


def current() -> int:
    return HistoryInterval.objects.current().count()


def no_minute_counts_twice() -> None:
    held = sorted((row.start, row.start + timedelta(minutes=row.minutes)) for row in HistoryInterval.objects.current())
    assert all(later[0] >= earlier[1] for earlier, later in pairwise(held))


def test_a_file_stored_by_many_at_once_is_stored_once_and_the_others_are_told(queue: Queue, cast: Cast) -> None:
    file = checked(cast, rows(96))
    results = at_once(*[storing(file, cast)] * 5)
    assert errors(results) == ["MovedMeanwhile"] * 4
    assert current() == 96


def test_one_content_uploaded_twice_and_stored_at_once_is_there_once(queue: Queue, cast: Cast) -> None:
    files = [checked(cast, rows(96), name) for name in ("a.csv", "b.csv", "c.csv")]
    assert len({file.sha256 for file in files}) == 1
    results = at_once(*(storing(file, cast) for file in files))
    assert errors(results) == []
    assert sorted((one.added, one.unchanged) for one in results) == [(0, 96), (0, 96), (96, 0)]
    assert current() == HistoryInterval.objects.count() == 96


def test_of_overlapping_files_that_contradict_each_other_one_is_stored_and_the_other_refused_whole(queue: Queue, cast: Cast) -> None:
    files = [checked(cast, rows(96)), checked(cast, rows(96, first=FIRST + timedelta(days=1), add=5))]
    results = at_once(*(storing(file, cast) for file in files))
    assert errors(results) == ["AlreadyThere"]
    assert current() == 96
    no_minute_counts_twice()


def test_overlapping_files_of_different_steps_never_count_a_minute_twice(queue: Queue, cast: Cast) -> None:
    files = [checked(cast, rows(96, step_min=30)), checked(cast, rows(192, step_min=15)), checked(cast, rows(48, step_min=60))]
    results = at_once(*(storing(file, cast) for file in files))
    assert errors(results) == ["AlreadyThere"] * 2
    no_minute_counts_twice()


def test_files_that_replace_each_other_at_once_leave_one_truth_and_keep_the_other(queue: Queue, cast: Cast) -> None:
    files = [checked(cast, rows(48, add=n)) for n in (0, 100, 200)]
    assert errors(at_once(*(storing(file, cast, replace=True) for file in files))) == []
    no_minute_counts_twice()
    assert current() == 48
    assert HistoryInterval.objects.count() == 144
    assert HistoryInterval.objects.current().values("file").distinct().count() == 1


def test_files_beside_each_other_are_all_stored(queue: Queue, cast: Cast) -> None:
    files = [checked(cast, rows(48, first=FIRST + timedelta(days=n))) for n in range(4)]
    assert errors(at_once(*(storing(file, cast) for file in files))) == []
    assert current() == 4 * 48


def test_a_file_is_stored_or_discarded_never_both(queue: Queue, cast: Cast) -> None:
    file = checked(cast, rows(48))
    results = at_once(storing(file, cast), lambda: history_files.discard(file=HistoryFile.objects.get(pk=file.pk)))
    file.refresh_from_db()
    assert errors(results) == ["MovedMeanwhile"]
    assert current() == (48 if file.state == "stored" else 0)


def test_without_its_lock_overlapping_files_count_minutes_twice(queue: Queue, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both compare with what is there, then both store."""
    files = [checked(cast, rows(48, step_min=30)), checked(cast, rows(48, step_min=15, first=FIRST + timedelta(minutes=15)))]
    meeting = Meeting(2)
    monkeypatch.setattr(history_rows, "carry_out", meeting.before(history_rows.carry_out))
    unguarded = history_files.store.__wrapped__  # type: ignore[attr-defined]
    results = at_once(*(lambda file=file: unguarded(file=HistoryFile.objects.get(pk=file.pk), by=cast.chen, now=NOW) for file in files))
    assert meeting.met
    held = sorted((row.start, row.start + timedelta(minutes=row.minutes)) for row in HistoryInterval.objects.current())
    twice = [one for one, other in pairwise(held) if other[0] < one[1]]
    assert twice or errors(results)


@pytest.mark.slow
def test_killed_while_storing_five_thousand_rows_there_are_none_or_all_of_them(queue: Queue, cast: Cast) -> None:
    storing(checked(cast, rows(48, first=FIRST - timedelta(days=30))), cast)()
    count = statements(storing(checked(cast, rows(48, first=FIRST - timedelta(days=20))), cast))
    before = HistoryInterval.objects.count()
    file = checked(cast, rows(5_000))
    for at in (2, count // 2, count - 1):
        assert killed(storing(file, cast), before=at)
        file.refresh_from_db()
        assert (file.state, HistoryInterval.objects.count()) == ("checked", before)
        assert file.content is not None
    assert storing(file, cast)().added == 5_000
    assert HistoryInterval.objects.count() == before + 5_000
    assert storing(checked(cast, rows(5_000), "again.csv"), cast)().unchanged == 5_000
    assert HistoryInterval.objects.count() == before + 5_000
