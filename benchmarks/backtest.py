"""A draft policy tried on 120 people x 12 months of published rosters, its answer known by hand. `python -m benchmarks.backtest`."""

from __future__ import annotations

import os
from datetime import date, timedelta
from time import perf_counter

import django

PEOPLE, FIRST, LAST = 120, date(2025, 1, 1), date(2025, 12, 31)
BUDGET_S = 10.0
SATURDAYS = sum(1 for n in range(365) if (FIRST + timedelta(days=n)).weekday() == 5)


def fill() -> list[int]:
    """Every fourth person works six short days a week, the others five; one early shift, a published roster a month."""
    from django.utils import timezone

    from zuoxi.people.models import Contract, Person, Post, Unit, UnitKind
    from zuoxi.roster.models import Assignment, Period, ShiftBlock, ShiftKind, Version
    from zuoxi.roster.past_facts import months

    unit = Unit.objects.create(kind=UnitKind.CENTRE, name="centre")
    post, contract = Post.objects.create(code="agent", name="agent"), Contract.objects.create(code="full", name="full", week_min=2400, rate="30.00")
    common = {"unit": unit, "post": post, "contract": contract, "is_rostered": True}
    Person.objects.bulk_create(Person(work_number=f"{n:04}", name=f"{n:04}", pinyin=f"{n:04}", initials="n", **common) for n in range(PEOPLE))
    people = list(Person.objects.order_by("work_number"))
    shift = ShiftKind.objects.create(code="E", letter="E", name="early", colour="#336699")
    ShiftBlock.objects.create(kind=shift, start_min=480, end_min=880)
    made = {"created_by": people[0], "created_at": timezone.now()}
    for first, last in months(FIRST, LAST):
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        period = Period.objects.create(unit=unit, name=f"{first:%Y-%m}", first_day=first, days=len(days), **made)
        version = Version.objects.create(period=period, number=1, state="published", **made)
        Assignment.objects.bulk_create(
            Assignment(version=version, person=person, day=day, shift=shift if day.weekday() < (6 if n % 4 == 0 else 5) else None)
            for n, person in enumerate(people)
            for day in days
        )
    return [person.pk for person in people]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    django.setup()
    from django.db import connection

    from zuoxi.core import backtest
    from zuoxi.core.backtest import Order
    from zuoxi.roster.models import Assignment
    from zuoxi.rules.labour_law import LabourLawPolicy
    from zuoxi.rules.rostering import RosterPolicy

    connection.creation.create_test_db(verbosity=0)
    people = fill()
    in_force = {"LabourLawPolicy": LabourLawPolicy(), "RosterPolicy": RosterPolicy()}
    drafts = {"LabourLawPolicy": LabourLawPolicy(rest_days=2), "RosterPolicy": RosterPolicy(max_consecutive_days=5)}
    began = perf_counter()
    found = backtest.run(Order(FIRST, LAST, people, in_force, drafts))
    took = perf_counter() - began
    six = PEOPLE // 4
    without_rest = sum(1 for one in found.differences if one.after is not None and one.after.outcome == "law.no_rest_day")
    long_runs = sum(1 for one in found.differences if one.after is not None and one.after.outcome == "rest.long_run")
    whole_weeks = SATURDAYS - 1  # 2025 begins on a Wednesday: its first week has four days of work
    assert without_rest == six * whole_weeks, without_rest
    assert long_runs == six * whole_weeks, long_runs
    assert found.people == six
    assert took < BUDGET_S, took
    days = Assignment.objects.count()
    print(f"{PEOPLE} people x 12 months ({days} days), two rules: {took:.2f} s, {found.decided} decisions, {len(found.differences)} differ")


if __name__ == "__main__":
    main()
