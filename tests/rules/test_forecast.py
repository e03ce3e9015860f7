"""The forecast's numbers are policy: complete, within their bounds, refused outside (P-01)."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from zuoxi.engine.finding import Refusal
from zuoxi.engine.forecast.policy import ForecastSettings
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.rules.forecast import ForecastPolicy, HistoryPolicy
from zuoxi.rules.policy import check, entries, from_values

PAIRS = [(HistoryPolicy, HistorySettings), (ForecastPolicy, ForecastSettings)]


@pytest.mark.parametrize(("policy", "settings"), PAIRS)
def test_every_number_the_engine_asks_for_is_an_entry_with_its_sentence(policy: type, settings: type) -> None:
    told = entries(policy)
    assert [one.name for one in told] == [field.name for field in fields(settings)]
    assert all(one.zh and one.en and one.unit and one.rule for one in told)
    assert {one.rule for one in told} <= {"F-03", "F-04", "X-05"}


@pytest.mark.parametrize(("policy", "settings"), PAIRS)
def test_the_defaults_lie_within_their_bounds_and_serve_the_engine(policy: type, settings: type) -> None:
    assert isinstance(check(policy()), settings)


@pytest.mark.parametrize("name", [one.name for one in entries(ForecastPolicy)])
def test_each_bound_of_the_forecast_refuses_what_lies_beyond_and_takes_what_lies_on_it(name: str) -> None:
    (one,) = [item for item in entries(ForecastPolicy) if item.name == name]
    assert one.low is not None
    assert one.high is not None
    for inside in (one.low, one.high):
        assert getattr(from_values(ForecastPolicy, {name: type(one.default)(inside)}), name) == inside
    for beyond in (one.low - 1, one.high + 1):
        with pytest.raises(Refusal) as caught:
            check(replace(ForecastPolicy(), **{name: type(one.default)(beyond)}))
        assert caught.value.facts["entry"] == name


def test_an_entry_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(Refusal) as caught:
        from_values(HistoryPolicy, {"most_ofered": 5})
    assert caught.value.facts["entry"] == "most_ofered"
