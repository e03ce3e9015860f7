"""The back-test of a draft policy (P-04): what would differ, for whom, at what cost; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.core import backtest
from zuoxi.core.backtest import Cost, Known, Order, Provider, run
from zuoxi.rules.decision import Verdict
from zuoxi.rules.policy import entry

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@dataclass(frozen=True)
class LatePolicy:
    """From how many minutes on somebody is late, and what a minute costs."""

    from_min: int = entry(1, low=1, high=60, unit="min", rule="T-08", zh="几分钟起算迟到。", en="Minutes from which somebody is late.")
    points: int = entry(2, low=0, high=10, unit="points", rule="T-08", zh="迟到扣分。", en="Points for being late.")
    other: int = entry(5, low=0, high=10, unit="points", rule="T-08", zh="别的。", en="Something else.")


def decide(minutes: tuple[int, ...], policy: LatePolicy) -> Iterator[Verdict]:
    for number, late in enumerate(minutes):
        yield Verdict("T-08", "late" if late >= policy.from_min else "present", late < policy.from_min, {"minutes": late}, {"day": number})


def cost(verdict: Verdict, known: Known, policy: LatePolicy) -> Cost:
    return Cost(-policy.points, known.rate * verdict.figures["minutes"] / 60) if verdict.outcome == "late" else Cost()


def provider(minutes: dict[int, tuple[int, ...]], asked: list[Collection[int]] | None = None) -> Provider:
    def read(first: date, last: date, people: Collection[int]) -> Iterator[Known]:
        assert (first, last) == (FIRST, LAST)
        if asked is not None:
            asked.append(people)
        return (Known(person, late, Decimal(30)) for person, late in minutes.items() if person in people)

    return Provider("Late", LatePolicy, ("from_min", "points"), read, decide, lambda verdict: f"{verdict.facts['day']:02}", cost)


@pytest.fixture
def given_minutes(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[int, tuple[int, ...]]], None]:
    def put(minutes: dict[int, tuple[int, ...]]) -> None:
        monkeypatch.setattr(backtest, "PROVIDERS", {"T-08": provider(minutes)})

    return put


def order(draft: LatePolicy | None, people: Collection[int] = (1, 2)) -> Order:
    return Order(FIRST, LAST, people, {"LatePolicy": LatePolicy()}, {"LatePolicy": draft} if draft else {})


def test_only_what_would_be_decided_otherwise_is_listed_with_its_cost(given_minutes: Callable[[dict[int, tuple[int, ...]]], None]) -> None:
    given_minutes({1: (0, 3, 12), 2: (0, 0, 0)})
    found = run(order(LatePolicy(from_min=10)))
    assert found.decided == 6
    (one,) = found.differences
    assert (one.person, one.rule, one.place) == (1, "T-08", "01")
    assert one.before is not None
    assert one.after is not None
    assert (one.before.outcome, one.after.outcome) == ("late", "present")
    assert (found.points, found.pay, found.people, found.by_rule()) == (2, Decimal("-1.5"), 1, {"T-08": 1})


def test_the_same_decision_at_another_cost_is_listed_too(given_minutes: Callable[[dict[int, tuple[int, ...]]], None]) -> None:
    given_minutes({1: (0, 3, 12)})
    found = run(order(LatePolicy(points=5)))
    assert [one.place for one in found.differences] == ["01", "02"]
    assert (found.points, found.pay) == (-6, Decimal(0))


def test_a_draft_that_says_the_same_is_not_even_read(given_minutes: Callable[[dict[int, tuple[int, ...]]], None]) -> None:
    given_minutes({1: (0, 3)})
    for draft in (None, LatePolicy()):
        assert run(order(draft)) == backtest.Comparison()


def test_only_the_people_asked_for_are_read_and_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Collection[int]] = []
    heard: list[int] = []
    monkeypatch.setattr(backtest, "PROVIDERS", {"T-08": provider({1: (3,), 2: (3,)}, asked)})
    found = run(order(LatePolicy(from_min=10), people=(2,)), heard.append)
    assert ([one.person for one in found.differences], asked, heard) == ([2], [(2,)], [1])


def test_a_decision_that_falls_away_or_is_new_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_late(minutes: tuple[int, ...], policy: LatePolicy) -> Iterator[Verdict]:
        return (verdict for verdict in decide(minutes, policy) if verdict.outcome == "late")

    base = provider({1: (3, 12)})
    monkeypatch.setattr(backtest, "PROVIDERS", {"T-08": Provider(base.label, LatePolicy, base.names, base.read, only_late, base.place, cost)})
    (gone,) = run(order(LatePolicy(from_min=10))).differences
    assert gone.after is None
    (new,) = run(Order(FIRST, LAST, (1,), {"LatePolicy": LatePolicy(from_min=10)}, {"LatePolicy": LatePolicy()})).differences
    assert new.before is None
    assert (gone.cost_after, new.cost_after) == (Cost(), gone.cost_before)


def test_two_decisions_in_one_place_keep_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    base = provider({1: (3, 12)})
    monkeypatch.setattr(backtest, "PROVIDERS", {"T-08": Provider(base.label, LatePolicy, base.names, base.read, decide, lambda _: "here", cost)})
    found = run(order(LatePolicy(from_min=10)))
    assert (found.decided, len(found.differences), found.differences[0].place) == (2, 1, "here")


def test_the_answer_can_be_kept_as_codes_and_facts_without_text(given_minutes: Callable[[dict[int, tuple[int, ...]]], None]) -> None:
    given_minutes({1: (3,)})
    assert backtest.as_rows(run(order(LatePolicy(from_min=10)))) == [
        {
            "person": 1,
            "rule": "T-08",
            "before": {"outcome": "late", "granted": False, "told": {"day": 0, "minutes": 3}},
            "after": {"outcome": "present", "granted": True, "told": {"day": 0, "minutes": 3}},
            "points": 2,
            "pay": "-1.5",
        }
    ]


def test_only_the_entries_that_make_a_difference_are_offered() -> None:
    assert [one.name for one in provider({}).entries] == ["from_min", "points"]


@given(
    minutes=st.lists(st.integers(0, 30), max_size=8),
    one=st.builds(LatePolicy, from_min=st.integers(1, 30), points=st.integers(0, 5)),
    two=st.builds(LatePolicy, from_min=st.integers(1, 30), points=st.integers(0, 5)),
)
def test_there_and_back_the_sums_cancel_out_and_the_places_are_the_same(minutes: list[int], one: LatePolicy, two: LatePolicy) -> None:
    before = backtest.PROVIDERS
    backtest.PROVIDERS = {"T-08": provider({1: tuple(minutes)})}
    try:
        there = run(Order(FIRST, LAST, (1,), {"LatePolicy": one}, {"LatePolicy": two}))
        back = run(Order(FIRST, LAST, (1,), {"LatePolicy": two}, {"LatePolicy": one}))
    finally:
        backtest.PROVIDERS = before
    assert (there.points, there.pay) == (-back.points, -back.pay)
    assert [one.place for one in there.differences] == [one.place for one in back.differences]
