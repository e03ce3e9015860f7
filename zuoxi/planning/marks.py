"""Stretches of history that cannot be trusted (F-03, X-05): proposed by the check, left out or kept by a planner with a reason, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.engine.history.distrust import distrusted
from zuoxi.engine.history.series import Series
from zuoxi.people.models import Person
from zuoxi.planning import facts, grid, workdays
from zuoxi.planning.models import HistoryMark
from zuoxi.rules.forecast import HistoryPolicy

BY_HAND = "by_hand"
"""Kind of a mark that a planner set without a proposal."""


class ReasonMissing(Problem):
    code = "mark.reason_missing"
    text = _("Say why, so that others can judge it later.")


class EndsBeforeStart(Problem):
    code = "mark.ends_before_start"
    text = _("The stretch must end after it starts. Change the start or the end.")


@transaction.atomic
def propose(*, queues: Sequence[Queue], now: datetime) -> int:
    """Look through the history of these queues; proposals nobody has decided on are renewed, decisions stay. Returns how many are open."""
    HistoryMark.objects.filter(queue__in=queues, by=None).delete()
    settings = policy.in_force(now).of(HistoryPolicy)
    found = facts.series_as_stored(queues, settings=settings)
    wanted = [mark for queue in queues if queue.code in found for mark in _proposals(queue, found[queue.code], settings, now)]
    HistoryMark.objects.bulk_create(wanted, ignore_conflicts=True)
    return HistoryMark.objects.filter(queue__in=queues, by=None).count()


def _proposals(queue: Queue, series: Series, settings: HistoryPolicy, now: datetime) -> Iterable[HistoryMark]:
    holidays = workdays.holidays(series.first_day, series.days)
    for stretch in distrusted(series, settings=settings, holidays=holidays):
        yield HistoryMark(
            queue=queue,
            start=grid.utc(stretch.start),
            end=grid.utc(stretch.end),
            kind=stretch.kind,
            observed=stretch.observed,
            expected=stretch.expected,
            at=now,
        )


@transaction.atomic
def decide(*, marks: Sequence[HistoryMark], leave_out: bool, reason: str, by: Person, now: datetime) -> None:
    """Leave the stretches out of forecasts, or keep them; with one reason. A decision can be taken anew; all of them are decided or none."""
    if not reason.strip():
        raise ReasonMissing
    there = HistoryMark.objects.filter(pk__in=[mark.pk for mark in marks])
    if there.update(left_out=leave_out, reason=reason.strip(), by=by, at=now) != len(marks):
        raise MovedMeanwhile(what=marks[0].kind)


def undo(*, mark: HistoryMark, now: datetime) -> None:
    """Take a decision back: the proposal is open again; what was marked by hand is gone."""
    if mark.kind == BY_HAND:
        HistoryMark.objects.filter(pk=mark.pk).delete()
    elif not HistoryMark.objects.filter(pk=mark.pk).exclude(by=None).update(left_out=False, reason="", by=None, at=now):
        raise MovedMeanwhile(what=mark.kind)


def by_hand(*, queue: Queue, start: datetime, end: datetime, reason: str, by: Person, now: datetime) -> HistoryMark:
    """Leave out a stretch the check did not find."""
    if not reason.strip():
        raise ReasonMissing
    if end <= start:
        raise EndsBeforeStart
    decision = {"left_out": True, "reason": reason.strip(), "by": by, "at": now}
    mark, _made = HistoryMark.objects.update_or_create(queue=queue, start=start, end=end, kind=BY_HAND, defaults=decision)
    return mark
