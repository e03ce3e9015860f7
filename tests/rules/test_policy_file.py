"""A policy as a file (P-01): what is wrong is named with its line, area and entry; what is written reads back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.rules.test_values import some_values
from zuoxi.rules.areas import AREAS, Area, area
from zuoxi.rules.policy import bands, clock, duration, items, ladder
from zuoxi.rules.policy_file import read, write
from zuoxi.rules.units import UNITS, unit
from zuoxi.rules.values import trimmed


def wrong(text: str) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.code, one.facts.get("entry", "")) for one in read(text).findings]


def test_a_file_tells_what_it_changes() -> None:
    assert read("[roster]\nrest_h = 12\n\n[organisation]\nmost = 15 # since May\n").values == {"roster": {"rest_h": 12}, "organisation": {"most": 15}}
    assert read("").values == {}


def test_everything_wrong_is_named_with_its_line_area_and_entry() -> None:
    text = "# ours\n[roster]\nrest_h = 3\ntea = 1\n\n[kitchen]\ncups = 1\n[organisation]\nleast = 20\n"
    assert wrong(text) == [
        (3, "policy.out_of_bounds", "roster.rest_h"),
        (4, "policy.unknown_entry", "roster.tea"),
        (6, "policy.unknown_area", ""),
        (9, "policy.crossed", "organisation.least"),
    ]
    assert read(text).values == {}
    bounds = read(text).findings[0].facts
    assert (bounds["low"], bounds["high"], bounds["unit"]) == (8, 24, "h")


def test_an_entry_outside_any_area_is_named() -> None:
    assert wrong("rest_h = 12\n") == [(1, "policy.unknown_area", "")]


@pytest.mark.parametrize("text", ["[roster\nrest_h = 1", "[roster]\nrest_h = ", "a = 1\na = 2", "x = " + "[" * 5000, "x = " + "9" * 5000])
def test_what_is_not_toml_is_named_with_the_parsers_words(text: str) -> None:
    ((_, code, _),) = wrong(text)
    assert code in {"policy.not_toml", "policy.unknown_area"}
    assert read(text).values == {}


def test_the_line_of_broken_toml_is_told() -> None:
    assert wrong("[roster]\nrest_h = 12\nmax_nights = oh\n")[0][:2] == (3, "policy.not_toml")


def test_a_mark_at_the_beginning_is_forgiven() -> None:
    assert read("\ufeff[roster]\nrest_h = 12\n").values == {"roster": {"rest_h": 12}}


def test_a_written_file_has_both_sentences_unit_bounds_and_rule_of_every_entry() -> None:
    text = write({})
    for one in AREAS:
        for entry in one.entries:
            assert f"# {entry.zh}\n# {entry.en}\n" in text
    assert "# h, 8 .. 24, F-13\nrest_h = 11.0\n" in text
    assert "# contacts, 1 .. 10_000_000, F-03\n" in text
    assert "# F-13\nneeds_lead = true\n" in text


def test_a_written_file_tells_the_default_where_the_value_is_another() -> None:
    text = write({"roster": {"rest_h": 12}}, areas=[area("roster")])
    assert "# h, 8 .. 24, F-13, default 11.0\nrest_h = 12\n" in text
    assert "[staffing]" not in text


@given(some_values())
def test_what_is_written_reads_back(values: dict[str, dict[str, Any]]) -> None:
    file = read(write(values))
    assert file.findings == ()
    assert trimmed(file.values) == trimmed(values)


@dataclass(frozen=True)
class EveryPolicy:
    """An entry of every kind that is no plain number."""

    marks: tuple[str, ...] = items(("a", "b"), choices=("a", "b", "c"), unit="", rule="Z-01", zh="表。", en="List.")
    late: tuple[tuple[float, float, float], ...] = bands(((0, 60, 1),), start=0, end=60, unit="points", rule="Z-01", zh="段。", en="Bands.")
    steps: tuple[tuple[str, float], ...] = ladder((("x", 1), ("y", 2)), ranks=("x", "y"), unit="h", low=0, rule="Z-01", zh="阶。", en="Ladder.")
    wait: timedelta = duration(timedelta(days=3), low=timedelta(0), high=timedelta(days=9), rule="Z-01", zh="时长。", en="Wait.")
    opens: time = clock(time(8, 30), low=time(6), rule="Z-01", zh="时刻。", en="Opens.")


def test_lists_bands_ladders_times_are_written_as_toml_with_what_binds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Area("shop", EveryPolicy, "店", "Shop")
    text = write({}, areas=[shop])
    assert '# 0 .. 50 items, a | b | c, Z-01\nmarks = ["a", "b"]\n' in text
    assert "# points, bands [from, to, value] from 0 to 60, Z-01\nlate = [[0, 60, 1]]\n" in text
    assert '# h, 0 .. -, x < y, Z-01\nsteps = [["x", 1], ["y", 2]]\n' in text
    assert '# 0 s .. 9 d, Z-01\nwait = "3 d"\n' in text
    assert '# 06:00 .. -, Z-01\nopens = "08:30"\n' in text
    monkeypatch.setattr("zuoxi.rules.values.AREAS", (shop,))
    monkeypatch.setattr("zuoxi.rules.areas.AREAS", (shop,))
    assert read(text).findings == ()
    assert read(text.replace("8:30", "5:30")).findings[0].code == "policy.out_of_bounds"


def test_every_unit_of_an_entry_is_said_in_both_languages() -> None:
    assert {entry.unit for one in AREAS for entry in one.entries} - set(UNITS) == set()
    assert (unit("h", "zh-hans"), unit("h", "en"), unit("furlongs", "zh-hans")) == ("小时", "h", "furlongs")
