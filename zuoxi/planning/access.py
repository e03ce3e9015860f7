"""Who may plan and who may read plans: planners change them, managers, supervisors and leaders read them, agents do not.

Plans belong to the centre, so whoever may read one may read all; what does not exist is 404, who has no such role gets 403.
"""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from zuoxi.people import access as people_access
from zuoxi.people.models import Person, RoleName
from zuoxi.planning.models import Forecast, HistoryFile, HistoryMark, Layer, Requirement, Snapshot

PLANNERS = (RoleName.PLANNER,)
"""Roles that change plans."""
READERS = (RoleName.PLANNER, RoleName.MANAGER, RoleName.SUPERVISOR, RoleName.LEADER)
"""Roles that see plans."""


def may_plan(person: Person) -> bool:
    return people_access.has(person, *PLANNERS)


def may_read(person: Person) -> bool:
    return people_access.has(person, *READERS)


def history_file(person: Person, pk: int) -> HistoryFile:
    """A file of history with who uploaded it; its bytes are not read."""
    people_access.require(person, *READERS)
    return get_object_or_404(HistoryFile.objects.defer("content").select_related("uploaded_by"), pk=pk)


def mark(person: Person, pk: int) -> HistoryMark:
    people_access.require(person, *READERS)
    return get_object_or_404(HistoryMark.objects.select_related("queue", "by"), pk=pk)


def forecast(person: Person, pk: int) -> Forecast:
    people_access.require(person, *READERS)
    return get_object_or_404(Forecast.objects.select_related("made_by"), pk=pk)


def layer(person: Person, pk: int) -> Layer:
    """A layer, also one that was removed: its removal can be undone."""
    people_access.require(person, *READERS)
    return get_object_or_404(Layer.objects.select_related("forecast", "queue", "author"), pk=pk)


def snapshot(person: Person, pk: int) -> Snapshot:
    people_access.require(person, *READERS)
    return get_object_or_404(Snapshot.objects.select_related("forecast", "taken_by"), pk=pk)


def requirement(person: Person, pk: int) -> Requirement:
    people_access.require(person, *READERS)
    return get_object_or_404(Requirement.objects.select_related("snapshot__forecast", "made_by"), pk=pk)
