"""The back-test as a job (P-04): asked for on a page, watched, its answer kept with the job for who asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zuoxi.core import backtest, jobs
from zuoxi.core.backtest import Order
from zuoxi.core.errors import Problem
from zuoxi.core.jobs import Run
from zuoxi.core.models import Job
from zuoxi.rules.policy import from_values

KIND = "core.backtest"
MOST_DAYS = 400
MOST_ROWS = 5000
BEAT_EVERY = 50
"""Facts between two heartbeats."""
Drafts = Mapping[str, Mapping[str, Any]]
"""By name of the policy the values that the draft sets."""


class BadPeriod(Problem):
    code, status = "backtest.bad_period", 400
    text = _("The period must end after it begins and have at most %(most)s days. Choose other days.")


class NothingChanged(Problem):
    code, status = "backtest.nothing_changed", 400
    text = _("The draft says what is in force. Change at least one value to see what would differ.")


def in_force() -> dict[str, Any]:
    """By name: the policies in force of everything that can be back-tested."""
    return {one.policy.__name__: one.policy() for one in backtest.PROVIDERS.values()}


def order(*, first: date, last: date, people: Collection[int], drafts: Drafts) -> Order:
    """The checked order: a refusal names the entry that is out of its bounds."""
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadPeriod(most=MOST_DAYS)
    known = in_force()
    made = {name: from_values(type(known[name]), {**vars(known[name]), **values}) for name, values in drafts.items()}
    if all(made[name] == known[name] for name in made):
        raise NothingChanged
    return Order(first, last, people, known, made)


def start(*, first: date, last: date, people: Collection[int], drafts: Drafts, by: Any, now: datetime) -> Job:
    """Queue a back-test; one of a person is open at a time."""
    order(first=first, last=last, people=people, drafts=drafts)
    arguments = {"first": first.isoformat(), "last": last.isoformat(), "people": sorted(people), "drafts": {k: dict(v) for k, v in drafts.items()}}
    return jobs.start(KIND, about=f"person:{by.pk}", by=by, now=now, arguments=arguments)


def perform(run: Run, *, first: str, last: str, people: list[int], drafts: Drafts) -> dict[str, Any]:
    """The work itself: what differs, at most so many rows of it, and the sums of all."""
    asked = order(first=date.fromisoformat(first), last=date.fromisoformat(last), people=people, drafts=drafts)

    def beat(done: int) -> None:
        if done % BEAT_EVERY == 0:
            run.beat(done=done, total=max(done, _size(asked)))

    found = backtest.run(asked, beat)
    rows = backtest.as_rows(found)
    return {
        "rows": rows[:MOST_ROWS],
        "more": max(0, len(rows) - MOST_ROWS),
        "decided": found.decided,
        "points": found.points,
        "pay": str(found.pay),
        "people": found.people,
        "by_rule": found.by_rule(),
    }


def _size(asked: Order) -> int:
    """About how many facts there are: a month of a person is one, for each rule."""
    months = (asked.last.year - asked.first.year) * 12 + asked.last.month - asked.first.month + 1
    return len(asked.people) * months * len(asked.providers())
