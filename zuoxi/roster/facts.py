"""Rows become the rostering problem (F-13), and an answer becomes rows: the only place where this happens.

The number of queries does not depend on the number of people or days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from zuoxi.acd.models import Queue
from zuoxi.core import calendar_days
from zuoxi.core.policy import on as policy_on
from zuoxi.engine.roster.problem import OFF, Problem, Roster, Shift, Worker, WorkRules
from zuoxi.people.models import Person, PersonSkill, Unit
from zuoxi.planning import facts as planning
from zuoxi.roster import past, staff
from zuoxi.roster.models import Leave, Period, ShiftKind, Version
from zuoxi.roster.shifts import to_engine
from zuoxi.rules import rostering
from zuoxi.rules.rostering import ContractFacts, RosterPolicy

STEP_MIN = 30
"""Minutes of an interval where there is no requirement to say it."""

Cells = Mapping[tuple[int, date], tuple[int | None, bool]]
"""By person and day: the shift's id (None: off), and whether it is locked."""


@dataclass(frozen=True)
class Sheet:
    """A version as the engine sees it: row `i` of the roster is `people[i]`, shift number `s` is `kinds[s]`."""

    problem: Problem
    roster: Roster
    people: tuple[Person, ...]
    kinds: tuple[ShiftKind, ...]
    queues: Mapping[str, Queue] = field(default_factory=dict)

    @cached_property
    def teams(self) -> dict[str, Unit]:
        """By the engine's name of a team: the unit."""
        return {str(person.unit_id): person.unit for person in self.people}

    @cached_property
    def by_worker(self) -> dict[str, Person]:
        return {worker.id: person for worker, person in zip(self.problem.workers, self.people, strict=True)}

    def cells(self, roster: Roster) -> Iterable[tuple[Person, date, ShiftKind | None]]:
        """Every cell of an answer to this problem as rows know it."""
        for person, line in zip(self.people, roster.cells.tolist(), strict=True):
            for day, number in enumerate(line):
                yield person, self.problem.date_of(day), None if number == OFF else self.kinds[number]


@dataclass(frozen=True)
class Rows:
    """What the database knows about a period, read once."""

    period: Period
    people: tuple[Person, ...]
    kinds: tuple[ShiftKind, ...]
    skills: Mapping[int, frozenset[str]]
    days_away: Mapping[int, frozenset[int]]
    cells: Cells
    past: past.Past
    holidays: frozenset[int] = frozenset()
    demand: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    step_min: int = STEP_MIN

    @cached_property
    def codes(self) -> dict[int, str]:
        return {kind.pk: kind.code for kind in self.kinds}

    def code(self, shift: int | None) -> str | None:
        return None if shift is None else self.codes[shift]

    @cached_property
    def kept(self) -> dict[int, frozenset[str]]:
        """By person: the codes out of use that stand in their line."""
        retired = {kind.pk for kind in self.kinds if not kind.is_active}
        found: dict[int, frozenset[str]] = {}
        for (person, _), (shift, _locked) in self.cells.items():
            if shift in retired and shift is not None:
                found[person] = found.get(person, frozenset()) | {self.codes[shift]}
        return found

    @cached_property
    def locks(self) -> dict[int, dict[int, str | None]]:
        """By person: the locked cells, day number to shift code or None for a day off."""
        found: dict[int, dict[int, str | None]] = {}
        for (person, day), (shift, is_locked) in self.cells.items():
            if is_locked:
                found.setdefault(person, {})[(day - self.period.first_day).days] = self.code(shift)
        return found


def sheet(version: Version, *, people: Collection[int] | None = None, policy: RosterPolicy | None = None) -> Sheet:
    """The problem of a version, with its cells as the roster; `people` reads only those workers, without the demand they share with others."""
    lines = staff.of_version(version) if people is None else Person.objects.filter(pk__in=people)
    return _sheet(version.period, lines, cells_of(version, people), policy or bound_by(version.period), alone=people is not None)


def fresh(period: Period, base: Version | None, *, policy: RosterPolicy | None = None) -> Sheet:
    """The problem of a new roster of the period, with the cells of another version to start from, or with none."""
    lines = staff.of_revision(base) if base else staff.of_period(period)
    return _sheet(period, lines, cells_of(base) if base else {}, policy or bound_by(period), alone=False)


def bound_by(period: Period) -> RosterPolicy:
    """The policy that binds a period: what is in force on its first day."""
    return policy_on(period.first_day).of(RosterPolicy)


def _sheet(period: Period, lines: QuerySet[Person], cells: Cells, policy: RosterPolicy, *, alone: bool) -> Sheet:
    rows = read(period, lines, cells, policy=policy, alone=alone)
    return Sheet(assemble(rows, policy), Roster(matrix(rows)), rows.people, rows.kinds, {queue.code: queue for queue in Queue.objects.all()})


def read(period: Period, lines: QuerySet[Person], cells: Cells, *, policy: RosterPolicy, alone: bool) -> Rows:
    """Every query of a problem, one after the other; `alone` leaves the demand out."""
    persons = tuple(lines.select_related("contract", "unit").order_by("unit__order", "unit_id", "pinyin", "work_number"))
    ids = {person.pk for person in persons}
    kinds = list(ShiftKind.objects.in_order().prefetch_related("blocks", "breaks"))
    look = past.Look(period.first_day, policy.tail_days, policy.fairness_days)
    holidays = public_holidays(look.since, period.last_day)
    before = past.before(look, people=ids, kinds={kind.pk: kind for kind in kinds}, holidays=holidays)
    cells = {place: cell for place, cell in cells.items() if place[0] in ids and place[1] in period}
    used = {shift for shift, _ in cells.values()} | {shift for line in before.tails.values() for shift in line}
    demand, step_min = ({}, STEP_MIN) if alone else required(period)
    return Rows(
        period=period,
        people=persons,
        kinds=tuple(kind for kind in kinds if kind.is_active or kind.pk in used),
        skills=queues_served(ids, period),
        days_away=days_away(persons, period),
        cells=cells,
        past=before,
        holidays=frozenset((day - period.first_day).days for day in holidays if day in period),
        demand=demand,
        step_min=step_min,
    )


def cells_of(version: Version, people: Collection[int] | None = None) -> Cells:
    rows = version.assignments.all() if people is None else version.assignments.filter(person_id__in=people)
    return {(person, day): (shift, locked) for person, day, shift, locked in rows.values_list("person_id", "day", "shift_id", "is_locked")}


def queues_served(people: Collection[int], period: Period) -> dict[int, frozenset[str]]:
    """O-04, O-12: by person the codes of the queues whose skill they hold on every day of the period."""
    held = PersonSkill.objects.filter(person_id__in=people, since__lte=period.first_day, skill__queue__isnull=False)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=period.last_day))
    found: dict[int, set[str]] = {}
    for person, queue in held.values_list("person_id", "skill__queue__code"):
        found.setdefault(person, set()).add(queue)
    return {person: frozenset(queues) for person, queues in found.items()}


def days_away(people: Collection[Person], period: Period) -> dict[int, frozenset[int]]:
    """By person the days of the period on which they cannot be rostered: granted leave, and days outside their employment."""
    first, days = period.first_day, period.dates()
    found = {person.pk: {number for number, day in enumerate(days) if not staff.is_employed(person, day)} for person in people}
    leaves = Leave.objects.granted().touching(first, period.last_day).filter(person_id__in=found)
    for person, start, end in leaves.values_list("person_id", "first_day", "last_day"):
        found[person] |= {number for number, day in enumerate(days) if start <= day <= end}
    return {person: frozenset(numbers) for person, numbers in found.items()}


def required(period: Period) -> tuple[dict[str, NDArray[np.int64]], int]:
    """Heads needed on each queue, shape `(days, slots)`, cut out of the requirement; and the minutes of an interval."""
    if period.requirement is None:
        return {}, STEP_MIN
    forecast = period.requirement.snapshot.forecast
    skip = (period.first_day - forecast.first_day).days
    heads = planning.demand(period.requirement)
    return {queue: np.asarray(numbers[skip : skip + period.days], dtype=np.int64) for queue, numbers in heads.items()}, forecast.step_min


def public_holidays(first: date, last: date) -> frozenset[date]:
    """P-08: days off by public holiday."""
    return calendar_days.holidays(first, (last - first).days + 1)


def matrix(rows: Rows) -> NDArray[np.int64]:
    """The cells as the engine numbers them: people x days."""
    number = {kind.pk: index for index, kind in enumerate(rows.kinds)}
    line = {person.pk: index for index, person in enumerate(rows.people)}
    cells = np.full((len(rows.people), rows.period.days), OFF, dtype=np.int64)
    for (person, day), (shift, _) in rows.cells.items():
        if shift is not None:
            cells[line[person], (day - rows.period.first_day).days] = number[shift]
    return cells


def assemble(rows: Rows, policy: RosterPolicy) -> Problem:
    """The problem, from rows that were read and the policy of the centre."""
    shifts = tuple(to_engine(kind) for kind in rows.kinds)
    return Problem(
        first_day=rows.period.first_day,
        days=rows.period.days,
        shifts=shifts,
        workers=tuple(_worker(rows, shifts, person, policy) for person in rows.people),
        step_min=rows.step_min,
        demand=rows.demand,
        holidays=rows.holidays,
        weights=policy.weights,
        lead_shifts=rostering.lead_shifts(policy),
    )


def _worker(rows: Rows, shifts: tuple[Shift, ...], person: Person, policy: RosterPolicy) -> Worker:
    away = rows.days_away[person.pk]
    return Worker(
        id=person.work_number,
        rules=_rules(rows, person, policy, len(away)),
        skills=rows.skills.get(person.pk, frozenset()),
        shifts=_allowed(rows, shifts, person, policy),
        unavailable=away,
        fixed=rows.locks.get(person.pk, {}),
        tail=tuple(rows.code(shift) for shift in rows.past.tails.get(person.pk, ())),
        worked=rows.past.worked.get(person.pk, {}),
        team=str(person.unit_id),
        lead=person.is_shift_lead,
    )


def _rules(rows: Rows, person: Person, policy: RosterPolicy, days_away: int) -> WorkRules:
    """Without a contract (somebody who has moved to other work) nothing is known that binds."""
    if person.contract is None:
        return WorkRules()
    contract = ContractFacts(person.contract.week_min, person.contract.max_day_min)
    return rostering.work_rules(policy, contract, days=rows.period.days, days_away=days_away)


def _allowed(rows: Rows, shifts: tuple[Shift, ...], person: Person, policy: RosterPolicy) -> frozenset[str] | None:
    """Kinds in use that contract and probation allow; a kind out of use only where the person already has it."""
    if person.contract is None:
        return None
    contract = ContractFacts(person.contract.week_min, person.contract.max_day_min)
    probation = person.probation_until is not None and person.probation_until > rows.period.first_day
    active = frozenset(kind.code for kind in rows.kinds if kind.is_active)
    allowed = rostering.allowed_shifts(policy, shifts, contract, on_probation=probation)
    return allowed & active | rows.kept.get(person.pk, frozenset())
