"""The inbox: what a person shall know (P-09)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core import notices as told
from zuoxi.core.models import Notice
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

COLUMNS = (
    Column("text", _("Notice")),
    Column("at", _("When"), sort=("at",), phone=False),
    Column("read", ""),
)


@dataclass(frozen=True)
class Told:
    """A notice in the reader's language."""

    notice: Notice

    @property
    def text(self) -> str:
        return told.text(self.notice.kind, self.notice.facts)


@everyone
@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """One's notices, newest first."""
    listing = Listing.of(request, Notice.objects.of(request.person), columns=COLUMNS, order="-at")
    return render(request, "shell/notices.html", {"listing": listing, "rows": [Told(notice) for notice in listing.rows]})


@everyone
@require_POST
def open_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a notice read and go where it leads."""
    notice = get_object_or_404(Notice.objects.of(request.person), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    return respond.go(request, notice.link or "shell:notices")


@everyone
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark all one's notices read."""
    Notice.objects.of(request.person).unread().update(read_at=timezone.now())
    return respond.go(request, "shell:notices")
