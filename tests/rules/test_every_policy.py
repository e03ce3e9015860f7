"""What holds for every policy of the rulebook (P-01)."""

from __future__ import annotations

import importlib
import math
import pkgutil
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

import zuoxi.rules
from zuoxi.engine.finding import Refusal
from zuoxi.rules.areas import area_of
from zuoxi.rules.policy import Entry, check, entries, from_values


def policies() -> list[type[Any]]:
    """Every dataclass of the rulebook that has entries."""
    found = {}
    for module in pkgutil.iter_modules(zuoxi.rules.__path__, "zuoxi.rules."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.name and value.__name__.endswith("Policy"):
                found[value.__qualname__] = value
    return [found[name] for name in sorted(found)]


POLICIES = [pytest.param(kind, id=kind.__name__) for kind in policies()]
ENTRIES = [pytest.param(kind, entry, id=f"{kind.__name__}.{entry.name}") for kind in policies() for entry in entries(kind)]
NUMBERS = [param for param in ENTRIES if isinstance(param.values[1].default, int | float) and not isinstance(param.values[1].default, bool)]


def test_there_are_policies_for_planning() -> None:
    assert {kind.__name__ for kind in policies()} >= {"RosterPolicy", "StaffingPolicy", "ForecastPolicy", "HistoryPolicy", "SpanPolicy"}


@pytest.mark.parametrize("kind", POLICIES)
def test_every_policy_is_an_area_that_a_centre_can_change(kind: type[Any]) -> None:
    assert area_of(kind).kind is kind


@pytest.mark.parametrize("kind", POLICIES)
def test_the_shipped_values_are_inside_their_bounds(kind: type[Any]) -> None:
    assert check(kind()) == kind()
    assert from_values(kind, {}) == kind()


@pytest.mark.parametrize("kind", POLICIES)
def test_an_unknown_entry_is_refused_by_name(kind: type[Any]) -> None:
    with pytest.raises(Refusal) as refused:
        from_values(kind, {"no_such_entry": 1})
    assert refused.value.facts["entry"] == "no_such_entry"


@pytest.mark.parametrize("kind", POLICIES)
def test_a_policy_in_force_is_never_edited(kind: type[Any]) -> None:
    first = fields(kind)[0].name
    with pytest.raises(AttributeError):
        setattr(kind(), first, 0)


@pytest.mark.parametrize(("kind", "entry"), ENTRIES)
def test_an_entry_names_its_rule_and_says_itself_in_both_languages(kind: type[Any], entry: Entry) -> None:
    assert entry.rule[1:2] == "-"
    assert entry.rule[2:].isdigit()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in entry.sentence("zh-hans"))
    assert entry.sentence("en").isascii() or "%" in entry.sentence("en")
    assert entry.sentence("en")[0].isupper()


@pytest.mark.parametrize(("kind", "entry"), NUMBERS)
def test_a_number_holds_at_its_bounds_and_not_beyond(kind: type[Any], entry: Entry) -> None:
    number = type(entry.default)
    for bound, beyond in ((entry.low, -1), (entry.high, 1)):
        if bound is None:
            continue
        assert entry.holds(number(bound))
        outside = number(bound) + beyond
        assert not entry.holds(outside)
        with pytest.raises(Refusal):
            check(replace(kind(), **{entry.name: outside}))


@pytest.mark.parametrize(("kind", "entry"), NUMBERS)
def test_what_is_no_number_is_refused(kind: type[Any], entry: Entry) -> None:
    for nonsense in ("12", None, math.nan, True, [1]):
        assert not entry.holds(nonsense), nonsense
