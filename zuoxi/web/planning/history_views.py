"""History, files: what is known, what was uploaded, the check report, storing and discarding (F-03, R-05)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.planning import access, history_files, queries, remarks
from zuoxi.planning.access import PLANNERS, READERS
from zuoxi.planning.history_files import AlreadyThere, HasErrors, NothingToStore
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryFile
from zuoxi.planning.models.history import FileState
from zuoxi.planning.splitting import SharesDoNotAddUp
from zuoxi.web.planning import exports, history_adjusting, labels
from zuoxi.web.planning.history_forms import QueuesForm, StoreForm, UploadForm, WholeFileForm
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

FILES = (
    Column("name", gettext_lazy("File"), sort=("name",)),
    Column("state", gettext_lazy("State"), sort=("state",)),
    Column("rows", gettext_lazy("Rows"), sort=("rows",), numeric=True, phone=False),
    Column("step", gettext_lazy("Interval"), sort=("step_min",), numeric=True, unit=gettext_lazy("min"), phone=False),
    Column("by", gettext_lazy("Uploaded by"), phone=False),
    Column("at", gettext_lazy("Uploaded at"), sort=("uploaded_at",)),
)
REMARKS = (
    Column("row", gettext_lazy("Row"), sort=("row",), numeric=True),
    Column("column", gettext_lazy("Column"), sort=("column",), phone=False),
    Column("severity", gettext_lazy("Kind"), sort=("severity",)),
    Column("text", gettext_lazy("What was found")),
)


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """The three sides of history."""
    open_marks = queries.open_marks()
    doubts = _("Doubtful stretches (%(count)s)") % {"count": open_marks} if open_marks else _("Doubtful stretches")
    pages = [("planning:history", _("Files")), ("planning:history-week", _("Usual week")), ("planning:history-doubts", doubts)]
    return [(label, reverse(route), route == current) for route, label in pages]


@roles(*READERS)
@require_safe
def history(request: PersonRequest) -> HttpResponse:
    """What is known of each queue, and the files it came from."""
    return _files(request, UploadForm())


def _files(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    person = request.person  # type: ignore[attr-defined]
    context = {
        "tabs": tabs("planning:history"),
        "holdings": queries.holdings(list(acd_queries.in_order())),
        "listing": Listing.of(request, queries.files(), columns=FILES, order="-at"),
        "states": labels.STATES,
        "form": form,
        "may_plan": access.may_plan(person),
    }
    return render(request, "planning/history.html", context, status=status)


@roles(*PLANNERS)
@require_POST
def upload(request: PersonRequest) -> HttpResponse:
    """Check a file; the report is the next page. A file that cannot be read leaves nothing behind."""
    form = UploadForm(request.POST, request.FILES)
    file = _checked(request, form) if form.is_valid() else None
    if file is not None:
        url = reverse("planning:history-file", args=[file.pk])
        return JsonResponse({"url": url}) if respond.is_json(request) else respond.go(request, url)
    if respond.is_json(request):
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"code": "upload.refused", "message": " ".join(said), "facts": {}}, status=422)
    return _files(request, form, 422)


def _checked(request: PersonRequest, form: UploadForm) -> HistoryFile | None:
    upload = form.cleaned_data["file"]
    try:
        return history_files.check(data=upload.read(), name=upload.name, options=Options(), by=request.person, now=timezone.now())
    except Refusal as refusal:
        form.add_error("file", place(refusal) + sentence(refusal.code, refusal.facts))
    return None


def place(refusal: Refusal) -> str:
    """`Row 3: ` where the refusal knows its row."""
    row = refusal.facts.get("row")
    return "" if row is None else _("Row %(row)s: ") % {"row": row}


@roles(*READERS)
@require_safe
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """The check report of a file, filtered by kind of remark."""
    return _report(request, access.history_file(request.person, pk))


def _report(request: PersonRequest, found: HistoryFile, *, status: int = 200, **forms: Any) -> HttpResponse:
    queues = list(acd_queries.in_order())
    names = {queue.code: str(queue) for queue in queues}
    wanted = request.GET.get("kind", "")
    shown = [line for line in remarks.read(found.findings, names=names) if wanted in ("", line.severity)]
    is_open = found.state == FileState.CHECKED and access.may_plan(request.person)
    context = {
        "file": found,
        "lines": [(names.get(code, code), line) for code, line in found.summary.get("queues", {}).items()],
        "listing": Listing.of(request, shown, columns=REMARKS, order="severity"),
        "severities": labels.SEVERITIES,
        "kinds": _kinds(found, wanted),
        "errors": found.summary.get("counts", {}).get("error", 0),
        "state": labels.STATES[found.state],
        "is_open": is_open,
        "store_form": StoreForm(),
        **_queue_forms(found, queues, is_open=is_open),
        "adjust_form": history_adjusting.form_for(found) if is_open else None,
        "age": history_adjusting.age(found),
        **forms,
    }
    return render(request, "planning/history_file.html", context, status=status)


def _queue_forms(found: HistoryFile, queues: list[Queue], *, is_open: bool) -> dict[str, Any]:
    """What has to be asked about the queues of an undecided file."""
    forms: dict[str, Any] = {"queues_form": None, "whole_form": None}
    if is_open and found.summary.get("unknown"):
        forms["queues_form"] = QueuesForm(names=found.summary["unknown"], queues=queues)
    if is_open and found.summary.get("without_queue"):
        forms["whole_form"] = WholeFileForm(queues=queues, initial=WholeFileForm.said(Options(**found.options), queues))
    return forms


def _kinds(found: HistoryFile, wanted: str) -> list[tuple[str, str, bool]]:
    """Filters of the report: all, and each kind that there is."""
    counts = found.summary.get("counts", {})
    kinds = [("", _("All"), sum(counts.values())), *((kind, str(told[0]), counts.get(kind, 0)) for kind, told in labels.SEVERITIES.items())]
    return [(f"{label} {count:,}", f"?kind={kind}", kind == wanted) for kind, label, count in kinds if count or not kind]


@roles(*READERS)
@require_safe
def findings(request: PersonRequest, pk: int) -> HttpResponse:
    """The report as a file: row, column, kind, what is wrong."""
    found = access.history_file(request.person, pk)
    names = {queue.code: str(queue) for queue in acd_queries.in_order()}
    content = exports.remarks_csv(remarks.read(found.findings, names=names))
    return exports.download(content, f"{_('Check report')} {found.name}.csv")


@roles(*READERS)
@require_safe
def template(_request: PersonRequest) -> HttpResponse:
    """A file to fill in: the columns that are understood, a row of each queue as an example."""
    content = exports.history_template(list(acd_queries.in_order()), day=timezone.localdate())
    return exports.download(content, f"{_('History template')}.xlsx")


@roles(*PLANNERS)
@require_POST
def recheck(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the file again, now that the planner has said which queues are meant."""
    found = access.history_file(request.person, pk)
    queues = list(acd_queries.in_order())
    whole = bool(found.summary.get("without_queue"))
    form: Any = (
        WholeFileForm(request.POST, queues=queues) if whole else QueuesForm(request.POST, names=found.summary.get("unknown", []), queues=queues)
    )
    if form.is_valid():
        try:
            history_files.recheck(file=found, options=form.options(Options(**found.options)))
            return respond.go(request, "planning:history-file", pk)
        except SharesDoNotAddUp as problem:
            form.add_error(None, str(problem))
        except Refusal as refusal:
            form.add_error(None, place(refusal) + sentence(refusal.code, refusal.facts))
    return _report(request, found, status=422, **{"whole_form" if whole else "queues_form": form})


@roles(*PLANNERS)
@require_POST
def adjust(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the file again, moved to before today, or with a handling time that it has not."""
    found = access.history_file(request.person, pk)
    form = history_adjusting.form_for(found, request.POST)
    if form is None or not form.is_valid():
        return _report(request, found, status=422, adjust_form=form)
    history_files.recheck(file=found, options=form.options(Options(**found.options), today=timezone.localdate()))
    return respond.go(request, "planning:history-file", pk)


@roles(*PLANNERS)
@require_POST
def store(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the file's intervals history, all or none."""
    found = access.history_file(request.person, pk)
    form = StoreForm(request.POST)
    try:
        if form.is_valid():
            done = history_files.store(file=found, by=request.person, now=timezone.now(), **form.cleaned_data)
            text = _("%(added)s intervals were stored, %(replaced)s older ones replaced, %(unchanged)s were there already.")
            messages.success(request, text % {"added": done.added, "replaced": done.replaced, "unchanged": done.unchanged})
            return respond.go(request, "planning:history")
    except (HasErrors, NothingToStore, AlreadyThere) as problem:
        form.add_error(None, str(problem))
    return _report(request, found, status=422, store_form=form)


@roles(*PLANNERS)
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a checked file go."""
    found = access.history_file(request.person, pk)
    history_files.discard(file=found)
    messages.success(request, _("%(name)s was discarded; nothing of it was stored.") % {"name": found.name})
    return respond.go(request, "planning:history")
