"""Small scenes for the pages of the roster: a week of the cast's centre, a draft, a publication, leave, searches, proposals."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import numpy as np
import xlsxwriter
from django.utils import timezone

from tests.cast import Cast, at
from tests.roster.builders import MONDAY, NOW, demand, kind, put
from zuoxi.acd.models import Queue
from zuoxi.core.models import Job
from zuoxi.people.models import Person
from zuoxi.planning.models import Requirement
from zuoxi.roster import designing, leave, publishing, queries, versions
from zuoxi.roster.models import Leave, LeaveKind, Period, ShiftKind, Version


def kinds() -> dict[str, ShiftKind]:
    """Early, late and night with a meal each."""
    return {
        "早": kind("早", "E", [(480, 1020)], breaks=[("午餐", 60, 180, 300, False)]),
        "晚": kind("晚", "L", [(780, 1320)], breaks=[("晚餐", 60, 180, 300, False)], tags=["late"]),
        "夜": kind("夜", "N", [(1320, 1860)], breaks=[("夜宵", 60, 180, 300, False)], tags=["night"]),
    }


def requirement(cast: Cast) -> Requirement:
    """One head on the card line from 10:00 to 12:00, for four weeks."""
    Queue.objects.get_or_create(code="card", defaults={"name": "信用卡热线", "name_en": "Card line", "skill": cast.skill})
    need = np.zeros((28, 48), dtype=np.int64)
    need[:, 20:24] = 1
    return demand(cast, {"card": need}, first_day=MONDAY)


def week(cast: Cast, *, unit: Any = None) -> Period:
    """The week of the centre, measured against the card line."""
    return Period.objects.create(
        unit=unit or cast.centre, name="第 48 周", first_day=MONDAY, days=7, requirement=requirement(cast), created_by=cast.chen, created_at=NOW
    )


def draft(cast: Cast) -> Version:
    """lin works early and zhao late on four days: legal."""
    kinds()
    Person.objects.filter(pk__in=[cast.lin.pk, cast.zhao.pk]).update(is_shift_lead=True)
    made = versions.create(period=week(cast), by=cast.chen, now=NOW, note="试排")
    put(made, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    made.refresh_from_db()
    return made


def broken(cast: Cast) -> Version:
    """lin rests too little."""
    made = draft(cast)
    put(made, cast.chen, (cast.lin, 0, "晚"))
    made.refresh_from_db()
    return made


def published(cast: Cast) -> Version:
    """The draft in force."""
    return publish(draft(cast), cast)


def publish(version: Version, cast: Cast) -> Version:
    """A draft put in force by chen."""
    version.refresh_from_db()
    publishing.publish(version=version, by=cast.chen, now=NOW, seen_revision=version.revision, seen_in_force=publishing.in_force_pk(version))
    version.refresh_from_db()
    return version


def revised(cast: Cast) -> Version:
    """A draft from the version in force that moves one of lin's days."""
    made = versions.copy(version=published(cast), by=cast.chen, now=NOW, note="改一天")
    put(made, cast.chen, (cast.lin, 3, None), (cast.lin, 4, "早"))
    made.refresh_from_db()
    return made


def granted(cast: Cast, person: Person | None = None) -> Leave:
    return leave.grant(person=person or cast.lin, kind=LeaveKind.ANNUAL, first_day=date(2030, 3, 4), last_day=date(2030, 3, 6), by=cast.chen, now=NOW)


def search(cast: Cast, state: str = "done", **more: Any) -> Job:
    """A search for the week that has ended."""
    period = more.pop("period", None) or week(cast)
    arguments = {
        "period": period.pk,
        "base": None,
        "base_revision": None,
        "stay_close": False,
        "seconds": 5,
        "seed": 1,
        "today": "2026-11-20",
        "keep": None,
    }
    ended = None if state in ("waiting", "running") else timezone.now()
    return Job.objects.create(
        kind=queries.JOB, about=queries.about(period), arguments={**arguments, **more.pop("arguments", {})}, state=state, asked_by=cast.chen,
        asked_at=NOW, started_at=NOW, heartbeat_at=timezone.now(), ended_at=ended, **more,
    )  # fmt: skip


def proposal(cast: Cast, state: str = "done") -> Job:
    """A proposal of two kinds that was made."""
    made = requirement(cast)
    need, step = designing.typical_week(made)
    result = {
        "status": "feasible", "cost": 120.0, "bound": 110.0, "gap": 0.083, "paid_hours": 56.0, "step_min": step, "need": need.tolist(),
        "scheduled": need.tolist(), "under_h": 0.0, "over_h": 42.0,
        "kinds": [
            {"code": "0800-1700", "blocks": [[480, 1020]], "breaks": [["用餐", 60, 180, 270, False]], "tags": [], "heads": [1] * 7},
            {"code": "1300-2200", "blocks": [[780, 1320]], "breaks": [["用餐", 60, 180, 270, False]], "tags": ["late"], "heads": [0] * 7},
        ],
    }  # fmt: skip
    return Job.objects.create(
        kind=designing.KIND, about=f"requirement:{made.pk}", arguments={"requirement": made.pk}, state=state, asked_by=cast.chen, asked_at=NOW,
        started_at=NOW, ended_at=NOW if state == "done" else None, result=result if state == "done" else None,
    )  # fmt: skip


def sheet(rows: list[list[str]]) -> io.BytesIO:
    """A workbook to hand in."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    target.seek(0)
    target.name = "roster.xlsx"
    return target


def shift_form(**more: Any) -> dict[str, Any]:
    """What the form of a shift kind sends: a middle shift with a meal."""
    rows = {"breaks-TOTAL_FORMS": "1", "breaks-INITIAL_FORMS": "0", "breaks-0-name": "用餐", "breaks-0-length_min": "60"}
    window = {"breaks-0-earliest": "13:00", "breaks-0-latest": "15:00"}
    kind = {"name": "中班", "name_en": "Middle", "code": "中", "letter": "M", "colour": "#8a63d2", "order": "4", "start_1": "10:00", "end_1": "19:00"}
    return {**kind, **rows, **window, "revision": "0", **more}


def many_periods(cast: Cast, count: int) -> None:
    Period.objects.bulk_create(
        Period(unit=cast.centre, name=f"周期 {n}", first_day=MONDAY + timedelta(days=100 * n), days=28, created_by=cast.chen, created_at=NOW)
        for n in range(count)
    )


def many_versions(cast: Cast, count: int) -> None:
    """Drafts with figures that were kept."""
    period = Period.objects.get()
    figures = {"figures": {"hard": 0, "required_h": 14.0, "short_h": 2.0, "over_h": 1.0}}
    Version.objects.bulk_create(
        Version(period=period, number=100 + n, created_by=cast.chen, created_at=NOW, costs={"F-13 coverage": 20}, solve=figures, appraised_revision=0)
        for n in range(count)
    )


def many_leaves(cast: Cast, count: int) -> None:
    Leave.objects.bulk_create(
        Leave(
            person=cast.lin,
            kind="annual",
            first_day=date(2031, 1, 1) + timedelta(days=n),
            last_day=date(2031, 1, 1) + timedelta(days=n),
            granted_by=cast.chen,
        )
        for n in range(count)
    )


def many_kinds(cast: Cast, count: int) -> None:
    for n in range(min(count, 200)):
        kind(f"k{n}", "ABCDFGHIJK"[n % 10], [(480, 1020)], active=False)


def many_people(cast: Cast, count: int) -> None:
    """More agents of team one, off all week."""
    Person.objects.bulk_create(
        Person(
            work_number=f"9{n:05d}", name=f"员工{n}", pinyin=f"yuangong{n}", initials="yg", unit=cast.team, post=cast.lin.post,
            contract=cast.contract, is_rostered=True,
        )
        for n in range(min(count, 200))
    )  # fmt: skip


def evening() -> Any:
    return at("2026-11-22 20:00")
