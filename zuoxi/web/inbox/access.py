"""The only way to a request, an appeal, a delegation: what is not for the reader does not exist (404)."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from zuoxi.core import approval_queries
from zuoxi.core.models import Appeal, Approval, Delegation
from zuoxi.people.models import Person


def approval(person: Person, pk: int, *, now: datetime) -> Approval:
    """A request that the reader may look at."""
    found = approval_queries.visible_to(person, now=now).select_related("asked_by", "person", "other").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_request(person: Person, pk: int) -> Approval:
    return get_object_or_404(Approval.objects.asked_by(person).select_related("asked_by"), pk=pk)


def appeal(person: Person, pk: int, *, now: datetime) -> Appeal:
    """An appeal whose request the reader may look at; who decided is not among them."""
    visible = approval_queries.visible_to(person, now=now).values("pk")
    rows = Appeal.objects.filter(approval__in=visible).select_related("person", "decided_by", "answered_by", "approval__asked_by")
    return get_object_or_404(rows, pk=pk)


def delegation(person: Person, pk: int) -> Delegation:
    return get_object_or_404(Delegation.objects.given_by(person), pk=pk)
