"""A shift on a line: bars, breaks, ticks, now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.roster.own import Block, OwnDay, Pause
from zuoxi.web.mine.drawing import line

MIDNIGHT = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))


def at(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


def day(*blocks: tuple[int, int], pauses: tuple[tuple[int, int, bool], ...] = ()) -> OwnDay:
    return OwnDay(
        day=date(2026, 11, 23),
        is_planned=True,
        blocks=tuple(Block(at(start), at(end)) for start, end in blocks),
        pauses=tuple(Pause("休息", at(start), at(end), paid) for start, end, paid in pauses),
    )


def test_nothing_is_drawn_where_there_is_no_shift() -> None:
    assert line(None, None) is None
    assert line(day(), at(600)) is None


def test_an_early_shift_lies_between_the_hours_around_it() -> None:
    drawn = line(day((420, 960), pauses=((660, 720, False), (840, 855, True))), at(690))
    assert drawn is not None
    assert [(bar.kind, bar.left, round(bar.width, 2)) for bar in drawn.bars] == [
        ("block", 9.09, 81.82),
        ("unpaid", 45.45, 9.1),
        ("paid", 72.73, 2.27),
    ]
    assert drawn.now == 50.0
    assert [text for _, text in drawn.ticks] == ["06:00", "08:00", "10:00", "12:00", "14:00", "16:00"]


def test_a_night_runs_on_after_midnight() -> None:
    drawn = line(day((1260, 1860)), None)
    assert drawn is not None
    assert [text for _, text in drawn.ticks] == ["20:00", "22:00", "00:00", "02:00", "04:00", "06:00", "08:00"]
    assert drawn.now is None


def test_a_two_ended_shift_has_two_bars() -> None:
    drawn = line(day((480, 720), (1020, 1260)), None)
    assert drawn is not None
    assert [bar.kind for bar in drawn.bars] == ["block", "block"]
    assert drawn.bars[0].left + drawn.bars[0].width < drawn.bars[1].left


def test_the_ticks_of_a_long_day_stand_further_apart() -> None:
    drawn = line(day((480, 720), (1020, 1320)), None)
    assert drawn is not None
    assert [text for _, text in drawn.ticks] == ["07:00", "11:00", "15:00", "19:00", "23:00"]


@pytest.mark.parametrize("minute", [0, 359, 1020, 1439])
def test_now_is_shown_only_on_the_line(minute: int) -> None:
    drawn = line(day((420, 960)), at(minute))
    assert drawn is not None
    assert drawn.now is None


@given(start=st.integers(0, 1439), length=st.integers(15, 900), now=st.integers(0, 2880))
def test_everything_lies_within_the_line(start: int, length: int, now: int) -> None:
    drawn = line(day((start, start + length), pauses=((start + 5, start + 10, True),)), at(now))
    assert drawn is not None
    for bar in drawn.bars:
        assert 0 <= bar.left <= 100
        assert 0 < bar.width <= 100.01 - bar.left
    places = [left for left, _ in drawn.ticks]
    assert all(0 <= left <= 100 for left in places)
    assert all(after - before > 14 for before, after in pairwise(places))
    assert drawn.now is None or 0 <= drawn.now < 100
