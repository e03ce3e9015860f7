"""Planning is bound by the policy in force (P-01): a requirement by that of its first day, a file by that of its upload, never by a later one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from tests.policies import put_in_force
from zuoxi.acd.models import Channel, Queue
from zuoxi.core import jobs, policy
from zuoxi.planning import accuracy, forecasting, history_files, marks, one_more, queries, requirements, shrinkage, snapshots, targets
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import Forecast, HistoryMark, Requirement
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

MONDAY = date(2026, 11, 23)
OUTAGE = date(2026, 11, 4)


@pytest.fixture
def chat(queues: list[Queue], planner, now) -> Queue:
    """The first queue answers chats, several at a time by the policy."""
    Queue.objects.filter(pk=queues[0].pk).update(channel=Channel.CHAT)
    for queue in queues:
        goal = Goal(model="C", service_level=0.8, within_s=20)
        targets.promise(queue=queue, goal=goal, effective_from=date(2026, 1, 1), by=planner, now=now)
    return queues[0]


def required(make_forecast, planner, now) -> Requirement:
    return requirements.compute(snapshot=snapshots.freeze(forecast=make_forecast(volume=100.0), by=planner, now=now), by=planner, now=now)


def heads(requirement: Requirement, code: str) -> int:
    return int(np.sum(requirement.series.get(queue__code=code).values["net"]))


def test_a_requirement_takes_the_concurrency_of_the_policy_in_force(chat: Queue, make_forecast, planner, now) -> None:
    usual = required(make_forecast, planner, now)
    put_in_force({"staffing": {"chat_concurrency": 4}})
    wider = required(make_forecast, planner, now)
    assert heads(wider, chat.code) < heads(usual, chat.code)
    assert heads(wider, "billing") == heads(usual, "billing")


def test_it_is_bound_by_the_policy_of_its_first_day_not_by_a_later_one(chat: Queue, make_forecast, planner, now) -> None:
    usual = heads(required(make_forecast, planner, now), chat.code)
    put_in_force({"staffing": {"chat_concurrency": 4}}, since=policy.midnight(MONDAY + timedelta(days=1)))
    assert heads(required(make_forecast, planner, now), chat.code) == usual
    put_in_force({"staffing": {"chat_concurrency": 5}}, since=policy.midnight(MONDAY))
    assert heads(required(make_forecast, planner, now), chat.code) < usual


def test_one_agent_more_is_judged_by_the_same_policy_as_the_requirement(chat: Queue, make_forecast, planner, now) -> None:
    usual = required(make_forecast, planner, now)
    series = usual.series.get(queue__code=chat.code)
    before = one_more.best(usual, series, day=0)
    put_in_force({"staffing": {"chat_concurrency": 10}}, since=policy.midnight(MONDAY + timedelta(days=1)))
    assert one_more.best(usual, series, day=0) == before


def test_a_queue_without_a_promise_starts_from_the_policy_in_force(planner) -> None:
    put_in_force({"staffing": {"phone_service_level": 0.9, "phone_threshold_s": 15, "leave_share": 0.2}})
    staffing = policy.on(MONDAY).of(StaffingPolicy)
    goal = Goal.of_policy(Channel.PHONE, staffing)
    assert (goal.service_level, goal.within_s) == (0.9, 15)
    assert shrinkage.of_policy(staffing)["leave", 0] == 0.2


def test_what_is_proposed_as_untrusted_follows_the_policy_of_the_moment(make_history, queues, now, planner) -> None:
    make_history(outage=OUTAGE, only=2)
    assert marks.propose(queues=queues, now=now) > 0
    put_in_force({"history": {"least_difference": 10_000}})
    assert marks.propose(queues=queues, now=now) == 0
    assert not HistoryMark.objects.exists()


def test_a_policy_that_begins_tomorrow_proposes_nothing_today(make_history, queues, now, planner) -> None:
    make_history(outage=OUTAGE, only=2)
    put_in_force({"history": {"least_difference": 10_000}}, since=now + timedelta(days=1))
    assert marks.propose(queues=queues, now=now) > 0
    assert marks.propose(queues=queues, now=now + timedelta(days=1)) == 0


def test_the_day_of_a_mark_is_shown_against_as_many_weeks_as_when_it_was_proposed(make_history, queues, now, planner) -> None:
    make_history(outage=OUTAGE, only=2)
    marks.propose(queues=queues, now=now)
    mark = HistoryMark.objects.filter(queue=queues[0]).first()
    assert mark is not None
    before = queries.day_of(mark)
    put_in_force({"history": {"neighbour_weeks": 1}}, since=now + timedelta(days=1))
    assert queries.day_of(mark) == before


CALLS = "start,queue,calls,aht\n" + "\n".join(f"2026-11-20 {hour:02d}:00,general,{calls},180" for hour, calls in ((9, 40), (10, 900)))


@pytest.mark.parametrize(("most", "errors"), [(100_000, 0), (500, 1)])
def test_an_absurd_count_is_what_the_policy_says_it_is(queues, planner, now, most: float, errors: int) -> None:
    put_in_force({"history": {"most_offered": most}})
    file = history_files.check(data=CALLS.encode(), name="calls.csv", options=Options(), by=planner, now=now)
    assert len([one for one in file.findings if one["severity"] == "error"]) == errors


def test_a_file_is_stored_by_the_policy_under_which_it_was_checked(queues, planner, now) -> None:
    file = history_files.check(data=CALLS.encode(), name="calls.csv", options=Options(), by=planner, now=now)
    put_in_force({"history": {"most_offered": 500}}, since=now + timedelta(minutes=1))
    assert history_files.store(file=file, by=planner, now=now + timedelta(minutes=5)).added == 2


def forecast_of(queues, planner, now: datetime) -> Forecast:
    job = forecasting.start(first_day=MONDAY, days=7, queues=queues[:1], name="x", by=planner, now=now)
    jobs.perform.call(job.pk)
    job.refresh_from_db()
    return Forecast.objects.get(pk=job.result["forecast"])


def test_a_forecast_is_made_by_the_policy_of_the_moment_it_was_asked_for(make_history, queues, planner, now) -> None:
    make_history(weeks=10, only=1)
    assert forecast_of(queues, planner, now).series.get().errors
    put_in_force({"forecast": {"least_days": 56}}, since=now + timedelta(hours=1))
    put_in_force({"forecast": {"least_days": 56, "backtest_origins": 1, "backtest_days": 7}}, since=now + timedelta(hours=2))
    long, short = (forecast_of(queues, planner, now + timedelta(hours=hours)) for hours in (1, 2))
    assert long.series.get().errors != short.series.get().errors


def test_a_forecast_is_judged_by_the_policy_under_which_it_was_made(make_forecast, make_history, queues, planner, now) -> None:
    make_history(weeks=10, only=1)
    snapshot = snapshots.freeze(forecast=make_forecast(), by=planner, now=now)
    before = accuracy.compare(snapshot, queues[:1])[0].counted
    put_in_force({"history": {"open_share": 1.0}}, since=now + timedelta(days=1))
    assert accuracy.compare(snapshot, queues[:1])[0].counted == before
