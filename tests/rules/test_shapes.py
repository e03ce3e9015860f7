"""Lists, bands, ladders, lengths of time and times of day as policy entries (P-01): what may stand, and what is refused by name."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.rules.policy import bands, check, clock, crossed, duration, entries, entry, faults, from_values, items, ladder
from zuoxi.rules.shapes import duration as read_duration
from zuoxi.rules.shapes import written

RANKS = ("leader", "supervisor", "manager")
TOLD = {"unit": "min", "rule": "Z-01", "zh": "测试。", "en": "Test."}


@dataclass(frozen=True)
class ShopPolicy:
    """A policy of no centre, with an entry of every kind."""

    marks: tuple[int, ...] = items((1, 3, 5), low=1, high=9, least=1, most=4, **TOLD)
    kinds: tuple[str, ...] = items(("tea",), choices=("tea", "cake"), words={"tea": ("茶", "Tea")}, **TOLD)
    late: tuple[tuple[float, float, float], ...] = bands(((0, 5, 0), (5, 15, 1), (15, 60, 3)), start=0, end=60, low=0, high=10, **TOLD)
    limit: tuple[tuple[str, float], ...] = ladder(
        (("leader", 1), ("supervisor", 3), ("manager", 9)), ranks=RANKS, low=0, high=99, rising=True, **TOLD
    )
    answer: timedelta = duration(timedelta(hours=4), rule="Z-01", zh="测试。", en="Test.", low=timedelta(minutes=1), high=timedelta(days=2))
    opens: time = clock(time(8), rule="Z-01", zh="测试。", en="Test.", low=time(6), high=time(12))
    least: int = entry(1, low=0, high=9, **TOLD)
    most: int = entry(2, low=0, high=9, **TOLD)

    def clash(self) -> Refusal | None:
        return crossed(self, "least", "most")


GOOD = [
    ("marks", (9,)),
    ("marks", (4, 2)),
    ("kinds", ()),
    ("kinds", ("cake", "tea")),
    ("late", ((0, 60, 2.5),)),
    ("late", ((0, 0.5, 0), (0.5, 60, 10))),
    ("limit", (("leader", 2), ("supervisor", 2), ("manager", 2))),
    ("answer", timedelta(minutes=1)),
    ("answer", timedelta(days=2)),
    ("opens", time(6)),
    ("opens", time(12)),
]
BAD = [
    ("marks", (), "list_length"),
    ("marks", (1, 2, 3, 4, 5), "list_length"),
    ("marks", (1, 1), "list_twice"),
    ("marks", (0,), "out_of_bounds"),
    ("marks", (1.5,), "not_whole"),
    ("marks", 3, "not_a_list"),
    ("marks", "135", "not_a_list"),
    ("kinds", ("beer",), "not_a_choice"),
    ("kinds", (["tea"],), "not_a_choice"),
    ("late", (), "not_bands"),
    ("late", ((0, 60),), "not_bands"),
    ("late", ((0, 60, "x"),), "not_bands"),
    ("late", ((0, 60, float("nan")),), "not_bands"),
    ("late", ((0, 30, 0), (20, 60, 1)), "bands_overlap"),
    ("late", ((0, 30, 0), (31, 60, 1)), "bands_hole"),
    ("late", ((1, 60, 0),), "bands_ends"),
    ("late", ((0, 59, 0),), "bands_ends"),
    ("late", ((0, 0, 0), (0, 60, 1)), "band_empty"),
    ("late", ((0, 60, 11),), "out_of_bounds"),
    ("limit", (("leader", 1), ("manager", 9)), "ladder_missing"),
    ("limit", (("leader", 1), ("supervisor", 3), ("director", 9)), "not_a_choice"),
    ("limit", (("supervisor", 1), ("leader", 3), ("manager", 9)), "ladder_order"),
    ("limit", (("leader", 1), ("leader", 1), ("supervisor", 3), ("manager", 9)), "ladder_order"),
    ("limit", (("leader", 4), ("supervisor", 3), ("manager", 9)), "ladder_falls"),
    ("limit", (("leader", 1), ("supervisor", 3), ("manager", 100)), "out_of_bounds"),
    ("limit", 5, "not_a_ladder"),
    ("limit", (("leader", True),), "not_a_ladder"),
    ("answer", timedelta(seconds=59), "out_of_bounds"),
    ("answer", timedelta(days=2, seconds=1), "out_of_bounds"),
    ("answer", timedelta(hours=1, microseconds=1), "not_a_duration"),
    ("answer", 240, "not_a_duration"),
    ("opens", time(5, 59), "out_of_bounds"),
    ("opens", time(8, 0, 1), "not_a_clock"),
    ("opens", "8 o'clock", "not_a_clock"),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_what_keeps_to_its_shape_may_stand(name: str, value: Any) -> None:
    assert getattr(check(replace(ShopPolicy(), **{name: value})), name) == value


@pytest.mark.parametrize(("name", "value", "code"), BAD)
def test_what_does_not_is_refused_by_the_name_of_its_entry(name: str, value: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(replace(ShopPolicy(), **{name: value}))
    assert (refused.value.code, refused.value.facts["entry"]) == (f"policy.{code}", name)


def test_the_shipped_values_may_stand_and_survive_a_file() -> None:
    stored = json.loads(json.dumps({one.name: one.plain(one.default) for one in entries(ShopPolicy)}))
    assert stored["late"] == [[0, 5, 0], [5, 15, 1], [15, 60, 3]]
    assert (stored["answer"], stored["opens"], stored["marks"]) == ("4 h", "08:00", [1, 3, 5])
    assert from_values(ShopPolicy, stored) == ShopPolicy()


def test_a_hole_and_an_overlap_are_told_by_where_they_are() -> None:
    hole, overlap = (faults(ShopPolicy, {"late": rows})["late"] for rows in ([[0, 30, 0], [31, 60, 1]], [[0, 30, 0], [20, 60, 1]]))
    assert (hole.facts["start"], hole.facts["end"]) == (30, 31)
    assert (overlap.facts["start"], overlap.facts["end"]) == (20, 30)


def test_a_missing_rank_is_told_by_its_name() -> None:
    assert faults(ShopPolicy, {"limit": [["leader", 1], ["manager", 2]]})["limit"].facts["rank"] == "supervisor"


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = faults(ShopPolicy, {"marks": [], "opens": "25:00", "answer": "4 h", "sugar": 1})
    assert {name: one.code for name, one in found.items()} == {
        "sugar": "policy.unknown_entry",
        "marks": "policy.list_length",
        "opens": "policy.not_a_clock",
    }
    assert faults(ShopPolicy, {"marks": [2], "opens": "09:15"}) == {}


def test_two_entries_may_clash_where_each_alone_may_stand() -> None:
    assert faults(ShopPolicy, {"least": 2}) == {}
    (clash,) = faults(ShopPolicy, {"least": 5}).values()
    assert (clash.code, clash.facts) == ("policy.crossed", {"entry": "least", "value": 5, "other": "most", "limit": 2})
    with pytest.raises(Refusal):
        check(ShopPolicy(least=5))


def test_a_choice_is_called_by_its_word_and_by_its_code_where_there_is_none() -> None:
    kinds = next(one for one in entries(ShopPolicy) if one.name == "kinds")
    assert [kinds.word("tea", "zh-hans"), kinds.word("tea", "en"), kinds.word("cake", "en")] == ["茶", "Tea", "cake"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15 min", 900), ("1d 2h", 93_600), ("0 s", 0), (" 90 s ", 90), ("", None), ("1.5 h", None), ("5", None), ("-1 h", None), ("99999999 d", None)],
)
def test_a_length_of_time_is_written_with_its_units(text: str, seconds: int | None) -> None:
    assert read_duration(text) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.integers(0, 10**9))
def test_a_length_of_time_reads_back_as_it_was_written(seconds: int) -> None:
    value = timedelta(seconds=seconds)
    assert read_duration(written(value)) == value


CUTS = st.lists(st.integers(1, 59), unique=True, max_size=8).map(sorted)


@given(CUTS)
def test_any_cut_of_the_scale_gives_bands_that_may_stand(cuts: list[int]) -> None:
    rows = tuple((low, high, 1) for low, high in pairwise([0, *cuts, 60]))
    assert check(replace(ShopPolicy(), late=rows)).late == rows


@given(CUTS.filter(bool), st.data())
def test_bands_are_refused_once_any_of_them_is_gone(cuts: list[int], data: st.DataObject) -> None:
    rows = [(low, high, 1) for low, high in pairwise([0, *cuts, 60])]
    del rows[data.draw(st.integers(0, len(rows) - 1))]
    with pytest.raises(Refusal) as refused:
        check(replace(ShopPolicy(), late=tuple(rows)))
    assert refused.value.code in {"policy.bands_hole", "policy.bands_ends"}


@given(st.permutations(RANKS))
def test_a_ladder_stands_in_its_order_only(ranks: list[str]) -> None:
    rows = tuple((rank, 1) for rank in ranks)
    assert (faults(ShopPolicy, {"limit": rows}) == {}) == (tuple(ranks) == RANKS)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4), max_leaves=12
)


@given(st.sampled_from([one.name for one in entries(ShopPolicy)]), PLAIN)
def test_whatever_is_stored_is_either_read_or_named(name: str, plain: Any) -> None:
    found = faults(ShopPolicy, {name: plain})
    if found:
        assert set(found) == {name} or found[next(iter(found))].code == "policy.crossed"
    else:
        one = next(one for one in entries(ShopPolicy) if one.name == name)
        read = getattr(from_values(ShopPolicy, {name: plain}), name)
        assert one.shape.read(one.plain(read)) == read
