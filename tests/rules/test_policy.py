"""Policy as data (P-01): every entry has a unit, bounds, a rule and a sentence in both languages."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Any

import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.rules.policy import check, entries, entry, from_values


@dataclass(frozen=True)
class TeaPolicy:
    """A policy of no centre."""

    cups: int = entry(3, low=0, high=10, unit="cups", rule="Z-01", zh="每班茶水杯数。", en="Cups a shift.")
    strength: float = entry(0.5, low=0.0, high=1.0, unit="share", rule="Z-01", zh="茶的浓度。", en="Strength of the tea.")
    sweet: bool = entry(False, unit="", rule="Z-02", zh="是否加糖。", en="Whether there is sugar.")
    kind: str = entry("green", unit="", rule="Z-02", zh="茶的种类。", en="Kind of tea.", choices=("green", "black"))


CODES = {
    "cups": {"policy.out_of_bounds", "policy.not_whole"},
    "strength": {"policy.out_of_bounds", "policy.not_a_number"},
    "sweet": {"policy.not_a_switch"},
    "kind": {"policy.not_a_choice"},
}


def test_a_policy_has_its_defaults_and_keeps_them() -> None:
    policy = TeaPolicy()
    assert (policy.cups, policy.strength, policy.sweet, policy.kind) == (3, 0.5, False, "green")
    assert check(policy) is policy
    with pytest.raises(FrozenInstanceError):
        policy.cups = 4  # type: ignore[misc]


def test_entries_tell_unit_bounds_rule_and_sentence_in_the_order_of_writing() -> None:
    for source in (TeaPolicy, TeaPolicy()):
        cups, strength, _, kind = entries(source)
        assert (cups.name, cups.default, cups.unit, cups.rule, cups.low, cups.high) == ("cups", 3, "cups", "Z-01", 0, 10)
        assert strength.sentence("zh-hans") == "茶的浓度。"
        assert strength.sentence("en") == "Strength of the tea."
        assert kind.choices == ("green", "black")


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("cups", 0, -1),
        ("cups", 10, 11),
        ("cups", 4, 4.0),
        ("cups", 4, "4"),
        ("cups", 1, True),
        ("cups", 1, None),
        ("strength", 1, 1.1),
        ("strength", 0.25, float("nan")),
        ("strength", 0.25, "0.25"),
        ("sweet", True, 1),
        ("sweet", True, "yes"),
        ("kind", "black", "oolong"),
    ],
)
def test_a_value_inside_is_taken_and_one_outside_refused_by_the_name_of_its_entry(name: str, inside: Any, outside: Any) -> None:
    assert getattr(check(replace(TeaPolicy(), **{name: inside})), name) == inside
    with pytest.raises(Refusal) as refused:
        check(replace(TeaPolicy(), **{name: outside}))
    assert refused.value.code in CODES[name]
    assert refused.value.facts["entry"] == name


def test_the_refusal_tells_the_bounds_and_the_unit() -> None:
    with pytest.raises(Refusal) as refused:
        check(TeaPolicy(cups=12))
    assert refused.value.facts == {"entry": "cups", "value": 12, "low": 0, "high": 10, "unit": "cups"}


def test_stored_values_make_a_policy_and_the_rest_keeps_its_default() -> None:
    assert from_values(TeaPolicy, {}) == TeaPolicy()
    assert from_values(TeaPolicy, {"cups": 5, "kind": "black"}) == TeaPolicy(cups=5, kind="black")


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as refused:
        from_values(TeaPolicy, {"cups": 5, "milk": True})
    assert (refused.value.code, refused.value.facts["entry"]) == ("policy.unknown_entry", "milk")
    assert refused.value.facts["known"] == "cups, kind, strength, sweet"


def test_stored_values_out_of_bounds_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        from_values(TeaPolicy, {"strength": 2.0})
    assert refused.value.facts["entry"] == "strength"
