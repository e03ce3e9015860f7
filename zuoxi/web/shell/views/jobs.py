"""The progress of long work: looked at, stopped, started again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core import jobs as work
from zuoxi.core.models import Job
from zuoxi.web.shell import progress, respond
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

COLUMNS = (
    Column("kind", _("Job")),
    Column("state", _("State"), sort=("state",)),
    Column("asked_at", _("Asked for"), sort=("asked_at",)),
    Column("seconds", _("Took"), numeric=True, phone=False),
    Column("result", ""),
)


def _mine(request: PersonRequest, pk: int) -> Job:
    return get_object_or_404(progress.visible_to(request.person), pk=pk)


@everyone
@require_safe
def jobs(request: PersonRequest) -> HttpResponse:
    """One's own jobs, newest first: the results of long work are found again here."""
    listing = Listing.of(request, Job.objects.asked_by(request.person), columns=COLUMNS, order="-asked_at")
    rows = [progress.Progress(job, timezone.now()) for job in listing.rows]
    return render(request, "shell/jobs.html", {"listing": listing, "rows": rows})


@everyone
@require_safe
def job(request: PersonRequest, pk: int) -> HttpResponse:
    """One job: a page, or for the polling fragment only its box; a finished one leads to its result."""
    shown = progress.Progress(_mine(request, pk), timezone.now())
    if not respond.is_fragment(request):
        return render(request, "shell/job.html", {"job": shown.job, "progress": shown})
    return respond.go(request, shown.next_url) if shown.next_url else _box(request, shown)


@everyone
@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask a job to stop; what it has reached is kept."""
    found = _mine(request, pk)
    work.cancel(found, now=timezone.now())
    found.refresh_from_db()
    return _answer(request, found)


@everyone
@require_POST
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    """Start an interrupted, failed or stopped job again."""
    return _answer(request, work.resume(_mine(request, pk), by=request.person, now=timezone.now()))


def _answer(request: PersonRequest, found: Job) -> HttpResponse:
    if respond.is_fragment(request):
        return _box(request, progress.Progress(found, timezone.now()))
    return respond.go(request, "shell:job", found.pk)


def _box(request: PersonRequest, shown: progress.Progress) -> HttpResponse:
    return render(request, "shell/parts/job.html", {"progress": shown})
