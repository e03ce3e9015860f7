"""What a rule says can be kept as it is and read again (P-02)."""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import at
from zuoxi.rules.decision import Step, Verdict, as_json, canonical

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_a_verdict_tells_facts_and_figures_together() -> None:
    verdict = Verdict("T-08", "arrival.late", figures={"minutes": 12}, facts={"day": date(2026, 11, 27)})
    assert verdict.told == {"minutes": 12, "day": date(2026, 11, 27)}
    assert verdict.granted is None


@pytest.mark.parametrize("nonsense", [{1, 2}, object(), math.nan, math.inf, b"x", [{"deep": {3}}], {"deep": [math.nan]}])
def test_a_fact_that_could_not_be_kept_is_a_defect_of_the_rule(nonsense: object) -> None:
    assert Verdict("T-08", "x", facts={"good": [1, "a", None, 2.5, True]}).facts
    for build in (
        lambda: Verdict("T-08", "x", facts={"bad": nonsense}),
        lambda: Verdict("T-08", "x", figures={"bad": nonsense}),
        lambda: Verdict("T-08", "x", values={"bad": nonsense}),
        lambda: Step("x", {"bad": nonsense}),
    ):
        with pytest.raises(TypeError, match=r"bad|deep"):
            build()


def test_a_verdict_is_never_edited() -> None:
    with pytest.raises(AttributeError):
        Verdict("T-08", "x").rule = "T-07"  # type: ignore[misc]


def test_days_moments_and_money_become_text_and_tuples_lists() -> None:
    kept = as_json({"day": date(2026, 3, 1), "at": at("2026-03-01 09:00"), "yuan": Decimal("12.50"), "pair": (1, 2)})
    assert kept == {"day": "2026-03-01", "at": "2026-03-01T09:00:00+08:00", "yuan": "12.50", "pair": [1, 2]}


def test_the_order_of_facts_makes_no_difference_their_values_do() -> None:
    assert canonical({"a": 1, "b": [2, 3]}) == canonical({"b": [2, 3], "a": 1})
    assert canonical({"a": 1}) != canonical({"a": 2})
    assert canonical([1, 2]) != canonical([2, 1])


@given(PLAIN)
def test_what_is_kept_is_read_again_the_same(value: object) -> None:
    once = as_json(value)
    assert json.loads(json.dumps(once)) == once
    assert as_json(once) == once
    assert canonical(json.loads(json.dumps(once))) == canonical(value)
