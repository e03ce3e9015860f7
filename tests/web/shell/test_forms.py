"""Fields for days, weeks, times and people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import Cast
from zuoxi.people import access
from zuoxi.web.shell.forms import ClockInput, DayField, PeopleField, PersonField, SearchForm, WeekField, days_of, week_of


@pytest.mark.parametrize("text", ["2026-03-08", "2026/3/8", "2026/03/08", "20260308", " 2026-03-08 "])
def test_a_day_is_understood_as_people_write_it(text: str) -> None:
    assert DayField().clean(text) == date(2026, 3, 8)


@pytest.mark.parametrize("text", ["08.03.2026", "2026-02-30", "03/08/2026", "yesterday", "2026-13-01"])
def test_what_is_no_day_is_told_how_to_write_one(text: str) -> None:
    with translation.override("zh-hans"), pytest.raises(forms.ValidationError, match="请按 2026-03-08 的格式填写日期"):
        DayField().clean(text)


def test_a_day_goes_into_the_browsers_picker_in_its_own_format() -> None:
    html = str(DayField().widget.render("d", date(2026, 3, 8)))
    assert 'type="date"' in html
    assert 'value="2026-03-08"' in html


def test_a_time_goes_into_the_browsers_picker_without_seconds() -> None:
    assert 'value="14:08"' in ClockInput().render("t", "14:08")
    assert 'type="time"' in ClockInput().render("t", None)


@pytest.mark.parametrize(("text", "monday"), [("2026-W10", date(2026, 3, 2)), ("2026-w10", date(2026, 3, 2)), ("2026-W53", date(2026, 12, 28))])
def test_a_week_is_its_monday(text: str, monday: date) -> None:
    assert WeekField().clean(text) == monday


@pytest.mark.parametrize("text", ["2025-W53", "2026-W00", "2026-10", "W10", "2026-W1x", "99999-W01"])
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        WeekField().clean(text)


def test_no_week_is_none_where_none_is_needed() -> None:
    assert WeekField(required=False).clean("") is None


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_week_reads_back_and_starts_on_the_monday_before_any_of_its_days(day: date) -> None:
    monday = WeekField().clean(week_of(day))
    assert monday == day - timedelta(days=day.weekday())
    assert day in days_of(monday)
    assert [one.weekday() for one in days_of(monday)] == list(range(7))


def test_a_week_goes_into_the_browsers_picker() -> None:
    html = str(WeekField().widget.render("w", date(2026, 3, 8)))
    assert 'type="week"' in html
    assert 'value="2026-W10"' in html
    assert 'value="nonsense"' in str(WeekField().widget.render("w", "nonsense"))


class Pick(forms.Form):
    """One person and several."""

    one = PersonField(required=False)
    many = PeopleField(required=False)


def pick(cast: Cast, reader: str, data: dict[str, object]) -> Pick:
    form = Pick(data)
    for name in ("one", "many"):
        form.fields[name].queryset = access.visible_to(cast.actor(reader))  # type: ignore[attr-defined]
    return form


@pytest.mark.django_db
def test_only_the_chosen_stand_in_the_page_the_rest_comes_by_search(cast: Cast) -> None:
    html = str(pick(cast, "chen", {"one": cast.lin.pk, "many": [cast.lin.pk, cast.zhao.pk]})["one"])
    assert "林静" in html
    assert "赵磊" not in html
    assert 'data-people="/people/search/"' in html
    assert str(pick(cast, "chen", {"many": [cast.lin.pk, cast.zhao.pk]})["many"]).count("selected") == 2


@pytest.mark.django_db
def test_whoever_is_out_of_reach_can_be_neither_chosen_nor_seen(cast: Cast) -> None:
    own = pick(cast, "wu", {"one": cast.lin.pk})
    other = pick(cast, "wu", {"one": cast.zhao.pk, "many": [cast.zhao.pk]})
    assert own.is_valid()
    assert own.cleaned_data["one"] == cast.lin
    assert set(other.errors) == {"one", "many"}
    assert "赵磊" not in str(other["one"]) + str(other["many"])


@pytest.mark.django_db
def test_without_a_reach_nobody_can_be_chosen(cast: Cast) -> None:
    assert not Pick({"one": cast.lin.pk}).is_valid()


@pytest.mark.parametrize("text", ["a" * 101, "a\x00b"])
def test_a_search_that_is_too_long_or_holds_a_null_is_refused(text: str) -> None:
    assert not SearchForm({"q": text}).is_valid()


def test_a_search_is_stripped() -> None:
    form = SearchForm({"q": "  zs "})
    assert form.is_valid()
    assert form.cleaned_data["q"] == "zs"
