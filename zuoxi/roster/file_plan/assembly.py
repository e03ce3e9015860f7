"""People, shift kinds and a requirement from files become the rostering problem (F-13), under the rules of the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zuoxi.core import calendar
from zuoxi.engine.roster.problem import Problem, Shift, Worker
from zuoxi.people.files import PersonRow
from zuoxi.roster.shift_files import ContractEntry, ShiftFile
from zuoxi.rules import rostering
from zuoxi.rules.rostering import ContractFacts, RosterPolicy

Heads = NDArray[np.int64]


def problem(
    *,
    people: Sequence[PersonRow],
    file: ShiftFile,
    demand: Mapping[str, Heads],
    first_day: date,
    step_min: int,
    policy: RosterPolicy,
    country: str | None,
) -> Problem:
    """Shift kinds that are switched off, or during which nobody is ever needed, are left out. `demand` is by queue code, `(days, slots)`."""
    days = next(iter(demand.values())).shape[0]
    shifts = tuple(entry.shift for entry in file.shifts if entry.active and _is_of_use(entry.shift, demand, step_min))
    contracts = {entry.code: entry for entry in file.contracts}
    facts = calendar.days(first_day, days, country=country).days
    workers = tuple(_worker(person, contracts[person.contract], shifts, first_day, days, policy) for person in people)
    return Problem(
        first_day=first_day,
        days=days,
        shifts=shifts,
        workers=workers,
        step_min=step_min,
        demand=demand,
        holidays=frozenset(number for number, day in enumerate(facts) if day.is_holiday),
        weights=policy.weights,
        lead_shifts=_led(workers, policy),
    )


def _led(workers: Sequence[Worker], policy: RosterPolicy) -> frozenset[str]:
    """The kinds that need a shift lead: those the policy names, as far as any lead may work them at all."""
    workable = frozenset(code for worker in workers if worker.lead for code in worker.shifts or ())
    named = rostering.lead_shifts(policy)
    return workable if named is None else workable & named


def _is_of_use(shift: Shift, demand: Mapping[str, Heads], step_min: int) -> bool:
    """Whether somebody is needed at some time in the shift, on any day."""
    ever = sum(heads.sum(axis=0) for heads in demand.values())
    slots = len(np.atleast_1d(ever))
    return any(np.atleast_1d(ever)[slot % slots] > 0 for start, end in shift.blocks for slot in range(start // step_min, -(-end // step_min)))


def days_away(person: PersonRow, first_day: date, days: int) -> frozenset[int]:
    """Day numbers of the period on which the person is on leave."""
    spans = (range((first - first_day).days, (last - first_day).days + 1) for first, last in person.leave)
    return frozenset(day for span in spans for day in span if 0 <= day < days)


def _worker(person: PersonRow, contract: ContractEntry, shifts: Sequence[Shift], first_day: date, days: int, policy: RosterPolicy) -> Worker:
    away = days_away(person, first_day, days)
    bound = ContractFacts(contract.week_min, contract.max_day_min)
    on_probation = person.probation_until is not None and person.probation_until >= first_day
    allowed = rostering.allowed_shifts(policy, shifts, bound, on_probation=on_probation)
    return Worker(
        id=person.number,
        rules=rostering.work_rules(policy, bound, days=days, days_away=len(away)),
        skills=frozenset(code for code, _ in person.skills),
        shifts=allowed if contract.shifts is None else allowed & contract.shifts,
        unavailable=away,
        team=person.team,
        lead=person.lead,
    )


def productive_hours(people: Sequence[PersonRow], file: ShiftFile, *, first_day: date, days: int) -> float:
    """Hours the people can be at the contacts in the period: contract hours less leave, less the paid breaks of the shifts they work."""
    contracts = {entry.code: entry for entry in file.contracts}
    kept = {code: 1 - _paid_break_share(file, contract) for code, contract in contracts.items()}
    share = {person.number: 1 - len(days_away(person, first_day, days)) / days for person in people}
    return sum(contracts[person.contract].week_min / 60 * days / 7 * share[person.number] * kept[person.contract] for person in people)


def _paid_break_share(file: ShiftFile, contract: ContractEntry) -> float:
    """Mean share of paid time on paid breaks, over the active kinds of a contract."""
    kinds = [entry.shift for entry in file.shifts if entry.active and (contract.shifts is None or entry.shift.code in contract.shifts)]
    paid = sum(shift.paid_min for shift in kinds)
    return sum(rule.length_min for shift in kinds for rule in shift.breaks if rule.paid) / paid if paid else 0.0
