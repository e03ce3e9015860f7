"""Queues: made and changed with their opening hours (F-01). Each has a skill of its own, by which people are let onto it (O-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.acd import queries
from zuoxi.acd.facts import Hours
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.core.errors import Problem
from zuoxi.people.models import Skill, SkillKind


class CodeTaken(Problem):
    code, status = "queue.code_taken", 409
    text = _("There is a queue or skill with the code %(taken)s already. Choose another code.")


class HoursOverlap(Problem):
    code, status = "queue.hours_overlap", 400
    text = _("Two rows of opening hours overlap on %(weekday)s. Change one of them.")


@dataclass(frozen=True)
class QueueForm:
    """What a queue is: names, channel, whether public holidays are worked, opening hours with the fewest heads of each."""

    code: str
    name: str
    name_en: str
    channel: str
    open_on_holidays: bool
    order: int
    hours: tuple[Hours, ...]


@transaction.atomic
def create(form: QueueForm) -> Queue:
    """A new queue with its skill: the one that people have under its name already, else a new one."""
    refuse_overlap(form.hours)
    skill = queries.skills_without_queue().filter(name=form.name).first() or Skill(kind=SkillKind.QUEUE)
    if Skill.objects.filter(code=form.code).exclude(pk=skill.pk).exists():
        raise CodeTaken(taken=form.code)
    skill.code, skill.name, skill.name_en = form.code, form.name, form.name_en
    skill.save()
    queue = Queue.objects.create(skill=skill, **_fields(form))
    _set_hours(queue, form.hours)
    return queue


@transaction.atomic
def change(queue: Queue, form: QueueForm) -> Queue:
    """Change a queue; its code stays, because files and rosters call it by that."""
    refuse_overlap(form.hours)
    Queue.objects.filter(pk=queue.pk).update(**{**_fields(form), "code": queue.code})
    Skill.objects.filter(pk=queue.skill_id).update(name=form.name, name_en=form.name_en)
    _set_hours(queue, form.hours)
    queue.refresh_from_db()
    return queue


def hold(queue: Queue) -> Queue:
    """Hold the row until the transaction ends, and read it as it is now."""
    Queue.objects.filter(pk=queue.pk).update(order=F("order"))
    queue.refresh_from_db()
    return queue


def refuse_overlap(hours: Sequence[Hours]) -> None:
    """Opening hours of one weekday may touch, not overlap."""
    for one, other in pairwise(sorted(hours, key=lambda row: (row.weekday, row.opens_min))):
        if one.weekday == other.weekday and other.opens_min < one.closes_min:
            raise HoursOverlap(weekday=one.weekday)


def _fields(form: QueueForm) -> dict[str, object]:
    names = ("code", "name", "name_en", "channel", "open_on_holidays", "order")
    return {name: getattr(form, name) for name in names}


def _set_hours(queue: Queue, hours: Sequence[Hours]) -> None:
    queue.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        [OpeningHours(queue=queue, weekday=h.weekday, opens_min=h.opens_min, closes_min=h.closes_min, least_heads=h.least_heads) for h in hours]
    )
