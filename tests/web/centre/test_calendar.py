"""The pages of the working calendar: a year drawn, a day set, changed and removed with a way back, files looked through and stored."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, at, client_of
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.web.centre import calendar_year

pytestmark = pytest.mark.django_db
NOW = at("2026-11-01 09:00")
FOUNDING = date(2026, 5, 20)
FIELDS = {"name": "司庆", "name_en": "Founding day", "kind": "closed", "pay_factor": "", "source": "通知", "revision": "0"}


def page(cast: Cast, path: str, actor: str = "chen", language: str = "zh-hans") -> str:
    return client_of(cast.actor(actor), language=language).get(path).content.decode()


def save(cast: Cast, day: str = "2026-05-20", actor: str = "chen", **fields: str) -> Any:
    return client_of(cast.actor(actor)).post(f"/centre/calendar/{day}/", FIELDS | fields)


def cell(text: str, day: str) -> str:
    """What the page draws for a day."""
    found = re.search(rf'<(?:a|span) class="(year-day[^"]*)"[^>]*title="{day}[^>]*>(.*?)</(?:a|span)>', text)
    assert found, day
    return found[1] + " " + re.sub(r"<[^>]+>", " ", found[2])


def test_a_published_year_shows_its_holidays_make_up_days_and_days_of_triple_pay(cast: Cast) -> None:
    text = page(cast, "/centre/calendar/2026/")
    assert "is-statutory" in cell(text, "2026-10-01")
    assert "×3" in cell(text, "2026-10-01")
    assert "is-holiday" in cell(text, "2026-10-05")
    assert "休" in cell(text, "2026-10-05")
    assert "is-working" in cell(text, "2026-02-14")
    assert "班" in cell(text, "2026-02-14")
    assert "is-rest" in cell(text, "2026-03-07")
    assert "is-plain" in cell(text, "2026-03-09")
    assert "尚未公布" not in text


def test_every_day_of_the_year_is_drawn_once(cast: Cast) -> None:
    for number, days in ((2026, 365), (2024, 366)):
        drawn = re.findall(r'title="(\d{4}-\d{2}-\d{2})', page(cast, f"/centre/calendar/{number}/"))
        assert len(drawn) == len(set(drawn)) == days


def test_the_legend_counts_what_is_drawn() -> None:
    year = calendar_year.year(2026)
    assert year.count(DayKind.STATUTORY) == 13
    assert year.count(DayKind.STATUTORY) + year.count(DayKind.HOLIDAY) == 33
    assert year.count(DayKind.WORKING) == 6
    assert year.count(DayKind.CLOSED) == 0


def test_a_year_that_is_not_published_says_so_and_offers_the_import_to_who_may(cast: Cast) -> None:
    planner, agent = page(cast, "/centre/calendar/2027/"), page(cast, "/centre/calendar/2027/", "lin")
    assert "alert-warning" in planner
    assert "2027" in planner
    assert "导入该年" in planner
    assert "alert-warning" in agent
    assert "导入该年" not in agent
    assert "is-statutory" in cell(agent, "2027-02-06")


def test_readers_see_the_same_days_without_a_way_to_change_them(cast: Cast) -> None:
    planner, agent = page(cast, "/centre/calendar/2026/"), page(cast, "/centre/calendar/2026/", "lin")
    assert "/centre/calendar/2026-10-01/" in planner
    assert "/centre/calendar/2026-10-01/" not in agent
    assert cell(planner, "2026-10-01") == cell(agent, "2026-10-01")


@pytest.mark.parametrize("actor", ["chen", "zhou"])
def test_planners_and_managers_set_a_day_and_it_is_drawn_as_the_centres(cast: Cast, actor: str) -> None:
    assert save(cast, actor=actor).headers["Location"] == "/centre/calendar/2026/"
    day = CentreDay.objects.get()
    assert (day.day, day.name, day.kind, day.pay_factor, day.source, day.by) == (FOUNDING, "司庆", "closed", 1, "通知", cast.actor(actor))
    text = page(cast, "/centre/calendar/2026/")
    assert "is-closed is-own" in cell(text, "2026-05-20")
    assert "闭" in cell(text, "2026-05-20")
    assert "司庆" in text
    assert "Founding day" in page(cast, "/centre/calendar/2026/", language="en")


@pytest.mark.parametrize("actor", ["lin", "wu", "sun", "gao"])
def test_nobody_else_sets_a_day(cast: Cast, actor: str) -> None:
    assert save(cast, actor=actor).status_code == 403
    assert not CentreDay.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"kind": "party"},
        {"pay_factor": "0"},
        {"pay_factor": "6"},
        {"pay_factor": "x"},
        {"source": "y" * 201},
        {"revision": ""},
    ],
)
def test_a_form_that_makes_no_sense_is_shown_again_with_what_was_written(cast: Cast, wrong: dict[str, str]) -> None:
    answer = save(cast, **wrong)
    assert answer.status_code == 422
    assert "Founding day" in answer.content.decode()
    assert not CentreDay.objects.exists()


def test_the_form_of_a_public_day_begins_with_what_it_is(cast: Cast) -> None:
    text = page(cast, "/centre/calendar/2026-10-01/")
    assert 'value="国庆节"' in text
    assert re.search(r'<option value="statutory" selected', text)
    assert "本中心没有设定这一天" in text


def test_who_was_slower_sees_what_is_stored_and_overwrites_nothing(cast: Cast) -> None:
    save(cast)
    assert save(cast, revision="1", name="开放日", kind="working").status_code == 302
    slower = save(cast, actor="zhou", revision="1", name="休息日")
    text = slower.content.decode()
    assert slower.status_code == 422
    assert "现存内容：开放日" in text
    assert 'value="休息日"' in text
    assert CentreDay.objects.get().name == "开放日"


def test_a_removed_day_can_be_taken_back(cast: Cast) -> None:
    save(cast)
    browser = client_of(cast.chen)
    removed = browser.post("/centre/calendar/2026-05-20/remove/", {"revision": "1"})
    assert removed.status_code == 200
    assert not calendar_days.holidays(FOUNDING, 1)
    back = re.search(r'action="([^"]+/restore/)"', removed.content.decode())
    assert back
    assert browser.post(back[1]).status_code == 302
    assert calendar_days.holidays(FOUNDING, 1) == {FOUNDING}


def test_a_removal_of_what_changed_meanwhile_is_refused(cast: Cast) -> None:
    save(cast)
    for revision in ("2", "", "x"):
        assert client_of(cast.chen).post("/centre/calendar/2026-05-20/remove/", {"revision": revision}).status_code == 409
    assert calendar_days.holidays(FOUNDING, 1)


def send(cast: Cast, content: str, **more: str) -> Any:
    return client_of(cast.chen).post("/centre/calendar/import/", {"file": SimpleUploadedFile("2027.csv", content.encode()), **more})


GOOD = "date,is_workday,holiday\n2027-01-01,0,New Year's Day\n2027-02-20,1,\n"


def test_a_file_is_looked_through_before_anything_is_stored(cast: Cast) -> None:
    answer = send(cast, GOOD)
    assert answer.status_code == 200
    assert "元旦" in answer.content.decode()
    assert not CentreDay.objects.exists()


def test_a_good_file_is_stored_as_a_whole_and_leads_to_its_year(cast: Cast) -> None:
    answer = send(cast, GOOD, store="1")
    assert answer.headers["Location"] == "/centre/calendar/2027/"
    assert list(CentreDay.objects.order_by("day").values_list("kind", "source")) == [("statutory", "2027.csv"), ("working", "2027.csv")]


def test_a_file_with_one_wrong_row_stores_nothing_and_names_the_row(cast: Cast) -> None:
    answer = send(cast, GOOD + "2027-03-01,maybe,\n", store="1")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "maybe" in text
    assert '<td class="num">4</td>' in text
    assert not CentreDay.objects.exists()


@pytest.mark.parametrize("content", ["", "name\nx\n", "\x00\x01"])
def test_what_is_no_calendar_is_said_beside_the_field(cast: Cast, content: str) -> None:
    answer = send(cast, content)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_an_exported_year_is_read_back_unchanged_and_other_years_stay_out(cast: Cast) -> None:
    for day in (FOUNDING, date(2027, 1, 1), date(2025, 12, 31)):
        calendar_days.set_day(form=DayForm(day, "=司庆", DayKind.CLOSED, "Founding"), by=cast.chen, now=NOW)
    answer = client_of(cast.lin).get("/centre/calendar/2026/export/")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content.decode("utf-8-sig").count("\r\n") == 2
    plain = send(cast, answer.content.decode("utf-8-sig"))
    assert plain.status_code == 200


@pytest.mark.parametrize("path", ["1999/", "2100/", "2026-02-30/", "2026-13-01/", "someday/", "1999-12-31/", "99999/"])
def test_a_day_or_year_that_cannot_be_is_not_there(cast: Cast, path: str) -> None:
    assert client_of(cast.chen).get(f"/centre/calendar/{path}").status_code == 404


def test_the_roster_and_ones_own_month_know_the_centres_day(cast: Cast) -> None:
    before = page(cast, "/my/month/2026-05/", "lin")
    save(cast)
    assert page(cast, "/my/month/2026-05/", "lin") != before
