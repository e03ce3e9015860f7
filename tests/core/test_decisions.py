"""Decisions (P-02): kept once with everything they rest on, never edited, seen by whom they concern, counted by rule and month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.cast import Cast, at
from zuoxi.core import decisions
from zuoxi.core.decisions import Taken, Tally
from zuoxi.core.models import Decision, DecisionFact
from zuoxi.people.models import Person
from zuoxi.rules.decision import Step, Verdict

pytestmark = pytest.mark.django_db
NOW = at("2026-11-27 09:00")
LATE = Verdict(
    "T-08",
    "arrival.late",
    figures={"minutes": 12},
    facts={"came": "09:12"},
    values={"ClockPolicy.early_min": 15},
    steps=(Step("arrival.minutes_late", {"minutes": 12}),),
)


def keep(verdict: Verdict, about: Person | None, by: Person | None = None, **more: object) -> Decision:
    return decisions.store(verdict, about=about, by=by, **{"at": NOW, "facts": ["punch:7"], "subject": "day:1", **more})


def test_a_decision_keeps_rule_outcome_figures_facts_policy_steps_and_who_asked(lin: Person, wu: Person) -> None:
    made = keep(LATE, lin, wu, policy_version=3)
    made.refresh_from_db()
    assert (made.rule, made.outcome, made.granted, made.about, made.by, made.at) == ("T-08", "arrival.late", None, lin, wu, NOW)
    assert (made.figures, made.facts, made.values) == ({"minutes": 12}, {"came": "09:12"}, {"ClockPolicy.early_min": 15})
    assert made.steps == [{"label": "arrival.minutes_late", "numbers": {"minutes": 12}}]
    assert (made.policy_version, made.subject, made.is_in_force) == (3, "day:1", True)
    assert [fact.fact_key for fact in made.rests_on.all()] == ["punch:7"]
    assert made.told == {"came": "09:12", "minutes": 12}


def test_the_same_is_kept_once_and_whoever_asked_first_stays(lin: Person, wu: Person, zhou: Person) -> None:
    first = keep(LATE, lin, wu)
    again = keep(LATE, lin, zhou, at=at("2026-11-28 09:00"))
    assert (again.pk, again.by, again.at) == (first.pk, wu, NOW)
    assert (Decision.objects.count(), DecisionFact.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"facts": ["punch:8"]},
        {"subject": "day:2"},
        {"policy_version": 1},
    ],
)
def test_what_rests_on_other_facts_or_concerns_another_thing_is_another_decision(lin: Person, other: dict[str, object]) -> None:
    assert keep(LATE, lin).pk != keep(LATE, lin, **other).pk


def test_another_person_rule_figure_or_outcome_is_another_decision(lin: Person, zhao: Person) -> None:
    made = {
        keep(verdict, person).pk
        for verdict, person in (
            (LATE, lin),
            (LATE, zhao),
            (LATE, None),
            (replace(LATE, rule="T-07"), lin),
            (replace(LATE, figures={"minutes": 13}), lin),
            (replace(LATE, granted=False), lin),
        )
    }
    assert len(made) == 6


def test_many_are_kept_in_a_handful_of_statements_and_come_back_in_order(cast: Cast, django_assert_max_num_queries: object) -> None:
    takens = [Taken(replace(LATE, facts={"day": n}), cast.lin.pk, "roster:1", frozenset({f"cell:{n}", "line:1"})) for n in range(300)]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        made = decisions.store_all([*takens, takens[0]], by=cast.chen, at=NOW)
    assert [one.facts["day"] for one in made] == [*range(300), 0]
    assert Decision.objects.on("roster:1").count() == 300
    assert Decision.objects.resting_on(["cell:7"]).get().facts == {"day": 7}
    assert Decision.objects.resting_on(["line:1"]).count() == 300


def test_a_decision_is_never_edited_nor_deleted(lin: Person) -> None:
    made = keep(LATE, lin)
    made.outcome = "arrival.present"
    for forbidden in (
        made.save,
        made.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(outcome="arrival.present"),
        lambda: Decision.objects.bulk_update([made], ["outcome"]),
    ):
        with pytest.raises(TypeError, match="never"), transaction.atomic():
            forbidden()
    assert Decision.objects.get().outcome == "arrival.late"


def test_who_has_decisions_cannot_be_removed(lin: Person) -> None:
    keep(LATE, lin)
    with pytest.raises(ProtectedError):
        lin.delete()


def test_the_database_holds_a_second_one_in_force_and_a_successor_without_a_name_off(lin: Person) -> None:
    made = keep(LATE, lin)
    twin = Decision(rule="T-08", outcome="arrival.late", about=lin, at=NOW, key=made.key)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(state="superseded")
    other = keep(LATE, lin, subject="day:2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(superseded_by=other)
    assert Decision.objects.in_force().count() == 2


def test_one_sees_ones_own_a_leader_the_teams_and_nobody_anothers(cast: Cast) -> None:
    mine, theirs, things = keep(LATE, cast.lin), keep(LATE, cast.zhao), keep(LATE, None)
    seen = {name: set(decisions.visible_to(getattr(cast, name))) for name in ("lin", "zhao", "wu", "sun", "zhou", "chen", "gao")}
    assert seen == {
        "lin": {mine},
        "zhao": {theirs},
        "wu": {mine},
        "sun": {mine, theirs},
        "zhou": {mine, theirs},
        "chen": set(),
        "gao": set(),
    }
    assert things not in set().union(*seen.values())


def test_who_asked_for_a_decision_sees_it(cast: Cast) -> None:
    made = keep(LATE, cast.zhao, cast.chen)
    assert made in decisions.visible_to(cast.chen)
    assert made not in decisions.visible_to(cast.wu)


def test_decisions_are_counted_by_rule_within_the_centres_month(lin: Person) -> None:
    for number, moment in enumerate(("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00")):
        keep(LATE, lin, at=at(moment), subject=f"day:{number}")
    keep(replace(LATE, rule="T-05"), lin, at=at("2026-11-15 12:00"))
    old, new = Decision.objects.on("day:1").get(rule="T-08"), Decision.objects.on("day:2").get()
    Decision.objects.filter(pk=old.pk).update(state="superseded", superseded_by=new)
    assert decisions.tally(date(2026, 11, 20)) == {"T-08": Tally(2, 1), "T-05": Tally(1, 0)}
    assert decisions.tally(date(2026, 9, 1)) == {}


def test_a_month_ends_where_the_next_begins() -> None:
    assert decisions.month_bounds(date(2026, 12, 31)) == (at("2026-12-01 00:00"), at("2027-01-01 00:00"))
    assert decisions.month_bounds(date(2026, 2, 1)) == (at("2026-02-01 00:00"), at("2026-03-01 00:00"))
