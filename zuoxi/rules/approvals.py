"""Approval chains (P-05) and the level that answers an appeal (P-06).

Who may act is worked out from facts: who holds the step's role, who stands in for them, who asked, who has signed. Nobody decides what is
their own, whether by a second role, as a delegate, or through somebody they delegated to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zuoxi.engine.finding import Refusal
from zuoxi.rules.approval_policy import ApprovalPolicy
from zuoxi.rules.office_time import OfficeTime


class Scope(StrEnum):
    """How far from the person the role must reach: held in their team, in their department or team, or anywhere above them."""

    OWN_TEAM = "own_team"
    OWN_DEPARTMENT = "own_department"
    CENTRE = "centre"


class Whose(StrEnum):
    """Whose team or department is meant: of the person whom it is about, or of the other party (a swap has two)."""

    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True)
class Step:
    """One step: a role within a scope, the working minutes it may take; `again` lets somebody sign who has signed an earlier step."""

    role: str
    scope: Scope
    whose: Whose = Whose.PERSON
    again: bool = False
    limit_min: int = 0


LADDER = (Step("leader", Scope.OWN_TEAM), Step("supervisor", Scope.OWN_DEPARTMENT), Step("manager", Scope.CENTRE))
"""The levels of the line, from below; what is not done in time is passed up along it and ends at its top."""
LEADER, SUPERVISOR, MANAGER = LADDER
SHAPES: dict[str, tuple[Step, ...]] = {
    "leader": (LEADER,),
    "leader_supervisor": (LEADER, SUPERVISOR),
    "leader_supervisor_manager": LADDER,
    "leaders_supervisor": (LEADER, replace(LEADER, whose=Whose.OTHER, again=True), SUPERVISOR),
    "shift_lead": (Step("shift_lead", Scope.CENTRE),),
    "supervisor": (SUPERVISOR,),
    "supervisor_manager": (SUPERVISOR, MANAGER),
    "hr_manager": (Step("hr", Scope.CENTRE), MANAGER),
    "manager": (MANAGER,),
}
KINDS = (
    "leave",
    "swap",
    "seat_leave",
    "training_plan",
    "exam_paper",
    "requisition",
    "appraisal",
    "early_promotion",
    "visitor",
    "customer_export",
    "policy",
)
"""What can be asked for; `appeal` goes to the level that `next_above` names."""


def chain(kind: str, policy: ApprovalPolicy) -> tuple[Step, ...]:
    """The steps that a request of this kind goes through, with their limits."""
    if kind not in KINDS:
        raise Refusal("approval.unknown_kind", kind=kind, known=", ".join(KINDS))
    limit = getattr(policy, f"{kind}_h") * 60
    return tuple(replace(step, limit_min=limit) for step in SHAPES[getattr(policy, kind)])


def rungs(step: Step) -> tuple[Step, ...]:
    """The step itself and the levels to which it is passed up, one after the other; the last is the top."""
    roles = [one.role for one in LADDER]
    above = LADDER[roles.index(step.role) + 1 :] if step.role in roles else LADDER[2 if step.scope is Scope.CENTRE else 1 :]
    return (step, *(replace(one, whose=step.whose, again=step.again, limit_min=step.limit_min) for one in above))


@dataclass(frozen=True)
class Delegate:
    """Somebody whom an approver named to stand in for them in `[start, end)`; no kinds means all."""

    approver: int
    delegate: int
    start: datetime
    end: datetime
    kinds: frozenset[str] = frozenset()

    def holds(self, kind: str, now: datetime) -> bool:
        return self.start <= now < self.end and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True)
class Request:
    """An open request: its steps, at which it stands, how many levels up it was passed, whose own it is, who has signed."""

    kind: str
    steps: tuple[Step, ...]
    at: int
    passed: int
    own: frozenset[int]
    signed: frozenset[int] = frozenset()

    @property
    def step(self) -> Step:
        return self.steps[self.at]

    @property
    def excluded(self) -> frozenset[int]:
        """Who may not act, and for whom nobody may act: those whose own it is, and those who signed an earlier step."""
        return self.own if self.step.again else self.own | self.signed


@dataclass(frozen=True)
class Actor:
    """Somebody who may act now; `as_whom` names the approver for whom a delegate acts."""

    person: int
    as_whom: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a request stands: the level that must act, its holders who may; `flagged` when up to the top there is nobody."""

    passed: int
    rung: Step
    holders: frozenset[int]
    flagged: bool


Holders = Callable[[Step], frozenset[int]]


def standing(request: Request, holders: Holders) -> Standing:
    """P-05: the first level from the present one up at which somebody may act; where nobody can, the top, flagged."""
    levels = rungs(request.step)
    start = min(request.passed, len(levels) - 1)
    for number in range(start, len(levels)):
        able = holders(levels[number]) - request.excluded
        if able:
            return Standing(number, levels[number], able, flagged=False)
    return Standing(len(levels) - 1, levels[-1], frozenset(), flagged=True)


def actors(request: Request, able: Iterable[int], delegates: Iterable[Delegate], now: datetime) -> frozenset[Actor]:
    """Those who may act now: the holders themselves, and whom a holder named for this time and kind."""
    themselves = frozenset(able) - request.excluded
    standing_in = {
        Actor(one.delegate, one.approver)
        for one in delegates
        if one.approver in themselves and one.delegate not in request.excluded and one.delegate != one.approver and one.holds(request.kind, now)
    }
    return frozenset({Actor(person) for person in themselves} | standing_in)


def who_acts(person: int, possible: Iterable[Actor]) -> Actor | None:
    """As whom this person would act: in their own right before as a delegate."""
    mine = [one for one in possible if one.person == person]
    return min(mine, key=lambda one: (one.as_whom is not None, one.as_whom or 0), default=None)


@dataclass(frozen=True)
class Clock:
    """Until when a step is to be done, and when its approver is reminded."""

    remind_at: datetime
    due_at: datetime


def clock(step: Step, *, since: datetime, office: OfficeTime, policy: ApprovalPolicy) -> Clock:
    """The limit runs in office time from the moment at which the approver was told."""
    return Clock(office.after(since, round(step.limit_min * policy.remind_share)), office.after(since, step.limit_min))


def is_top(step: Step, passed: int) -> bool:
    """Whether nothing lies above the present level: an overdue step stays there, and is said to be overdue."""
    return passed >= len(rungs(step)) - 1


def next_above(decider: int | None, levels: Sequence[frozenset[int]]) -> Step:
    """P-06: the level above the one who decided; `levels` are the holders of each rung of the ladder for the person.

    What nobody decided (a rule did) is answered by the first level; above the top is the top itself, by somebody else.
    """
    held = [number for number, holders in enumerate(levels) if decider in holders]
    return LADDER[min(max(held) + 1, len(LADDER) - 1) if held else 0 if decider is None else 1]
