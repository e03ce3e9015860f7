"""The audit trail, for the audit administrator alone: search, one event, export, check. Looking is recorded as well."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zuoxi.core import audit, jobs
from zuoxi.core.audit import labels
from zuoxi.core.audit.searching import search
from zuoxi.core.errors import Problem
from zuoxi.core.models import AuditEvent, AuditHead, Job
from zuoxi.core.tables import csv_bytes
from zuoxi.people import matrix
from zuoxi.web.audit import checking
from zuoxi.web.audit.checking import READS
from zuoxi.web.audit.forms import EventFilter
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.formats import moment
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.watching import watched

EXPORTS = sorted(matrix.roles("audit", "export", "all"))
EXPORTED_AT_MOST = 50_000
COLUMNS = (
    Column("seq", gettext_lazy("No."), sort=("seq",), numeric=True),
    Column("at", gettext_lazy("Time"), sort=("at", "seq")),
    Column("who", gettext_lazy("Who"), sort=("number",)),
    Column("action", gettext_lazy("Action"), sort=("action",)),
    Column("about", gettext_lazy("About"), sort=("about",), phone=False),
    Column("outcome", gettext_lazy("Outcome"), sort=("success",)),
    Column("ip", gettext_lazy("From address"), sort=("ip",), phone=False),
)


class TooMany(Problem):
    code, status = "audit.too_many", 409
    text = gettext_lazy("These are %(count)s events; at most %(most)s go into one file. Narrow the days or the action.")


@watched("audit.opened", "audit")
@roles(*READS)
@require_safe
def events(request: PersonRequest) -> HttpResponse:
    """Search, with the state of the chain above."""
    form = EventFilter(request.GET)
    head = AuditHead.objects.filter(pk=1).first()
    context = {
        "form": form,
        "listing": Listing.of(request, search(form.wanted()), columns=COLUMNS, order="-seq"),
        "head": head,
        "anchor": audit.last_anchor(),
        "checked": checking.last_check(),
        "working": Job.objects.open().filter(kind=checking.KIND).first(),
        "export_url": f"{reverse('audit:export')}?{request.GET.urlencode()}",
    }
    return render(request, "audit/events.html", context)


@roles(*READS)
@require_safe
def event(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that one event says."""
    found = AuditEvent.objects.filter(pk=pk).select_related("by").first()
    if found is None:
        raise Http404
    facts = [(labels.fact(key), labels.value(value)) for key, value in found.facts.items()]
    return render(request, "audit/event.html", {"event": found, "facts": facts})


@watched("audit.exported", "audit")
@roles(*EXPORTS)
@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """What was searched for, as a file."""
    found = search(EventFilter(request.GET).wanted())
    count = found.count()
    if count > EXPORTED_AT_MOST:
        raise TooMany(count=count, most=EXPORTED_AT_MOST)
    name = f"{_('Audit')} {timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(_file(found.in_order()), content_type="text/csv; charset=utf-8", headers=headers)


def _file(found: Iterable[AuditEvent]) -> bytes:
    """Codes beside words, so that a machine reads it too; the seal lets anybody compare with the trail."""
    header = [_("No."), _("Time"), _("Work number"), _("Name"), _("Action"), _("Code"), _("About"), _("Outcome")]
    header += [_("From address"), _("Session"), _("Page"), _("Facts"), _("Seal")]
    return csv_bytes(header, [_row(event) for event in found])


def _row(event: AuditEvent) -> list[str | int | float | None]:
    return [
        event.seq,
        moment(event.at),
        event.number,
        event.by.name if event.by else "",
        labels.action(event.action),
        event.action,
        event.about,
        _("done") if event.success else _("refused"),
        event.ip,
        event.session,
        event.path,
        "; ".join(f"{key}={value}" for key, value in event.facts.items()),
        event.seal,
    ]


@roles(*READS)
@require_POST
def check(request: PersonRequest) -> HttpResponse:
    """Have the worker walk the whole trail."""
    job = jobs.start(checking.KIND, about="audit", by=request.person, now=timezone.now())
    return respond.go(request, "shell:job", job.pk)
