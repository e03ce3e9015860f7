"""Decisions to look at: a month that kept the law, a long day that did not, one that was taken again."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast, at
from tests.rules.duties import MONDAY, SHIPPED, facts
from zuoxi.core import corrections, decisions
from zuoxi.core.decisions import Scope, Taken
from zuoxi.core.models import Decision
from zuoxi.people.models import Person
from zuoxi.rules import labour_law

NOW = at("2026-03-20 09:00")
FIVE = dict.fromkeys(range(5), 8.0)


def decide(person: Person, by: Person | None, hours: dict[int, float], *, subject: str = "roster:1", at: object = NOW) -> Decision:
    """What the law says of a week of a person; the first verdict."""
    verdict = labour_law.check(facts(hours), SHIPPED)[0]
    return decisions.store(verdict, about=person, by=by, at=at, facts=[f"week:{person.pk}:{subject}"], subject=subject)  # type: ignore[arg-type]


def kept(cast: Cast) -> Decision:
    """lin kept the law."""
    return decide(cast.lin, cast.chen, FIVE)


def broken(cast: Cast) -> Decision:
    """zhao had a day of twelve hours."""
    return decide(cast.zhao, cast.chen, {**FIVE, 2: 12.0})


def taken_again(cast: Cast) -> tuple[Decision, Decision]:
    """lin's long day was written down wrongly; corrected, and decided anew."""
    old = decide(cast.lin, cast.chen, {**FIVE, 2: 12.0}, subject="roster:2")
    key = f"week:{cast.lin.pk}:roster:2"

    def retake(scope: Scope) -> list[Taken]:
        verdict = labour_law.check(facts(FIVE), SHIPPED)[0]
        return [Taken(verdict, scope.about, scope.subject, frozenset({key}), scope.policy_version)]

    former = decisions.RETAKES.get("X-03")
    decisions.register("X-03", retake)
    try:
        corrections.correct(key=key, old=12, new=8, why="班次记错了", by=cast.zhou, now=NOW + timedelta(days=1))
    finally:
        if former:
            decisions.register("X-03", former)
    old.refresh_from_db()
    assert old.superseded_by is not None
    return old, old.superseded_by


def many(cast: Cast, count: int) -> None:
    """So many weeks of lin and zhao, decided one day after the other."""
    for number in range(count):
        when = NOW + timedelta(hours=number)
        verdict = labour_law.check(facts({**FIVE, 0: 8.0 + number % 3 / 4}), SHIPPED)[0]
        takens = [Taken(verdict, person.pk, f"roster:{number}", frozenset({f"week:{number}"})) for person in (cast.lin, cast.zhao)]
        decisions.store_all(takens, by=cast.chen, at=when)
    assert MONDAY.isoweekday() == 1
