"""The guards of a guarded grid as members of a clash: with the rule's rank, code, dates and numbers for a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from zuoxi.engine.roster.clash import Member
from zuoxi.engine.roster.cover import floor_needs
from zuoxi.engine.roster.problem import OFF, Problem
from zuoxi.engine.roster.rules import floor, lead
from zuoxi.engine.roster.rules.kind import clock
from zuoxi.engine.roster.rules.registry import PERSON
from zuoxi.engine.roster.terms import FLOOR_ITSELF, Guard

BY_NAME = {rule.name: rule for rule in PERSON}
RANKS = {rule.name: rule.rank for rule in PERSON} | {floor.RULE.name: 3, lead.RULE.name: 2}
"""What a planner would rather give up has the lower rank."""


def member(problem: Problem, guard: Guard) -> Member:
    """The guard as something to be read."""
    if guard.worker == FLOOR_ITSELF:
        return _of_the_floor(problem, guard)
    worker, rule = problem.workers[guard.worker], BY_NAME[guard.rule]
    facts: dict[str, Any] = {"worker": worker.id, "date": problem.date_of(guard.days[0]).isoformat()}
    facts["until"] = problem.date_of(guard.days[-1]).isoformat()
    if rule.limit is not None:
        facts["limit"] = rule.limit(worker.rules)
    cell = problem.tables.fixed[guard.worker].get(guard.days[0])
    if cell is not None:
        facts["shift"] = "--" if cell == OFF else problem.shifts[cell].code
    return Member(guard.rule, rule.code.replace("roster.", "roster.clash_"), worker.id, guard.days, facts)


def _of_the_floor(problem: Problem, guard: Guard) -> Member:
    day = guard.days[0]
    facts: dict[str, Any] = {"date": problem.date_of(day).isoformat()}
    if guard.rule == lead.RULE.name:
        facts["shift"] = problem.shifts[guard.shift].code
        return Member(guard.rule, "roster.clash_no_lead", None, guard.days, facts)
    heads = floor_needs(problem)[:, day].sum(axis=0)
    wanted = np.flatnonzero(heads)
    facts |= {
        "start": clock(int(wanted[0]) * problem.step_min),
        "end": clock((int(wanted[-1]) + 1) * problem.step_min),
        "heads": int(heads.max()),
    }
    return Member(guard.rule, "roster.clash_floor", None, guard.days, facts)
