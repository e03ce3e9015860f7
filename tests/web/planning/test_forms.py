"""Forms of planning: what people type becomes what the verbs take, and nonsense is refused beside its field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.web.planning import world
from zuoxi.planning import shrinkage
from zuoxi.planning.history_reading import LEFT_OUT, Options
from zuoxi.planning.models.forecast import Operation
from zuoxi.planning.targets import Goal
from zuoxi.web.planning.forecast_forms import ForecastForm, LayerForm, amount_text, next_monday
from zuoxi.web.planning.history_forms import DoubtForm, QueuesForm, StoreForm, WholeFileForm, span_of
from zuoxi.web.planning.requirement_forms import OneMoreForm, ShrinkageForm, TargetForm, percent, share

pytestmark = pytest.mark.django_db


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_monday_after_a_day_is_a_monday_within_a_week(day: date) -> None:
    found = next_monday(day)
    assert found.weekday() == 0
    assert day < found <= day + timedelta(days=7)


@given(st.floats(0.01, 99.99))
def test_per_cent_and_share_are_each_others_inverse(value: float) -> None:
    assert percent(share(value)) == pytest.approx(value, abs=1e-5)


def test_eighty_per_cent_is_four_fifths_and_nothing_is_nothing() -> None:
    assert (share(80), share(88), share(None), percent(0.07), percent(None)) == (0.8, 0.88, None, 7.0, None)


@pytest.mark.parametrize(
    ("operation", "measure", "amount", "text"),
    [
        ("percent", "volume", 20.0, "+20%"),
        ("percent", "aht_s", -12.5, "-12.5%"),
        ("add", "volume", 15.0, "+15 contacts"),
        ("add", "aht_s", -30.0, "-30 s"),
        ("set", "volume", 100.0, "set to 100 contacts"),
        ("min", "volume", 5.0, "not less than 5 contacts"),
        ("max", "aht_s", 240.0, "not more than 240 s"),
    ],
)
def test_a_change_is_written_as_people_say_it(operation: str, measure: str, amount: float, text: str) -> None:
    with translation.override("en"):
        assert amount_text(operation, measure, amount) == text
    with translation.override("zh-hans"):
        assert not any(word in amount_text(operation, measure, amount) for word in ("contacts", "than", "set"))


def test_every_operation_can_be_written() -> None:
    assert all(amount_text(operation, "volume", 1.0) for operation in Operation.values)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ({"first_day": date(2026, 11, 24)}, "2026-11-23 16:00", "2026-11-24 16:00"),
        ({"first_day": date(2026, 11, 24), "last_day": date(2026, 11, 26)}, "2026-11-23 16:00", "2026-11-26 16:00"),
        (
            {"first_day": date(2026, 11, 24), "first_time": datetime(2026, 1, 1, 9).time(), "last_time": datetime(2026, 1, 1, 11).time()},
            "2026-11-24 01:00",
            "2026-11-24 03:00",
        ),
        ({"first_day": date(2026, 11, 24), "first_time": datetime(2026, 1, 1, 18).time()}, "2026-11-24 10:00", "2026-11-24 16:00"),
    ],
)
def test_days_and_times_become_a_stretch_in_utc(said: dict[str, Any], start: str, end: str) -> None:
    assert [f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" for moment in span_of(said)] == [start, end]


def test_a_layer_of_the_form_is_the_change_that_the_verb_takes(cast: Cast) -> None:
    queue = world.queue(cast)
    data = {"queue": queue.pk, "measure": "aht_s", "operation": "min", "amount": "200", "first_day": "2026/11/24", "reason": "新流程"}
    form = LayerForm(data, queues=[queue])
    assert form.is_valid(), form.errors
    change = form.change()
    assert (change.queue, change.measure, change.operation, change.amount) == (queue, "aht_s", "min", 200.0)
    assert change.end - change.start == timedelta(days=1)


def test_a_layer_can_be_laid_only_on_queues_of_the_forecast(cast: Cast) -> None:
    queue = world.queue(cast)
    form = LayerForm({"queue": queue.pk, "measure": "volume", "operation": "add", "amount": "1", "first_day": "2026-11-24", "reason": "x"}, queues=[])
    assert not form.is_valid()
    assert set(form.errors) == {"queue"}


@pytest.mark.parametrize("amount", ["", "abc", "nan", "inf", "1e999"])
def test_an_amount_is_a_number(cast: Cast, amount: str) -> None:
    data = {"measure": "volume", "operation": "add", "amount": amount, "first_day": "2026-11-24", "reason": "x"}
    form = LayerForm(data, queues=[world.queue(cast)])
    assert not form.is_valid()
    assert "amount" in form.errors


def test_a_forecast_covers_whole_weeks_of_known_queues(cast: Cast) -> None:
    queue = world.queue(cast)
    form = ForecastForm({"first_day": "20261123", "weeks": "4", "queues": [queue.pk], "name": "  "})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["first_day"], list(form.cleaned_data["queues"]), form.cleaned_data["name"]) == (date(2026, 11, 23), [queue], "")
    assert "queues" in ForecastForm({"first_day": "20261123", "weeks": "4", "queues": ["987654"]}).errors


def test_unknown_names_are_mapped_in_the_order_of_the_file(cast: Cast) -> None:
    queue = world.queue(cast)
    form = QueuesForm({"queue_0": "card", "queue_1": LEFT_OUT}, names=["甲", ""], queues=[queue])
    assert form.is_valid(), form.errors
    before = Options(queues={"旧": "card"}, sheet="数据")
    assert form.options(before) == Options(queues={"旧": "card", "甲": "card", "": LEFT_OUT}, sheet="数据")


@pytest.mark.parametrize("data", [{}, {"queue_0": ""}, {"queue_0": "nope"}])
def test_each_unknown_name_must_be_answered_for(cast: Cast, data: dict[str, str]) -> None:
    form = QueuesForm(data, names=["甲"], queues=[world.queue(cast)])
    assert not form.is_valid()
    assert set(form.errors) == {"queue_0"}


def test_a_whole_file_is_one_queue_or_shares(cast: Cast) -> None:
    queue = world.queue(cast)
    one = WholeFileForm({"way": "one", "queue": "card"}, queues=[queue])
    assert one.is_valid()
    assert one.options(Options()) == Options(queue="card")
    shares = WholeFileForm({"way": "shares", f"share_{queue.pk}": "100"}, queues=[queue])
    assert shares.is_valid()
    assert shares.options(Options()) == Options(shares={"card": 1.0})
    assert "queue" in WholeFileForm({"way": "one"}, queues=[queue]).errors
    assert f"share_{queue.pk}" in WholeFileForm({"way": "shares", f"share_{queue.pk}": "140"}, queues=[queue]).errors


def test_storing_leaves_out_and_replaces_nothing_unless_ticked() -> None:
    form = StoreForm({})
    assert form.is_valid()
    assert form.cleaned_data == {"leave_out": False, "replace": False}


def test_a_doubt_by_hand_names_queue_days_and_reason(cast: Cast) -> None:
    form = DoubtForm({"queue": world.queue(cast).pk, "first_day": "2026-11-11", "first_time": "10:00", "last_time": "09:00", "reason": "演练"})
    assert not form.is_valid()
    assert set(form.errors) == {"last_day"}
    assert set(DoubtForm({}).errors) == {"queue", "first_day", "reason"}


def test_a_goal_of_the_form_is_the_goal_of_the_verb_and_back(cast: Cast) -> None:
    queue = world.queue(cast)
    data = {
        "queue": queue.pk,
        "effective_from": "2026-12-01",
        "model": "A",
        "service_level": "85.5",
        "within_s": "30",
        "max_abandon": "4",
        "max_asa_s": "12",
        "max_occupancy": "88",
        "patience_s": "240",
    }
    form = TargetForm(data)
    assert form.is_valid(), form.errors
    goal = Goal(model="A", service_level=0.855, within_s=30, max_abandon=0.04, max_asa_s=12.0, max_occupancy=0.88, patience_s=240.0)
    assert form.goal() == goal
    target = world.target(cast)
    initial = TargetForm.initial_of(Goal.of(target))
    again = TargetForm({**initial, "queue": queue.pk, "effective_from": "2026-12-01", "max_asa_s": "", "max_occupancy": ""})
    assert again.is_valid(), again.errors
    assert again.goal() == Goal.of(target)


@given(st.dictionaries(st.sampled_from([(k, d) for k in shrinkage.KINDS for d in range(7)]), st.integers(0, 19)))
def test_the_table_of_shares_is_read_as_it_is_shown(told: dict[tuple[str, int], int]) -> None:
    shares = {place: value / 100 for place, value in told.items()}
    shown = ShrinkageForm(shares=shares)
    data = {f"{kind}_{day}": str(shown[f"{kind}_{day}"].initial) for kind in shrinkage.KINDS for day in range(7)}
    form = ShrinkageForm(data, shares={})
    assert form.is_valid(), form.errors
    assert form.shares() == {place: value for place, value in shares.items() if value}


def test_the_table_has_a_row_a_kind_and_a_cell_a_weekday() -> None:
    rows = ShrinkageForm(shares={}).rows()
    assert [len(cells) for _label, cells in rows] == [7] * 5


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [("00:00", "00:00", (0, 1440)), ("08:30", "17:15", (510, 1035)), ("23:30", "00:00", (1410, 1440))]
)
def test_hours_of_one_more_agent_are_minutes_of_the_day(start: str, end: str, minutes: tuple[int, int]) -> None:
    form = OneMoreForm({"start": start, "end": end, "by": "1"})
    assert form.is_valid(), form.errors
    assert (form.first(form.cleaned_data), form.last(form.cleaned_data)) == minutes


@pytest.mark.parametrize(("data", "field"), [({"end": "07:00"}, "end"), ({"by": "0"}, "by"), ({"by": "51"}, "by"), ({"start": "25:00"}, "start")])
def test_senseless_hours_and_numbers_are_refused(data: dict[str, str], field: str) -> None:
    form = OneMoreForm({"start": "08:00", "end": "12:00", "by": "1", **data})
    assert not form.is_valid()
    assert set(form.errors) == {field}
