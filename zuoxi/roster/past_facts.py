"""Facts of published rosters for the back-test of a draft policy (P-04): who worked when, month by month."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zuoxi.core import backtest
from zuoxi.core.backtest import Cost, Known, Provider
from zuoxi.people import law_facts
from zuoxi.people.models import Person
from zuoxi.roster import labour
from zuoxi.roster.models import Assignment, VersionState
from zuoxi.rules import labour_law, rest
from zuoxi.rules.decision import Verdict
from zuoxi.rules.labour_facts import Cycle, WorkFacts
from zuoxi.rules.labour_law import LabourLawPolicy
from zuoxi.rules.rostering import RosterPolicy

BEFORE_DAYS = 14
"""Days before a month that its first week and its first run of days need."""


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretch, cut where a month ends."""
    while first <= last:
        end = min(last, Cycle.MONTH.window(first)[1])
        yield first, end
        first = end + timedelta(days=1)


def read(first: date, last: date, people: Collection[int]) -> Iterator[Known]:
    """What each person worked by the rosters in force, month by month, in a fixed number of queries. Where no law is known: nothing."""
    if not labour.applies(first):
        return
    known = law_facts.read()
    persons = list(Person.objects.filter(pk__in=people).select_related("contract").order_by("pinyin", "work_number"))
    longest = min([first - timedelta(days=BEFORE_DAYS), first.replace(day=1), *(cycle.window(first)[0] for cycle in known.cycles.values())])
    rows = Assignment.objects.filter(version__state=VersionState.PUBLISHED, day__gte=longest, day__lte=last, person__in=persons).exclude(shift=None)
    duties = labour.duties_of(rows.values_list("person_id", "day", "shift_id"), labour.shifts())
    statutory = labour.statutory_days(longest, last)
    for person in persons:
        worked = duties.get(person.pk, ())
        cycle, protection = known.cycle(person), known.protection(person)
        rate = person.contract.rate if person.contract else Decimal(0)
        for start, end in months(first, last):
            since = min(start - timedelta(days=BEFORE_DAYS), start.replace(day=1), (cycle or Cycle.MONTH).window(start)[0])
            shown = tuple(duty for duty in worked if since <= duty.day <= end)
            yield Known(person.pk, WorkFacts(settings.COUNTRY, start, end, shown, statutory, protection, cycle), rate)


def place(verdict: Verdict) -> str:
    """Outcome and day, week or month: what tells two decisions on one month of a person apart."""
    told = verdict.told
    if verdict.outcome == "law.kept":
        return f"law.{told['first']}"
    return f"{verdict.outcome}.{told.get('week') or told.get('month') or told.get('day') or told.get('first')}"


def overtime_pay(verdict: Verdict, known: Known, policy: Any) -> Cost:
    """What the overtime of a month costs under a policy."""
    owed = verdict.outcome == "law.overtime_owed"
    return Cost(pay=labour_law.pay(verdict.figures, known.rate, policy)) if owed else Cost()


def no_cost(_verdict: Verdict, _known: Known, _policy: Any) -> Cost:
    return Cost()


LAW_NAMES = tuple(LabourLawPolicy.__dataclass_fields__)


def register() -> None:
    """Labour law, and rest and days in a row, over published rosters."""
    law = Provider(_("Labour law"), LabourLawPolicy, LAW_NAMES, read, labour_law.check, place, overtime_pay)
    resting = Provider(_("Rest and days in a row"), RosterPolicy, rest.ENTRIES, read, rest.check, place, no_cost)
    backtest.register("X-03", law)
    backtest.register("F-13", resting)
