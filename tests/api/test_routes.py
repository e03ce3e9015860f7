"""What the interface answers: the same people, rosters, plans and days as the pages, with the same limits of sight."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.programs import Program, code, program, the_problem
from tests.cast import Cast
from tests.roster.builders import MONDAY, NOW, kind, published
from tests.web.planning import world
from zuoxi.acd import facts
from zuoxi.core.models import CentreDay, Job, JobState, Notice
from zuoxi.people.models import Person
from zuoxi.planning.models import HistoryFile, HistoryInterval
from zuoxi.roster.models import Period, Publication, ShiftKind, Version

pytestmark = pytest.mark.django_db
SHIFT = {
    "code": "早",
    "letter": "E",
    "name": "早班",
    "colour": "#2f6fde",
    "blocks": [{"start_min": 480, "end_min": 1020}],
    "breaks": [{"name": "用餐", "length_min": 60, "earliest_min": 180, "latest_min": 300}],
}


def names(answer: Any) -> set[str]:
    return {one["name"] for one in answer.json()["items"]}


def test_everybody_sees_the_people_of_their_reach(cast: Cast) -> None:
    assert names(program(cast.chen).get("/api/people")) == {"林静", "赵磊", "吴班长", "陈晓燕", "周敏", "孙立", "高远"}
    assert names(program(cast.wu).get("/api/people")) == {"林静", "吴班长"}


def test_people_are_found_by_pinyin_and_by_unit(cast: Cast) -> None:
    mine = program(cast.chen)
    assert names(mine.get("/api/people?q=linjing")) == {"林静"}
    assert names(mine.get(f"/api/people?unit={cast.other_team.pk}")) == {"赵磊"}
    assert code(mine.get("/api/people?unit=987654")) == (404, "api.not_found")


def test_a_list_comes_in_pages(cast: Cast) -> None:
    mine = program(cast.chen)
    pages = [mine.get(f"/api/people?page={number}&size=3").json() for number in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [3, 3, 1, 0]
    assert {page["count"] for page in pages} == {7}
    everyone = [one["id"] for page in pages for one in page["items"]]
    assert len(set(everyone)) == 7


def test_a_contract_and_a_grade_are_shown_to_those_who_need_them(cast: Cast) -> None:
    def terms(actor: Person) -> tuple[Any, Any]:
        body = program(actor).get(f"/api/people/{cast.lin.pk}").json()
        return body["contract"], body["grade"]

    full = ({"id": cast.contract.pk, "name": "Full time"}, 1)
    assert terms(cast.chen) == terms(cast.zhou) == terms(cast.lin) == full
    assert terms(cast.wu) == terms(cast.sun) == (None, None)


def test_units_come_as_a_tree_with_their_heads(cast: Cast) -> None:
    found = {unit["name"]: unit for unit in program(cast.lin).get("/api/units").json()}
    assert list(found) == ["Service centre", "Operations", "Team 1", "Team 2"]
    assert found["Team 1"]["parent_id"] == found["Operations"]["id"]
    assert found["Team 1"]["head"] == {"id": cast.wu.pk, "name": "吴班长"}
    assert (found["Service centre"]["parent_id"], found["Service centre"]["agents"]) == (None, 2)


def test_a_queue_made_by_a_program_is_the_queue_of_the_product(cast: Cast) -> None:
    hours = [{"weekday": 0, "opens_min": 480, "closes_min": 1200, "least_heads": 2}]
    made = program(cast.chen).post("/api/queues", {"code": "hotline", "name": "热线", "opening_hours": hours})
    assert made.json()["opening_hours"] == hours
    fact = next(one for one in facts.queues() if one.code == "hotline")
    assert fact.least_heads(weekday=0, step_min=30)[16] == 2


def test_a_queue_keeps_its_code_and_changes_the_rest(cast: Cast) -> None:
    mine = program(cast.chen)
    made = mine.post("/api/queues", {"code": "hotline", "name": "热线"})
    changed = mine.ask("put", made.headers["Location"], {"name": "新热线", "channel": "chat"}, **{"If-Match": made.headers["ETag"]})
    assert (changed.json()["code"], changed.json()["name"], changed.json()["channel"]) == ("hotline", "新热线", "chat")
    sneaked = mine.ask("put", made.headers["Location"], {"name": "x", "code": "other"}, **{"If-Match": changed.headers["ETag"]})
    assert code(sneaked) == (400, "api.invalid")


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ([(0, 480, 480)], "queue.hours_backwards"),
        ([(0, 600, 480)], "queue.hours_backwards"),
        ([(0, 480, 720), (0, 700, 800)], "queue.hours_overlap"),
    ],
)
def test_hours_that_make_no_sense_are_refused_as_on_the_page(cast: Cast, hours: list[tuple[int, int, int]], wanted: str) -> None:
    rows = [{"weekday": day, "opens_min": opens, "closes_min": closes} for day, opens, closes in hours]
    assert code(program(cast.chen).post("/api/queues", {"code": "hotline", "name": "x", "opening_hours": rows})) == (400, wanted)


def test_an_agent_sees_the_queues_of_their_skills_only(cast: Cast) -> None:
    world.queue(cast)
    program(cast.chen).post("/api/queues", {"code": "hotline", "name": "热线"})
    assert [queue["code"] for queue in program(cast.lin).get("/api/queues").json()] == ["card"]
    assert {queue["code"] for queue in program(cast.wu).get("/api/queues").json()} == {"card", "hotline"}


def test_a_shift_kind_is_made_changed_retired_and_taken_back(cast: Cast) -> None:
    mine = program(cast.chen)
    made = mine.post("/api/shifts", SHIFT)
    place = made.headers["Location"]
    assert (made.status_code, made.json()["breaks"][0]["paid"], made.json()["is_active"]) == (201, False, True)
    changed = mine.ask("put", place, SHIFT | {"name": "晨班", "tags": ["long"]}, **{"If-Match": made.headers["ETag"]})
    assert (changed.json()["name"], changed.json()["tags"], changed.json()["revision"]) == ("晨班", ["long"], 1)
    retired = mine.ask("patch", place, {"is_active": False}, **{"If-Match": changed.headers["ETag"]})
    assert (retired.json()["is_active"], ShiftKind.objects.get().is_active) == (False, False)
    back = mine.ask("patch", place, {"is_active": True}, **{"If-Match": retired.headers["ETag"]})
    assert back.json()["is_active"] is True


@pytest.mark.parametrize(
    ("change", "status", "wanted"),
    [
        ({"code": "夜"}, 409, "roster.letter_taken"),
        ({"letter": "N"}, 409, "roster.code_taken"),
        ({"code": "夜", "letter": "N", "blocks": [{"start_min": 600, "end_min": 500}]}, 400, "roster.shift_blocks"),
        ({"letter": "ee"}, 400, "api.invalid"),
        ({"colour": "red"}, 400, "api.invalid"),
        ({"tags": ["fun"]}, 400, "api.invalid"),
        ({"blocks": []}, 400, "api.invalid"),
        ({"is_active": False}, 400, "api.invalid"),
        ({"revision": 9}, 400, "api.invalid"),
        ({"changed_by": 1}, 400, "api.invalid"),
    ],
)
def test_a_shift_kind_that_cannot_be_is_refused_by_its_rule(cast: Cast, change: dict[str, Any], status: int, wanted: str) -> None:
    mine = program(cast.chen)
    assert mine.post("/api/shifts", SHIFT).status_code == 201
    assert code(mine.post("/api/shifts", SHIFT | change)) == (status, wanted)
    assert ShiftKind.objects.count() == 1


def test_what_stands_in_a_published_roster_keeps_its_hours(cast: Cast) -> None:
    early = kind("早", "E", [(480, 1020)])
    a_week(cast, early)
    mine = program(cast.chen)
    seen = mine.get(f"/api/shifts/{early.pk}")
    body = SHIFT | {"breaks": [], "blocks": [{"start_min": 500, "end_min": 1020}]}
    assert code(mine.ask("put", f"/api/shifts/{early.pk}", body, **{"If-Match": seen.headers["ETag"]})) == (409, "roster.shift_in_use")
    assert mine.get(f"/api/shifts/{early.pk}").headers["ETag"] == seen.headers["ETag"]


def a_week(cast: Cast, shift: ShiftKind) -> Period:
    """A published week: lin works every day, zhao never."""
    period = Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)
    published(period, cast.chen, {cast.lin: [shift] * 7, cast.zhao: [None] * 7})
    return period


def test_a_leader_sees_the_cells_of_their_own_team(cast: Cast) -> None:
    period = a_week(cast, kind("早", "E", [(480, 1020)]))
    version = program(cast.wu).get(f"/api/rosters/periods/{period.pk}/versions").json()[0]["id"]

    def seen(actor: Person) -> dict[int, set[str | None]]:
        found: dict[int, set[str | None]] = {}
        for cell in program(actor).get(f"/api/rosters/versions/{version}/cells?size=200").json()["items"]:
            found.setdefault(cell["person_id"], set()).add(cell["shift"])
        return found

    assert seen(cast.chen) == {cast.lin.pk: {"早"}, cast.zhao.pk: {None}}
    assert seen(cast.wu) == {cast.lin.pk: {"早"}}


def test_periods_tell_what_is_in_force(cast: Cast) -> None:
    a_week(cast, kind("早", "E", [(480, 1020)]))
    (period,) = program(cast.chen).get("/api/rosters/periods").json()["items"]
    assert (period["in_force"], period["drafts"], period["first_day"], period["last_day"]) == (1, 0, "2026-11-23", "2026-11-29")


def own_days(caller: Program, first: date = MONDAY, days: int = 7) -> list[dict[str, Any]]:
    return caller.get(f"/api/my/roster?first={first}&days={days}").json()["days"]


@pytest.mark.usefixtures("_with_publication")
def test_ones_own_shifts_are_in_utc_and_a_night_belongs_to_the_day_it_begins(cast: Cast) -> None:
    first = own_days(program(cast.lin))[0]
    assert (first["day"], first["shift"], first["paid_min"]) == ("2026-11-23", "夜", 540)
    assert first["blocks"] == [{"start": "2026-11-23T14:00:00Z", "end": "2026-11-23T23:00:00Z"}]


@pytest.fixture
def _with_publication(cast: Cast) -> None:
    a_week(cast, kind("夜", "N", [(1320, 1860)], tags=["night"]))
    Publication.objects.create(version=Version.objects.get(), published_by=cast.chen, published_at=NOW, sha256="0" * 64)


@pytest.mark.usefixtures("_with_publication")
def test_a_day_off_is_told_from_a_day_nobody_has_published(cast: Cast) -> None:
    days = own_days(program(cast.zhao), days=8)
    assert [(day["is_planned"], day["shift"]) for day in days] == [(True, None)] * 7 + [(False, None)]


def test_a_frozen_forecast_and_a_requirement_name_their_grid(cast: Cast) -> None:
    requirement = world.requirement(cast)
    mine = program(cast.chen)
    (listed,) = mine.get("/api/requirements").json()["items"]
    full = mine.get(f"/api/requirements/{requirement.pk}").json()
    grid = full["grid"]
    assert listed["id"] == full["id"] == requirement.pk
    assert (grid["zone"], grid["step_min"]) == ("Asia/Shanghai", 30)
    assert {len(values) for values in full["seated"].values()} == {grid["days"] * 48}
    snapshot = mine.get(f"/api/snapshots/{full['snapshot_id']}").json()
    assert set(snapshot["volume"]) == set(full["net"]) == {"card"}
    assert len(mine.get("/api/snapshots").json()["items"]) == 1


HISTORY = "start,queue,calls\n" + "".join(f"2026-11-16 {hour:02d}:00,card,{hour}\n" for hour in range(8, 20))


def sent(mine: Program, content: str = HISTORY, **headers: str) -> Any:
    return mine.ask("post", "/api/history/files?name=calls.csv", raw=content.encode(), **headers)


def test_a_file_of_history_is_checked_then_stored(cast: Cast) -> None:
    world.queue(cast)
    mine = program(cast.chen)
    made = sent(mine)
    assert (made.status_code, made.json()["state"], made.json()["rows"]) == (201, "checked", 12)
    assert not HistoryInterval.objects.exists()
    place = made.headers["Location"]
    stored = mine.post(f"{place}/store", {})
    assert (stored.status_code, stored.json()) == (200, {"added": 12, "replaced": 0, "unchanged": 0})
    assert mine.get(place).json()["state"] == "stored"
    assert code(mine.post(f"{place}/store", {})) == (409, "moved_meanwhile")


def test_a_file_with_errors_is_stored_only_without_its_bad_rows(cast: Cast) -> None:
    world.queue(cast)
    mine = program(cast.chen)
    made = sent(mine, HISTORY + "2026-11-17 08:00,card,-4\n")
    assert made.json()["counts"]["error"] == 1
    assert made.json()["remarks"][0]["row"] == 14
    place = made.headers["Location"]
    assert code(mine.post(f"{place}/store", {})) == (409, "history_file.has_errors")
    assert mine.post(f"{place}/store", {"leave_out": True}).json()["added"] == 12


def test_a_file_is_sent_once_however_often_it_is_sent_with_its_key(cast: Cast) -> None:
    world.queue(cast)
    mine = program(cast.chen)
    answers = [sent(mine, **{"Idempotency-Key": "file-0001"}) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert HistoryFile.objects.count() == 1
    assert code(sent(mine, HISTORY + "\n", **{"Idempotency-Key": "file-0001"})) == (422, "idempotency.other_body")


@pytest.mark.parametrize("content", ["", "nonsense", "\x00\x01", "start,queue,calls\n"])
def test_what_cannot_be_read_is_refused_with_its_reason_and_not_kept(cast: Cast, content: str) -> None:
    body = the_problem(sent(program(cast.chen), content))
    assert (body["status"], body["code"].split(".")[0]) in {(400, "tables"), (400, "history")}
    assert not HistoryFile.objects.exists()


def test_a_checked_file_can_be_let_go(cast: Cast) -> None:
    file = world.file(cast)
    gone = program(cast.chen).post(f"/api/history/files/{file.pk}/discard")
    assert (gone.json()["state"], HistoryFile.objects.get().content) == ("discarded", None)


def test_the_calendar_tells_the_public_days_and_the_centres(cast: Cast) -> None:
    mine = program(cast.zhou)
    assert mine.post("/api/calendar/days", {"day": "2026-09-28", "name": "司庆", "kind": "closed"}).json()["pay_factor"] == 1
    found = {day["day"]: day for day in program(cast.lin).get("/api/calendar?first=2026-09-24&days=14").json()["days"]}
    assert [day for day, one in found.items() if one["is_statutory"]] == ["2026-09-25", "2026-10-01", "2026-10-02", "2026-10-03"]
    assert [day for day, one in found.items() if one["is_own"]] == ["2026-09-28"]
    assert found["2026-09-28"]["is_holiday"]
    assert not found["2026-09-29"]["is_holiday"]


def test_a_year_that_is_not_published_is_named(cast: Cast) -> None:
    mine = program(cast.lin)
    assert mine.get("/api/calendar?first=2026-12-30&days=10").json()["unknown_years"] == [2027]
    assert mine.get("/api/calendar?first=2026-01-01").json()["unknown_years"] == [2027]
    assert mine.get("/api/calendar?first=2026-01-01&days=365").json()["unknown_years"] == []


def test_a_day_is_set_once_changed_and_removed(cast: Cast) -> None:
    mine, body = program(cast.chen), {"day": "2026-05-20", "name": "司庆", "kind": "closed", "pay_factor": 1.5}
    made = mine.post("/api/calendar/days", body)
    place = made.headers["Location"]
    assert code(mine.post("/api/calendar/days", body)) == (409, "moved_meanwhile")
    assert [one["pay_factor"] for one in mine.get("/api/calendar/days?year=2026").json()] == [1.5]
    assert mine.get("/api/calendar/days?year=2025").json() == []
    gone = mine.ask("delete", place, **{"If-Match": made.headers["ETag"]})
    assert (gone.status_code, gone.content) == (204, b"")
    assert code(mine.get(place)) == (404, "calendar.not_there")
    assert CentreDay.objects.get().removed_by == cast.chen


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "1999-12-31"},
        {"day": "2026-02-30"},
        {"day": 7},
        {"kind": "party"},
        {"pay_factor": 0},
        {"pay_factor": 5.5},
        {"name": ""},
        {"by": 1},
        {"at": "x"},
    ],
)
def test_a_day_that_cannot_be_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    body = {"day": "2026-05-20", "name": "司庆", "kind": "closed"} | wrong
    assert code(program(cast.chen).post("/api/calendar/days", body)) == (400, "api.invalid")
    assert not CentreDay.objects.exists()


def test_ones_own_job_is_seen_and_stopped_and_nobody_elses(cast: Cast) -> None:
    job = Job.objects.create(kind="test.work", about="x", asked_by=cast.lin, asked_at=NOW)
    mine = program(cast.lin)
    assert mine.get("/api/jobs").json()["items"][0]["state"] == "waiting"
    assert program(cast.chen).get("/api/jobs").json()["count"] == 0
    assert mine.post(f"/api/jobs/{job.pk}/cancel").json()["state"] == "cancelled"
    assert Job.objects.get().state == JobState.CANCELLED


def test_notices_come_newest_first_in_the_language_of_the_caller(cast: Cast) -> None:
    for number in range(3):
        Notice.objects.create(person=cast.lin, kind="job.already_running", key=str(number), at=NOW + timedelta(hours=number))
    mine = program(cast.lin)
    mine.language = "zh"
    items = mine.get("/api/my/notices").json()["items"]
    assert [item["at"] for item in items] == ["2026-11-20T04:00:00Z", "2026-11-20T03:00:00Z", "2026-11-20T02:00:00Z"]
    assert "正在" in items[0]["text"]
