"""Limits across the holidays of 2026 as the State Council set them (P-05, P-06, P-08), and against a count minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.rules import approvals
from zuoxi.rules.approval_policy import ApprovalPolicy
from zuoxi.rules.approvals import Scope, Step
from zuoxi.rules.office_time import OfficeTime

SHANGHAI = ZoneInfo("Asia/Shanghai")


def run(first: str, last: str, working: bool) -> dict[date, bool]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=n): working for n in range((end - start).days + 1)}


DAYS_2026 = (
    run("2026-01-01", "2026-01-03", False)
    | run("2026-01-04", "2026-01-04", True)
    | run("2026-02-15", "2026-02-23", False)
    | run("2026-02-14", "2026-02-14", True)
    | run("2026-02-28", "2026-02-28", True)
    | run("2026-04-04", "2026-04-06", False)
    | run("2026-05-01", "2026-05-05", False)
    | run("2026-05-09", "2026-05-09", True)
    | run("2026-06-19", "2026-06-21", False)
    | run("2026-09-25", "2026-09-27", False)
    | run("2026-10-01", "2026-10-07", False)
    | run("2026-09-20", "2026-09-20", True)
    | run("2026-10-10", "2026-10-10", True)
)
"""Days off and make-up working days of 2026: notice of the General Office of the State Council of November 2025."""
OFFICE = OfficeTime(540, 1080, SHANGHAI, DAYS_2026)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def columns(line: str) -> tuple[datetime, int, datetime]:
    """A line of a table: when it begins, how much, when it ends; what follows says why it is tried."""
    day, clock, much, last_day, last_clock = line.split()[:5]
    return at(f"{day} {clock}"), int(much), at(f"{last_day} {last_clock}")


DUE = """
2026-01-04 10:00   4   2026-01-04 14:00   a Sunday that is worked
2025-12-31 17:00   4   2026-01-04 12:00   over New Year into that Sunday
2026-02-13 17:30   1   2026-02-14 09:30   Friday evening into the worked Saturday
2026-02-14 16:00   4   2026-02-24 11:00   over the nine days of Spring Festival
2026-02-18 12:00   1   2026-02-24 10:00   asked in the middle of the holiday
2026-02-23 23:59   9   2026-02-24 18:00   a whole day ends at closing time
2026-02-27 15:00   9   2026-02-28 15:00   into the worked Saturday after it
2026-02-28 17:00   2   2026-03-02 10:00   from it into Monday
2026-04-03 17:00   2   2026-04-07 10:00   Tomb-sweeping Day
2026-04-30 14:00   9   2026-05-06 14:00   over Labour Day
2026-05-08 17:00  18   2026-05-11 17:00   Friday, the worked Saturday, Monday
2026-06-18 18:00   1   2026-06-22 10:00   Dragon Boat Festival; asked exactly at closing time
2026-09-18 12:00   9   2026-09-20 12:00   the worked Sunday before National Day
2026-09-24 17:59   1   2026-09-28 09:59   Mid-autumn Festival
2026-09-30 09:00   9   2026-09-30 18:00   the last day before National Day
2026-09-30 09:01   9   2026-10-08 09:01   one minute later it is after it
2026-10-09 10:00  27   2026-10-13 10:00   three days, one of them a Saturday
2026-10-10 17:00   4   2026-10-12 12:00   over the Sunday after it
2026-12-31 17:00   4   2027-01-01 12:00   a year nobody has published counts as plain weekdays
"""


@pytest.mark.parametrize("line", [line for line in DUE.splitlines() if line])
def test_due_times_across_the_holidays(line: str) -> None:
    begun, hours, due = columns(line)
    assert OFFICE.after(begun, hours * 60) == due


WORKING_DAYS = """
2026-02-13 10:00   3   2026-02-25 18:00   Saturday worked, then Tuesday and Wednesday after the festival
2026-02-14 20:00   1   2026-02-24 18:00   after closing on the last worked day
2026-02-20 10:00   3   2026-02-26 18:00   decided on a holiday
2026-02-26 10:00   3   2026-03-02 18:00   Friday, the worked Saturday, Monday
2026-04-30 18:00   5   2026-05-11 18:00   6, 7, 8 May, the worked Saturday 9 May, Monday
2026-09-17 10:00   3   2026-09-21 18:00   Friday, the worked Sunday, Monday
2026-09-29 10:00   3   2026-10-09 18:00   30 September, 8 and 9 October
2026-09-29 10:00   5   2026-10-12 18:00   and the worked Saturday and Monday
2026-11-23 10:00   3   2026-11-26 18:00   an ordinary week
2026-11-26 10:00   3   2026-12-01 18:00   over a weekend
"""


@pytest.mark.parametrize("line", [line for line in WORKING_DAYS.splitlines() if line])
def test_the_last_moment_to_appeal_across_the_holidays(line: str) -> None:
    decided, days, last = columns(line)
    assert OFFICE.end_of_day_after(decided, days) == last


def by_the_minute(start: datetime, minutes: int, office: OfficeTime = OFFICE) -> datetime:
    """The same, counted minute by minute."""
    moment = start.astimezone(SHANGHAI)
    while minutes > 0:
        minute = moment.hour * 60 + moment.minute
        is_open = office.is_working(moment.date()) and office.opens_min <= minute < office.closes_min
        moment += timedelta(minutes=1)
        minutes -= is_open
    return moment


@settings(max_examples=25, deadline=None)
@given(
    start=st.datetimes(datetime(2026, 2, 10), datetime(2026, 3, 3)).map(lambda t: t.replace(second=0, microsecond=0)), minutes=st.integers(1, 1500)
)
def test_the_limit_is_what_counting_each_minute_gives(start: datetime, minutes: int) -> None:
    begun = start.replace(tzinfo=SHANGHAI)
    assert OFFICE.after(begun, minutes) == by_the_minute(begun, minutes)


@settings(max_examples=60)
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    hours=st.integers(1, 200),
    share=st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0]),
)
def test_a_reminder_is_never_after_the_due_time_and_both_are_in_office_hours(start: datetime, hours: int, share: float) -> None:
    begun = start.replace(tzinfo=SHANGHAI)
    found = approvals.clock(
        Step("leader", Scope.OWN_TEAM, limit_min=hours * 60), since=begun, office=OFFICE, policy=ApprovalPolicy(remind_share=share)
    )
    assert begun < found.remind_at <= found.due_at
    assert (found.remind_at == found.due_at) == (share == 1.0)
    for moment in (found.remind_at, found.due_at):
        local = moment.astimezone(SHANGHAI)
        assert OFFICE.is_working(local.date())
        assert 540 <= local.hour * 60 + local.minute <= 1080
        assert moment.tzinfo == UTC


@settings(max_examples=60)
@given(start=st.datetimes(datetime(2026, 1, 5), datetime(2026, 12, 1)), days=st.integers(1, 30))
def test_so_many_working_days_lie_between_a_decision_and_the_last_day_to_appeal(start: datetime, days: int) -> None:
    begun = start.replace(tzinfo=SHANGHAI)
    last = OFFICE.end_of_day_after(begun, days).astimezone(SHANGHAI)
    between = [begun.date() + timedelta(days=n) for n in range(1, (last.date() - begun.date()).days + 1)]
    assert sum(OFFICE.is_working(day) for day in between) == days
    assert (last.hour, last.minute) == (18, 0)


@pytest.mark.parametrize(
    ("opens", "closes", "hours", "due"),
    [
        (540, 1080, 9, "2026-11-24 10:00"),
        (480, 1200, 9, "2026-11-23 19:00"),
        (0, 1440, 14, "2026-11-24 00:00"),
        (600, 660, 1, "2026-11-23 11:00"),
        (600, 660, 3, "2026-11-25 11:00"),
    ],
)
def test_the_hours_of_the_office_are_policy(opens: int, closes: int, hours: int, due: str) -> None:
    assert OfficeTime(opens, closes, SHANGHAI).after(at("2026-11-23 10:00"), hours * 60) == at(due)
