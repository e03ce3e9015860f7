"""What each queue promises, and from which day on (F-01). An older promise stays: it explains the plans made under it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Channel, Queue
from zuoxi.core.errors import Problem
from zuoxi.engine.staffing.erlang import Model
from zuoxi.people.models import Person
from zuoxi.planning.models import Target
from zuoxi.rules.staffing import StaffingPolicy, response_s
from zuoxi.rules.staffing import targets as policy_targets


class NoGoal(Problem):
    code = "target.no_goal"
    text = _("Set at least one goal: service level, abandonment, answer time or occupancy.")


class PatienceMissing(Problem):
    code = "target.patience_missing"
    text = _("Erlang A needs the callers' mean patience in seconds. Enter it, or choose Erlang C.")


class NobodyAbandons(Problem):
    code = "target.nobody_abandons"
    text = _("Erlang C assumes that nobody hangs up, so it cannot hold an abandonment goal. Choose Erlang A, or clear the goal.")


class OutOfBounds(Problem):
    code = "target.out_of_bounds"
    text = _("Shares lie between 0 and 100 %%, times are longer than 0 s. Check the goals.")


@dataclass(frozen=True)
class Goal:
    """A promise: `service_level` of the contacts answered within `within_s`, at most `max_abandon` lost, an answer time of at most `max_asa_s`,
    agents busy for at most `max_occupancy`. Shares between 0 and 1, times in seconds; None: not promised."""

    model: Model = "A"
    service_level: float | None = None
    within_s: int = 20
    max_abandon: float | None = None
    max_asa_s: float | None = None
    max_occupancy: float | None = None
    patience_s: float | None = None

    @classmethod
    def of(cls, target: Target) -> Goal:
        return cls(**{name: getattr(target, name) for name in cls.__dataclass_fields__})

    @classmethod
    def of_policy(cls, channel: str, policy: StaffingPolicy) -> Goal:
        """Where a queue starts that has promised nothing yet (F-01)."""
        if channel == Channel.EMAIL:
            return cls(model="C", within_s=round(response_s(policy, "email")), max_occupancy=policy.deferred_occupancy)
        limits = policy_targets(policy, "chat" if channel == Channel.CHAT else "phone")
        return cls(
            service_level=limits.service_level,
            within_s=round(limits.threshold_s or 0),
            max_abandon=limits.max_abandon,
            max_occupancy=limits.max_occupancy,
            patience_s=getattr(policy, f"{channel}_patience_s"),
        )

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "model": str(self.model)}


@transaction.atomic
def promise(*, queue: Queue, goal: Goal, effective_from: date, by: Person, now: datetime) -> Target:
    """Set the goals of a queue from a day on; a promise already made for that very day is corrected."""
    check(goal)
    target, _made = Target.objects.update_or_create(
        queue=queue, effective_from=effective_from, defaults={**asdict(goal), "set_by": by, "set_at": now}
    )
    return target


def check(goal: Goal) -> None:
    """Refuse goals that no staffing could be computed from."""
    shares = (goal.service_level, goal.max_abandon)
    if any(share is not None and not 0 < share < 1 for share in shares):
        raise OutOfBounds
    if goal.max_occupancy is not None and not 0 < goal.max_occupancy <= 1:
        raise OutOfBounds
    if any(seconds is not None and not seconds > 0 for seconds in (goal.max_asa_s, goal.patience_s)) or goal.within_s < 0:
        raise OutOfBounds
    if (*shares, goal.max_asa_s, goal.max_occupancy) == (None,) * 4:
        raise NoGoal
    if goal.model == "A" and goal.patience_s is None:
        raise PatienceMissing
    if goal.model == "C" and goal.max_abandon is not None:
        raise NobodyAbandons


def in_force(day: date) -> dict[int, Target]:
    """Queue id to the promise in force on the day, one query."""
    return {target.queue_id: target for target in Target.objects.in_force(day).order_by("effective_from")}
