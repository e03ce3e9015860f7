"""P-03 where facts are shared: a corrected fact supersedes exactly the decisions that rest on it, whoever they are about; twice is as once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, at
from zuoxi.core import corrections, decisions
from zuoxi.core.decisions import Recomputed, Scope, Taken
from zuoxi.core.models import Decision, DecisionFact
from zuoxi.rules.decision import Verdict

pytestmark = pytest.mark.django_db
RULE = "T-99"
NOW, LATER, LATEST = at("2026-11-27 09:00"), at("2026-11-28 10:00"), at("2026-11-29 10:00")
FACTS, DECISIONS = 5, 6


class Web:
    """Decisions that each add up some numbers; which numbers, `rests` says. One number may stand in many sums."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.rests: dict[tuple[int, str], frozenset[str]] = {}
        self.asked: list[Scope] = []

    def value(self, key: str) -> int:
        return int(corrections.newest([key]).get(key, self.numbers[key]))

    def taken(self, person: int, subject: str) -> Taken:
        keys = self.rests[person, subject]
        total = sum(self.value(key) for key in keys)
        verdict = Verdict(RULE, "arrival.late" if total else "arrival.present", figures={"minutes": total}, facts={"of": len(keys)})
        return Taken(verdict, person, subject, keys)

    def retake(self, scope: Scope) -> Iterable[Taken]:
        self.asked.append(scope)
        assert scope.about is not None
        return [self.taken(scope.about, scope.subject)]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    made = Web()
    monkeypatch.setitem(decisions.RETAKES, RULE, made.retake)
    return made


def rows(**having: object) -> list[tuple[object, ...]]:
    return list(Decision.objects.filter(**having).order_by("pk").values_list("pk", "about", "subject", "figures", "state", "superseded_by", "at"))


def resting_on(key: str) -> set[int]:
    return set(DecisionFact.objects.filter(fact_key=key, decision__state="in_force").values_list("decision", flat=True))


def build(web: Web, cast: Cast, rests: list[frozenset[int]], numbers: list[int]) -> None:
    """Half of the sums are about lin, half about zhao."""
    web.numbers = {f"n:{n}": number for n, number in enumerate(numbers)}
    people = (cast.lin.pk, cast.zhao.pk)
    web.rests = {(people[n % 2], f"sum:{n}"): frozenset(f"n:{one}" for one in of) for n, of in enumerate(rests)}
    decisions.store_all([web.taken(*place) for place in web.rests], by=cast.wu, at=NOW)


def test_one_fact_under_decisions_of_two_people_replaces_both_and_no_other(web: Web, cast: Cast) -> None:
    build(web, cast, [frozenset({0}), frozenset({0, 1}), frozenset({1})], [5, 7])
    other = rows(subject="sum:2")
    done = corrections.correct(key="n:0", old=5, new=6, why="again", by=cast.wu, now=LATER)
    assert done.recomputed == Recomputed(superseded=2, stored=2)
    assert rows(subject="sum:2") == other
    assert {one.figures["minutes"] for one in Decision.objects.in_force()} == {6, 13, 7}
    assert sorted(str(scope.about) for scope in web.asked) == sorted(str(pk) for pk in (cast.lin.pk, cast.zhao.pk))


def test_two_facts_of_one_decision_corrected_one_after_the_other_leave_a_chain(web: Web, cast: Cast) -> None:
    build(web, cast, [frozenset({0, 1})], [5, 7])
    corrections.correct(key="n:0", old=5, new=6, why="a", by=cast.wu, now=LATER)
    corrections.correct(key="n:1", old=7, new=9, why="b", by=cast.wu, now=LATEST)
    first, second, third = Decision.objects.order_by("pk")
    assert [one.figures["minutes"] for one in (first, second, third)] == [12, 13, 15]
    assert (first.superseded_by, second.superseded_by, third.superseded_by) == (second, third, None)
    assert [one.correction and one.correction.key for one in (first, second, third)] == [None, "n:0", "n:1"]


def test_a_fact_that_no_decision_rests_on_changes_none(web: Web, cast: Cast) -> None:
    build(web, cast, [frozenset({0})], [5, 7])
    before = rows()
    assert corrections.correct(key="n:1", old=7, new=9, why="b", by=cast.wu, now=LATER).recomputed == Recomputed()
    assert rows() == before


def test_two_corrections_that_cancel_out_still_leave_their_traces(web: Web, cast: Cast) -> None:
    build(web, cast, [frozenset({0, 1})], [5, 7])
    corrections.correct(key="n:0", old=5, new=7, why="a", by=cast.wu, now=LATER)
    corrections.correct(key="n:1", old=7, new=5, why="b", by=cast.wu, now=LATEST)
    assert [one.figures["minutes"] for one in Decision.objects.order_by("pk")] == [12, 14, 12]
    assert Decision.objects.in_force().count() == 1


def test_facts_recomputed_together_take_each_decision_again_once(web: Web, cast: Cast) -> None:
    build(web, cast, [frozenset({0, 1, 2}), frozenset({1})], [1, 2, 3])
    decisions.recompute(["n:0", "n:1", "n:2"], now=LATER)
    assert len(web.asked) == 2
    assert Decision.objects.count() == 2, "nothing was corrected, so nothing is new"


NUMBERS = st.lists(st.integers(0, 9), min_size=FACTS, max_size=FACTS)
RESTS = st.lists(st.frozensets(st.integers(0, FACTS - 1), min_size=1, max_size=3), min_size=1, max_size=DECISIONS)
CHANGES = st.lists(st.tuples(st.integers(0, FACTS - 1), st.integers(0, 9)), max_size=5)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=NUMBERS, rests=RESTS, changes=CHANGES)
def test_exactly_those_that_rest_on_it_are_replaced_whatever_the_web(
    web: Web, cast: Cast, numbers: list[int], rests: list[frozenset[int]], changes: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        build(web, cast, rests, numbers)
        now = list(numbers)
        for which, new in changes:
            if now[which] == new:
                continue
            key, touched = f"n:{which}", resting_on(f"n:{which}")
            untouched = [row for row in rows() if row[0] not in touched]
            corrections.correct(key=key, old=now[which], new=new, why="again", by=cast.wu, now=LATER)
            now[which] = new
            assert [row for row in rows() if row[0] in {one[0] for one in untouched}] == untouched
            assert {one.state for one in Decision.objects.filter(pk__in=touched)} <= {"superseded"}
            once = rows()
            assert decisions.recompute([key], now=LATEST) == Recomputed()
            assert rows() == once
        in_force = {(one.about_id, one.subject): one.figures["minutes"] for one in Decision.objects.in_force()}
        assert in_force == {place: sum(now[int(key[2:])] for key in keys) for place, keys in web.rests.items()}
        transaction.set_rollback(True)
