"""The values of a centre (P-01): what differs from the defaults, checked whole, compared, carried over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.rules.areas import AREAS, area, area_of
from zuoxi.rules.organisation import SpanPolicy
from zuoxi.rules.policy import Entry
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.rules.values import carried_over, differences, policy_of, trimmed, usable, value, wrong


def told(values: Any, other: Any) -> list[tuple[str, str, Any, Any]]:
    return [(one.area.name, one.entry.name, one.old, one.new) for one in differences(values, other)]


def test_no_values_are_the_shipped_defaults() -> None:
    assert wrong({}) == {}
    assert policy_of({}, RosterPolicy) == RosterPolicy()
    assert trimmed({"roster": {"rest_h": 11, "max_nights": 8}, "staffing": {}}) == {}
    assert told({}, {"roster": {"rest_h": 11.0}}) == []


def test_values_make_the_policy_of_their_area_and_no_other() -> None:
    values = {"roster": {"rest_h": 12}}
    assert policy_of(values, RosterPolicy) == RosterPolicy(rest_h=12.0)
    assert policy_of(values, SpanPolicy) == SpanPolicy()


def test_all_that_is_wrong_is_named_by_area_and_entry() -> None:
    found = wrong({"roster": {"rest_h": 3, "tea": 1}, "kitchen": {"tea": 1}, "organisation": {"least": 20}, "staffing": 5})
    assert {place: one.code for place, one in found.items()} == {
        ("roster", "rest_h"): "policy.out_of_bounds",
        ("roster", "tea"): "policy.unknown_entry",
        ("kitchen", ""): "policy.unknown_area",
        ("organisation", "least"): "policy.crossed",
        ("staffing", ""): "policy.not_an_area",
    }
    assert wrong({"organisation": {"least": 20, "most": 25}}) == {}


def test_an_area_is_known_by_its_name_and_its_class() -> None:
    assert area("roster").kind is RosterPolicy
    assert area_of(SpanPolicy).name == "organisation"
    assert (area("roster").label("zh-hans"), area("roster").label("en")) == ("排班", "Rostering")
    with pytest.raises(Refusal) as refused:
        area("kitchen")
    assert "roster" in refused.value.facts["known"]


def test_areas_and_their_classes_stand_once() -> None:
    assert len({one.name for one in AREAS}) == len({one.kind for one in AREAS}) == len(AREAS)


def test_a_difference_tells_entry_old_and_new() -> None:
    assert told({"roster": {"rest_h": 12}}, {"roster": {"max_nights": 5}}) == [("roster", "rest_h", 12, 11.0), ("roster", "max_nights", 8, 5)]


def test_a_draft_is_carried_onto_a_version_that_came_in_between() -> None:
    base: dict[str, Any] = {"roster": {"rest_h": 12}}
    mine = {"roster": {"rest_h": 12, "max_nights": 5}}
    other = {"roster": {"rest_h": 13}, "organisation": {"most": 15}}
    assert carried_over(base=base, mine=mine, onto=other) == {"roster": {"rest_h": 13.0, "max_nights": 5}, "organisation": {"most": 15}}
    back_to_default = carried_over(base=base, mine={}, onto=other)
    assert back_to_default == {"organisation": {"most": 15}}


def test_stored_values_that_no_longer_fit_give_way_to_the_defaults_and_the_rest_stays() -> None:
    assert usable({"roster": {"rest_h": 3, "max_nights": 5, "gone": 1}, "kitchen": {"tea": 1}}) == {"roster": {"max_nights": 5}}
    assert usable({"organisation": {"least": 20, "most": 5}}) == {}
    assert usable({"organisation": {"least": 5}}) == {"organisation": {"least": 5}}


def inside(entry: Entry) -> st.SearchStrategy[Any]:
    if isinstance(entry.default, bool):
        return st.booleans()
    if isinstance(entry.default, int):
        return st.integers(int(entry.low), int(entry.high))
    return st.floats(float(entry.low), float(entry.high))


NUMBERS = [
    (one, entry) for one in AREAS for entry in one.entries if isinstance(entry.default, bool | int | float) and entry.name not in ("least", "most")
]


@st.composite
def some_values(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one, entry in draw(st.lists(st.sampled_from(NUMBERS), max_size=6)):
        found.setdefault(one.name, {})[entry.name] = draw(inside(entry))
    return found


@given(some_values(), some_values())
def test_differences_done_to_the_old_values_give_the_new(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> None:
    assert wrong(old) == {}
    assert carried_over(base=old, mine=new, onto=old) == trimmed(new)
    assert told(old, old) == []


@given(some_values())
def test_trimmed_values_mean_the_same_and_cannot_be_trimmed_further(values: dict[str, dict[str, Any]]) -> None:
    short = trimmed(values)
    assert trimmed(short) == short
    assert usable(values) == short
    assert all(value(short, one, entry) == value(values, one, entry) for one, entry in NUMBERS)
