"""A roster to look at: people in teams, cells in plausible order, a requirement to cover. Same seed, same roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.utils import timezone

from tests.cast import Cast
from zuoxi.acd.models import Queue
from zuoxi.cli.demo import names, shifts
from zuoxi.people import pinyin
from zuoxi.people.models import Contract, Person, PersonSkill, Skill, SkillKind, Unit, UnitKind
from zuoxi.planning.models import Forecast, Requirement, RequirementSeries, Snapshot
from zuoxi.roster.models import Assignment, Leave, Period, ShiftKind, Version

FIRST_DAY = date(2026, 12, 1)
STEP_MIN = 30
QUEUES = (("hotline", "热线", "Hotline", 0.6), ("card", "信用卡", "Cards", 0.3), ("claims", "投诉", "Complaints", 0.1))
CURVE = [0] * 14 + [2, 4, 6, 9, 11, 12, 12, 11, 9, 8, 8, 9, 11, 11, 10, 9, 8, 8, 7, 6, 5, 5, 4, 4, 3, 3, 2, 2] + [1] * 6
"""Shape of a day in half hours, two peaks and a trough between."""
PATTERNS = ("早早早早早..", "白白白白白..", "中中中中中..", "晚晚晚晚晚..", "夜夜夜...白", "两两短短白..", "白白夕夕夕..")
"""A week of a person, turned by the number of the person; a dot is a day off."""


@dataclass(frozen=True)
class World:
    """One period with a draft, and what stands around it."""

    cast: Cast
    period: Period
    draft: Version
    people: list[Person]
    kinds: dict[str, ShiftKind]
    now: datetime

    def day(self, number: int) -> date:
        return self.period.first_day + timedelta(days=number)

    def code(self, person: Person, number: int) -> str | None:
        """The shift code stored for a person on a day of the period."""
        return self.draft.assignments.filter(person=person, day=self.day(number)).values_list("shift__code", flat=True).first()


def build(cast: Cast, *, people: int = 12, days: int = 14, seed: int = 7, teams: int | None = None) -> World:
    """A world around the cast: lin and zhao are two of the people; team one is wu's."""
    rng = np.random.default_rng(seed)
    kinds = shifts.load()
    staff = _staff(cast, people, teams or max(2, people // 13), rng)
    now = timezone.now()
    queues = _queues(staff, rng)
    period = Period.objects.create(
        unit=cast.centre,
        name="2026-12",
        first_day=FIRST_DAY,
        days=days,
        requirement=_requirement(cast, queues, people, days, now),
        created_by=cast.chen,
        created_at=now,
    )
    draft = Version.objects.create(period=period, number=1, created_by=cast.chen, created_at=now)
    _cells(draft, staff, kinds)
    if people > 4:
        Leave.objects.create(person=staff[4], kind="annual", first_day=FIRST_DAY + timedelta(days=2), last_day=FIRST_DAY + timedelta(days=4))
    return World(cast, period, draft, staff, kinds, now)


def _staff(cast: Cast, count: int, teams: int, rng: np.random.Generator) -> list[Person]:
    units = [cast.team, cast.other_team]
    for number in range(2, teams):
        name = f"{'一二三四五六七八九十'[number % 10]}{number // 10 or ''}组"
        units.append(Unit.objects.create(kind=UnitKind.TEAM, name=name, name_en=f"Team {number + 1}", parent=cast.operations, order=number + 1))
    part = Contract.objects.create(code="half", name="非全日制", name_en="Part time", week_min=1440, rate="26.00")
    made = []
    for number, name in enumerate(names.draw(rng, count - 2)):
        spelled, initials = pinyin.spell(name)
        made.append(
            Person(
                work_number=f"A{number:04d}",
                name=name,
                pinyin=spelled,
                initials=initials,
                unit=units[number % len(units)],
                post=cast.lin.post,
                contract=part if number % 6 == 5 else cast.contract,
                is_rostered=True,
                is_shift_lead=number % 8 == 0,
                hired_on=date(2024, 5, 6),
                password="!",
            )
        )
    Person.objects.bulk_create(made)
    return [cast.lin, cast.zhao, *Person.objects.filter(work_number__startswith="A").order_by("work_number")]


def _queues(staff: list[Person], rng: np.random.Generator) -> list[Queue]:
    queues = []
    for order, (code, name, english, share) in enumerate(QUEUES):
        skill = Skill.objects.create(code=f"q-{code}", name=name, name_en=english, kind=SkillKind.QUEUE)
        queues.append(Queue.objects.create(code=code, name=name, name_en=english, skill=skill, order=order))
        chosen = [person for person in staff if rng.random() < share + 0.25]
        PersonSkill.objects.bulk_create([PersonSkill(person=person, skill=skill, level=3, since=date(2025, 1, 1)) for person in chosen])
    return queues


def _requirement(cast: Cast, queues: list[Queue], people: int, days: int, now: datetime) -> Requirement:
    forecast = Forecast.objects.create(
        name="2026-12", first_day=FIRST_DAY, days=days, step_min=STEP_MIN, history_until=FIRST_DAY - timedelta(days=9), made_by=cast.chen, made_at=now
    )
    snapshot = Snapshot.objects.create(forecast=forecast, values={}, taken_by=cast.chen, taken_at=now)
    made = Requirement.objects.create(snapshot=snapshot, shrinkage=[], made_by=cast.chen, made_at=now)
    for queue, (_, _, _, share) in zip(queues, QUEUES, strict=True):
        heads = [
            round(need * share * people / 45 * (0.6 if (FIRST_DAY + timedelta(days=day)).weekday() > 4 else 1.0))
            for day in range(days)
            for need in CURVE
        ]
        RequirementSeries.objects.create(requirement=made, queue=queue, target={}, values={"net": heads, "seated": heads, "gross": heads})
    return made


def _cells(draft: Version, staff: list[Person], kinds: dict[str, ShiftKind]) -> None:
    rows = []
    for number, person in enumerate(staff):
        pattern, turn = PATTERNS[number % len(PATTERNS)], number // len(PATTERNS)
        for day in range(draft.period.days):
            code = pattern[(day + turn) % len(pattern)]
            rows.append(Assignment(version=draft, person=person, day=FIRST_DAY + timedelta(days=day), shift=kinds.get(code)))
    Assignment.objects.bulk_create(rows, batch_size=2000)
