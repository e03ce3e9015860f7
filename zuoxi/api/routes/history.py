"""Files of history (F-03): sent, checked, stored or discarded."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from zuoxi.acd.models import Queue
from zuoxi.api.gate import Token
from zuoxi.api.shape import BYTES
from zuoxi.api.shapes import Moment, Text, Wanted, caller
from zuoxi.people import access as people_access
from zuoxi.planning import access, history_files, remarks
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryFile

router = Router(tags=["history"])
READ, WRITE = Token("history:read"), Token("history:write")
MOST_REMARKS = 200
FILE = {"requestBody": {"required": True, "content": {BYTES: {"schema": {"type": "string", "format": "binary", "minLength": 1}}}}}
FileName = Annotated[Text, Query(..., min_length=1, max_length=255, description="The name of the file")]
QueueCode = Annotated[Text, Query("", max_length=50, description="The one queue of a file that has no column for it")]


class RemarkShown(BaseModel):
    """A line of the check report; no row: the file as a whole."""

    severity: str
    code: str
    row: int | None
    column: str
    text: str


class FileShown(BaseModel):
    """A file with its check report; of the remarks the first ones, errors first."""

    id: int
    name: str
    sha256: str
    state: str
    rows: int
    step_min: int
    uploaded_at: Moment
    counts: dict[str, int]
    remarks: list[RemarkShown]


class StoreWanted(Wanted):
    """`replace` older intervals that say something else, `leave_out` the rows that have errors."""

    replace: Annotated[bool, Field()] = False
    leave_out: Annotated[bool, Field()] = False


class StoredShown(BaseModel):
    """What storing did."""

    added: int
    replaced: int
    unchanged: int


@router.post("/history/files", auth=WRITE, response={201: FileShown}, openapi_extra=FILE, url_name="history-files", summary="Send a file")
def check(request: HttpRequest, response: HttpResponse, name: FileName, queue: QueueCode) -> Status[FileShown]:
    """CSV or XLSX as the body. Nothing of it counts until it is stored."""
    people_access.require(caller(request), *access.PLANNERS)
    made = history_files.check(data=request.body, name=name, options=Options(queue=queue), by=caller(request), now=timezone.now())
    response.headers["Location"] = f"/api/history/files/{made.pk}"
    return Status(201, shown(made))


@router.get("/history/files/{int:pk}", auth=READ, response=FileShown, url_name="history-file", summary="The check report of a file")
def report(request: HttpRequest, pk: int) -> FileShown:
    return shown(access.history_file(caller(request), pk))


@router.post("/history/files/{int:pk}/store", auth=WRITE, response=StoredShown, url_name="history-store", summary="Make a file history")
def store(request: HttpRequest, pk: int, body: StoreWanted) -> StoredShown:
    people_access.require(caller(request), *access.PLANNERS)
    file = access.history_file(caller(request), pk)
    done = history_files.store(file=file, by=caller(request), now=timezone.now(), replace=body.replace, leave_out=body.leave_out)
    return StoredShown(added=done.added, replaced=done.replaced, unchanged=done.unchanged)


@router.post("/history/files/{int:pk}/discard", auth=WRITE, response=FileShown, url_name="history-discard", summary="Let a checked file go")
def discard(request: HttpRequest, pk: int) -> FileShown:
    people_access.require(caller(request), *access.PLANNERS)
    history_files.discard(file=access.history_file(caller(request), pk))
    return shown(access.history_file(caller(request), pk))


def shown(file: HistoryFile) -> FileShown:
    names = {queue.code: str(queue) for queue in Queue.objects.all()}
    lines = remarks.read(file.findings[:MOST_REMARKS], names=names)
    fields = ("name", "sha256", "state", "rows", "step_min", "uploaded_at")
    return FileShown(
        id=file.pk,
        counts=file.summary.get("counts", {}),
        remarks=[RemarkShown(severity=one.severity, code=one.code, row=one.row, column=one.column, text=one.text) for one in lines],
        **{field: getattr(file, field) for field in fields},
    )
