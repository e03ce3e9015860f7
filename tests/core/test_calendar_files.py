"""Days of the calendar from files and to files: the yearly data file, the centre's own form, errors by row, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from zuoxi.core import calendar, calendar_days, calendar_files
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.calendar_files import FileHasErrors
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.rules.calendar import statutory_days

pytestmark = pytest.mark.django_db
NOW = at("2026-11-01 09:00")
HEADER = "day,kind,name,name_en,pay_factor,source\n"


def own(*rows: str) -> bytes:
    return (HEADER + "\n".join(rows)).encode()


def whole_year(year: int) -> bytes:
    """The yearly data file of a published year, as the library knows it."""
    lines = ["date,weekday,is_workday,is_in_lieu,holiday"]
    for facts in calendar.days(date(year, 1, 1), 365, country="CN").days:
        lines.append(f"{facts.day},{facts.day.isoweekday()},{int(facts.is_working)},0,{facts.name}")
    return "\n".join(lines).encode()


def test_a_yearly_file_gives_the_days_that_the_weekday_does_not_tell() -> None:
    forms, findings = calendar_files.read(whole_year(2026))
    library = calendar.days(date(2026, 1, 1), 365, country="CN").days
    assert findings == []
    assert {form.day for form in forms} == {facts.day for facts in library if facts.is_holiday or facts.is_make_up}
    assert {form.day for form in forms if form.kind == DayKind.STATUTORY} == {one.day for one in statutory_days(2026)}
    assert {form.day for form in forms if form.kind == DayKind.WORKING} == {facts.day for facts in library if facts.is_make_up}


def test_a_stored_year_says_what_the_library_says(cast: Cast) -> None:
    before = calendar_days.calendar(date(2026, 1, 1), 365).days
    calendar_files.store(whole_year(2026), by=cast.chen, now=NOW)
    assert calendar_days.calendar(date(2026, 1, 1), 365).days == before


def test_the_shared_file_of_three_years_is_read(cast: Cast, shared_data: Callable[[str], Path]) -> None:
    data = shared_data("calendar/cn_workdays_2024_2026.csv").read_bytes()
    plan = calendar_files.store(data, by=cast.chen, now=NOW, source="cn_workdays")
    rows = list(csv.DictReader(data.decode().splitlines()))
    worked_weekends = [row for row in rows if row["is_workday"] == "1" and int(row["weekday"]) > 5]
    assert plan.findings == ()
    assert CentreDay.objects.filter(kind=DayKind.WORKING).count() == len(worked_weekends)
    assert CentreDay.objects.filter(kind=DayKind.STATUTORY).count() == 11 + 13 + 13
    assert set(CentreDay.objects.values_list("source", flat=True)) == {"cn_workdays"}


def test_a_holiday_of_the_yearly_file_has_both_names(cast: Cast) -> None:
    calendar_files.store(b"date,is_workday,holiday\n2027-02-06,0,Spring Festival\n2027-02-20,1,\n2027-03-01,0,\n", by=cast.chen, now=NOW)
    assert list(CentreDay.objects.order_by("day").values_list("name", "name_en", "kind")) == [
        ("春节", "Spring Festival", "statutory"),
        ("上班日", "Working day", "working"),
        ("假日", "Holiday", "holiday"),
    ]


def test_the_centres_own_form_is_read_with_its_defaults() -> None:
    forms, findings = calendar_files.read(own("2027-05-20,closed,司庆,Founding day,,", "2027/1/1,statutory,元旦,,2.5,通知"), source="file.csv")
    assert findings == []
    assert forms[0] == DayForm(date(2027, 5, 20), "司庆", DayKind.CLOSED, "Founding day", None, "file.csv")
    assert (forms[1].day, str(forms[1].pay_factor), forms[1].source) == (date(2027, 1, 1), "2.50", "通知")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("soon,closed,x,,,", "calendar.bad_day"),
        ("1999-12-31,closed,x,,,", "calendar.bad_day"),
        ("2100-01-01,closed,x,,,", "calendar.bad_day"),
        ("2027-02-30,closed,x,,,", "calendar.bad_day"),
        ("2027-05-20,party,x,,,", "calendar.bad_kind"),
        ("2027-05-20,closed,,,,", "calendar.no_name"),
        ("2027-05-20,closed,x,,9,", "calendar.bad_factor"),
        ("2027-05-20,closed,x,,0.5,", "calendar.bad_factor"),
        ("2027-05-20,closed,x,,three,", "calendar.bad_factor"),
        (f"2027-05-20,closed,{'x' * 101},,,", "calendar.too_long"),
        (f"2027-05-20,closed,x,,,{'y' * 201}", "calendar.too_long"),
        ("2027-05-19,closed,twice,,,", "calendar.day_twice"),
    ],
)
def test_an_error_names_its_row_and_nothing_of_the_file_is_stored(cast: Cast, row: str, code: str) -> None:
    data = own("2027-05-19,closed,good,,,", row)
    plan = calendar_files.preview(data)
    assert [(finding.code, finding.row) for finding in plan.findings] == [(code, 3)]
    assert sentence(code, plan.findings[0].facts)
    with pytest.raises(FileHasErrors):
        calendar_files.store(data, by=cast.chen, now=NOW)
    assert not CentreDay.objects.exists()
    calendar_files.store(own("2027-05-19,closed,good,,,"), by=cast.chen, now=NOW)
    assert CentreDay.objects.get().name == "good"


def test_a_yearly_row_that_does_not_say_whether_it_is_worked_is_an_error() -> None:
    _, findings = calendar_files.read(b"date,is_workday,holiday\n2027-01-01,yes,x\n")
    assert [(finding.code, finding.row) for finding in findings] == [("calendar.bad_worked", 2)]


@pytest.mark.parametrize("data", [b"", b"name\nx\n", b"\x00\x01\x02", b"day,kind\n2027-01-01,closed\n"])
def test_a_file_that_is_no_calendar_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(Refusal):
        calendar_files.read(data)


def test_the_preview_tells_new_changed_and_same_and_stores_nothing(cast: Cast) -> None:
    calendar_files.store(own("2027-05-19,closed,a,,,", "2027-05-20,closed,b,,,"), by=cast.chen, now=NOW)
    plan = calendar_files.preview(own("2027-05-19,closed,a,,,", "2027-05-20,holiday,b,,,", "2027-05-21,closed,c,,,"))
    assert [one.news for one in plan.days] == ["same", "changed", "new"]
    assert [plan.count(news) for news in ("new", "changed", "same")] == [1, 1, 1]
    assert CentreDay.objects.count() == 2


def test_storing_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    data = own("2027-05-19,closed,a,,,")
    calendar_files.store(data, by=cast.chen, now=NOW)
    before = list(CentreDay.objects.values())
    calendar_files.store(data, by=cast.zhou, now=at("2026-12-01 09:00"))
    assert list(CentreDay.objects.values()) == before


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=12).filter(lambda name: name.strip())


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.integers(0, 700), st.tuples(NAMES, st.sampled_from(list(DayKind)), st.sampled_from([None, "1.5", "3"])), min_size=1, max_size=8
    )
)
def test_what_was_exported_is_read_back_without_a_difference(cast: Cast, found: dict[int, tuple[str, DayKind, str | None]]) -> None:
    CentreDay.objects.all().delete()
    for number, (name, kind, factor) in found.items():
        form = DayForm(date(2027, 1, 1) + timedelta(days=number), name, kind, "", None if factor is None else __import__("decimal").Decimal(factor))
        calendar_days.set_day(form=form, by=cast.chen, now=NOW)
    plan = calendar_files.preview(calendar_files.export(calendar_days.own(date(2027, 1, 1), 800)))
    assert plan.findings == ()
    assert {one.news for one in plan.days} == {"same"}
