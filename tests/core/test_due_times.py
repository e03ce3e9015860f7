"""P-05, P-06, P-08: due times of stored requests and appeals across the holidays that the calendar of the centre knows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast, at
from zuoxi.core import appeals, approval_clock, approvals
from zuoxi.core.models import Approval
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db

# kind, asked, reminded, due: the limits that ship (9, 4, 1, 27, 18 working hours) and half of each
TABLE = """
seat_leave   | 2026-02-14 17:30 | 2026-02-14 18:00 | 2026-02-24 09:30 | the worked Saturday before Spring Festival
seat_leave   | 2026-02-20 12:00 | 2026-02-24 09:30 | 2026-02-24 10:00 | asked on a holiday
seat_leave   | 2026-09-30 17:45 | 2026-10-08 09:15 | 2026-10-08 09:45 | before National Day
visitor      | 2026-02-13 16:00 | 2026-02-13 18:00 | 2026-02-14 11:00 | a Friday into a Saturday that is worked
visitor      | 2026-09-24 15:00 | 2026-09-24 17:00 | 2026-09-28 10:00 | over Mid-autumn Festival
swap         | 2026-04-30 17:00 | 2026-05-06 10:00 | 2026-05-06 12:00 | over Labour Day
swap         | 2026-05-08 16:00 | 2026-05-08 18:00 | 2026-05-09 11:00 | into the worked Saturday
leave        | 2026-01-04 09:00 | 2026-01-04 13:30 | 2026-01-04 18:00 | a Sunday that is worked
leave        | 2025-12-31 13:30 | 2025-12-31 18:00 | 2026-01-04 13:30 | over New Year
leave        | 2026-06-18 18:30 | 2026-06-22 13:30 | 2026-06-22 18:00 | asked after closing time
leave        | 2026-02-28 10:00 | 2026-02-28 14:30 | 2026-03-02 10:00 | a worked Saturday, then Monday
exam_paper   | 2026-09-19 10:00 | 2026-09-20 18:00 | 2026-09-21 18:00 | asked on a Saturday, the Sunday is worked
requisition  | 2026-10-09 09:00 | 2026-10-10 13:30 | 2026-10-12 18:00 | three working days, one a Saturday
appraisal    | 2026-02-12 09:00 | 2026-02-13 13:30 | 2026-02-14 18:00 | three working days up to the festival
policy       | 2026-11-23 10:00 | 2026-11-24 14:30 | 2026-11-26 10:00 | an ordinary week
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


def asked(cast: Cast, kind: str, moment: str, *, by: Person | None = None) -> Approval:
    return approvals.ask(kind=kind, about=f"{kind}:1", facts={}, by=by or cast.lin, now=at(moment))


@pytest.mark.parametrize(("kind", "moment", "remind", "due", "why"), CASES, ids=[f"{case[0]} {case[4]}" for case in CASES])
def test_a_request_is_due_and_its_approver_reminded_in_working_time(cast: Cast, kind: str, moment: str, remind: str, due: str, why: str) -> None:
    made = asked(cast, kind, moment)
    made.refresh_from_db()
    assert (made.remind_at, made.due_at) == (at(remind), at(due))


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("2026-02-14 17:30", "2026-02-24 09:29", "2026-02-24 09:30"),
        ("2026-09-30 17:45", "2026-10-08 09:44", "2026-10-08 09:45"),
        ("2026-05-08 17:30", "2026-05-09 09:29", "2026-05-09 09:30"),
    ],
)
def test_nothing_is_passed_up_in_the_holidays_and_at_the_minute_after_them_it_is(cast: Cast, moment: str, before: str, after: str) -> None:
    made = asked(cast, "seat_leave", moment)
    approval_clock.tick(now=at(before))
    made.refresh_from_db()
    assert made.passed == 0
    approval_clock.tick(now=at(after))
    made.refresh_from_db()
    assert (made.passed, [wait.person for wait in made.waits.all()]) == (1, [cast.sun])


def test_the_second_step_has_its_whole_limit_from_the_moment_it_is_told(cast: Cast) -> None:
    made = asked(cast, "leave", "2026-09-30 09:00")
    approvals.approve(approval=made, by=cast.wu, now=at("2026-09-30 17:00"))
    made.refresh_from_db()
    assert (made.step, made.due_at) == (1, at("2026-10-08 17:00"))


APPEALS = """
2026-02-12 10:00 | 2026-02-24 18:00 | 13 and 14 February, then the first day after the festival
2026-02-20 10:00 | 2026-02-26 18:00 | decided in the middle of the holiday
2026-04-29 23:00 | 2026-05-07 18:00 | 30 April, 6 and 7 May
2026-05-07 09:00 | 2026-05-11 18:00 | Friday, the worked Saturday, Monday
2026-09-28 08:00 | 2026-10-08 18:00 | 29 and 30 September, 8 October
2026-11-25 10:00 | 2026-11-30 18:00 | over a weekend
2025-12-30 10:00 | 2026-01-05 18:00 | 31 December, the worked Sunday, Monday
"""


@pytest.mark.parametrize("line", APPEALS.strip().splitlines())
def test_one_may_appeal_to_the_last_minute_of_the_third_working_day_and_not_a_minute_longer(
    cast: Cast, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided, last, _why = (part.strip() for part in line.split("|"))
    found = appeals.Matter(cast.lin.pk, cast.wu.pk, at(decided), {})
    monkeypatch.setitem(appeals.KINDS, "mark", appeals.Kind("mark", lambda about: found, lambda appeal, fact, *, by, now: None))
    with pytest.raises(appeals.TooLate, match=last):
        appeals.appeal(about="mark:1", reason="x", by=cast.lin, now=at(last) + timedelta(minutes=1))
    assert appeals.appeal(about="mark:1", reason="x", by=cast.lin, now=at(last)).pk


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-23 10:00", "2026-11-30 10:00"),
        ("2026-02-12 10:00", "2026-02-26 10:00"),
        ("2026-09-29 15:00", "2026-10-12 15:00"),
    ],
)
def test_an_appeal_is_answered_within_five_working_days(cast: Cast, moment: str, due: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = appeals.Matter(cast.lin.pk, cast.wu.pk, at(moment), {})
    monkeypatch.setitem(appeals.KINDS, "mark", appeals.Kind("mark", lambda about: found, lambda appeal, fact, *, by, now: None))
    made: Any = appeals.appeal(about="mark:1", reason="x", by=cast.lin, now=at(moment))
    assert made.approval.due_at == at(due)


def test_where_no_country_is_set_weekdays_are_worked(cast: Cast, settings: Any) -> None:
    settings.COUNTRY = ""
    made = asked(cast, "seat_leave", "2026-09-30 17:30")
    assert made.due_at == at("2026-10-01 09:30")
    assert date(2026, 10, 1).weekday() < 5
