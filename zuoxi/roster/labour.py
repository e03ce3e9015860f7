"""Labour law on a roster (X-03): every line looked at with its article, kept as decisions when the roster is published, taken again when a fact
about a person is corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import chinese_calendar
from django.conf import settings
from django.db.models import QuerySet

from zuoxi.core import calendar, decisions
from zuoxi.core.decisions import Scope, Taken
from zuoxi.core.models import Decision
from zuoxi.engine.roster.problem import OFF, Shift
from zuoxi.people import law_facts
from zuoxi.people.models import Person
from zuoxi.roster import staff
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Assignment, ShiftKind, Version, VersionState
from zuoxi.roster.shifts import to_engine
from zuoxi.rules import labour_law, labour_pack
from zuoxi.rules.decision import Verdict
from zuoxi.rules.labour_facts import Duty, WorkFacts
from zuoxi.rules.labour_law import LabourLawPolicy

RULE = labour_law.RULE
SHIPPED = 0
"""The number of the policy as it is shipped."""
PROTECTIONS = frozenset(
    {"law.kept", "law.too_young", *(f"law.{who}_{what}" for who in ("pregnant", "nursing", "minor") for what in ("night", "overtime"))}
)
"""Outcomes that rest on what protects the person."""


@dataclass(frozen=True)
class Line:
    """A person of a roster and what the law looks at."""

    person: Person
    facts: WorkFacts

    def verdicts(self, policy: LabourLawPolicy) -> list[Verdict]:
        return labour_law.check(self.facts, policy)


def applies(day: date) -> bool:
    """Whether the law of the centre's country is known on this day."""
    return labour_pack.is_known(settings.COUNTRY, day)


def policy_of(number: int) -> LabourLawPolicy:
    """The policy of a version: as shipped."""
    return {SHIPPED: LabourLawPolicy()}[number]


def subject(version: int) -> str:
    """A roster, as decisions name it."""
    return f"roster:{version}"


def line_key(version: int, person: int) -> str:
    """The key of a published line, which never changes."""
    return f"roster:{version}:{person}"


def lines(version: Version, people: Collection[int] | None = None) -> list[Line]:
    """Every line of a version, or of these people; the number of queries does not depend on how many. Empty where no law is known."""
    period = version.period
    if not applies(period.first_day):
        return []
    persons = list(_people(version, people))
    known = law_facts.read()
    since = min([_weeks_and_month(period.first_day), *(cycle.window(period.first_day)[0] for cycle in known.cycles.values())])
    own = version.assignments.filter(person__in=persons)
    before = Assignment.objects.filter(version__state=VersionState.PUBLISHED, day__gte=since, day__lt=period.first_day, person__in=persons)
    duties = duties_of([*_cells(before), *_cells(own)], shifts())
    statutory = statutory_days(since, period.last_day)
    return [
        Line(
            person,
            WorkFacts(
                country=settings.COUNTRY,
                first_day=period.first_day,
                last_day=period.last_day,
                duties=duties.get(person.pk, ()),
                holidays=statutory,
                protection=known.protection(person),
                cycle=known.cycle(person),
            ),
        )
        for person in persons
    ]


Cell = tuple[int, date, int]
"""Person, day, shift kind."""


def _people(version: Version, people: Collection[int] | None) -> Iterable[Person]:
    rows = staff.of_version(version) if people is None else Person.objects.filter(pk__in=people)
    return rows.select_related("unit").order_by("unit__order", "unit_id", "pinyin", "work_number")


def _cells(rows: QuerySet[Assignment]) -> Iterator[Cell]:
    yield from rows.exclude(shift=None).values_list("person_id", "day", "shift_id")


def shifts() -> dict[int, Shift]:
    """Every shift kind as the engine sees it."""
    return {kind.pk: to_engine(kind) for kind in ShiftKind.objects.prefetch_related("blocks", "breaks")}


def duties_of(cells: Iterable[Cell], kinds: Mapping[int, Shift]) -> dict[int, tuple[Duty, ...]]:
    """By person: their duties in the order of days."""
    found: dict[int, list[Duty]] = {}
    for person, day, shift in cells:
        found.setdefault(person, []).append(duty(day, kinds[shift]))
    return {person: tuple(sorted(duties, key=lambda one: one.day)) for person, duties in found.items()}


def duty(day: date, shift: Shift) -> Duty:
    return Duty(day, shift.blocks, shift.paid_min)


def statutory_days(first: date, last: date) -> frozenset[date]:
    """Public holidays without the working days moved beside them; where the calendar does not tell them apart, all of its holidays."""
    facts = calendar.days(first, (last - first).days + 1, country=settings.COUNTRY).days
    moved = chinese_calendar.in_lieu_days if settings.COUNTRY == calendar.CHINA else ()
    return frozenset(one.day for one in facts if one.is_holiday and one.day not in moved)


def of_sheet(sheet: Sheet, people: Collection[int] | None = None) -> Iterator[Line]:
    """The lines of a sheet that was read already, with the days before it that the sheet knows: for the moment after an edit."""
    first, days = sheet.problem.first_day, sheet.problem.days
    if not applies(first):
        return
    known = law_facts.read()
    by_code = {shift.code: shift for shift in sheet.problem.shifts}
    longest = max((len(worker.tail) for worker in sheet.problem.workers), default=0)
    statutory = statutory_days(first - timedelta(days=longest), first + timedelta(days=days - 1))
    for worker, person, row in zip(sheet.problem.workers, sheet.people, sheet.roster.cells.tolist(), strict=True):
        if people is not None and person.pk not in people:
            continue
        start = first - timedelta(days=len(worker.tail))
        before = [duty(start + timedelta(days=n), by_code[code]) for n, code in enumerate(worker.tail) if code is not None]
        own = [duty(first + timedelta(days=n), sheet.problem.shifts[shift]) for n, shift in enumerate(row) if shift != OFF]
        last = first + timedelta(days=days - 1)
        yield Line(person, WorkFacts(settings.COUNTRY, first, last, (*before, *own), statutory, known.protection(person), known.cycle(person)))


def decide(version: Version, *, by: Person, now: datetime) -> list[Decision]:
    """Keep what the law says of every line of a version that is being published."""
    policy = policy_of(SHIPPED)
    takens = [taken for line in lines(version) for taken in takes(line, version.pk, policy, SHIPPED)]
    return decisions.store_all(takens, by=by, at=now)


def takes(line: Line, version: int, policy: LabourLawPolicy, number: int) -> Iterator[Taken]:
    """The verdicts of a line as decisions about the person, with the facts each of them rests on."""
    person = line.person
    for verdict in line.verdicts(policy):
        keys = {line_key(version, person.pk)}
        if person.contract_id:
            keys.add(law_facts.cycle_key(person.contract_id))
        if verdict.outcome in PROTECTIONS:
            keys |= {law_facts.key(person.pk, name) for name in law_facts.NAMES}
        yield Taken(verdict, person.pk, subject(version), frozenset(keys), number)


def retake(scope: Scope) -> Iterator[Taken]:
    """P-03: what the law says of one published line now."""
    number = int(scope.subject.partition(":")[2])
    version = Version.objects.select_related("period").filter(pk=number).first()
    if version is None or scope.about is None:
        return
    for line in lines(version, [scope.about]):
        yield from takes(line, number, policy_of(scope.policy_version), scope.policy_version)


def _weeks_and_month(first: date) -> date:
    """The first day that the week and the month of this day need."""
    return min(first - timedelta(days=first.weekday()), first.replace(day=1))
