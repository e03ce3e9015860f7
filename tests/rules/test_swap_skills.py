"""T-04, T-05: who may swap, tried against a plain reading of the spec over many pairs of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.policy import entries
from zuoxi.rules.swaps import Party, SwapFacts, SwapPolicy, may_request

TODAY = date(2026, 11, 27)
SHIPPED = SwapPolicy()
SKILLS = st.frozensets(st.sampled_from(["card", "loan", "english", "complaint"]), max_size=3)
MONTHS = st.dictionaries(st.sampled_from(["2026-11", "2026-12", "2027-01"]), st.integers(0, 5), max_size=3)
DAYS = st.dates(date(2026, 11, 20), date(2027, 1, 20))
PARTIES = st.builds(Party, st.integers(1, 3), st.sampled_from(["agent", "leader"]), DAYS, SKILLS, SKILLS, MONTHS)
FACTS = st.builds(SwapFacts, PARTIES, PARTIES, st.just(TODAY), st.lists(st.sampled_from(["F-13", "X-03"]), max_size=2).map(tuple))
POLICIES = st.builds(SwapPolicy, a_month=st.integers(0, 5), days_ahead=st.integers(0, 10))


def grounds(facts: SwapFacts, policy: SwapPolicy) -> list[str]:
    """Everything that stands against it, in the order in which the spec names it, written without the code's words."""
    one, other, found = facts.asker, facts.partner, []
    months = {(day.year, day.month) for day in (one.day, other.day)}
    keys = [f"{year}-{month:02}" for year, month in sorted(months)]
    found += ["swap.oneself"] * (one.person == other.person)
    found += ["swap.other_rank"] * (one.rank != other.rank)
    found += ["swap.asker_lacks"] * (not other.shift_needs <= one.skills)
    found += ["swap.partner_lacks"] * (not one.shift_needs <= other.skills)
    found += ["swap.too_late"] * (min(one.day, other.day) < facts.asked_on + timedelta(days=policy.days_ahead))
    for name, party in (("asker", one), ("partner", other)):
        found += [f"swap.{name}_often"] * any(party.swaps.get(key, 0) + 1 > policy.a_month for key in keys)
    return found + ["swap.breaks_rules"] * bool(facts.broken)


@given(facts=FACTS, policy=POLICIES)
def test_the_first_ground_of_the_spec_is_the_refusal_and_without_any_it_is_granted(facts: SwapFacts, policy: SwapPolicy) -> None:
    verdict, against = may_request(facts, policy), grounds(facts, policy)
    assert verdict.granted is (not against)
    assert verdict.outcome == (against[0] if against else "swap.allowed")
    assert verdict.rule == ("T-05" if verdict.outcome in ("swap.allowed", "swap.too_late", "swap.asker_often", "swap.partner_often") else "T-04")


@given(facts=FACTS, policy=POLICIES)
def test_a_verdict_names_both_days_and_only_values_of_its_policy(facts: SwapFacts, policy: SwapPolicy) -> None:
    verdict = may_request(facts, policy)
    assert (verdict.facts["day"], verdict.facts["other_day"]) == (facts.asker.day, facts.partner.day)
    assert set(verdict.values) <= {f"SwapPolicy.{one.name}" for one in entries(SwapPolicy)}
    for name, value in verdict.values.items():
        assert getattr(policy, name.removeprefix("SwapPolicy.")) == value


@given(facts=FACTS, policy=POLICIES)
def test_a_stricter_policy_grants_nothing_that_a_milder_one_refuses(facts: SwapFacts, policy: SwapPolicy) -> None:
    stricter = replace(policy, a_month=max(0, policy.a_month - 1), days_ahead=policy.days_ahead + 1)
    assert not (may_request(facts, stricter).granted and not may_request(facts, policy).granted)


@pytest.mark.parametrize(
    ("holds", "needs", "missing"),
    [
        ({"card"}, {"card"}, None),
        ({"card", "loan"}, {"card"}, None),
        ({"card"}, set(), None),
        (set(), set(), None),
        ({"card"}, {"card", "loan"}, "loan"),
        (set(), {"loan", "card"}, "card, loan"),
        ({"Card"}, {"card"}, "card"),
    ],
)
def test_what_the_others_shift_needs_is_what_one_must_hold(holds: set[str], needs: set[str], missing: str | None) -> None:
    lin = Party(1, "agent", TODAY + timedelta(days=3), frozenset(holds))
    zhao = Party(2, "agent", TODAY + timedelta(days=4), frozenset(), frozenset(needs))
    for facts, code in ((SwapFacts(lin, zhao, TODAY), "swap.asker_lacks"), (SwapFacts(zhao, lin, TODAY), "swap.partner_lacks")):
        verdict = may_request(facts, SHIPPED)
        assert verdict.granted is (missing is None)
        if missing is not None:
            assert (verdict.outcome, verdict.facts["missing"]) == (code, missing)


@pytest.mark.parametrize(
    ("asked", "first", "second", "days_ahead", "granted"),
    [
        ("2026-11-27", "2026-11-28", "2026-12-05", 1, True),
        ("2026-11-27", "2026-11-27", "2026-12-05", 1, False),
        ("2026-11-27", "2026-11-27", "2026-12-05", 0, True),
        ("2026-11-27", "2026-11-26", "2026-12-05", 0, False),  # the past is never swapped
        ("2026-12-31", "2027-01-01", "2027-01-01", 1, True),
        ("2028-02-28", "2028-03-01", "2028-03-04", 2, True),  # a leap day between
        ("2027-02-28", "2027-03-01", "2027-03-04", 2, False),
        ("2026-11-27", "2026-12-27", "2026-12-28", 30, True),
        ("2026-11-27", "2026-12-26", "2026-12-28", 30, False),
    ],
)
def test_days_ahead_are_counted_from_the_nearer_day(asked: str, first: str, second: str, days_ahead: int, granted: bool) -> None:
    policy = replace(SHIPPED, days_ahead=days_ahead)
    for one, other in ((first, second), (second, first)):
        facts = SwapFacts(Party(1, "agent", date.fromisoformat(one)), Party(2, "agent", date.fromisoformat(other)), date.fromisoformat(asked))
        assert may_request(facts, policy).granted is granted


@pytest.mark.parametrize("party", ["asker", "partner"])
@pytest.mark.parametrize(
    ("days", "swaps", "granted"),
    [
        (("2026-11-29", "2026-11-30"), {"2026-11": 2}, True),
        (("2026-11-29", "2026-11-30"), {"2026-11": 3}, False),
        (("2026-11-29", "2026-11-30"), {"2026-12": 9}, True),
        (("2026-11-30", "2026-12-01"), {"2026-12": 3}, False),
        (("2026-11-30", "2026-12-01"), {"2026-11": 2, "2026-12": 2}, True),
        (("2026-12-31", "2027-01-01"), {"2027-01": 3}, False),
        (("2026-12-31", "2027-01-01"), {"2026-01": 3}, True),  # the January of another year
    ],
)
def test_three_a_month_for_each_of_the_two_in_each_month_touched(party: str, days: tuple[str, str], swaps: dict[str, int], granted: bool) -> None:
    lin, zhao = (Party(n, "agent", date.fromisoformat(day)) for n, day in enumerate(days, 1))
    facts = SwapFacts(lin, zhao, TODAY)
    facts = replace(facts, **{party: replace(getattr(facts, party), swaps=swaps)})
    verdict = may_request(facts, SHIPPED)
    assert (verdict.granted, verdict.outcome) == (granted, "swap.allowed" if granted else f"swap.{party}_often")
