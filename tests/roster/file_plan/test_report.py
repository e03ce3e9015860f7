"""The report needs nothing but itself, tells every figure, and escapes what people wrote (R-05)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pytest
from django.utils import translation

from tests.roster.file_plan.centre import FIRST, QUEUES, history, people, shift_file
from zuoxi.engine.finding import Finding
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import OFF, Roster
from zuoxi.roster.file_plan import assembly, needs
from zuoxi.roster.file_plan.forecasting import expect
from zuoxi.roster.file_plan.history import HistoryOptions, read
from zuoxi.roster.file_plan.outcome import Planned, Solved, finish
from zuoxi.roster.file_plan.report import Story, figures, origins, remarks, render
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.staffing import StaffingPolicy

DAYS = 7


@cache
def story() -> Story:
    """A week for six people who all work five early shifts, so that something is missing and something too many."""
    file, staff = shift_file(), people()
    counted = read(history(), queues=QUEUES, options=HistoryOptions(FIRST, DAYS), settings=HistoryPolicy())
    expected = expect(counted, first_day=FIRST, days=DAYS, settings=ForecastPolicy())
    needed = needs.need(expected, queues=file.queues, policy=StaffingPolicy())
    problem = assembly.problem(
        people=staff, file=file, demand=needed.gross, first_day=FIRST, step_min=needed.step_min, policy=RosterPolicy(), country="CN"
    )
    cells = np.zeros((len(staff), DAYS), dtype=np.int64)
    cells[:, [4, 5]] = OFF
    planned = finish(problem, Roster(cells), Solved("feasible", 1000, 900.0, 1, 5.0), required=needed.gross, policy=BreakPolicy(), seed=1)
    return Story(("calls.csv", "people.xlsx", "shifts.toml"), counted, expected, needed, staff, file, planned, StaffingPolicy())


class Links(HTMLParser):
    """Collects what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        names = dict(attrs)
        if tag in ("script", "link", "img", "iframe") or any(name in names for name in ("src", "href", "onclick", "onload")):
            self.outside.append(tag)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_fetches_and_runs_nothing(language: str) -> None:
    with translation.override(language):
        page = render(story())
    parser = Links()
    parser.feed(page)
    assert parser.outside == []
    assert parser.tags.count("svg") >= 5
    assert "url(" not in page
    assert f'<html lang="{language}">' in page
    assert len(page) < 400_000


def test_the_chinese_page_has_no_english_sentence_left() -> None:
    with translation.override("zh-hans"):
        page = render(story())
    text = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{4,}", re.sub(r"<[^>]+>", " ", text))
    assert set(words) <= {"calls", "people", "xlsx", "shifts", "toml", "WAPE", "Theta"} | {
        word for name in story().planned.costs for word in name.split()
    }


def test_a_name_with_markup_stays_a_name() -> None:
    staff = (replace(people()[0], name="<script>alert(1)</script>", team="a & b"), *people()[1:])
    page = render(replace(story(), people=staff))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_figures_are_those_of_the_plan() -> None:
    planned = story().planned
    with translation.override("en"):
        shown = dict(figures(story(), ()))
        page = render(story())
    assert shown["Uncovered"] == f"{100 * planned.uncovered:.1f} %"
    assert shown["Gap to the bound"] == "10.0 %"
    assert shown["Cost"] == "--"
    assert planned.required_hours == pytest.approx(story().needed.hours)
    assert f"{100 * planned.overcovered:.1f} %" in page


def test_uncovered_and_overcovered_are_shares_of_what_is_required() -> None:
    planned = story().planned
    pooled = planned.pooled
    assert planned.uncovered == pytest.approx(pooled.short.sum() / pooled.need.sum())
    assert planned.overcovered == pytest.approx((pooled.present.sum() - pooled.need.sum() + pooled.short.sum()) / pooled.need.sum())
    assert sum(cover.short.sum() for cover in planned.queues.values()) == pooled.short.sum()


def test_what_was_assumed_is_told_first() -> None:
    with translation.override("en"):
        plain = origins(story())
        moved = origins(replace(story(), counted=replace(story().counted, moved_weeks=1205), expected=story().expected.scaled(0.3)))
    assert plain[0] == "Made from calls.csv, people.xlsx, shifts.toml."
    assert len(plain) == 2
    assert "moved by 1205 weeks" in moved[1]
    assert "multiplied by 0.3" in moved[2]


def test_remarks_name_rows_and_end_somewhere() -> None:
    many = [Finding("people.empty", "warning", row=number) for number in range(100)]
    with translation.override("en"):
        told = remarks(many)
        assert told[0] == "row 0: The cell is empty. Fill it in."
        assert told[-1] == "… and 40 more"
        assert remarks(many[:2]) == told[:2]


def test_everybody_s_hours_stand_in_the_table() -> None:
    with translation.override("en"):
        page = render(story())
    for person in people():
        assert f"<td>{person.number}</td><td>{person.name}</td>" in page
    assert "contract hours" in page


def test_broken_hard_rules_are_listed_in_sentences() -> None:
    planned: Planned = story().planned
    assert len(planned.violations) >= 1
    with translation.override("en"):
        page = render(story())
    assert page.count("<li>") >= len(planned.violations)
