"""Remarks: kept as JSON, told in the reader's language, errors first."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.core.sentences import SENTENCES
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.planning import remarks

SEVERITIES = st.sampled_from(["error", "warning", "note"])


def finding(severity: Any = "error", *, row: int | None = 2, **facts: Any) -> Finding:
    told = {"queue": "general", "start": datetime(2026, 11, 16, 8, 30), "value": -4.0, "most": 100_000.0, **facts}
    return Finding("history.negative", severity, row=row, column="calls", facts=told)


def test_a_remark_is_told_in_the_language_of_its_reader_with_the_queues_own_name() -> None:
    kept = remarks.as_json([finding()])
    with translation.override("en"):
        english = remarks.read(kept, names={"general": "General"})[0]
    with translation.override("zh-hans"):
        chinese = remarks.read(kept, names={"general": "通用"})[0]
    assert "General" in english.text
    assert "2026-11-16 08:30" in english.text
    assert "-4" in english.text
    assert "通用" in chinese.text
    assert "负数" in chinese.text
    assert (english.row, english.column, english.severity) == (2, "calls", "error")


def test_a_queue_that_is_gone_keeps_its_code() -> None:
    assert "general" in remarks.read(remarks.as_json([finding()]), names={})[0].text


def test_whole_numbers_have_no_decimals_and_others_two() -> None:
    kept = remarks.as_json([finding(value=12.0, most=3.14159)])[0]["facts"]
    assert (kept["value"], kept["most"]) == (12, 3.14)


@given(st.lists(st.tuples(SEVERITIES, st.none() | st.integers(1, 500)), max_size=60))
def test_errors_come_first_and_rows_in_order(told: list[tuple[str, int | None]]) -> None:
    kept = remarks.as_json(finding(severity, row=row) for severity, row in told)
    order = [(remarks.ORDER[one["severity"]], one["row"] or 0) for one in kept]
    assert order == sorted(order)
    assert len(kept) == len(told)


@given(st.lists(SEVERITIES, max_size=40))
def test_every_severity_is_counted_also_those_there_are_none_of(told: list[str]) -> None:
    counts = remarks.counted(finding(severity) for severity in told)
    assert set(counts) == {"error", "warning", "note"}
    assert all(counts[severity] == told.count(severity) for severity in counts)


@pytest.mark.parametrize("value", [1, 2.5, "text", None, True, date(2026, 3, 8), datetime(2026, 3, 8, 14, 5), ("a", "b"), float("inf")])
def test_every_fact_can_be_kept(value: Any) -> None:
    assert json.loads(json.dumps(remarks.as_json([finding(value=value)])))


def test_no_more_are_kept_than_a_reader_would_read_and_the_errors_among_them_first() -> None:
    many = [finding("warning", row=n) for n in range(remarks.MOST_KEPT)] + [finding("error", row=10**6)]
    kept = remarks.as_json(many)
    assert len(kept) == remarks.MOST_KEPT
    assert kept[0]["severity"] == "error"


def test_a_refusal_of_the_whole_file_is_a_remark_at_its_row() -> None:
    told = remarks.refused(Refusal("tables.broken_quotes", row=7))
    assert (told.code, told.severity, told.row, told.column) == ("tables.broken_quotes", "error", 7, None)


@pytest.mark.parametrize("code", [code for code in SENTENCES if code.startswith(("history_file.", "planning."))])
def test_every_sentence_of_planning_says_what_to_do_in_both_languages(code: str) -> None:
    for language in ("en", "zh-hans"):
        with translation.override(language):
            text = remarks.read([{"code": code, "severity": "error", "row": None, "column": "", "facts": {"name": "甲"}}], names={})[0].text
        assert len(text) > 10
        assert "%(" not in text


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "元旦（2004-01-01）"), ("en", "New Year's Day (2004-01-01)")])
def test_a_holiday_is_named_in_the_language_of_its_reader(language: str, name: str) -> None:
    facts = {"queue": "general", "name": "New Year's Day", "day": date(2004, 1, 1)}
    kept = remarks.as_json([Finding("forecast.holiday_taken_as_closed", "note", facts=facts)])
    with translation.override(language):
        assert name in remarks.read(kept, names={})[0].text
