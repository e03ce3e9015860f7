"""Numbers that mean nothing are refused by name, before anything is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import DOMAINS, check, check_all
from zuoxi.engine.staffing.erlang import evaluate, evaluate_many

POINT: dict[str, Any] = {"model": "A", "erlangs": 10.0, "agents": 12, "aht_s": 180.0, "patience_s": 60.0, "threshold_s": 20.0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("erlangs", -0.1),
        ("erlangs", 1_000_001),
        ("erlangs", float("nan")),
        ("erlangs", float("inf")),
        ("agents", -1),
        ("agents", 2.5),
        ("agents", 10_000_001),
        ("aht_s", 0),
        ("aht_s", float("nan")),
        ("patience_s", 0),
        ("patience_s", -5),
        ("patience_s", float("inf")),
        ("threshold_s", -1),
    ],
)
def test_a_number_out_of_range_is_refused_by_name(name: str, value: float) -> None:
    assert 0 < evaluate(**POINT).sl_offered < 1
    with pytest.raises(Refusal) as refused:
        evaluate(**(POINT | {name: value}))
    assert refused.value.code == "staffing.out_of_range"
    assert refused.value.facts["name"] == name
    assert (refused.value.facts["low"], refused.value.facts["high"]) == (DOMAINS[name].low, DOMAINS[name].high)


@pytest.mark.parametrize("name", ["agents", "aht_s", "threshold_s"])
def test_the_first_wrong_number_of_an_array_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        evaluate_many(**(POINT | {name: [1, -7, -8]}))
    assert (refused.value.facts["name"], refused.value.facts["index"], refused.value.facts["value"]) == (name, 1, -7)


def test_an_unknown_model_is_refused_alone_and_in_an_array() -> None:
    for call in (lambda: evaluate(**(POINT | {"model": "X"})), lambda: evaluate_many(**(POINT | {"model": ["A", "X"]}))):
        with pytest.raises(Refusal) as refused:
            call()
        assert (refused.value.code, refused.value.facts["value"]) == ("staffing.model", "X")


def test_model_a_needs_a_patience_and_the_others_do_not() -> None:
    without = POINT | {"patience_s": None}
    assert evaluate(**(without | {"model": "C"})).p_abandon == 0
    for call in (
        lambda: evaluate(**without),
        lambda: evaluate_many(**without),
        lambda: evaluate_many(**(POINT | {"patience_s": [60, float("nan")]})),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == "staffing.patience_missing"


def test_where_there_is_no_load_the_other_columns_may_be_unknown() -> None:
    nothing = float("nan")
    p = evaluate_many(model="A", erlangs=[0.0, nothing, 5.0], agents=[3, 0, 6], aht_s=[nothing, nothing, 60], patience_s=60, threshold_s=20)
    assert p.sl_offered[0] == 1
    assert np.isnan(p.sl_offered[1])
    assert 0 < p.sl_offered[2] < 1


def test_columns_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        evaluate_many(**(POINT | {"erlangs": [1, 2, 3], "agents": [1, 2]}))
    assert refused.value.code == "staffing.lengths"


def test_the_ends_of_a_range_belong_to_it() -> None:
    for name, domain in DOMAINS.items():
        check(name, domain.low)
        check(name, domain.high)
        assert check_all(name, [domain.low, domain.high]).tolist() == [domain.low, domain.high]
        for outside in (np.nextafter(domain.low, -np.inf), np.nextafter(domain.high, np.inf), float("nan")):
            with pytest.raises(Refusal):
                check(name, float(outside))
            with pytest.raises(Refusal):
                check_all(name, [domain.low, outside])


def test_numbers_that_do_not_count_are_not_checked() -> None:
    assert check_all("aht_s", [60.0, -1.0], np.array([True, False])).tolist() == [60, -1]
    with pytest.raises(Refusal):
        check_all("aht_s", [60.0, -1.0], np.array([False, True]))
