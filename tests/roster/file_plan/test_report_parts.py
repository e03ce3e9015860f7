"""The parts of the report: tables of errors, charts of forecast and cover, the strip, words for rules (R-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from django.utils import translation

from tests.roster.file_plan.test_outcome import planned
from zuoxi.engine.forecast.bounds import Bounds
from zuoxi.engine.forecast.errors import Errors
from zuoxi.engine.forecast.making import Forecast
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import OFF, Roster
from zuoxi.engine.roster.rules.registry import FLOOR
from zuoxi.roster.file_plan import report_cover, report_forecast, words
from zuoxi.roster.file_plan.forecasting import Expected, HeldOut
from zuoxi.roster.file_plan.outcome import finish
from zuoxi.roster.file_plan.report import tag_names
from zuoxi.roster.file_plan.report_forecast import percent

NS = "{http://www.w3.org/2000/svg}"
NAMES = {"hotline": "热线"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def errors(method: str, wape: float, *, chosen: bool = False) -> Errors:
    return Errors(method, wape, 0.01, 0.8, 0.95, wape / 2, 0.0, 0.8, 0.95, 500, 8, chosen)


def expected(*lines: Errors, bounds: bool = True, held_out: tuple[HeldOut, ...] = ()) -> Expected:
    volume = np.full((7, 24), np.nan)
    volume[:5, 8:18] = 10.0
    volume[5] = np.nan
    days = np.where(np.isnan(volume).all(axis=1), np.nan, np.nansum(volume, axis=1))
    around = Bounds(days * 0.9, days * 1.1, days * 0.8, days * 1.2) if bounds else None
    edges: dict[str, Any] = dict.fromkeys(("lo80", "hi80", "lo95", "hi95"), volume)
    one = Forecast("hotline", date(2026, 12, 7), 60, volume, aht_s=volume, method="theta", errors=lines, day_bounds=around, **edges)
    return Expected({"hotline": one}, held_out)


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{NS}text")]


def paths(svg: str) -> int:
    return len(list(ElementTree.fromstring(svg).iter(f"{NS}path")))


def test_every_queue_has_a_chart_of_days_with_its_name_and_bounds() -> None:
    (chart,) = report_forecast.context(expected(), NAMES)["forecast_charts"]
    assert chart["title"] == "Contacts a day, 热线"
    assert {"12-07", "forecast", "80 % bounds", "95 % bounds"} <= set(texts(chart["svg"]))
    (plain,) = report_forecast.context(expected(bounds=False), NAMES)["forecast_charts"]
    assert "80 % bounds" not in texts(plain["svg"])
    assert paths(plain["svg"]) < paths(chart["svg"])


def test_a_queue_without_a_name_is_called_by_its_code() -> None:
    (chart,) = report_forecast.context(expected(), {})["forecast_charts"]
    assert chart["title"] == "Contacts a day, hotline"


def test_methods_are_listed_best_first_and_the_chosen_one_is_marked() -> None:
    (table,) = report_forecast.context(expected(errors("mean4", 0.2), errors("theta", 0.1, chosen=True)), NAMES)["error_tables"]
    assert "8 weekly origins" in table["title"]
    assert [row["chosen"] for row in table["rows"]] == [True, False]
    assert table["rows"][0]["cells"][1:] == ("10.0 %", "1.0 %", "80.0 %", "95.0 %", "5.0 %")


def test_without_a_back_test_there_is_no_table() -> None:
    assert report_forecast.context(expected(), NAMES)["error_tables"] == []


def test_the_trial_stands_beside_last_week_repeated() -> None:
    line = HeldOut("hotline", 28, "theta", 0.05, 0.03, 0.08, 0.06, -0.01, 0.81)
    shown = report_forecast.context(expected(held_out=(line,)), NAMES)
    assert "28 days" in shown["held_out_title"]
    (row,) = shown["held_out"]
    assert row[0] == "热线"
    assert row[2:] == ("5.0 %", "8.0 %", "3.0 %", "6.0 %", "-1.0 %", "81.0 %")
    assert report_forecast.context(expected(), NAMES)["held_out"] == []


@pytest.mark.parametrize(("share", "text"), [(0.1234, "12.3 %"), (0.0, "0.0 %"), (float("nan"), "--"), (-0.05, "-5.0 %")])
def test_shares_are_shown_in_per_cent_and_the_unknown_as_two_dashes(share: float, text: str) -> None:
    assert percent(share) == text


def test_each_queue_has_a_chart_of_its_mean_day() -> None:
    shown = report_cover.context(planned(3, 2, 1, 1), NAMES, share=0.1)
    (chart,) = shown["cover_charts"]
    assert chart["title"] == "Heads through the day, 热线, mean of 4 days"
    assert {"required", "scheduled", "08:00", "15:00"} <= set(texts(chart["svg"]))
    assert "16:00" not in texts(chart["svg"])
    assert "10.0 %" in shown["requirement_note"]


def test_the_strip_has_a_row_for_each_day_somebody_is_needed_and_a_number_where_it_is_off() -> None:
    strip = report_cover.context(planned(4, 2, 1, 0), NAMES, share=0.1)["heat_map"]
    shown = texts(strip)
    assert [text for text in shown if text.startswith("12-")] == ["12-01", "12-02", "12-03", "12-04"]
    assert shown.count("-2") == 8 + 1
    assert "+2" in shown
    assert "-1" in shown


def test_shares_of_cover_stand_for_each_queue_and_for_all() -> None:
    rows = report_cover.context(planned(2, 2, 2, 2), NAMES, share=0.1)["cover_rows"]
    assert [row[0] for row in rows] == ["热线", "all queues"]
    assert rows[0][1:] == rows[1][1:] == ("64", "12.5 %", "0.0 %")


def test_a_plan_in_which_nobody_is_needed_has_charts_all_the_same() -> None:
    whole = planned(1)
    nothing = {"hotline": np.zeros((7, 24), dtype=np.int64)}
    idle = finish(whole.problem, Roster(np.full((6, 7), OFF)), whole.solved, required=nothing, policy=BreakPolicy(), seed=1)
    shown = report_cover.context(idle, NAMES, share=0.1)
    assert shown["cover_rows"][0][1:] == ("0", "--", "--")
    assert ElementTree.fromstring(shown["heat_map"]).get("role") == "img"


def test_every_soft_rule_of_the_engine_has_words_with_its_id() -> None:
    soft = [rule.name for rule in FLOOR if rule.name != "T-17 floor"]
    assert set(soft) <= set(words.RULES)
    for name in soft:
        assert words.rule(name).endswith(f"({name.split()[0]})")
    assert words.rule("X-99 unheard of") == "X-99 unheard of"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_words_are_there_in_both_languages(language: str) -> None:
    with translation.override(language):
        shown = [words.rule(name) for name in words.RULES] + [words.status(name) for name in words.STATUSES] + list(tag_names().values())
    assert len(set(shown)) == len(shown)
    assert all(any(ord(letter) > 255 for letter in text) is (language == "zh-hans") for text in shown)


def test_an_end_that_has_no_words_is_named_as_it_is() -> None:
    assert words.status("none") == "none"
    assert replace(planned(1).solved, status="optimal").status in words.STATUSES
