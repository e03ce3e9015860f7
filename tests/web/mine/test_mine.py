"""One's own roster on a page: what stands on it, and that it is one's own."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine

from tests.cast import Cast, at, client_of
from zuoxi.roster.models import Assignment, Leave, Period, Publication, ShiftBlock, ShiftKind, Version

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def week(cast: Cast) -> Version:
    """lin: early on Monday with lunch, a night on Tuesday (it was early before), leave on Wednesday."""
    made = {}
    for code, letter, block, tags in (("早", "E", (420, 960), []), ("夜", "N", (1260, 1860), ["night"])):
        made[code] = ShiftKind.objects.create(code=code, letter=letter, name=f"{code}班", name_en=letter, colour="#336699", tags=tags)
        ShiftBlock.objects.create(kind=made[code], start_min=block[0], end_min=block[1])
    now = at("2026-11-20 18:00")
    period = Period.objects.create(name="十一月末", unit=cast.centre, first_day=MONDAY, days=7, created_by=cast.chen, created_at=now)
    version = Version.objects.create(period=period, number=1, state="published", created_by=cast.chen, created_at=now)
    Publication.objects.create(
        version=version, published_by=cast.chen, published_at=now, diff=[[cast.lin.pk, "2026-11-24", "早", "夜"]], sha256="0" * 64
    )
    for number, code in enumerate(["早", "夜", None, None, None, None, None]):
        day = date(2026, 11, 23 + number)
        breaks = [[660, 720, "午餐", False]] if code == "早" else []
        Assignment.objects.create(version=version, person=cast.lin, day=day, shift=made[code] if code else None, breaks=breaks)
    Leave.objects.create(person=cast.lin, kind="annual", first_day=date(2026, 11, 25), last_day=date(2026, 11, 25))
    return version


def text(cast: Cast, path: str, person: str = "lin", language: str = "zh-hans") -> str:
    response = client_of(cast.actor(person), language=language).get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("今天", "午餐", "年假", "有变动，原为早", "次日")), ("en", ("Today", "annual leave", "changed, was 早", "next day"))],
)
@time_machine.travel(at("2026-11-23 06:30"), tick=False)
def test_the_first_page_shows_todays_shift_its_breaks_and_the_days_ahead(cast: Cast, week: Version, language: str, words: tuple[str, ...]) -> None:
    page = text(cast, "/my/", language=language)
    for word in (*words, "07:00", "16:00", "11:00", "2026-11-23"):
        assert word in page


@time_machine.travel(at("2026-11-24 23:30"), tick=False)
def test_at_night_the_running_shift_comes_first(cast: Cast, week: Version) -> None:
    page = text(cast, "/my/")
    assert "正在当班" in page
    assert "own-now" in page


@time_machine.travel(at("2026-11-23 06:30"), tick=False)
def test_nobody_sees_anothers_shifts(cast: Cast, week: Version) -> None:
    for path in ("/my/", "/my/week/2026-11-23/", "/my/month/2026-11/"):
        assert "早班" in text(cast, path)
        assert "早班" not in text(cast, path, person="zhao")
    assert "未来两周还没有发布你的班次" in text(cast, "/my/", person="zhao")


def test_a_month_starts_on_monday_and_marks_public_holidays(cast: Cast) -> None:
    page = text(cast, "/my/month/2026-10/")
    assert page.count("<td") == 35
    assert "<sup>休</sup>" in page
    assert "<sup" not in text(cast, "/my/month/2026-11/")


def test_an_unpublished_year_far_away_is_shown_without_holidays(cast: Cast) -> None:
    assert "尚未发布" in text(cast, "/my/month/2031-05/")


@pytest.mark.parametrize("path", ["/my/week/yesterday/", "/my/week/1899-01-01/", "/my/week/9999-12-31/", "/my/month/2026-0/", "/my/month/99999-01/"])
def test_an_address_that_is_no_day_is_not_found(cast: Cast, path: str) -> None:
    assert client_of(cast.lin).get(path).status_code == 404


@time_machine.travel(at("2026-11-23 06:30"), tick=False)
def test_a_calendar_address_is_shown_once_works_without_login_and_dies_when_revoked(cast: Cast, week: Version) -> None:
    lin = client_of(cast.lin)
    page = lin.post("/my/calendar/", {"do": "create"}).content.decode()
    address = page.split("readonly>http://localhost")[1].split("<")[0]
    assert f'href="webcal://localhost{address}"' in page
    assert address not in lin.get("/my/calendar/").content.decode()
    response = client_of(None).get(address)
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Referrer-Policy"] == "no-referrer"
    starts = [
        event.decoded("dtstart").astimezone(ZoneInfo("Asia/Shanghai")) for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    ]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == ["11-23 07:00", "11-24 21:00"]
    lin.post("/my/calendar/", {"do": "revoke"})
    assert client_of(None).get(address).status_code == 404


def test_revoking_what_is_not_there_says_nothing_and_breaks_nothing(cast: Cast) -> None:
    response = client_of(cast.lin).post("/my/calendar/", {"do": "revoke"}, follow=True)
    assert response.status_code == 200
    assert "订阅地址已停用" not in response.content.decode()
