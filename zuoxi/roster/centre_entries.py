"""Contracts, queues and skills of a shifts file against those of the centre. Contracts are made or changed, queues and skills only made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db.models import Max
from django.utils import timezone

from zuoxi.acd import queries as acd_queries
from zuoxi.acd import queues
from zuoxi.acd.facts import Hours
from zuoxi.acd.models import Channel, Queue
from zuoxi.acd.queries import spelled
from zuoxi.acd.queues import QueueForm
from zuoxi.engine.finding import Refusal
from zuoxi.people import contracts
from zuoxi.people.contracts import ContractForm
from zuoxi.people.models import Contract, Person, Skill, SkillKind
from zuoxi.planning import targets
from zuoxi.planning.targets import Goal
from zuoxi.roster.kind_entries import Line, Step, Table
from zuoxi.roster.shift_files import ContractEntry, QueueEntry, ShiftFile, SkillEntry
from zuoxi.rules.staffing import StaffingPolicy

PLAIN = re.compile(r"[A-Za-z0-9_-]+")
GOALS = ("service_level", "within_s", "max_abandon", "max_occupancy", "patience_s")


def steps(file: ShiftFile, *, by: Person, now: datetime) -> Iterator[tuple[tuple[Table, int], Step]]:
    """Place of each entry and its step."""
    there = {contract.code: contract for contract in Contract.objects.all()}
    for number, contract in enumerate(file.contracts):
        yield ("contract", number), partial(_contract, contract, there.get(contract.code))
    known = acd_queries.by_any_name()
    for number, queue in enumerate(file.queues):
        found = known.get(spelled(queue.code)) or known.get(spelled(queue.name))
        yield ("queue", number), partial(_queue, queue, found, by, now)
    skills = {spelled(name) for names in Skill.objects.values_list("code", "name", "name_en") for name in names if name}
    for number, skill in enumerate(file.skills):
        yield ("skill", number), partial(_skill, skill, not skills.isdisjoint({spelled(skill.code), spelled(skill.name)}))


def _contract(entry: ContractEntry, there: Contract | None) -> Line:
    if entry.rate is None and there is None:
        raise Refusal("shifts.no_rate", contract=entry.code)
    rate = there.rate if there and entry.rate is None else Decimal(f"{entry.rate:.2f}")
    english = entry.name_en or (there.name_en if there else "")
    form = ContractForm(_plain(entry.code), entry.name, english, entry.week_min, entry.max_day_min, rate)
    if there is None:
        contracts.create(form)
        return Line("contract", entry.code, entry.name, "new")
    fields = tuple(name for name, value in form.fields.items() if getattr(there, name) != value)
    if fields:
        contracts.change(there, form)
    return Line("contract", entry.code, entry.name, "changed" if fields else "same", fields)


def _queue(entry: QueueEntry, there: Queue | None, by: Person, now: datetime) -> Line:
    """A queue that is there keeps everything; a new one is open every day in its hours, with no fewest heads, and promises what the file says."""
    if there is not None:
        return Line("queue", there.code, there.name, "same")
    days = [Hours(weekday, *entry.hours, 0) for weekday in range(7)] if entry.hours else []
    place = (Queue.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    made = queues.create(QueueForm(_plain(entry.code), entry.name, "", Channel.PHONE, False, place, tuple(days)))
    said = {name: getattr(entry, name) for name in GOALS if getattr(entry, name) is not None}
    if said:
        _promise(made, said, timezone.localtime(now).date(), by, now)
    return Line("queue", entry.code, entry.name, "new")


def _promise(queue: Queue, said: dict[str, float], day: date, by: Person, now: datetime) -> None:
    if "within_s" in said:
        said["within_s"] = round(said["within_s"])
    goal = replace(Goal.of_policy(queue.channel, StaffingPolicy()), **said)  # type: ignore[arg-type]
    targets.promise(queue=queue, goal=goal, effective_from=day, by=by, now=now)


def _skill(entry: SkillEntry, there: bool) -> Line:
    if not there:
        Skill.objects.create(code=_plain(entry.code), name=entry.name, kind=SkillKind.PRODUCT)
    return Line("skill", entry.code, entry.name, "same" if there else "new")


def _plain(code: str) -> str:
    """A code that addresses can hold."""
    if not PLAIN.fullmatch(code):
        raise Refusal("shifts.code_not_plain", text=code)
    return code
