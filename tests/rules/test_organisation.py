"""O-01: the span of a team."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zuoxi.engine.finding import Refusal
from zuoxi.rules.organisation import Span, SpanPolicy, span
from zuoxi.rules.policy import check, entries


@pytest.mark.parametrize(
    ("agents", "verdict"), [(0, Span.SMALL), (11, Span.SMALL), (12, Span.RIGHT), (13, Span.RIGHT), (14, Span.RIGHT), (15, Span.LARGE)]
)
def test_a_team_has_12_to_14_agents_by_default(agents: int, verdict: Span) -> None:
    assert span(agents=agents, policy=SpanPolicy()) is verdict


def test_the_span_is_policy_not_a_constant() -> None:
    assert span(agents=5, policy=SpanPolicy(least=4, most=6)) is Span.RIGHT
    assert span(agents=13, policy=SpanPolicy(least=4, most=6)) is Span.LARGE


@given(some.integers(0, 200), some.integers(1, 100), some.integers(1, 100))
def test_one_more_agent_never_makes_a_large_team_small(agents: int, one: int, other: int) -> None:
    policy = SpanPolicy(least=min(one, other), most=max(one, other))
    order = [Span.SMALL, Span.RIGHT, Span.LARGE]
    assert order.index(span(agents=agents + 1, policy=policy)) >= order.index(span(agents=agents, policy=policy))


def test_its_entries_say_rule_unit_and_sentence_and_refuse_nonsense() -> None:
    assert [(entry.name, entry.rule, entry.unit) for entry in entries(SpanPolicy)] == [("least", "O-01", "agents"), ("most", "O-01", "agents")]
    with pytest.raises(Refusal):
        check(SpanPolicy(least=0))
