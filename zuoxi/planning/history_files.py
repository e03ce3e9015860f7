"""History files (F-03, R-05): checked first, stored only when the planner says so, all or nothing.

check    → the file with its report; no interval is stored
recheck  → the same with other options (which queue is meant, which shares)
store    → its intervals become history; what they contradict is refused, or replaced and kept; doubtful stretches are proposed
discard  → the file is let go, its report stays
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.core import policy
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.people.models import Person, Unit
from zuoxi.planning import history_rows, marks, remarks, workdays
from zuoxi.planning.history_reading import Options, Reading, Surroundings, read
from zuoxi.planning.models import HistoryFile
from zuoxi.planning.models.history import FileState
from zuoxi.rules.forecast import HistoryPolicy

SPLIT = "queue"
"""What `generated` says of a file whose counts were split over queues by shares."""


class HasErrors(Problem):
    code, status = "history_file.has_errors", 409
    text = _("The file has %(count)s errors. Correct it and upload it again, or store it without the rows they concern.")


class NothingToStore(Problem):
    code, status = "history_file.nothing_to_store", 409
    text = _("No interval of the file can be used, so there is nothing to store. See the report.")


class AlreadyThere(Problem):
    code, status = "history_file.already_there", 409
    text = _(
        "%(count)s intervals are stored already with other values (%(first)s ～ %(last)s). "
        "Nothing was stored; choose to replace them, or discard the file."
    )


@dataclass(frozen=True)
class Stored:
    """What storing did: intervals `added`, of which `replaced` stand for older ones, and `unchanged` ones that were there already."""

    added: int
    replaced: int
    unchanged: int


def check(*, data: bytes, name: str, options: Options, by: Person, now: datetime) -> HistoryFile:
    """Read a file and keep it with its report. Of a file that cannot be read at all nothing is kept (Refusal)."""
    reading = read(data, options=options, around=surroundings(now))
    return HistoryFile.objects.create(
        name=name[:255], sha256=hashlib.sha256(data).hexdigest(), content=data, uploaded_by=by, uploaded_at=now, **_report(reading, options)
    )


def recheck(*, file: HistoryFile, options: Options) -> HistoryFile:
    """Read a checked file again with other options."""
    reading = read(_content(file), options=options, around=surroundings(file.uploaded_at))
    if not HistoryFile.objects.filter(pk=file.pk, state=FileState.CHECKED).update(**_report(reading, options)):
        raise MovedMeanwhile(what=file.name)
    return HistoryFile.objects.defer("content").get(pk=file.pk)


@transaction.atomic
def store(*, file: HistoryFile, by: Person, now: datetime, replace: bool = False, leave_out: bool = False) -> Stored:
    """Make the file's intervals history, in one transaction.

    With `leave_out` the rows that have errors are left out, otherwise they refuse the whole. With `replace` older intervals that say something
    else are kept but no longer count; otherwise they refuse the whole. Intervals that say the same stay as they are.
    """
    content = _content(file)
    if not HistoryFile.objects.filter(pk=file.pk, state=FileState.CHECKED).update(state=FileState.STORED, stored_at=now, stored_by=by, content=None):
        raise MovedMeanwhile(what=file.name)
    reading = read(content, options=Options(**file.options), around=surroundings(file.uploaded_at))
    _refuse_errors(reading, leave_out=leave_out)
    Unit.objects.filter(parent=None).update(name=F("name"))  # takes the centre's row: of two files at once the second sees what the first stored
    plan = history_rows.plan(reading.believed)
    if plan.against and not replace:
        raise AlreadyThere(count=len(plan.against), first=plan.first_against, last=plan.last_against)
    history_rows.carry_out(plan, file=file)
    marks.propose(queues=list(Queue.objects.filter(code__in=reading.summary())), now=now)
    return Stored(len(plan.new), len(plan.against), plan.unchanged)


def discard(*, file: HistoryFile) -> None:
    """Let a checked file go: its bytes are dropped, its name and report stay."""
    if not HistoryFile.objects.filter(pk=file.pk, state=FileState.CHECKED).update(state=FileState.DISCARDED, content=None):
        raise MovedMeanwhile(what=file.name)


def surroundings(moment: datetime) -> Surroundings:
    """What a file that was uploaded at a moment is read against: the centre's queues, clock and calendar, and the policy on what is believed."""
    names = {name: queue.code for name, queue in acd_queries.by_any_name().items()}
    settings = policy.in_force(moment).of(HistoryPolicy)
    return Surroundings(names=names, zone=timezone.get_default_timezone(), settings=settings, holidays=workdays.holidays)


def _report(reading: Reading, options: Options) -> dict[str, object]:
    lines = reading.summary()
    return {
        "options": options.as_json(),
        "findings": remarks.as_json(reading.findings),
        "summary": {
            "queues": lines,
            "counts": remarks.counted(reading.findings),
            "unknown": list(reading.unknown),
            "without_queue": reading.without_queue,
            "ends": reading.ends.isoformat() if reading.ends else "",
            "moved_weeks": reading.moved_weeks,
            "timed": reading.timed,
            "filled_aht_s": options.aht_s,
        },
        "rows": reading.rows,
        "step_min": min((line["minutes"] for line in lines.values()), default=0),
        "generated": SPLIT if options.shares else "",
    }


def _content(file: HistoryFile) -> bytes:
    content = HistoryFile.objects.values_list("content", flat=True).get(pk=file.pk)
    if content is None:
        raise MovedMeanwhile(what=file.name)
    return bytes(content)


def _refuse_errors(reading: Reading, *, leave_out: bool) -> None:
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    if errors and not leave_out:
        raise HasErrors(count=len(errors))
    if not reading.believed:
        raise NothingToStore
