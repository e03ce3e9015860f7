"""The past as published rosters tell it, and a draft policy tried on it (P-04)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, at
from tests.roster.builders import NOW, agent, kind, published
from zuoxi.core import backtest
from zuoxi.core.backtest import Order
from zuoxi.core.models import Decision
from zuoxi.people import law_facts
from zuoxi.people.models import Person
from zuoxi.roster import past_facts
from zuoxi.roster.models import Period, ShiftKind
from zuoxi.rules.labour_facts import Cycle
from zuoxi.rules.labour_law import LabourLawPolicy
from zuoxi.rules.rostering import RosterPolicy

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 1), date(2026, 7, 31)
SHIPPED = {"LabourLawPolicy": LabourLawPolicy(), "RosterPolicy": RosterPolicy()}


def worked(cast: Cast, person: Person, pattern: list[ShiftKind | None], *, weeks: int = 8) -> None:
    """A published roster from Monday 1 June 2026 on, every week the same."""
    period = Period.objects.create(unit=cast.centre, name=person.name, first_day=FIRST, days=7 * weeks, created_by=cast.chen, created_at=NOW)
    published(period, cast.chen, {person: pattern * weeks})


def differences(people: list[Person], **drafts: object) -> list[tuple[str, str | None, str | None]]:
    order = Order(FIRST, LAST, [person.pk for person in people], SHIPPED, drafts)
    return [(one.place, one.before and one.before.outcome, one.after and one.after.outcome) for one in backtest.run(order).differences]


def test_a_second_day_of_rest_would_be_missing_in_every_week_of_six_days(cast: Cast) -> None:
    early = kind("早", "E", [(480, 880)])
    worked(cast, cast.lin, [*[early] * 6, None])
    found = differences([cast.lin], LabourLawPolicy=LabourLawPolicy(rest_days=2))
    weeks = [FIRST + timedelta(days=7 * n) for n in range(8)]
    assert [place for place, before, after in found if after == "law.no_rest_day"] == [f"law.no_rest_day.{week}" for week in weeks]
    assert [(before, after) for place, before, after in found if before] == [("law.kept", None)] * 2
    assert not Decision.objects.exists()


def test_dearer_overtime_is_counted_in_yuan(cast: Cast) -> None:
    long = kind("长", "G", [(480, 1080)])
    worked(cast, cast.lin, [long, None, None, None, None, None, None])
    order = Order(FIRST, LAST, [cast.lin.pk], SHIPPED, {"LabourLawPolicy": LabourLawPolicy(extended_pay=2.0)})
    found = backtest.run(order)
    assert [one.cost_before.pay for one in found.differences] == [Decimal("450.00"), Decimal("270.00")]  # 5 x 2 h and 3 x 2 h at 30 yuan x 1.5
    assert found.pay == Decimal("240.00")
    assert found.by_rule() == {"X-03": 2}


def test_more_rest_between_shifts_and_fewer_days_in_a_row_are_found_by_day(cast: Cast) -> None:
    early, late = kind("早", "E", [(480, 1020)]), kind("晚", "L", [(780, 1260)])
    worked(cast, cast.lin, [late, early, None, None, None, None, None], weeks=2)
    worked(cast, cast.zhao, [*[early] * 6, None], weeks=2)
    tuesdays = [f"rest.short.{FIRST + timedelta(days=n)}" for n in (1, 8)]
    assert differences([cast.lin], RosterPolicy=RosterPolicy(rest_h=12)) == [(place, None, "rest.short") for place in tuesdays]
    assert differences([cast.lin], RosterPolicy=RosterPolicy(rest_h=10.5)) == []
    found = differences([cast.zhao], RosterPolicy=RosterPolicy(max_consecutive_days=5))
    assert found == [(f"rest.long_run.{FIRST + timedelta(days=n)}", None, "rest.long_run") for n in (5, 12)]


def test_only_rosters_in_force_and_only_the_people_asked_for_are_read(cast: Cast) -> None:
    early = kind("早", "E", [(480, 880)])
    worked(cast, cast.lin, [*[early] * 6, None])
    worked(cast, cast.zhao, [*[early] * 6, None])
    Period.objects.get(name="赵磊").versions.update(state="superseded")
    draft = LabourLawPolicy(rest_days=2)
    assert differences([cast.zhao], LabourLawPolicy=draft) == []
    assert len(differences([cast.lin, cast.zhao], LabourLawPolicy=draft)) == len(differences([cast.lin], LabourLawPolicy=draft)) > 0


def test_a_month_sees_the_week_before_it_and_a_cycle_its_first_day(cast: Cast) -> None:
    early = kind("早", "E", [(480, 880)])
    worked(cast, cast.lin, [*[early] * 6, None])
    june, july = past_facts.read(FIRST, LAST, [cast.lin.pk])
    assert (june.facts.first_day, june.facts.last_day, july.facts.first_day, july.facts.last_day) == (
        FIRST,
        date(2026, 6, 30),
        date(2026, 7, 1),
        LAST,
    )
    assert july.facts.duties[0].day < date(2026, 6, 29)
    assert (june.person, june.rate) == (cast.lin.pk, Decimal("30.00"))
    law_facts.approve_cycle(contract=cast.contract, cycle=Cycle.QUARTER, why="no. 17", by=cast.zhou, now=at("2026-11-27 09:00"))
    (july,) = past_facts.read(date(2026, 7, 1), LAST, [cast.lin.pk])
    assert july.facts.cycle == Cycle.QUARTER
    (june,) = past_facts.read(date(2026, 6, 8), date(2026, 6, 30), [cast.lin.pk])
    assert june.facts.duties[0].day == FIRST


def test_the_number_of_people_costs_no_queries(cast: Cast) -> None:
    def asked(people: list[int]) -> int:
        with CaptureQueriesContext(connection) as seen:
            list(past_facts.read(FIRST, LAST, people))
        return len(seen)

    kind("早", "E", [(480, 880)])
    few = asked([cast.lin.pk])
    assert asked([cast.lin.pk, *(agent(cast, f"7{n:03}", f"员工{n}").pk for n in range(20))]) == few


def test_a_stretch_is_cut_where_months_end() -> None:
    assert list(past_facts.months(date(2026, 1, 15), date(2026, 3, 2))) == [
        (date(2026, 1, 15), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 2)),
    ]
    assert list(past_facts.months(date(2026, 1, 2), date(2026, 1, 1))) == []


def test_where_no_law_is_known_nothing_is_read(cast: Cast, settings: object) -> None:
    settings.COUNTRY = "DE"  # type: ignore[attr-defined]
    assert list(past_facts.read(FIRST, LAST, [cast.lin.pk])) == []
