"""One mistyped year among good rows: left out by row, before anything is laid out by the day (F-03)."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.history.worlds import MONDAY, POLICY, at, entries, regular
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.engine.history.reading import read_history
from zuoxi.engine.history.series import Entry
from zuoxi.engine.history.span import YEARS, within_span

GOOD = entries(regular(4))
ENDS = {"0001-01-01": "history.no_such_year", "9999-12-31": "history.no_such_year", "1900-01-01": "history.no_such_year"}
FAR = {"1999-03-08": "history.far_day", "2126-01-05": "history.far_day"}


def row(day: str, number: int = 9_000) -> Entry:
    return Entry(number, "voice", at(f"{day} 08:00"), 5.0)


@pytest.mark.parametrize(("day", "code"), (ENDS | FAR).items())
def test_a_mistyped_year_is_left_out_by_row_and_at_once(day: str, code: str) -> None:
    began = time.process_time()
    history = read_history([*GOOD, row(day)], settings=POLICY)
    assert time.process_time() - began < 1
    assert [series.days for series in history.series] == [read_history(GOOD, settings=POLICY).series[0].days]
    (finding,) = [finding for finding in history.findings if finding.row == 9_000 and finding.code != "history.unsorted"]
    assert (finding.code, finding.severity, finding.column) == (code, "error", "start")
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert day in sentence(finding.code, finding.facts)


def test_good_rows_are_kept_as_they_are() -> None:
    assert within_span(GOOD, settings=POLICY) == (GOOD, [])
    assert within_span([], settings=POLICY) == ([], [])


def test_how_far_is_policy() -> None:
    rows = [*GOOD, row("2023-01-09")]
    assert within_span(rows, settings=POLICY)[0] == rows
    kept, (finding,) = within_span(rows, settings=replace(POLICY, most_years=2))
    assert (kept, finding.code) == (GOOD, "history.far_day")


@pytest.mark.parametrize("day", ENDS)
def test_a_history_of_nothing_but_impossible_days_is_refused_with_its_first_row(day: str) -> None:
    with pytest.raises(Refusal, match="no_such_year") as caught:
        read_history([row(day, 2), row(day, 3)], settings=POLICY)
    assert caught.value.facts["row"] == 2


def test_a_history_that_is_long_on_both_sides_is_refused_with_both_ends() -> None:
    rows = [row("2018-01-01", 2), *GOOD, row("2034-01-02", 5)]
    with pytest.raises(Refusal, match="too_long") as caught:
        within_span(rows, settings=POLICY)
    assert (caught.value.facts["first_row"], caught.value.facts["last_row"]) == (2, 5)
    assert "2018-01-01" in sentence(caught.value.code, caught.value.facts)


@given(st.lists(st.datetimes(), max_size=30), st.integers(1, 50))
def test_what_is_kept_fits_and_every_other_row_is_named(starts: list, years: int) -> None:
    rows = [Entry(number, "voice", start, 1.0) for number, start in enumerate(starts, start=2)]
    settings = replace(POLICY, most_years=years)
    try:
        kept, found = within_span(rows, settings=settings)
    except Refusal:
        return
    assert sorted([entry.row for entry in kept] + [finding.row for finding in found]) == [entry.row for entry in rows]
    days = [entry.start.toordinal() for entry in kept]
    assert not days or max(days) - min(days) <= 366 * years
    assert all(entry.start.year in YEARS for entry in kept)
    assert within_span(kept, settings=settings) == (kept, [])


def test_the_world_of_these_tests_lies_in_the_years() -> None:
    assert MONDAY.year in YEARS
