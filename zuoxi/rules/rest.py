"""Rest between shifts and days in a row (F-13) of work that was planned or done: what the roster's own numbers say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from zuoxi.rules.decision import Step, Verdict
from zuoxi.rules.labour_facts import DAY_MIN, Duty, WorkFacts
from zuoxi.rules.rostering import HOUR_MIN, RosterPolicy

RULE = "F-13"
ENTRIES = ("rest_h", "max_consecutive_days")
"""The entries of RosterPolicy that are read here."""


def check(facts: WorkFacts, policy: RosterPolicy) -> list[Verdict]:
    """F-13: every rest that is too short and every run of days that is too long, on the judged day on which it shows."""
    return [*_short_rests(facts, policy), *_long_runs(facts, policy)]


def _short_rests(facts: WorkFacts, policy: RosterPolicy) -> Iterator[Verdict]:
    least = round(policy.rest_h * HOUR_MIN)
    for before, after in pairwise(facts.duties):
        rest = (after.day - before.day).days * DAY_MIN + after.blocks[0][0] - before.blocks[-1][1]
        if rest < least and facts.first_day <= after.day <= facts.last_day:
            steps = (Step("rest.step_short", {"rest_min": rest, "least_min": least}),)
            values = {"RosterPolicy.rest_h": policy.rest_h}
            yield Verdict(RULE, "rest.short", False, {"rest_min": rest, "least_min": least}, {"day": after.day}, values, steps)


def _long_runs(facts: WorkFacts, policy: RosterPolicy) -> Iterator[Verdict]:
    """A run is said once, on the first day that is too many."""
    most, run = policy.max_consecutive_days, 0
    last: Duty | None = None
    for duty in facts.duties:
        run = run + 1 if last is not None and duty.day == last.day + timedelta(days=1) else 1
        last = duty
        if run == most + 1 and facts.first_day <= duty.day <= facts.last_day:
            steps = (Step("rest.step_run", {"run": run, "most": most}),)
            yield Verdict(
                RULE, "rest.long_run", False, {"run": run, "most": most}, {"day": duty.day}, {"RosterPolicy.max_consecutive_days": most}, steps
            )
