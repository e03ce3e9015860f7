"""Queues for pages: in the centre's own order."""

from __future__ import annotations

from django.db.models import QuerySet

from zuoxi.acd.models import Queue
from zuoxi.people.models import Skill, SkillKind


def in_order() -> QuerySet[Queue]:
    """Every queue, in the order the centre gave them; ties by code."""
    return Queue.objects.order_by("order", "code")


def skills_without_queue() -> QuerySet[Skill]:
    """Skills of the kind queue for which there is no queue yet: people came with them from a file."""
    return Skill.objects.filter(kind=SkillKind.QUEUE, queue=None).order_by("code")


def by_any_name() -> dict[str, Queue]:
    """Every way a file may call a queue: its code, its name, its English name; case and surrounding spaces do not matter.

    A name that two queues share leads to neither: it cannot be told which is meant.
    """
    found: dict[str, Queue] = {}
    shared: set[str] = set()
    for queue in in_order():
        for name in {spelled(text) for text in (queue.code, queue.name, queue.name_en) if text.strip()}:
            if name in found:
                shared.add(name)
            found[name] = queue
    return {name: queue for name, queue in found.items() if name not in shared}


def spelled(name: str) -> str:
    """The name as it is compared: no surrounding spaces, no case."""
    return name.strip().casefold()
