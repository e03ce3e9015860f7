"""One's own long work and one's own notices (P-09)."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel

from zuoxi.api.gate import Token
from zuoxi.api.shapes import Moment, Page, PageNumber, PageSize, caller, paged
from zuoxi.core import jobs as verbs
from zuoxi.core.models import Job, Notice
from zuoxi.core.sentences import sentence

router = Router(tags=["jobs"])
READ, WRITE, OWN = Token("jobs:read"), Token("jobs:write"), Token("own:read")


class JobShown(BaseModel):
    """A piece of long work: how far it is, and the code of the error that ended it."""

    id: int
    kind: str
    about: str
    state: str
    done: int
    total: int
    asked_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    error_code: str


class NoticeShown(BaseModel):
    """Something you shall know."""

    id: int
    kind: str
    text: str
    link: str
    at: Moment
    read_at: Moment | None


@router.get("/jobs", auth=READ, response=Page[JobShown], url_name="jobs", summary="Your jobs, newest first")
def jobs(request: HttpRequest, page: PageNumber, size: PageSize) -> Page[JobShown]:
    return paged(Job.objects.asked_by(caller(request)).order_by("-asked_at", "-pk"), shown, page, size)


@router.get("/jobs/{int:pk}", auth=READ, response=JobShown, url_name="job", summary="One of your jobs")
def job(request: HttpRequest, pk: int) -> JobShown:
    return shown(_own(request, pk))


@router.post("/jobs/{int:pk}/cancel", auth=WRITE, response=JobShown, url_name="job-cancel", summary="Ask a job to stop")
def cancel(request: HttpRequest, pk: int) -> JobShown:
    verbs.cancel(_own(request, pk), now=timezone.now())
    return shown(_own(request, pk))


@router.get("/my/notices", auth=OWN, response=Page[NoticeShown], url_name="notices", summary="Your notices, newest first")
def notices(request: HttpRequest, page: PageNumber, size: PageSize) -> Page[NoticeShown]:
    return paged(Notice.objects.of(caller(request)).order_by("-at", "-pk"), _notice, page, size)


def _own(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(Job.objects.asked_by(caller(request)), pk=pk)


def shown(job: Job) -> JobShown:
    names = ("kind", "about", "state", "done", "total", "asked_at", "started_at", "ended_at", "error_code")
    return JobShown(id=job.pk, **{name: getattr(job, name) for name in names})


def _notice(one: Notice) -> NoticeShown:
    return NoticeShown(id=one.pk, kind=one.kind, text=sentence(one.kind, one.facts), link=one.link, at=one.at, read_at=one.read_at)
