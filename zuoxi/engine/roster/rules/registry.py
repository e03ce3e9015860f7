"""The register of the rules, in the order in which they are checked and shown."""

from __future__ import annotations

from zuoxi.engine.roster.rules import (
    allowed,
    apart,
    change,
    consecutive_least,
    consecutive_most,
    coverage,
    days_off,
    fairness,
    fixed,
    floor,
    lead,
    leave,
    night_run,
    nights,
    off_least,
    period_hours,
    recovery,
    requests,
    rest,
    shift_cover,
    shift_limit,
    stability,
    succession,
    team,
    together,
    week_hours,
    weekends,
)
from zuoxi.engine.roster.rules.kind import FloorRule, PersonRule

PERSON: tuple[PersonRule, ...] = (
    allowed.RULE,
    leave.RULE,
    fixed.RULE,
    week_hours.RULE,
    period_hours.MOST,
    period_hours.LEAST,
    rest.RULE,
    succession.RULE,
    consecutive_most.RULE,
    consecutive_least.RULE,
    days_off.RULE,
    off_least.RULE,
    weekends.RULE,
    nights.RULE,
    night_run.RULE,
    recovery.RULE,
    shift_limit.RULE,
)
"""Hard rules of one worker."""

FLOOR: tuple[FloorRule, ...] = (
    floor.RULE,
    lead.RULE,
    coverage.UNDER,
    coverage.OVER,
    shift_cover.RULE,
    fairness.RULE,
    stability.RULE,
    team.RULE,
    together.RULE,
    apart.RULE,
    requests.RULE,
    change.RULE,
)
"""Rules that bind several workers, and wishes: soft, but for the floor and, where the problem says so, the shift lead."""
