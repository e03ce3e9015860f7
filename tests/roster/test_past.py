"""What published rosters leave behind for the next period (F-13)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.roster.builders import MONDAY, NOW, day, published
from zuoxi.roster import past
from zuoxi.roster.models import Period, ShiftKind, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def week_before(cast: Cast, kinds: dict[str, ShiftKind]) -> Period:
    return Period.objects.create(unit=cast.centre, name="第 47 周", first_day=day(-7), days=7, created_by=cast.chen, created_at=NOW)


def look(tail: int = 14, fair: int = 90) -> past.Look:
    return past.Look(MONDAY, tail, fair)


def before(cast: Cast, kinds: dict[str, ShiftKind], on: past.Look | None = None, **more: object) -> past.Past:
    known = {kind.pk: kind for kind in kinds.values()}
    return past.before(on or look(), people=[cast.lin.pk, cast.zhao.pk], kinds=known, holidays=more.get("holidays", ()))  # type: ignore[arg-type]


def test_the_tail_is_the_last_known_days_with_yesterday_last(week_before: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    e, n = kinds["早"], kinds["夜"]
    published(week_before, cast.chen, {cast.lin: [e, e, None, n, n, n, None]})
    found = before(cast, kinds)
    assert found.tails == {cast.lin.pk: (e.pk, e.pk, None, n.pk, n.pk, n.pk, None)}
    assert before(cast, kinds, look(tail=2)).tails == {cast.lin.pk: (n.pk, None)}


def test_a_gap_ends_the_tail() -> None:
    cells = {day(-1): 1, day(-2): None, day(-4): 2}
    assert past.tail(cells, MONDAY, 14) == (None, 1)
    assert past.tail({day(-2): 1}, MONDAY, 14) == ()


def test_drafts_and_superseded_versions_leave_nothing(week_before: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    version = published(week_before, cast.chen, {cast.lin: [kinds["早"]] * 7})
    for state in ("draft", "superseded"):
        Version.objects.filter(pk=version.pk).update(state=state)
        assert before(cast, kinds) == past.Past({}, {})


def test_unpopular_work_is_counted_by_tag_weekend_and_holiday(week_before: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    e, late, n = kinds["早"], kinds["晚"], kinds["夜"]
    published(week_before, cast.chen, {cast.lin: [n, n, late, None, None, e, n], cast.zhao: [e, e, e, e, e, None, None]})
    found = before(cast, kinds, holidays={day(-7)})
    assert found.worked[cast.lin.pk] == {"night": 3, "late": 1, "weekend": 2, "holiday": 1}
    assert found.worked[cast.zhao.pk] == {"holiday": 1}


def test_the_rolling_period_ends_where_it_ends(week_before: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    published(week_before, cast.chen, {cast.lin: [kinds["夜"]] * 7})
    assert before(cast, kinds, look(fair=3)).worked[cast.lin.pk]["night"] == 3
    assert past.Look(MONDAY, 14, 3).since == MONDAY - timedelta(days=14)


def test_one_query_whatever_the_people(week_before: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    published(week_before, cast.chen, {cast.lin: [kinds["夜"]] * 7, cast.zhao: [kinds["早"]] * 7})
    with CaptureQueriesContext(connection) as caught:
        before(cast, kinds)
    assert len(caught) == 1
