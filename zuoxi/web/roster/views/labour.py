"""The labour law check of a version (X-03): by person and day, with article and numbers; drafts as they are now, others as decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zuoxi.core import decisions
from zuoxi.core.explanations import said, worded
from zuoxi.core.models import Decision
from zuoxi.people.models import Person
from zuoxi.roster import access, labour
from zuoxi.roster.access import READERS
from zuoxi.roster.models import Version
from zuoxi.rules.decision import Verdict
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest


@dataclass(frozen=True)
class Row:
    """One thing that the law says of a person; `pk` is the decision where the reader may open it."""

    person: Person
    rule: str
    granted: bool | None
    day: str
    article: str
    text: str
    steps: list[str]
    pk: int | None = None


@roles(*READERS)
@require_safe
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """What is broken first, then the overtime that is owed; who keeps the law is counted."""
    version = access.version(request.person, pk)
    people = access.rows(request.person, version).in_bulk()
    rows = _planned(version, people) if version.is_draft else _decided(request.person, version, people)
    told = sorted((row for row in rows if row.day), key=lambda row: (bool(row.granted), row.person.pinyin, row.day))
    context = {
        "version": version,
        "period": version.period,
        "rows": told,
        "people": len(people),
        "broken": len({row.person.pk for row in told if row.granted is False}),
        "applies": labour.applies(version.period.first_day),
    }
    return render(request, "roster/labour.html", context)


def _planned(version: Version, people: dict[int, Person]) -> list[Row]:
    policy = labour.policy_of(labour.SHIPPED)
    return [_of_verdict(line.person, verdict) for line in labour.lines(version, list(people)) for verdict in line.verdicts(policy)]


def _of_verdict(person: Person, verdict: Verdict) -> Row:
    steps = [said(step.label, step.numbers) for step in verdict.steps]
    return _row(person, verdict.outcome, verdict.told, verdict.rule, verdict.granted, steps)


def _decided(reader: Person, version: Version, people: dict[int, Person]) -> list[Row]:
    subject = labour.subject(version.pk)
    found = Decision.objects.in_force().of_rule(labour.RULE).on(subject).filter(about__in=people)
    open_to = set(decisions.visible_to(reader).on(subject).values_list("pk", flat=True))
    rows = []
    for one in found:
        steps = [said(step["label"], step["numbers"]) for step in one.steps]
        pk = one.pk if one.pk in open_to else None
        rows.append(_row(people[one.about_id or 0], one.outcome, one.told, one.rule, one.granted, steps, pk))
    return rows


def _row(person: Person, outcome: str, told: dict[str, object], rule: str, granted: bool | None, steps: list[str], pk: int | None = None) -> Row:
    """`day` is empty for who simply keeps the law."""
    day = "" if outcome == "law.kept" else str(told.get("day") or told.get("first") or "")
    return Row(person, rule, granted, day, str(worded("article", told.get("article", ""))), said(outcome, told), steps, pk)
