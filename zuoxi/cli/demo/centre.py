"""Loads the demo centre in one transaction: the same seed and the same day give the same centre."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.cli.demo import calls, people, shifts
from zuoxi.cli.demo.plan import PASSWORD, DemoPlan, QueuePlan
from zuoxi.core import calendar_days
from zuoxi.people.models import Person, Skill
from zuoxi.planning.models import HistoryFile, HistoryInterval, ShrinkageShare, Target
from zuoxi.roster.models import Leave

GENERATED = "aht_s, handled, abandoned"


@transaction.atomic
def load(*, seed: int, now: datetime, plan: DemoPlan | None = None) -> list[tuple[str, str, str]]:
    """Store the whole centre; returns the logins as work number, password, role."""
    plan = plan or DemoPlan()
    rng = np.random.default_rng(seed)
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    first = people.load(plan=plan, rng=rng, today=today)
    queues = store_queues(plan)
    shifts.load()
    store_targets(plan, queues, first["planner"], today, now)
    store_history(plan, queues, first["planner"], rng, today, now)
    store_leave(rng, today)
    return logins(first)


def store_queues(plan: DemoPlan) -> dict[str, Queue]:
    queues = {}
    for order, item in enumerate(plan.queues):
        skill = Skill.objects.get(code=item.code)
        queue = Queue.objects.create(
            code=item.code, name=item.name, name_en=item.name_en, skill=skill, order=order, open_on_holidays=bool(item.least_night)
        )
        OpeningHours.objects.bulk_create(
            [
                OpeningHours(queue=queue, weekday=weekday, opens_min=opens, closes_min=closes, least_heads=least)
                for weekday in range(7)
                for opens, closes, least in hours(item, weekend=weekday >= 5)
            ]
        )
        queues[item.code] = queue
    return queues


def hours(item: QueuePlan, *, weekend: bool) -> list[tuple[int, int, int]]:
    """Opening blocks of a day, `(opens_min, closes_min, fewest heads)`; a queue that keeps nobody is closed."""
    day = (item.opens_min, item.closes_min, item.least_weekend if weekend else item.least_day)
    night = [(0, item.opens_min, item.least_night), (item.closes_min, 1440, item.least_night)]
    return [block for block in [*night, day] if block[2] > 0]


def store_targets(plan: DemoPlan, queues: dict[str, Queue], planner: Person, today: date, now: datetime) -> None:
    start = today - timedelta(weeks=plan.weeks_of_history)
    Target.objects.bulk_create(
        [
            Target(
                queue=queues[item.code],
                effective_from=start,
                model="A",
                service_level=item.service_level,
                within_s=item.within_s,
                max_abandon=0.05,
                max_occupancy=0.88,
                patience_s=plan.patience_s,
                set_by=planner,
                set_at=now,
            )
            for item in plan.queues
        ]
    )
    ShrinkageShare.objects.bulk_create(
        [ShrinkageShare(kind=kind, weekday=weekday, share=share) for kind, share in plan.shrinkage.items() for weekday in range(7)]
    )


def store_history(plan: DemoPlan, queues: dict[str, Queue], planner: Person, rng: np.random.Generator, today: date, now: datetime) -> None:
    """The real counts as one imported file that says what of it was drawn."""
    first = today - timedelta(weeks=plan.weeks_of_history)
    closed = set(calendar_days.holidays(first, (today - first).days))
    counts = calls.draw(plan=plan, rng=rng, today=today, closed=closed)
    file = HistoryFile.objects.create(
        name="bank_calls_30min.csv",
        sha256=hashlib.sha256(calls.SOURCE.read_bytes()).hexdigest(),
        rows=len(counts),
        step_min=calls.STEP_MIN,
        generated=GENERATED,
        state="stored",
        uploaded_by=planner,
        uploaded_at=now,
        stored_at=now,
    )
    HistoryInterval.objects.bulk_create(
        [
            HistoryInterval(
                queue=queues[count.queue],
                start=count.start,
                minutes=calls.STEP_MIN,
                offered=count.offered,
                handled=count.offered - count.abandoned,
                abandoned=count.abandoned,
                aht_s=count.aht_s,
                file=file,
            )
            for count in counts
        ],
        batch_size=2000,
    )


def store_leave(rng: np.random.Generator, today: date) -> None:
    """Annual leave for about one in five over the next ten weeks: three to five days each."""
    monday = today - timedelta(days=today.weekday())
    rostered = list(Person.objects.rostered().order_by("work_number"))
    leaves = []
    for index in rng.choice(len(rostered), size=len(rostered) // 5, replace=False):
        start = monday + timedelta(weeks=int(rng.integers(0, 10)), days=int(rng.integers(0, 3)))
        leaves.append(Leave(person=rostered[index], kind="annual", first_day=start, last_day=start + timedelta(days=int(rng.integers(2, 5)))))
    Leave.objects.bulk_create(leaves)


def logins(first: dict[str, Person]) -> list[tuple[str, str, str]]:
    """One login a role, in the order in which a visitor would try them."""
    titles = {
        "planner": _("planner"), "agent": _("agent"), "leader": _("team leader"), "supervisor": _("supervisor"), "manager": _("operations manager"),
        "quality": _("quality officer"), "trainer": _("trainer"), "hr": _("HR officer"), "coordinator": _("information coordinator"),
        "administrator": _("system administrator"), "security_admin": _("security administrator"), "audit_admin": _("audit administrator"),
    }  # fmt: skip
    return [(first[role].work_number, PASSWORD, title) for role, title in titles.items()]
