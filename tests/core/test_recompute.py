"""P-03: a corrected fact supersedes exactly the decisions that rest on it, the old ones stay, and twice is as once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from tests.core.ledger import RULE, Ledger, came
from zuoxi.core import corrections, decisions
from zuoxi.core.decisions import Recomputed
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Decision, FactCorrection

pytestmark = pytest.mark.django_db
NOW, LATER, LATEST = at("2026-11-27 09:00"), at("2026-11-28 10:00"), at("2026-11-29 10:00")


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    made = Ledger()
    monkeypatch.setitem(decisions.RETAKES, RULE, made.retake)
    return made


def decide(ledger: Ledger, cast: Cast, days: dict[int, int], *, person: str = "lin") -> None:
    """Write down when somebody came, by day, and decide."""
    who = getattr(cast, person)
    ledger.facts.update({came(who.pk, day): minute for day, minute in days.items()})
    decisions.store_all([ledger.taken(who.pk, day) for day in days], by=cast.wu, at=NOW)


def state() -> list[tuple[object, ...]]:
    """Everything that is stored of decisions."""
    return list(Decision.objects.order_by("pk").values_list("pk", "outcome", "figures", "state", "superseded_by", "at", "correction"))


def test_the_decision_on_the_corrected_fact_is_replaced_and_stays_visible(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 552, 2: 552})
    other = state()[1]
    done = corrections.correct(key=came(cast.lin.pk, 1), old=552, new=538, why="the terminal's clock was fast", by=cast.wu, now=LATER)
    assert done.recomputed == Recomputed(superseded=1, stored=1)
    old, untouched, new = Decision.objects.order_by("pk")
    assert (old.outcome, old.state, old.superseded_by) == ("arrival.late", "superseded", new)
    assert (new.outcome, new.state, new.at, new.by, new.correction) == ("arrival.present", "in_force", LATER, None, done.correction)
    assert state()[1] == other
    assert untouched.is_in_force


def test_only_the_scope_of_the_fact_is_asked_again(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, dict.fromkeys(range(5), 552))
    decide(ledger, cast, dict.fromkeys(range(5), 552), person="zhao")
    decisions.recompute([came(cast.lin.pk, 3)], now=LATER)
    assert [(scope.about, scope.subject) for scope in ledger.asked] == [(cast.lin.pk, "day:3")]


def test_a_correction_that_changes_no_decision_replaces_only_its_facts(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 530})
    corrections.correct(key=came(cast.lin.pk, 1), old=530, new=531, why="read again", by=cast.wu, now=LATER)
    old, new = Decision.objects.order_by("pk")
    assert (old.outcome, new.outcome, new.facts["came_min"]) == ("arrival.present", "arrival.present", 531)


def test_corrected_there_and_back_the_last_says_what_the_first_said_and_all_three_stay(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 552})
    key = came(cast.lin.pk, 1)
    corrections.correct(key=key, old=552, new=538, why="clock", by=cast.wu, now=LATER)
    corrections.correct(key=key, old=538, new=552, why="it was right after all", by=cast.zhou, now=LATEST)
    assert [(one.figures["minutes"], one.state) for one in Decision.objects.order_by("pk")] == [
        (12, "superseded"),
        (0, "superseded"),
        (12, "in_force"),
    ]


def test_what_the_rule_no_longer_says_is_withdrawn_and_comes_back_with_its_fact(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 552})
    key = came(cast.lin.pk, 1)
    minute = ledger.facts.pop(key)
    assert decisions.recompute([key], now=LATER) == Recomputed(withdrawn=1)
    assert decisions.recompute([key], now=LATER) == Recomputed()
    ledger.facts[key] = minute
    assert decisions.recompute([key], now=LATEST) == Recomputed(stored=1)
    assert [one.state for one in Decision.objects.order_by("pk")] == ["withdrawn", "in_force"]


def test_a_rule_that_nothing_can_take_again_is_named_and_its_decisions_stay(ledger: Ledger, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(ledger, cast, {1: 552})
    monkeypatch.delitem(decisions.RETAKES, RULE)
    before = state()
    assert decisions.recompute([came(cast.lin.pk, 1)], now=LATER).unknown == {RULE}
    assert state() == before


def test_a_correction_says_why_and_something_new(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 552})
    key = came(cast.lin.pk, 1)
    with pytest.raises(corrections.NoReason):
        corrections.correct(key=key, old=552, new=538, why="  ", by=cast.wu, now=LATER)
    with pytest.raises(corrections.NothingNew):
        corrections.correct(key=key, old=552, new=552, why="same", by=cast.wu, now=LATER)
    assert not FactCorrection.objects.exists()
    corrections.correct(key=key, old=552, new=538, why=" clock ", by=cast.wu, now=LATER)
    made = FactCorrection.objects.get()
    assert (made.key, made.number, made.old, made.new, made.why, made.by, made.at) == (key, 1, 552, 538, "clock", cast.wu, LATER)


def test_of_two_who_correct_the_same_value_the_second_is_refused(ledger: Ledger, cast: Cast) -> None:
    decide(ledger, cast, {1: 552})
    key = came(cast.lin.pk, 1)
    corrections.correct(key=key, old=552, new=538, why="clock", by=cast.wu, now=LATER)
    before = state()
    with pytest.raises(MovedMeanwhile):
        corrections.correct(key=key, old=552, new=545, why="clock", by=cast.zhou, now=LATER)
    assert (FactCorrection.objects.count(), state()) == (1, before)
    assert corrections.newest([key, "never:1"]) == {key: 538}


def test_a_kind_of_fact_can_have_more_done_with_its_corrections(ledger: Ledger, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[FactCorrection] = []
    monkeypatch.setitem(corrections.APPLIES, "came", seen.append)
    decide(ledger, cast, {1: 552})
    done = corrections.correct(key=came(cast.lin.pk, 1), old=552, new=538, why="clock", by=cast.wu, now=LATER)
    corrections.correct(key="left:1:1", old=1, new=2, why="clock", by=cast.wu, now=LATER)
    assert seen == [done.correction]


def test_a_correction_whose_decisions_cannot_be_taken_again_changes_nothing(ledger: Ledger, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(ledger, cast, {1: 552})
    before = state()

    def power_cut(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(decisions.RETAKES, RULE, power_cut)
    with pytest.raises(RuntimeError):
        corrections.correct(key=came(cast.lin.pk, 1), old=552, new=538, why="clock", by=cast.wu, now=LATER)
    assert (state(), FactCorrection.objects.count()) == (before, 0)


MINUTES = st.integers(530, 560)
DAYS = 4


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(MINUTES, min_size=DAYS, max_size=DAYS), changes=st.lists(st.tuples(st.integers(0, DAYS - 1), MINUTES), max_size=6))
def test_whatever_is_corrected_the_decisions_in_force_are_those_of_the_facts_and_twice_changes_nothing(
    ledger: Ledger, cast: Cast, first: list[int], changes: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        ledger.facts.clear()
        decide(ledger, cast, dict(enumerate(first)))
        facts = list(first)
        for day, minute in changes:
            if facts[day] == minute:
                continue
            key, untouched = came(cast.lin.pk, day), list(Decision.objects.exclude(subject=f"day:{day}").order_by("pk").values())
            corrections.correct(key=key, old=facts[day], new=minute, why="clock", by=cast.wu, now=LATER)
            facts[day] = minute
            once = state()
            assert decisions.recompute([key], now=LATEST) == Recomputed()
            assert state() == once
            assert list(Decision.objects.exclude(subject=f"day:{day}").order_by("pk").values()) == untouched
        in_force = {one.subject: one.facts["came_min"] for one in Decision.objects.in_force()}
        assert in_force == {f"day:{day}": minute for day, minute in enumerate(facts)}
        assert Decision.objects.count() == DAYS + FactCorrection.objects.count()
        transaction.set_rollback(True)
