"""What charts draw, number by number, and how tags write."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.web.planning.world import SHANGHAI
from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.planning.effects import Shown
from zuoxi.planning.models import HistoryMark
from zuoxi.planning.queries import DayView, Pattern
from zuoxi.planning.requirement_facts import Curve
from zuoxi.web.planning import charts, forecast_charts, labels, requirement_charts
from zuoxi.web.planning.forecast_page import View
from zuoxi.web.planning.templatetags import planning as tags

MONDAY = date(2026, 11, 23)
WEEKDAYS = range(5)


def made(*, days: int = 14, factor: float = 1.0, bounds: bool = True) -> Made:
    """Hours from 08:00 to 20:00 on weekdays; the volume of a slot is its hour."""
    volume = np.full((days, 24), np.nan)
    for day in range(days):
        if day % 7 in WEEKDAYS:
            volume[day, 8:20] = np.arange(8, 20) * factor
    totals = np.where(np.isnan(volume).all(axis=1), np.nan, np.nansum(volume, axis=1))
    limits = Bounds(totals * 0.9, totals * 1.1, totals * 0.8, totals * 1.2) if bounds else None
    return Made("card", MONDAY, 60, volume, volume * 0.8, volume * 1.2, volume * 0.6, volume * 1.4, volume * 0 + 180, "theta", day_bounds=limits)


def shown(*, factor: float = 1.0, **more: Any) -> Shown:
    return Shown(SimpleNamespace(queue="卡"), made(**more), made(factor=factor, **more))  # type: ignore[arg-type]


def view(zoom: str, week: date = MONDAY) -> View:
    return View("card", zoom, week)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_week_of_intervals_starts_at_the_first_open_hour_and_ends_at_the_last() -> None:
    chart = forecast_charts.volume(shown(), view("interval"))
    assert (chart["x"][0], chart["x"][11], len(chart["x"])) == ("Mon 08:00", "Mon 19:00", 84)
    line = chart["series"][0]
    assert line["values"][:12] == list(range(8, 20))
    assert line["values"][60:] == [None] * 24
    assert line["bands"][0]["lo"][0] == pytest.approx(6.4)
    assert [len(band["hi"]) for band in line["bands"]] == [84, 84]


def test_the_last_week_of_a_forecast_that_ends_on_a_wednesday_has_three_days() -> None:
    chart = forecast_charts.volume(shown(days=10), view("interval", MONDAY + timedelta(days=7)))
    assert len(chart["x"]) == 36


def test_days_are_totals_with_their_own_bounds() -> None:
    chart = forecast_charts.volume(shown(), view("day"))
    total = sum(range(8, 20))
    assert chart["series"][0]["values"][:6] == [total] * 5 + [None]
    assert chart["series"][0]["bands"][0]["hi"][0] == round(total * 1.1)
    assert forecast_charts.volume(shown(bounds=False), view("day"))["series"][0]["bands"] == []


def test_weeks_are_bars_that_begin_on_mondays_also_when_the_forecast_does_not() -> None:
    later = made(days=14)
    moved = Made("card", MONDAY + timedelta(days=2), 60, *(getattr(later, n) for n in ("volume", "lo80", "hi80", "lo95", "hi95", "aht_s")), "theta")
    starts, totals = forecast_charts.by_week(moved)
    assert starts == [MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)]
    assert sum(totals) == pytest.approx(np.nansum(later.volume))
    assert forecast_charts.volume(shown(), view("week"))["series"][0]["type"] == "bar"


def test_what_it_was_without_layers_is_drawn_only_where_they_change_anything() -> None:
    for zoom in ("interval", "day", "week"):
        assert [line["name"] for line in forecast_charts.volume(shown(), view(zoom))["series"]] == ["forecast"]
        assert [line["name"] for line in forecast_charts.volume(shown(factor=1.5), view(zoom))["series"]] == ["forecast", "without layers"]


def test_handling_time_is_a_mean_weighted_by_contacts() -> None:
    one = made()
    one.aht_s[0, 8:20] = np.where(np.arange(8, 20) == 19, 300.0, 100.0)
    total = sum(range(8, 20))
    assert forecast_charts.day_means(one)[0] == pytest.approx((300 * 19 + 100 * (total - 19)) / total)
    assert np.isnan(forecast_charts.day_means(one)[5])


def test_handling_time_by_interval_has_the_same_axis_as_the_volume() -> None:
    one = shown()
    volume, seconds = (draw(one, view("interval")) for draw in (forecast_charts.volume, forecast_charts.handling))
    assert volume["x"] == seconds["x"]
    assert [line["name"] for line in seconds["series"]] == ["handling time"]


def test_figures_tell_the_total_and_what_layers_did() -> None:
    plain, more, less = (forecast_charts.figures(shown(factor=factor)) for factor in (1.0, 1.25, 0.5))
    assert [label for label, _value, _unit in plain] == ["Contacts", "Mean handling time"]
    assert more[1][1] == "+25.0%"
    assert less[1][1] == "-50.0%"
    assert plain[1][1] == "03:00"


def test_the_heat_map_is_cut_to_the_open_hours_and_closed_cells_are_empty() -> None:
    mean = np.full((7, 24), np.nan)
    mean[0, 9:12] = [1.25, 2, 3]
    mean[4, 20] = 7
    chart = charts.week_heat(Pattern(60, mean, 4))
    assert (chart["x"][0], chart["x"][-1], len(chart["values"])) == ("09:00", "20:00", 7 * 12)
    cells = {(column, row): value for column, row, value in chart["values"]}
    assert (cells[0, 0], cells[11, 4], cells[5, 0]) == (1.2, 7, None)


def test_a_week_in_which_nothing_is_known_draws_nothing() -> None:
    assert charts.week_heat(Pattern(60, np.full((7, 24), np.nan), 4))["values"] == []


def mark(begin: str, end: str) -> HistoryMark:
    start, until = (datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI) for text in (begin, end))
    return HistoryMark(start=start, end=until, kind="outage")


DAY = DayView(MONDAY, 60, [None] * 8 + [10.0] * 12 + [None] * 4, [None] * 8 + [9.5] * 12 + [None] * 4)


@pytest.mark.parametrize(
    ("begin", "end", "shade"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:00", {"from": "10:00", "to": "12:00", "name": ""}),
        ("2026-11-23 18:00", "2026-11-23 20:00", {"from": "18:00", "to": "19:00", "name": ""}),
        ("2026-11-22 10:00", "2026-11-23 09:00", {"from": "08:00", "to": "09:00", "name": ""}),
        ("2026-11-23 21:00", "2026-11-23 23:00", None),
    ],
)
def test_a_doubtful_stretch_is_shaded_within_the_hours_drawn(begin: str, end: str, shade: dict[str, str] | None) -> None:
    chart = charts.doubtful_day(DAY, [mark(begin, end)])
    assert (chart["x"][0], len(chart["x"])) == ("08:00", 12)
    assert chart["marks"] == ([shade] if shade else [])


def test_a_day_of_which_nothing_is_known_draws_nothing() -> None:
    assert charts.doubtful_day(DayView(MONDAY, 60, [None] * 24, [None] * 24), [])["x"] == []


def test_heads_are_drawn_from_the_first_needed_slot_to_the_last() -> None:
    net = np.zeros((1, 24), dtype=np.int64)
    net[0, 8:20] = 3
    share = np.where(net > 0, 0.8, np.nan)
    curve = Curve(net, net + (net > 0), net + 2 * (net > 0), net * 10.0, share, share * 0 + 0.02, share * 10, share)
    heads, service = (draw(curve, 0, 60) for draw in (requirement_charts.heads, requirement_charts.service))
    assert heads["x"] == service["x"]
    assert (heads["x"][0], heads["x"][-1]) == ("08:00", "19:00")
    assert [line["values"][0] for line in heads["series"]] == [5, 4, 3]
    assert [line["values"][0] for line in service["series"]] == [80.0, 80.0, 2.0]


@given(st.lists(st.none() | st.floats(allow_nan=True, allow_infinity=False, width=32), max_size=20))
def test_what_is_not_known_is_never_drawn_as_a_number(values: list[float | None]) -> None:
    found = charts.rounded(values)
    assert [one is None for one in found] == [value is None or value != value for value in values]


@pytest.mark.parametrize(
    ("begin", "end", "text"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:30", "2026-11-23 10:00～12:30"),
        ("2026-11-23 00:00", "2026-11-24 00:00", "2026-11-23 00:00～24:00"),
        ("2026-11-23 22:00", "2026-11-24 02:00", "2026-11-23 22:00～2026-11-24 02:00"),
        ("2026-11-23 00:00", "2026-11-26 00:00", "2026-11-23 00:00～2026-11-26 00:00"),
    ],
)
def test_a_stretch_is_written_once_with_its_day(begin: str, end: str, text: str) -> None:
    assert tags.stretch(mark(begin, end)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1240.4, 0, "+1,240"), (-15, 0, "-15"), (0, 0, "0"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (None, 0, "--"), (2.25, 1, "+2.2")],
)
def test_a_change_has_its_sign_and_nothing_has_none(value: float | None, decimals: int, text: str) -> None:
    assert tags.signed(value, decimals) == text


def test_a_share_that_is_not_known_is_nothing() -> None:
    assert [tags.share(value) for value in (0.123, 0.0, None, float("nan"))] == ["12.3%", "0.0%", "--", "--"]


def test_every_method_of_the_engine_and_every_kind_of_doubt_has_words_in_both_languages() -> None:
    from zuoxi.engine.forecast.backtest import COMBINATION
    from zuoxi.engine.forecast.methods.registry import METHODS

    assert {method.name for method in METHODS} | {COMBINATION} == set(labels.METHODS)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for name in (*labels.METHODS, *labels.DOUBTS):
                told = labels.method(name) if name in labels.METHODS else labels.doubt(name)
                assert told != name or language == "en"
    assert labels.method("neu") == "neu"


@pytest.mark.parametrize(("by", "left_out", "text"), [(None, False, "to decide"), (1, True, "left out"), (1, False, "kept")])
def test_a_decision_is_told_with_a_word_and_not_by_colour_alone(by: int | None, left_out: bool, text: str) -> None:
    assert labels.decision(HistoryMark(by_id=by, left_out=left_out))[0] == text
