"""Who may see which queue: those who lead or plan see all, everybody else the queues of their own skills (O-04)."""

from __future__ import annotations

from django.db.models import QuerySet

from zuoxi.acd.models import Queue
from zuoxi.people import access as people_access
from zuoxi.people import matrix
from zuoxi.people.models import Person

SEE_ALL = matrix.roles("queue", "read", "all")
"""Roles that see every queue by name."""


def visible_to(person: Person) -> QuerySet[Queue]:
    """The queues this person may see, unordered."""
    if people_access.has(person, *SEE_ALL):
        return Queue.objects.all()
    return Queue.objects.filter(skill__holders__person=person).distinct()
