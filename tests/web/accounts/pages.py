"""Pages of accounts."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast, hashed_password
from tests.web.areas import Page
from zuoxi.people.models import Person
from zuoxi.people.models_accounts import UserSession


def more_people(cast: Cast, count: int) -> None:
    Person.objects.bulk_create(
        Person(
            work_number=f"a{n}",
            name="张三",
            pinyin="zhangsan",
            initials="zs",
            unit=cast.team,
            post=cast.lin.post,
            password=hashed_password(),
        )
        for n in range(count)
    )


def more_sessions(cast: Cast, count: int) -> None:
    now = timezone.now()
    end = now + timedelta(hours=1)
    UserSession.objects.bulk_create(
        UserSession(
            session_key=f"{n:040d}",
            session_data="",
            person=cast.lin,
            started_at=now,
            seen_at=now,
            idle_at=end,
            expire_date=end,
            device="Chrome · Windows",
        )
        for n in range(count)
    )


PAGES = [
    Page("accounts:own", "lin", grow=more_sessions),
    Page("accounts:confirm", "lin"),
    Page("accounts:factor", "lin"),
    Page("accounts:people", "gao", grow=more_people),
    Page("accounts:person", "gao", args=lambda cast: [cast.lin.pk], grow=more_sessions),
]
ALLOWED = {"Chrome", "Windows", "Linux", "ZUOXI", "SECOND", "FACTOR", "True", "TOTP"}
