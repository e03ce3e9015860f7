"""What a roster's paid hours cost by contract (F-09), and what everybody works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zuoxi.engine.roster.problem import OFF, Problem, Roster
from zuoxi.engine.staffing.cost import Hours, cost
from zuoxi.people.files import PersonRow
from zuoxi.roster.shift_files import ContractEntry
from zuoxi.rules.staffing import StaffingPolicy, rates

SATURDAY = 5


@dataclass(frozen=True)
class ContractCost:
    """People, paid hours and money of one kind of contract; money is None where the contract has no rate."""

    name: str
    people: int
    hours: float
    money: float | None


@dataclass(frozen=True)
class Worked:
    """One person's period: paid hours and those of the contract, days worked, and how many of them are of each unpopular kind."""

    person: PersonRow
    hours: float
    contract_hours: float
    days: int
    weekend_days: int
    tags: Mapping[str, int]


def paid_hours(problem: Problem, roster: Roster) -> list[float]:
    """By worker."""
    minutes = [shift.paid_min for shift in problem.shifts]
    return [sum(minutes[cell] for cell in row if cell != OFF) / 60 for row in roster.cells.tolist()]


def by_contract(
    problem: Problem, roster: Roster, *, people: Sequence[PersonRow], contracts: Sequence[ContractEntry], policy: StaffingPolicy
) -> tuple[ContractCost, ...]:
    """Every contract that somebody has, in the order of the file. Overtime is not planned, so all hours are ordinary."""
    hours = paid_hours(problem, roster)
    found = []
    for contract in contracts:
        mine = [hours[number] for number, person in enumerate(people) if person.contract == contract.code]
        if mine:
            found.append(ContractCost(contract.name, len(mine), sum(mine), _money(contract, sum(mine), policy)))
    return tuple(found)


def _money(contract: ContractEntry, hours: float, policy: StaffingPolicy) -> float | None:
    if contract.rate is None:
        return None
    return cost([Hours(contract.code, hours)], rates(policy, {contract.code: contract.rate})).total


def total(costs: Sequence[ContractCost]) -> float | None:
    """All the money, None as soon as a contract has no rate."""
    known = [one.money for one in costs if one.money is not None]
    return sum(known) if len(known) == len(costs) and known else None


def worked(problem: Problem, roster: Roster, *, people: Sequence[PersonRow], contracts: Sequence[ContractEntry]) -> tuple[Worked, ...]:
    """What everybody works, in the order of the people."""
    weeks = {contract.code: contract.week_min / 60 * problem.days / 7 for contract in contracts}
    return tuple(
        _worked(problem, person, row, hours, weeks[person.contract])
        for person, row, hours in zip(people, roster.cells.tolist(), paid_hours(problem, roster), strict=True)
    )


def _worked(problem: Problem, person: PersonRow, row: Sequence[int], hours: float, contract_hours: float) -> Worked:
    days = [day for day, cell in enumerate(row) if cell != OFF]
    tags: dict[str, int] = {}
    for day in days:
        for tag in problem.shifts[row[day]].tags:
            tags[tag] = tags.get(tag, 0) + 1
    return Worked(person, hours, contract_hours, len(days), sum(problem.weekday(day) >= SATURDAY for day in days), tags)
