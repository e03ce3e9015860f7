"""Shift kinds in the browser: hours as on a clock, mistakes beside the field, what was published stays (F-10, UX 44)."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.roster import scenes
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.roster import shifts
from zuoxi.roster.models import ShiftKind
from zuoxi.web.roster import drawing, shift_forms

pytestmark = pytest.mark.django_db
NEW = "roster:shift-new"


@pytest.fixture
def planner(cast: Cast) -> Client:
    return client_of(cast.chen)


def send(client: Client, data: dict[str, Any], kind: ShiftKind | None = None) -> Any:
    return client.post(reverse("roster:shift", args=[kind.pk]) if kind else reverse(NEW), data)


def saved(code: str = "中") -> shifts.ShiftForm:
    return shifts.form_of(ShiftKind.objects.get(code=code))


def test_a_kind_is_made_as_typed(planner: Client) -> None:
    assert send(planner, scenes.shift_form(tags=["late"])).status_code == 302
    form = saved()
    assert (form.blocks, form.tags, form.letter, form.name_en) == (((600, 1140),), {"late"}, "M", "Middle")
    assert form.breaks == (BreakRule(60, 180, 300, False, "用餐"),)


def test_an_end_before_the_start_lies_on_the_next_day_and_so_do_its_breaks(planner: Client) -> None:
    night = {"start_1": "22:00", "end_1": "06:00", "breaks-0-earliest": "00:30", "breaks-0-latest": "02:00", "breaks-0-paid": "on"}
    send(planner, scenes.shift_form(**night))
    form = saved()
    assert form.blocks == ((1320, 1800),)
    assert form.breaks == (BreakRule(60, 150, 240, True, "用餐"),)


def test_a_second_part_makes_a_two_ended_shift(planner: Client) -> None:
    send(planner, scenes.shift_form(start_1="08:00", end_1="12:00", start_2="17:00", end_2="21:00", **no_breaks()))
    assert saved().blocks == ((480, 720), (1020, 1260))


def no_breaks() -> dict[str, str]:
    return {f"breaks-0-{key}": "" for key in ("name", "length_min", "earliest", "latest")}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"name": ""}, "name"),
        ({"code": ""}, "code"),
        ({"letter": "1"}, "letter"),
        ({"colour": "red"}, "colour"),
        ({"start_1": "25:00"}, "start_1"),
        ({"start_2": "20:00"}, "end_2"),
        ({"end_2": "20:00"}, "start_2"),
        ({"order": "-1"}, "order"),
        ({"code": "九个字的代码太长了吧"}, "code"),
        ({"tags": ["heavy"]}, "tags"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(wrong: dict[str, Any], where: str, planner: Client) -> None:
    answer = send(planner, scenes.shift_form(**{"name_en": "Kept words", **wrong}))
    assert answer.status_code == 422
    assert where in answer.context["form"].errors
    assert "Kept words" in answer.content.decode()
    assert not ShiftKind.objects.exists()


def test_a_break_window_that_ends_before_it_starts_is_said_in_its_row(planner: Client) -> None:
    answer = send(planner, scenes.shift_form(**{"breaks-0-earliest": "15:00", "breaks-0-latest": "13:00"}))
    assert answer.status_code == 422
    assert "latest" in answer.context["rows"].forms[0].errors


def test_a_break_that_fits_nowhere_is_said_above_the_form(planner: Client) -> None:
    answer = send(planner, scenes.shift_form(**{"breaks-0-earliest": "18:30", "breaks-0-latest": "18:50"}))
    assert answer.status_code == 422
    assert "中" in answer.context["form"].non_field_errors()[0]


def test_parts_that_touch_are_refused_with_what_to_do(planner: Client) -> None:
    answer = send(planner, scenes.shift_form(start_2="19:00", end_2="21:00"))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_a_taken_code_or_key_is_said_beside_it(planner: Client) -> None:
    scenes.kinds()
    assert "code" in send(planner, scenes.shift_form(code="早")).context["form"].errors
    assert "letter" in send(planner, scenes.shift_form(letter="E")).context["form"].errors


def test_one_more_break_is_a_further_empty_row_and_nothing_is_saved(planner: Client) -> None:
    answer = send(planner, scenes.shift_form(more="1"))
    assert answer.status_code == 200
    assert answer.context["rows"].total_form_count() == 2
    assert not ShiftKind.objects.exists()


def test_a_ticked_row_is_removed_and_an_empty_one_is_no_break(planner: Client) -> None:
    kind = scenes.kinds()["早"]
    form = {"name": "早班", "code": "早", "letter": "E", "colour": "#336699", "order": "0", "start_1": "08:00", "end_1": "17:00", "revision": "0"}
    rows = {"breaks-TOTAL_FORMS": "2", "breaks-INITIAL_FORMS": "1", "breaks-0-name": "午餐", "breaks-0-length_min": "60"}
    window = {"breaks-0-earliest": "11:00", "breaks-0-latest": "13:00", "breaks-0-DELETE": "on"}
    assert send(planner, {**form, **rows, **window}, kind).status_code == 302
    assert saved("早").breaks == ()


def test_the_form_of_a_kind_shows_its_clock_times(planner: Client) -> None:
    page = planner.get(reverse("roster:shift", args=[scenes.kinds()["夜"].pk]))
    form, rows = page.context["form"], page.context["rows"]
    assert (form.initial["start_1"], form.initial["end_1"]) == (time(22), time(7))
    assert (rows.forms[0].initial["earliest"], rows.forms[0].initial["latest"]) == (time(1), time(3))


def test_a_copy_starts_with_everything_but_code_and_key(planner: Client) -> None:
    kind = scenes.kinds()["晚"]
    form = planner.get(reverse(NEW), {"copy": kind.pk}).context["form"]
    assert (form.initial["code"], form.initial["letter"], form.initial["tags"]) == ("", "", ["late"])
    assert planner.get(reverse(NEW), {"copy": "x"}).status_code == 200


def test_the_hours_of_a_published_kind_stay_and_its_name_may_change(planner: Client, cast: Cast) -> None:
    scenes.published(cast)
    kind = ShiftKind.objects.get(code="早")
    rows = {"breaks-TOTAL_FORMS": "2", "breaks-INITIAL_FORMS": "1", "breaks-0-name": "午餐", "breaks-0-length_min": "60"}
    window = {"breaks-0-earliest": "11:00", "breaks-0-latest": "13:00"}
    form = {"name": "早早班", "code": "早", "letter": "E", "colour": "#336699", "order": "0", "revision": str(kind.revision), **rows, **window}
    refused = send(planner, {**form, "start_1": "07:00", "end_1": "17:00"}, kind)
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors()
    assert refused.context["fixed"]
    assert send(planner, {**form, "start_1": "08:00", "end_1": "17:00"}, kind).status_code == 302
    assert ShiftKind.objects.get(code="早").name == "早早班"


def test_a_stale_form_is_told_and_overwrites_nothing(planner: Client) -> None:
    kind = scenes.kinds()["早"]
    ShiftKind.objects.filter(pk=kind.pk).update(revision=3, name="别人改的")
    answer = send(planner, scenes.shift_form(code="早", letter="E"), kind)
    assert answer.status_code == 422
    assert ShiftKind.objects.get(pk=kind.pk).name == "别人改的"


def test_kinds_go_out_of_use_and_come_back(planner: Client) -> None:
    kind = scenes.kinds()["早"]
    url = reverse("roster:shift-active", args=[kind.pk])
    planner.post(url, {"active": "0", "revision": "0"})
    assert not ShiftKind.objects.get(pk=kind.pk).is_active
    assert planner.post(url, {"active": "1", "revision": "0"}).status_code == 409
    planner.post(url, {"active": "1", "revision": "1"})
    assert ShiftKind.objects.get(pk=kind.pk).is_active


def test_readers_see_the_kinds_and_no_way_to_change_them(cast: Cast) -> None:
    scenes.kinds()
    page = client_of(cast.sun).get(reverse("roster:shifts")).content.decode()
    assert "早班" in page
    assert reverse(NEW) not in page


def test_without_a_kind_the_page_says_what_to_do(planner: Client, cast: Cast) -> None:
    assert reverse(NEW) in planner.get(reverse("roster:shifts")).content.decode()
    assert reverse(NEW) not in client_of(cast.sun).get(reverse("roster:shifts")).content.decode()


def test_kinds_are_drawn_on_one_axis_with_midnight_and_breaks_in_the_middle_of_their_window() -> None:
    early = Shift("早", ((420, 960),), (BreakRule(60, 210, 270, name="午餐"),))
    night = Shift("夜", ((1260, 1860),), (BreakRule(60, 120, 240, True, "夜宵"),))
    axis = drawing.axis([early, night])
    assert (axis.start_min, axis.end_min) == (420, 1860)
    assert axis.midnight == pytest.approx((1440 - 420) / 1440 * 100, abs=0.01)
    block, meal = drawing.bars(early, axis)
    assert (block.kind, block.left, block.width) == ("block", 0, 37.5)
    assert (meal.kind, meal.left) == ("unpaid", pytest.approx((660 - 420) / 1440 * 100, abs=0.01))
    assert drawing.bars(night, axis)[1].kind == "paid"
    assert [hour for _, hour in axis.ticks][:2] == ["09:00", "12:00"]
    assert all(0 <= bar.left <= bar.left + bar.width <= 100.001 for shift in (early, night) for bar in drawing.bars(shift, axis))


def test_an_empty_axis_is_a_day() -> None:
    axis = drawing.axis([])
    assert axis.end_min - axis.start_min >= 12 * 60
    assert axis.midnight is None


def test_clock_times_are_counted_from_the_start() -> None:
    assert shift_forms.later(time(6), 1320, touching=False) == 1800
    assert shift_forms.later(time(22), 1320, touching=True) == 1320
    assert shift_forms.later(time(22), 1320, touching=False) == 2760
    assert shift_forms.later(time(23), 1320, touching=False) == 1380
    assert shift_forms.at(1800) == time(6)
