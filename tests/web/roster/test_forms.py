"""The forms of the roster pages: hours on the clock, windows, names, and what they refuse."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.people.models import Unit
from zuoxi.roster.models import Version
from zuoxi.roster.shifts import ShiftForm
from zuoxi.web.roster import shift_forms
from zuoxi.web.roster.period_forms import NoteForm, PeriodForm, SolveForm
from zuoxi.web.roster.proposal_forms import AdoptForm, suggestions
from zuoxi.web.roster.shift_forms import BreakForm, KindForm, break_rows, chosen, initial, later

KIND: dict[str, Any] = {
    "name": "早班",
    "code": "早",
    "letter": "E",
    "colour": "#2f7ed8",
    "order": 0,
    "start_1": "07:00",
    "end_1": "16:00",
    "tags": [],
}


def kind(**more: Any) -> KindForm:
    form = KindForm({**KIND, **more})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("clocks", "blocks"),
    [
        ({}, ((420, 960),)),
        ({"start_1": "21:00", "end_1": "07:00"}, ((1260, 1860),)),
        ({"start_1": "08:00", "end_1": "12:00", "start_2": "17:00", "end_2": "21:00"}, ((480, 720), (1020, 1260))),
        ({"start_1": "18:00", "end_1": "22:00", "start_2": "02:00", "end_2": "06:00"}, ((1080, 1320), (1560, 1800))),
        ({"start_1": "00:00", "end_1": "00:00"}, ((0, 1440),)),
    ],
)
def test_clock_times_become_minutes_of_the_duty_day(clocks: dict[str, str], blocks: tuple[tuple[int, int], ...]) -> None:
    form = kind(**clocks)
    assert form.errors == {}
    assert form.blocks == blocks


def test_a_letter_is_a_capital_from_a_to_z() -> None:
    assert kind(letter="Q").cleaned_data["letter"] == "Q"
    for wrong in ("1", "早", "EE", "", "é"):
        assert "letter" in kind(letter=wrong).errors, wrong


@pytest.mark.parametrize(("more", "field"), [({"start_2": "17:00"}, "end_2"), ({"end_2": "17:00"}, "start_2")])
def test_a_second_part_has_two_ends(more: dict[str, str], field: str) -> None:
    assert field in kind(**more).errors


@pytest.mark.parametrize(
    "wrong",
    [{"colour": "blue"}, {"colour": "#12345"}, {"order": -1}, {"name": ""}, {"code": "九个字的代码太长了"}, {"start_1": "25:00"}, {"tags": ["x"]}],
)
def test_what_makes_no_sense_is_refused_beside_its_field(wrong: dict[str, Any]) -> None:
    assert list(kind(**wrong).errors) == list(wrong)


def breaks(*rows: dict[str, Any]) -> Any:
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{key}": value for key, value in row.items()}
    formset = break_rows(0)(data)
    formset.is_valid()
    return formset


LUNCH = {"name": "午餐", "length_min": 60, "earliest": "10:30", "latest": "12:00"}


def test_a_break_is_counted_from_the_start_of_the_shift() -> None:
    form = chosen(kind(), breaks(LUNCH, {}))
    assert form is not None
    assert form.breaks == (BreakRule(60, 210, 300, False, "午餐"),)
    assert (form.code, form.letter, form.blocks) == ("早", "E", ((420, 960),))


def test_a_break_of_a_night_may_lie_after_midnight() -> None:
    night = kind(start_1="21:00", end_1="07:00", tags=["night"])
    form = chosen(night, breaks({"name": "夜宵", "length_min": 60, "earliest": "23:30", "latest": "01:00", "paid": "on"}))
    assert form is not None
    assert form.breaks == (BreakRule(60, 150, 240, True, "夜宵"),)
    assert form.tags == frozenset({"night"})


def test_a_window_that_ends_before_it_starts_is_said_beside_it() -> None:
    rows = breaks({**LUNCH, "earliest": "13:00", "latest": "12:00"})
    assert chosen(kind(), rows) is None
    assert "latest" in rows.forms[0].errors


def test_a_removed_row_is_no_break() -> None:
    form = chosen(kind(), breaks({**LUNCH, "DELETE": "on"}))
    assert form is not None
    assert form.breaks == ()


@pytest.mark.parametrize("wrong", [{"length_min": 0}, {"length_min": 241}, {"earliest": ""}, {"name": ""}, {"latest": "noon"}])
def test_a_break_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    form = BreakForm({**LUNCH, **wrong})
    assert not form.is_valid()
    assert list(form.errors) == list(wrong)


def test_what_the_form_shows_of_a_kind_is_what_it_says_again() -> None:
    shift = ShiftForm("夜", "N", "夜班", "#45508a", ((1260, 1860),), (BreakRule(60, 120, 240, False, "夜宵"),), frozenset({"night"}), "Night", 4)
    fields, rows = initial(shift)
    again = chosen(kind(**fields), breaks(*rows))
    assert again == shift


@given(start=st.integers(0, 1439), clock=st.times())
def test_the_next_such_time_is_within_a_day_and_shows_the_same_clock(start: int, clock: time) -> None:
    clock = clock.replace(second=0, microsecond=0)
    found = later(clock, start, touching=False)
    assert start < found <= start + 1440
    assert found % 1440 == clock.hour * 60 + clock.minute
    assert shift_forms.at(found) == clock


@pytest.mark.django_db
def test_a_period_has_a_name_days_and_a_unit_one_may_plan(cast: Cast) -> None:
    def form(**more: Any) -> PeriodForm:
        data = {"name": "十二月", "unit": cast.centre.pk, "first_day": "2026-12-01", "days": 28, "requirement": ""}
        return PeriodForm({**data, **more}, units=Unit.objects.filter(pk=cast.centre.pk))

    assert form().is_valid()
    assert form(first_day="2026/12/1").is_valid()
    for wrong in ({"unit": cast.team.pk}, {"days": 0}, {"days": 63}, {"first_day": "December"}, {"name": "x" * 201}, {"requirement": "987654"}):
        assert list(form(**wrong).errors) == list(wrong)


@pytest.mark.django_db
def test_a_search_stays_close_only_to_something() -> None:
    def form(**more: Any) -> SolveForm:
        return SolveForm({"base": "", "seconds": 60, "seed": 1, **more}, versions=Version.objects.all())

    assert form().is_valid()
    assert "stay_close" in form(stay_close="on").errors
    for wrong in ({"seconds": 4}, {"seconds": 3601}, {"seed": -1}, {"seed": 2**31}, {"base": "77"}):
        assert list(form(**wrong).errors) == list(wrong)


def test_a_remark_is_short_and_may_be_left_out() -> None:
    assert NoteForm({"note": ""}).is_valid()
    assert NoteForm({"note": "字" * 200}).is_valid()
    assert not NoteForm({"note": "字" * 201}).is_valid()


SHIFT = Shift("p1", ((480, 720), (1020, 1260)), (), frozenset({"two_ended"}))


def test_a_proposed_kind_is_taken_only_with_a_name_a_code_and_a_key() -> None:
    assert AdoptForm({}).is_valid()
    form = AdoptForm({"take": "on", "name": "两头", "code": "两", "letter": "T"})
    assert form.is_valid()
    made = form.chosen(SHIFT, 3)
    assert (made.code, made.letter, made.name, made.blocks, made.tags, made.order) == ("两", "T", "两头", SHIFT.blocks, SHIFT.tags, 3)
    for field in ("name", "code", "letter"):
        lacking = AdoptForm({"take": "on", "name": "两头", "code": "两", "letter": "T", field: ""})
        assert list(lacking.errors) == [field]


def test_suggestions_use_free_keys_and_the_hours_and_none_when_they_run_out() -> None:
    with translation.override("en"):
        first, second = suggestions([SHIFT, Shift("p2", ((1260, 1860),))], ["Q"])
    assert (first["letter"], first["code"], first["name"], first["take"]) == ("Q", "Q", "08:00～12:00 17:00～21:00", False)
    assert (second["letter"], second["name"]) == ("", "21:00～next day 07:00")
