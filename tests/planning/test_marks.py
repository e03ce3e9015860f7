"""What cannot be trusted is proposed, and a planner decides."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from zuoxi.core.errors import MovedMeanwhile
from zuoxi.planning import facts, marks
from zuoxi.planning.models import HistoryInterval, HistoryMark
from zuoxi.rules.forecast import HistoryPolicy

OUTAGE = date(2026, 11, 4)


@pytest.fixture
def proposed(make_history, queues, now) -> list[HistoryMark]:
    make_history(outage=OUTAGE, only=2)
    marks.propose(queues=queues, now=now)
    return list(HistoryMark.objects.order_by("queue", "start"))


def test_an_outage_of_three_hours_is_proposed_with_what_came_and_what_was_expected(proposed, queues) -> None:
    found = [mark for mark in proposed if mark.queue == queues[0]]
    assert [(mark.kind, mark.start, mark.end) for mark in found] == [
        ("outage", datetime(2026, 11, 4, 2, 0, tzinfo=UTC), datetime(2026, 11, 4, 5, 0, tzinfo=UTC))
    ]
    assert found[0].observed == 0
    assert (found[0].expected or 0) > 100
    assert (found[0].by, found[0].left_out, found[0].reason) == (None, False, "")


def test_a_proposal_is_left_out_only_once_a_planner_says_so_and_back_again(proposed, queues, planner, now) -> None:
    def known() -> int:
        return int(facts.series(queues, settings=HistoryPolicy())["general"].known.sum())

    whole = known()
    marks.decide(marks=proposed, leave_out=True, reason="线路故障", by=planner, now=now)
    assert known() == whole - 6
    mark = HistoryMark.objects.get(pk=proposed[0].pk)
    assert (mark.left_out, mark.reason, mark.by, mark.at) == (True, "线路故障", planner, now)
    marks.decide(marks=proposed, leave_out=False, reason="确实如此", by=planner, now=now)
    assert known() == whole
    marks.undo(mark=mark, now=now)
    mark.refresh_from_db()
    assert (mark.left_out, mark.reason, mark.by) == (False, "", None)


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_decision_without_a_reason(proposed, planner, now, reason: str) -> None:
    with pytest.raises(marks.ReasonMissing):
        marks.decide(marks=proposed, leave_out=True, reason=reason, by=planner, now=now)
    assert not HistoryMark.objects.exclude(by=None).exists()


def test_all_are_decided_or_none(proposed, planner, now) -> None:
    HistoryMark.objects.filter(pk=proposed[0].pk).delete()
    with pytest.raises(MovedMeanwhile):
        marks.decide(marks=proposed, leave_out=True, reason="故障", by=planner, now=now)
    assert not HistoryMark.objects.exclude(by=None).exists()


def test_looking_again_keeps_decisions_and_renews_what_is_open(proposed, queues, planner, now) -> None:
    decided, still_open = proposed[0], proposed[1]
    marks.decide(marks=[decided], leave_out=True, reason="故障", by=planner, now=now)
    HistoryInterval.objects.filter(queue=still_open.queue).delete()
    assert marks.propose(queues=queues, now=now + timedelta(days=1)) == 0
    assert list(HistoryMark.objects.values_list("pk", "reason")) == [(decided.pk, "故障")]


def test_looking_twice_finds_the_same(proposed, queues, now) -> None:
    before = list(HistoryMark.objects.order_by("queue", "start").values_list("queue", "start", "end", "kind", "expected"))
    marks.propose(queues=queues, now=now)
    assert list(HistoryMark.objects.order_by("queue", "start").values_list("queue", "start", "end", "kind", "expected")) == before


def test_a_public_holiday_may_be_quiet_without_a_word(queues, make_history, now) -> None:
    make_history(weeks=10, only=1)
    holiday = datetime(2026, 10, 1, tzinfo=UTC) - timedelta(hours=8)
    HistoryInterval.objects.filter(start__gte=holiday, start__lt=holiday + timedelta(days=2)).update(offered=1)
    assert marks.propose(queues=queues[:1], now=now) == 0
    ordinary = datetime(2026, 10, 22, tzinfo=UTC) - timedelta(hours=8)
    HistoryInterval.objects.filter(start__gte=ordinary, start__lt=ordinary + timedelta(days=1)).update(offered=1)
    assert marks.propose(queues=queues[:1], now=now) == 1
    assert HistoryMark.objects.get().kind == "absent_day"


def test_a_planner_marks_what_the_check_did_not_find_and_takes_it_back(queues, make_history, planner, now) -> None:
    make_history(weeks=4, only=1)
    start = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
    made = marks.by_hand(queue=queues[0], start=start, end=start + timedelta(hours=2), reason="促销", by=planner, now=now)
    again = marks.by_hand(queue=queues[0], start=start, end=start + timedelta(hours=2), reason="大促销", by=planner, now=now)
    assert made.pk == again.pk
    assert facts.marks_left_out(queues)[queues[0].pk][0].kind == marks.BY_HAND
    assert marks.propose(queues=queues, now=now) == 0
    assert HistoryMark.objects.get().reason == "大促销"
    marks.undo(mark=again, now=now)
    assert not HistoryMark.objects.exists()


def test_a_mark_by_hand_needs_a_reason_and_a_stretch(queues, planner, now) -> None:
    start = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
    with pytest.raises(marks.EndsBeforeStart):
        marks.by_hand(queue=queues[0], start=start, end=start, reason="促销", by=planner, now=now)
    with pytest.raises(marks.ReasonMissing):
        marks.by_hand(queue=queues[0], start=start, end=start + timedelta(hours=1), reason=" ", by=planner, now=now)


def test_an_open_proposal_cannot_be_undone(proposed, now) -> None:
    with pytest.raises(MovedMeanwhile):
        marks.undo(mark=proposed[0], now=now)
