"""Facts that labour law asks for (X-03): told with a reason, followed and never changed, read in one query; and whose decisions one may see."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, at
from zuoxi.core import corrections
from zuoxi.core.models import FactCorrection
from zuoxi.people import law_facts
from zuoxi.people.models import Role, RoleName
from zuoxi.people.reach import decisions_of_units
from zuoxi.rules.labour_facts import Cycle, Protection

pytestmark = pytest.mark.django_db
NOW = at("2026-11-26 09:00")


def tell(cast: Cast, name: str, day: date | None, who: str = "lin") -> None:
    law_facts.tell(person=getattr(cast, who), name=name, day=day, why="证明", by=cast.zhou, now=NOW)


def test_nothing_is_known_of_whom_nothing_was_told(cast: Cast) -> None:
    tell(cast, "due_on", date(2027, 1, 15))
    known = law_facts.read()
    assert known.protection(cast.lin) == Protection(due_on=date(2027, 1, 15))
    assert known.protection(cast.zhao) == Protection()
    assert (known.cycle(cast.lin), known.cycle(cast.wu)) == (None, None)


def test_the_last_that_was_told_counts_and_what_was_told_before_stays(cast: Cast) -> None:
    for day in (date(2027, 1, 15), date(2027, 1, 20), None):
        tell(cast, "due_on", day)
    assert law_facts.read().protection(cast.lin) == Protection()
    told = FactCorrection.objects.order_by("number").values_list("old", "new", "why", "by")
    assert list(told) == [
        (None, "2027-01-15", "证明", cast.zhou.pk),
        ("2027-01-15", "2027-01-20", "证明", cast.zhou.pk),
        ("2027-01-20", None, "证明", cast.zhou.pk),
    ]


def test_the_same_day_told_again_is_nothing_new(cast: Cast) -> None:
    tell(cast, "born_on", date(2000, 2, 29))
    with pytest.raises(corrections.NothingNew):
        tell(cast, "born_on", date(2000, 2, 29))


def test_a_cycle_belongs_to_a_contract_and_can_end(cast: Cast) -> None:
    law_facts.approve_cycle(contract=cast.contract, cycle=Cycle.YEAR, why="no. 17", by=cast.zhou, now=NOW)
    assert (law_facts.read().cycle(cast.lin), law_facts.read().cycle(cast.wu)) == (Cycle.YEAR, None)
    law_facts.approve_cycle(contract=cast.contract, cycle=None, why="ran out", by=cast.zhou, now=NOW)
    assert law_facts.read().cycle(cast.lin) is None


def test_everything_is_read_in_one_query_and_other_facts_are_left_alone(cast: Cast) -> None:
    for name, day in (("born_on", date(1995, 1, 1)), ("due_on", date(2027, 1, 15)), ("child_born_on", date(2024, 1, 1))):
        tell(cast, name, day)
    corrections.correct(key=f"person:{cast.lin.pk}:shoe_size", old=None, new=38, why="x", by=cast.zhou, now=NOW)
    with CaptureQueriesContext(connection) as seen:
        known = law_facts.read()
    assert len(seen) == 1
    assert known.protection(cast.lin) == Protection(date(1995, 1, 1), date(2027, 1, 15), date(2024, 1, 1))


@pytest.mark.parametrize(("role", "reaches"), [(name, name in {"leader", "supervisor", "manager", "hr"}) for name in RoleName.values])
def test_who_answers_for_people_reaches_their_decisions(cast: Cast, role: str, reaches: bool) -> None:
    Role.objects.filter(person=cast.chen).delete()
    Role.objects.create(person=cast.chen, name=role, unit=cast.team)
    condition = str(decisions_of_units(cast.chen))
    assert ("about__unit_id__in" in condition) is reaches
