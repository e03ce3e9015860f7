"""Finding a roster (F-13, F-14, UX 13, R3, R23): a job with live progress and checkpoints, whose result is a new draft.

The version it starts from is not touched; `offers` says what the result would change of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy

from zuoxi.core import jobs
from zuoxi.core.errors import Problem
from zuoxi.core.models import Job
from zuoxi.core.sentences import sentence
from zuoxi.engine.roster import problem as engine
from zuoxi.engine.roster.problem import Roster
from zuoxi.people.models import Person
from zuoxi.roster import facts, outcome, queries, watching
from zuoxi.roster.beside import beside
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Period, Version
from zuoxi.roster.outcome import Outcome
from zuoxi.roster.watching import Watch
from zuoxi.rules.rostering import change_factors

KIND = queries.JOB
LEAST_S = 5
"""Seconds that a resumed search gets at least."""


class NothingToKeep(Problem):
    code, status = "roster.nothing_to_keep", 409
    text = _lazy("This search has found no roster that could be kept, or it was kept already.")


@dataclass(frozen=True)
class Order:
    """What was asked for. `base` is the version to start from (None: nothing), `stay_close` prices every cell that differs from it."""

    period: Period
    base: Version | None
    stay_close: bool
    seconds: int
    seed: int


def start(*, order: Order, by: Person, now: datetime, today: date) -> Job:
    """Ask for a search; one at a time for a period. Days of a published base that have begun are not planned again."""
    base = order.base
    arguments = {
        "period": order.period.pk,
        "base": base.pk if base else None,
        "base_revision": base.revision if base else None,
        "stay_close": order.stay_close,
        "seconds": order.seconds,
        "seed": order.seed,
        "today": today.isoformat(),
        "keep": None,
    }
    return jobs.start(KIND, about=queries.about(order.period), by=by, now=now, arguments=arguments)


def run(run: jobs.Run, *, period: int, base: int | None, stay_close: bool, seconds: int, seed: int, today: str, **rest: Any) -> dict[str, Any]:
    """The job itself: search, and store what was found as a draft; cancelled, only if somebody asked to keep the best so far."""
    from zuoxi.engine.roster.warm_up import warm_up
    from zuoxi.roster import searching  # here: the solvers belong to the worker, and a web server starts sooner without them

    order = Order(_period(period), _version(base), stay_close, seconds, seed)
    sheet = problem_of(order, today=date.fromisoformat(today))
    kept = run.job.resumed_from.checkpoint if run.job.resumed_from else None
    before_s = float(kept["elapsed"]) if kept else 0.0
    beside(warm_up, beat=run.beat)
    watch = Watch(run, sheet, seconds=max(LEAST_S, seconds - before_s), clock=monotonic, before_s=before_s)
    found = searching.search(watch, seed=seed, start=_start(sheet, order, kept))
    watch.keep()
    if run.cancelled() and not (_is_to_be_kept(run.job) and found.roster is not None):
        raise jobs.Cancelled
    told = replace(found.outcome, base_revision=rest.get("base_revision"))
    return _stored(order, sheet, found.roster, told, by=run.job.asked_by)


def _stored(order: Order, sheet: Sheet, roster: Roster | None, told: Outcome, *, by: Person) -> dict[str, Any]:
    """The result of the job: the draft that was made (None: not even a part of a roster was found), and why no legal one exists."""
    said = {"status": told.status, "clashes": list(told.clashes)}
    if roster is None:
        return {"version": None, **said}
    made = outcome.store(period=order.period, base=order.base, sheet=sheet, roster=roster, outcome=told, by=by, now=timezone.now())
    return {"version": made.pk, "number": made.number, **said}


def keep(*, job: Job, by: Person, now: datetime) -> Version | None:
    """Make a draft of the best so far. A search that still runs stops and makes it itself (None); of one that has ended, by its checkpoint."""
    if job.is_open:
        Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "keep": job.pk})
        jobs.cancel(job, now=now)
        return None
    if not job.checkpoint or job.result:
        raise NothingToKeep
    said = job.arguments
    order = Order(_period(said["period"]), _version(said["base"]), said["stay_close"], said["seconds"], said["seed"])
    sheet = problem_of(order, today=date.fromisoformat(said["today"]))
    roster = watching.from_checkpoint(sheet, job.checkpoint)
    told = Outcome("stopped", job.checkpoint["bound"], job.checkpoint["elapsed"], order.seed, said["base_revision"])
    with transaction.atomic():
        made = outcome.store(period=order.period, base=order.base, sheet=sheet, roster=roster, outcome=told, by=by, now=now)
        if not Job.objects.filter(pk=job.pk, result__isnull=True).update(result={"version": made.pk, "number": made.number, "status": "stopped"}):
            raise NothingToKeep
    return made


@dataclass(frozen=True)
class Clash:
    """Sentences that cannot hold together, and which of them may be given up, the easiest first."""

    members: list[str]
    ways: list[str]


def clashes_of(job: Job) -> list[Clash]:
    """Why a finished search found no legal roster, the smallest clash first; empty where it found one."""
    found = (job.result or {}).get("clashes", [])
    said = [Clash([_said(one) for one in clash["members"]], [_said(one) for one in clash["ways"]]) for clash in found]
    return sorted(said, key=lambda clash: len(clash.members))


def _said(member: Mapping[str, Any]) -> str:
    return sentence(member["code"], member["facts"])


def problem_of(order: Order, *, today: date) -> Sheet:
    """The problem: locked cells are fixed, and on a published base the days that have begun; a changed cell costs more the nearer its day."""
    rules = facts.bound_by(order.period)
    sheet = facts.fresh(order.period, order.base, policy=rules)
    if order.base is None:
        return sheet
    problem = sheet.problem
    ahead = (order.period.first_day - today).days
    if not order.base.is_draft:
        problem = _past_fixed(sheet, begun=min(max(1 - ahead, 0), problem.days))
    if order.stay_close:
        factors = () if order.base.is_draft else change_factors(rules, days=problem.days, ahead=ahead)
        problem = replace(problem, reference=sheet.roster.cells, change_factor=factors)
    return replace(sheet, problem=problem)


def _past_fixed(sheet: Sheet, *, begun: int) -> engine.Problem:
    """The first `begun` days stay as they are in the roster."""
    codes = sheet.roster.codes(sheet.problem)
    workers = tuple(
        replace(worker, fixed={**worker.fixed, **dict(enumerate(row[:begun]))}) for worker, row in zip(sheet.problem.workers, codes, strict=True)
    )
    return replace(sheet.problem, workers=workers)


def _start(sheet: Sheet, order: Order, kept: Mapping[str, Any] | None) -> Roster | None:
    """Where the search begins: at the checkpoint of the run before, at the base, or nowhere."""
    if kept:
        return watching.from_checkpoint(sheet, kept)
    return sheet.roster if order.base else None


def _is_to_be_kept(job: Job) -> bool:
    """Whether the one who stopped the search wants what it has."""
    job.refresh_from_db(fields=["arguments"])
    return bool(job.arguments.get("keep") == job.pk)


def _period(pk: int) -> Period:
    return Period.objects.select_related("unit", "requirement__snapshot__forecast").get(pk=pk)


def _version(pk: int | None) -> Version | None:
    """The base; one that was thrown away meanwhile is none."""
    return Version.objects.filter(pk=pk).first() if pk else None
