"""Every operation of the interface, tried with everybody's token, without one, and with one that lacks the scope (A1 to A4, A34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.api.programs import Program, code, program
from tests.cast import ACTORS, Cast, client_of
from zuoxi.acd.queues import QueueForm, create
from zuoxi.api.doors import ApiDoor
from zuoxi.api.interface import INTERFACE
from zuoxi.api.scopes import SCOPES
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.models import DayKind, Job, Notice
from zuoxi.people.models import Person
from zuoxi.planning.models import Forecast, HistoryFile, Requirement, Snapshot
from zuoxi.roster import shifts, versions
from zuoxi.roster.models import Period
from zuoxi.web.shell.doors import door_of, routes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
DAY = {"name": "司庆", "kind": "closed"}
SHIFT = {"code": "早", "letter": "E", "name": "早班", "colour": "#2f6fde", "blocks": [{"start_min": 480, "end_min": 1020}]}
PEOPLE = ("lin", "wu", "zhao", "chen", "zhou", "sun", "gao")


def nothing(_cast: Cast) -> list[Any]:
    return []


def a_person(cast: Cast) -> list[Any]:
    return [cast.lin.pk]


def a_queue(_cast: Cast) -> list[Any]:
    return [create(QueueForm("loan", "贷款", "Loans", "phone", False, 1, ())).pk]


def a_shift(cast: Cast) -> list[Any]:
    form = shifts.ShiftForm("夜", "N", "夜班", "#222222", ((1320, 1860),), tags=frozenset({"night"}))
    return [shifts.create(form=form, by=cast.chen, now=NOW).pk]


def a_period(cast: Cast) -> list[Any]:
    first = NOW.date()
    return [Period.objects.create(unit=cast.centre, name="十二月", first_day=first, days=7, created_by=cast.chen, created_at=NOW).pk]


def a_draft(cast: Cast) -> list[Any]:
    return [versions.create(period=Period.objects.get(pk=a_period(cast)[0]), by=cast.chen, now=NOW).pk]


def a_snapshot(cast: Cast) -> list[Any]:
    forecast = Forecast.objects.create(
        name="十二月", first_day=NOW.date(), days=7, step_min=30, history_until=NOW.date(), made_by=cast.chen, made_at=NOW
    )
    return [Snapshot.objects.create(forecast=forecast, values={}, taken_by=cast.chen, taken_at=NOW).pk]


def a_requirement(cast: Cast) -> list[Any]:
    return [Requirement.objects.create(snapshot_id=a_snapshot(cast)[0], shrinkage={}, made_by=cast.chen, made_at=NOW).pk]


def a_file(cast: Cast) -> list[Any]:
    return [HistoryFile.objects.create(name="x.csv", sha256="0" * 64, content=b"x", uploaded_by=cast.chen, uploaded_at=NOW).pk]


def a_job(cast: Cast) -> list[Any]:
    return [Job.objects.create(kind="test.work", about="x", asked_by=cast.lin, asked_at=NOW).pk]


def a_day(cast: Cast) -> list[Any]:
    form = DayForm(NOW.date(), "司庆", DayKind.CLOSED)
    return [calendar_days.set_day(form=form, by=cast.chen, now=NOW).day]


@dataclass(frozen=True)
class Way:
    """One operation: its route and method, what must exist, what is sent, and who gets what with a token that has every scope."""

    route: str
    status: dict[str, int]
    others: int = 403
    method: str = "get"
    args: Callable[[Cast], list[Any]] = nothing
    body: Any = None
    query: str = ""
    raw: bytes | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    def expected(self) -> dict[str, int]:
        return {actor: self.status.get(actor, self.others) for actor in PEOPLE}


READ_PLANS = {"wu": 200, "chen": 200, "zhou": 200, "sun": 200}
WAYS = [
    Way("people", {"lin": 403, "zhao": 403}, 200),
    Way("person", {"zhao": 404}, 200, args=a_person),
    Way("units", {}, 200),
    Way("queues", {}, 200),
    Way("queues", {"chen": 201}, method="post", body={"code": "hotline", "name": "热线"}),
    Way("queue", {"lin": 404, "zhao": 404}, 200, args=a_queue),
    Way("queue", {"chen": 428}, method="put", args=a_queue, body={"name": "热线"}),
    Way("shifts", READ_PLANS),
    Way("shifts", {"chen": 201}, method="post", body=SHIFT),
    Way("shift", READ_PLANS, args=a_shift),
    Way("shift", {"chen": 428}, method="put", args=a_shift, body=SHIFT),
    Way("shift", {"chen": 428}, method="patch", args=a_shift, body={"is_active": False}),
    Way("periods", READ_PLANS),
    Way("versions", READ_PLANS, args=a_period),
    Way("version", READ_PLANS | {"wu": 404}, args=a_draft),
    Way("cells", READ_PLANS | {"wu": 404}, args=a_draft),
    Way("own", {}, 200, query="?first=2026-11-23"),
    Way("snapshots", READ_PLANS),
    Way("snapshot", READ_PLANS, args=a_snapshot),
    Way("requirements", READ_PLANS),
    Way("requirement", READ_PLANS, args=a_requirement),
    Way("history-files", {"chen": 400}, method="post", query="?name=x.csv", raw=b"x"),
    Way("history-file", READ_PLANS, args=a_file),
    Way("history-store", {"chen": 400}, method="post", args=a_file, body={}),
    Way("history-discard", {"chen": 200}, method="post", args=a_file),
    Way("calendar", {}, 200, query="?first=2026-01-01"),
    Way("days", {}, 200, query="?year=2026"),
    Way("days", {"chen": 201, "zhou": 409}, method="post", body=DAY | {"day": "2026-05-20"}),
    Way("day", {}, 200, args=a_day),
    Way("day", {"chen": 428, "zhou": 428}, method="put", args=a_day, body=DAY),
    Way("day", {"chen": 428, "zhou": 428}, method="delete", args=a_day),
    Way("jobs", {}, 200),
    Way("job", {"lin": 200}, 404, args=a_job),
    Way("job-cancel", {"lin": 200}, 404, method="post", args=a_job),
    Way("notices", {}, 200),
]
every = pytest.mark.parametrize("way", [pytest.param(way, id=way.name) for way in WAYS])


def knock(way: Way, cast: Cast, url: str, caller: Program) -> Any:
    return caller.ask(way.method, url, way.body, raw=way.raw)


def address(way: Way, cast: Cast) -> str:
    return reverse(f"api:{way.route}", args=way.args(cast)) + way.query


def test_no_operation_is_forgotten() -> None:
    known = {(f"api:{way.route}", way.method.upper()) for way in WAYS}
    there = {
        (name, method)
        for name, pattern in routes()
        if isinstance(door_of(pattern.callback), ApiDoor)
        for method, _ in door_of(pattern.callback).scopes
    }
    described = sum(
        len(operations.methods) for router in INTERFACE._get_bound_routers() for p in router.path_operations.values() for operations in p.operations
    )
    assert there == known
    assert len(there) == described


def test_every_scope_is_asked_for_by_some_operation() -> None:
    doors = [door_of(pattern.callback) for _, pattern in routes()]
    assert {scope for door in doors if isinstance(door, ApiDoor) for _, scope in door.scopes} == set(SCOPES)


def test_only_the_description_and_nothing_are_open_to_all() -> None:
    closed = [(name, door_of(pattern.callback)) for name, pattern in routes() if isinstance(door_of(pattern.callback), ApiDoor)]
    assert {name for name, door in closed if not door.login and not door.token} == {"api:openapi", "api:nothing", "api:nothing-below"}


@every
def test_everybody_gets_the_answer_that_was_declared(way: Way, cast: Cast) -> None:
    url = address(way, cast)
    assert {actor: knock(way, cast, url, program(cast.actor(actor))).status_code for actor in way.expected()} == way.expected()


@every
def test_without_a_token_or_with_a_session_only_nobody_comes_in(way: Way, cast: Cast) -> None:
    url = address(way, cast)
    assert code(knock(way, cast, url, Program())) == (401, "api.unauthorised")
    for actor in ACTORS[1:]:
        browser = Program(client=client_of(cast.actor(actor)))
        assert code(knock(way, cast, url, browser)) == (401, "api.unauthorised"), actor


@every
def test_a_token_with_every_scope_but_this_one_is_refused(way: Way, cast: Cast) -> None:
    url = address(way, cast)
    doors = {name: door_of(pattern.callback) for name, pattern in routes()}
    scope = dict(doors[f"api:{way.route}"].scopes)[way.method.upper()]
    for actor in ("lin", "chen", "gao"):
        caller = program(cast.actor(actor), set(SCOPES) - {scope})
        assert code(knock(way, cast, url, caller)) == (403, "api.scope_missing"), actor


@every
def test_whoever_left_is_refused_everywhere(way: Way, cast: Cast) -> None:
    url = address(way, cast)
    caller = program(cast.chen)
    Person.objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert code(knock(way, cast, url, caller)) == (401, "api.unauthorised")


@pytest.mark.parametrize("way", [pytest.param(way, id=way.name) for way in WAYS if way.args is not nothing])
def test_what_does_not_exist_is_what_one_may_not_see(way: Way, cast: Cast) -> None:
    """The same answer for an id that was never given, so that nobody learns by asking."""
    there = address(way, cast)
    strange = reverse(f"api:{way.route}", args=[datetime(2031, 1, 1).date() if way.route == "day" else 987_654]) + way.query
    for actor, status in way.expected().items():
        caller = program(cast.actor(actor))
        if status == 404:
            seen, unseen = knock(way, cast, there, caller), knock(way, cast, strange, caller)
            assert (seen.status_code, seen.json()["detail"]) == (unseen.status_code, unseen.json()["detail"])
        else:
            assert knock(way, cast, strange, caller).status_code in (403, 404), actor


def test_notices_are_ones_own(cast: Cast) -> None:
    Notice.objects.create(person=cast.wu, kind="job.failed", key="x", at=NOW)
    assert program(cast.lin).get("/api/my/notices").json()["count"] == 0
    assert program(cast.wu).get("/api/my/notices").json()["items"][0]["text"]
