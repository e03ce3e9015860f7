"""The first page: what waits for whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast, at, client_of
from tests.web.people.pages import more_people
from zuoxi.acd.models import Queue
from zuoxi.people.models import Person
from zuoxi.planning.models import Forecast, HistoryFile, HistoryInterval, HistoryMark, Requirement, Snapshot
from zuoxi.roster.models import Assignment, Period, Publication, ShiftBlock, ShiftKind, Version
from zuoxi.web.shell import cards

pytestmark = pytest.mark.django_db


def home(person: Person, language: str = "zh-hans") -> str:
    return client_of(person, language=language).get("/").content.decode()


def history(cast: Cast, last: date) -> None:
    queue = Queue.objects.create(code="card", name="信用卡", skill=cast.skill)
    file = HistoryFile.objects.create(name="calls.csv", sha256="x", uploaded_by=cast.chen, uploaded_at=timezone.now())
    HistoryInterval.objects.create(queue=queue, start=at(f"{last} 10:00"), minutes=30, offered=5, file=file)


def forecast(cast: Cast, first: date, days: int = 28) -> Forecast:
    return Forecast.objects.create(
        name="十二月", first_day=first, days=days, step_min=30, history_until=first, made_by=cast.chen, made_at=timezone.now()
    )


def requirement(cast: Cast, made: Forecast) -> Requirement:
    snapshot = Snapshot.objects.create(forecast=made, values={}, taken_by=cast.chen, taken_at=timezone.now())
    return Requirement.objects.create(snapshot=snapshot, shrinkage={}, made_by=cast.chen, made_at=timezone.now())


def period(cast: Cast, first: date, name: str = "十二月") -> Period:
    return Period.objects.create(name=name, first_day=first, days=28, unit=cast.centre, created_by=cast.chen, created_at=timezone.now())


def version(cast: Cast, of: Period, number: int = 1, state: str = "draft") -> Version:
    made = Version.objects.create(period=of, number=number, state=state, created_by=cast.chen, created_at=timezone.now())
    if state == "published":
        Publication.objects.create(version=made, published_by=cast.chen, published_at=timezone.now(), sha256="x")
    return made


def test_an_agent_sees_the_next_shift_and_the_way_to_the_roster(cast: Cast) -> None:
    today = timezone.localdate()
    kind = ShiftKind.objects.create(code="夜", letter="N", name="夜班", name_en="Night", colour="#333333")
    ShiftBlock.objects.create(kind=kind, start_min=1320, end_min=1800)
    published = version(cast, period(cast, today), state="published")
    Assignment.objects.create(version=published, person=cast.lin, day=today + timedelta(days=1), shift=kind)
    html = home(cast.lin)
    assert f"{today + timedelta(days=1)}" in html
    assert "22:00～06:00" in html
    assert "次日下班" in html
    assert 'href="/my/"' in html
    assert "22:00" not in home(cast.zhao)


def test_an_agent_without_a_published_shift_is_told_so(cast: Cast) -> None:
    assert "未来两周没有已发布的班次" in home(cast.lin)


def test_a_draft_is_nobodys_next_shift(cast: Cast) -> None:
    today = timezone.localdate()
    kind = ShiftKind.objects.create(code="早", letter="E", name="早班", colour="#2f6fde")
    ShiftBlock.objects.create(kind=kind, start_min=480, end_min=960)
    Assignment.objects.create(version=version(cast, period(cast, today)), person=cast.lin, day=today + timedelta(days=1), shift=kind)
    assert "未来两周没有已发布的班次" in home(cast.lin)


def test_whoever_is_not_rostered_has_no_next_shift(cast: Cast) -> None:
    assert "我的下一班" not in home(cast.chen)


def test_a_planner_with_nothing_is_told_where_to_begin(cast: Cast) -> None:
    html = home(cast.chen)
    assert html.count(">缺失<") == 4
    assert "请先上传历史话务量。" in html
    assert "没有未来的排班周期" in html


def test_a_planner_sees_how_far_the_plan_is(cast: Cast) -> None:
    today = timezone.localdate()
    history(cast, date(2026, 3, 7))
    requirement(cast, forecast(cast, today))
    coming = period(cast, today + timedelta(days=7))
    version(cast, coming, 1)
    version(cast, coming, 2)
    html = home(cast.chen)
    assert "数据截至 2026-03-07" in html
    assert html.count(f"十二月，至 {today + timedelta(days=27)}") == 2
    assert "2 份草稿" in html
    assert "缺失" not in html


def test_a_plan_that_has_ended_is_over(cast: Cast) -> None:
    requirement(cast, forecast(cast, timezone.localdate() - timedelta(days=40)))
    assert home(cast.chen).count("已过期") == 2


def test_doubtful_history_waits_for_a_decision(cast: Cast) -> None:
    history(cast, date(2026, 3, 7))
    day = at("2026-03-05 00:00")
    HistoryMark.objects.create(queue=Queue.objects.get(), start=day, end=day + timedelta(days=1), kind="outlier", at=day)
    assert "数据截至 2026-03-07；1 段数据存疑" in home(cast.chen)


def test_a_published_period_names_its_version_a_past_one_is_not_shown(cast: Cast) -> None:
    today = timezone.localdate()
    version(cast, period(cast, today, "本期"), 3, "published")
    period(cast, today - timedelta(days=50), "旧的")
    html = home(cast.chen)
    assert "第 3 版已发布" in html
    assert "旧的" not in html


def test_a_manager_reads_the_plan_and_the_numbers(cast: Cast) -> None:
    more_people(cast, 12)
    html = home(cast.zhou)
    assert "从历史话务到班表" in html
    assert "人员概况" in html
    assert "<dd>19</dd>" in html
    assert "<dd>14</dd>" in html


def test_a_leader_reads_the_numbers_of_the_own_team_only(cast: Cast) -> None:
    html = home(cast.wu)
    assert "从历史话务到班表" not in html
    assert html.count("<dd>1</dd>") == 3
    assert "<dd>2</dd>" in html


def test_an_agent_reads_neither(cast: Cast) -> None:
    html = home(cast.lin)
    assert "人员概况" not in html
    assert "从历史话务到班表" not in html


def test_whom_nothing_waits_for_is_told_so(cast: Cast) -> None:
    assert "目前没有待办事项。" in home(cast.gao)


def test_areas_add_cards_in_their_order_for_whom_they_are_meant(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(name: str) -> Any:
        return lambda person, now: None if name == "none" else cards.Card(name, {})

    monkeypatch.setattr(cards, "_ENTRIES", {})
    cards.register("b", build=build("b"), order=2)
    cards.register("a", build=build("a"), order=1, roles={"planner"})
    cards.register("n", build=build("none"), order=0)
    now = timezone.now()
    assert [card.template for card in cards.of(cast.chen, now=now)] == ["a", "b"]
    assert [card.template for card in cards.of(cast.lin, now=now)] == ["b"]


def test_a_shift_in_progress_is_not_called_the_next_one(cast: Cast) -> None:
    now = timezone.localtime()
    kind = ShiftKind.objects.create(code="全", letter="Q", name="全天", colour="#333333")
    ShiftBlock.objects.create(kind=kind, start_min=0, end_min=1440)
    published = version(cast, period(cast, now.date()), state="published")
    Assignment.objects.create(version=published, person=cast.lin, day=now.date(), shift=kind)
    assert "正在当班" in home(cast.lin)
    assert "我的下一班" not in home(cast.lin)
