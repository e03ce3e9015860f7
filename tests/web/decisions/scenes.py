"""Decisions to look at: a week that kept the law, a long day that did not, one that was taken again; a back-test that is done."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast, at
from tests.rules.duties import MONDAY, SHIPPED, facts
from zuoxi.core import backtest_job, corrections, decisions
from zuoxi.core.decisions import Scope, Taken
from zuoxi.core.models import Decision, Job
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


def tried(cast: Cast, *, rows: int = 3, state: str = "done") -> Job:
    """chen's back-test of two days of rest a week, with so many decisions that would differ."""
    told = {"day": "2026-03-07", "article": "law.labour.38", "week": "2026-03-02", "worked": 6, "off": 1, "least": 2}
    after = {"outcome": "law.no_rest_day", "granted": False, "told": told}
    row = {"person": cast.lin.pk, "rule": "X-03", "before": None, "after": after, "points": 0, "pay": "12.50"}
    sums = {"more": 0, "decided": 40, "points": 0, "pay": f"{12.5 * rows:.2f}", "people": 1, "by_rule": {"X-03": rows}}
    arguments = {"first": "2026-03-01", "last": "2026-03-31", "people": [cast.lin.pk], "drafts": {"LabourLawPolicy": {"rest_days": 2}}}
    made = Job(kind=backtest_job.KIND, about=f"person:{cast.chen.pk}", asked_by=cast.chen, asked_at=NOW, state=state, arguments=arguments)
    if state == "done":
        made.result, made.ended_at = {"rows": [row] * rows, **sums}, NOW
    made.save()
    return made


def more_rows(cast: Cast, count: int) -> None:
    """The same back-test with so many more decisions that would differ."""
    job = Job.objects.get(kind=backtest_job.KIND)
    assert job.result is not None
    job.result["rows"] *= count
    job.save()


def many_tries(cast: Cast, count: int) -> None:
    for _ in range(count):
        tried(cast)
