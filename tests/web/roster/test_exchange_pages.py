"""Rosters on paper, to Excel and back, leave and proposals in the browser (UX 46 to 48, F-11)."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import Cast, client_of
from tests.roster.builders import day, put, shown
from tests.web.roster import scenes
from zuoxi.core.models import Job
from zuoxi.roster import cells, designing, printing
from zuoxi.roster.models import Leave, ShiftKind, Version
from zuoxi.roster.versions import NotADraft
from zuoxi.web.roster import proposal_forms

pytestmark = pytest.mark.django_db
HEAD = ["工号", "姓名", *[day(n).isoformat() for n in range(7)]]


@pytest.fixture
def planner(cast: Cast) -> Client:
    return client_of(cast.chen)


def url(name: str, *args: Any) -> str:
    return reverse(f"roster:{name}", args=args)


def upload(client: Client, version: Version, rows: list[list[str]]) -> Any:
    return client.post(url("import", version.pk), {"file": scenes.sheet(rows)})


def test_the_workbook_has_people_by_days_and_the_name_of_the_period(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    answer = planner.get(url("export", draft.pk))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[2:]] == ["1001", "1002"]
    assert rows[2][3:] == ["早", "早", "早", "早", "休", "休", "休"]
    assert len(book.sheet_names) == 3


def test_a_leader_exports_only_the_own_team_and_no_cover_of_the_floor(cast: Cast) -> None:
    version = scenes.published(cast)
    client = client_of(cast.wu)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(url("export", version.pk)).content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[2:]] == ["1001"]
    assert len(book.get_sheet_by_index(2).to_python()) <= 1
    text = client.get(url("export", version.pk), {"format": "csv"}).content.decode("utf-8-sig")
    assert "1001" in text
    assert "1002" not in text


def test_the_csv_names_the_breaks_of_a_published_version(planner: Client, cast: Cast) -> None:
    version = scenes.published(cast)
    answer = planner.get(url("export", version.pk), {"format": "csv"})
    assert answer.content.startswith("\ufeff".encode())
    assert "午餐" in answer.content.decode("utf-8-sig")


def test_a_file_is_shown_by_cell_before_anything_is_changed_and_then_set_as_one_step(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    before = shown(draft)
    page = upload(planner, draft, [HEAD, ["1001", "林静", "晚", "早", "早", "早", "", "", ""]])
    assert page.status_code == 200
    assert [(one.address, one.before, one.after) for one in page.context["differing"]] == [("C2", "早", "晚")]
    assert shown(draft) == before
    sent = {"changes": page.context["changes"], "revision": draft.revision}
    assert planner.post(url("import-apply", draft.pk), sent).headers["Location"] == url("grid", draft.pk)
    assert shown(draft)["林静", 0] == "晚"
    assert cells.steps(draft)[0].kind == "import"


def test_the_same_file_again_has_no_difference(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    data = planner.get(url("export", draft.pk)).content
    page = planner.post(url("import", draft.pk), {"file": SimpleUploadedFile("r.xlsx", data)})
    assert (page.context["preview"].differing, page.context["count"]) == ((), 0)


def test_bad_cells_are_listed_by_address_and_nothing_is_offered(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    page = upload(planner, draft, [HEAD, ["1001", "林静", "早", "不是班", "", "", "", "", ""], ["9999", "谁", "早", "", "", "", "", "", ""]])
    assert page.status_code == 422
    assert page.context["error_count"] == 2
    text = page.content.decode()
    assert "D2" in text
    assert "A3" in text
    assert url("import-apply", draft.pk) not in text


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "工号\n".encode(), b"PK\x03\x04 broken"])
def test_a_file_that_is_no_roster_is_refused_beside_the_field(data: bytes, planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    answer = planner.post(url("import", draft.pk), {"file": SimpleUploadedFile("x.xlsx", data)})
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


def test_a_cell_changed_by_somebody_else_meanwhile_stops_the_import(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    draft.assignments.filter(person=cast.lin, day=day(0)).update(revision=9, changed_by=cast.sun)
    changes = json.dumps([[cast.lin.pk, day(0).isoformat(), "夜"]])
    answer = planner.post(url("import-apply", draft.pk), {"changes": changes, "revision": draft.revision})
    assert answer.headers["Location"] == url("import", draft.pk)
    assert shown(draft)["林静", 0] == "早"


@pytest.mark.parametrize("changes", ["", "{}", "[1]", '[["a","b","c"]]', "[[1]]", "not json"])
def test_a_list_of_changes_that_is_none_changes_nothing(changes: str, planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    before = shown(draft)
    answer = planner.post(url("import-apply", draft.pk), {"changes": changes, "revision": draft.revision})
    assert answer.status_code in (302, 400)
    assert shown(draft) == before


def test_the_page_to_print_shows_codes_marks_version_and_legend(planner: Client, cast: Cast) -> None:
    version = scenes.published(cast)
    page = planner.get(url("print", version.pk), {"paper": "a3"})
    text = page.content.decode()
    assert page.context["paper"] == "a3"
    assert "A3 landscape" in text
    assert "早班" in text
    assert "2026-11-20 10:00" in text
    assert page.context["days"][5][2] is True
    assert planner.get(url("print", version.pk), {"paper": "b5"}).context["paper"] == "a4"


def test_a_leader_prints_only_the_own_team(cast: Cast) -> None:
    version = scenes.published(cast)
    text = client_of(cast.wu).get(url("print", version.pk)).content.decode()
    assert "林静" in text
    assert "赵磊" not in text


def test_a_pdf_and_a_picture_are_made(planner: Client, cast: Cast) -> None:
    version = scenes.published(cast)
    for query, start, kind in (
        ({}, b"%PDF-", "application/pdf"),
        ({"paper": "a3"}, b"%PDF-", "application/pdf"),
        ({"format": "png"}, b"\x89PNG", "image/png"),
    ):
        answer = planner.get(url("pdf", version.pk), query)
        assert answer.content.startswith(start)
        assert answer.headers["Content-Type"] == kind


def test_without_a_chinese_font_the_pdf_says_what_to_do(planner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "CHINESE", ())
    printing._font.cache_clear()
    answer = planner.get(url("pdf", scenes.published(cast).pk))
    printing._font.cache_clear()
    assert answer.status_code == 503
    assert "fonts-noto-cjk" in answer.content.decode()


def test_leave_is_entered_found_and_withdrawn(planner: Client, cast: Cast) -> None:
    data = {"person": cast.lin.pk, "kind": "annual", "first_day": "2030-01-07", "last_day": "2030-01-09"}
    assert planner.post(url("leave-new"), data).headers["Location"] == url("leaves")
    made = Leave.objects.get()
    assert (made.granted_by, made.last_day.isoformat()) == (cast.chen, "2030-01-09")
    again = planner.post(url("leave-new"), data)
    assert "first_day" in again.context["form"].errors
    assert planner.get(url("leaves"), {"q": "lj"}).context["listing"].total == 1
    assert planner.get(url("leaves"), {"q": "zhao"}).context["listing"].total == 0
    planner.post(url("leave-withdraw", made.pk))
    assert planner.get(url("leaves")).context["listing"].total == 0


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"last_day": "2030-01-01"}, "last_day"), ({"kind": "holiday"}, "kind"), ({"person": "999"}, "person"), ({"first_day": "x"}, "first_day")],
)
def test_wrong_leave_is_said_beside_the_field(wrong: dict[str, str], where: str, planner: Client, cast: Cast) -> None:
    data = {"person": cast.lin.pk, "kind": "annual", "first_day": "2030-01-07", "last_day": "2030-01-09"}
    answer = planner.post(url("leave-new"), {**data, **wrong})
    assert answer.status_code == 422
    assert where in answer.context["form"].errors


def test_past_leave_is_shown_when_asked_for_and_leaders_see_their_own_people(planner: Client, cast: Cast) -> None:
    Leave.objects.create(person=cast.lin, kind="sick", first_day=day(-700), last_day=day(-699))
    Leave.objects.create(person=cast.zhao, kind="sick", first_day=day(-700), last_day=day(-699))
    assert planner.get(url("leaves")).context["listing"].total == 0
    assert planner.get(url("leaves"), {"all": "1"}).context["listing"].total == 2
    assert client_of(cast.wu).get(url("leaves"), {"all": "1"}).context["listing"].total == 1


WISH = {"at_most": "4", "earliest": "07:00", "latest": "22:00", "lengths": ["480", "540"], "seconds": "10", "seed": "1"}


def test_a_proposal_is_asked_for(planner: Client, cast: Cast) -> None:
    requirement = scenes.requirement(cast)
    answer = planner.post(url("proposals"), {**WISH, "requirement": requirement.pk, "two_ended": "on"})
    job = Job.objects.get()
    assert answer.headers["Location"] == url("proposal", job.pk)
    assert job.kind == designing.KIND
    assert {key: job.arguments[key] for key in ("at_most", "lengths_min", "earliest_start_min", "latest_end_min", "two_ended")} == {
        "at_most": 4, "lengths_min": [480, 540], "earliest_start_min": 420, "latest_end_min": 1320, "two_ended": True,
    }  # fmt: skip
    again = planner.post(url("proposals"), {**WISH, "requirement": requirement.pk})
    assert again.context["form"].non_field_errors()


def test_a_latest_end_before_the_earliest_start_lies_on_the_next_day(planner: Client, cast: Cast) -> None:
    planner.post(url("proposals"), {**WISH, "requirement": scenes.requirement(cast).pk, "latest": "06:00"})
    assert Job.objects.get().arguments["latest_end_min"] == 1800


def test_without_a_requirement_the_page_says_what_is_missing(planner: Client) -> None:
    assert not planner.get(url("proposals")).context["any"]


def adopting(job: Job, *rows: dict[str, str]) -> dict[str, str]:
    data = {"kinds-TOTAL_FORMS": str(len(rows)), "kinds-INITIAL_FORMS": str(len(rows))}
    return data | {f"kinds-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


TAKEN = {"take": "on", "name": "早班", "code": "早", "letter": "E"}
LEFT = {"name": "晚班", "code": "晚", "letter": "L"}


def test_a_proposal_is_drawn_against_the_requirement_under_free_keys(planner: Client, cast: Cast) -> None:
    page = planner.get(url("proposal", scenes.proposal(cast).pk))
    assert [line.form.initial["letter"] for line in page.context["lines"]] == ["A", "B"]
    assert len(page.context["chart"]["x"]) == 7 * 48
    assert page.context["lines"][1].shift.tags == {"late"}
    assert '<span class="kind-hours nowrap">08:00～17:00</span>' in page.content.decode()


@pytest.mark.parametrize(("latest", "told"), [(660, True), (720, False)])
def test_what_is_required_after_the_latest_end_is_said(latest: int, told: bool, planner: Client, cast: Cast) -> None:
    job = scenes.proposal(cast)
    Job.objects.filter(pk=job.pk).update(arguments=job.arguments | {"earliest_start_min": 420, "latest_end_min": latest})
    page = planner.get(url("proposal", job.pk))
    assert page.context["outside_h"] == (7.0 if told else 0.0)
    assert ("（07:00 ～ 11:00）" in page.content.decode()) is told


def test_ticked_kinds_are_made_and_the_others_are_not(planner: Client, cast: Cast) -> None:
    job = scenes.proposal(cast)
    assert planner.post(url("proposal-adopt", job.pk), adopting(job, TAKEN, LEFT)).headers["Location"] == url("shifts")
    made = ShiftKind.objects.get()
    assert (made.code, made.letter, made.name, made.changed_by) == ("早", "E", "早班", cast.chen)
    assert [(block.start_min, block.end_min) for block in made.blocks.all()] == [(480, 1020)]


def test_of_two_ticked_kinds_with_one_code_neither_is_made(planner: Client, cast: Cast) -> None:
    job = scenes.proposal(cast)
    answer = planner.post(url("proposal-adopt", job.pk), adopting(job, TAKEN, {**TAKEN, "letter": "L"}))
    assert answer.status_code == 422
    assert not ShiftKind.objects.exists()
    assert "code" in answer.context["lines"][1].form.errors


def test_a_ticked_kind_needs_a_name_a_code_and_a_key(planner: Client, cast: Cast) -> None:
    job = scenes.proposal(cast)
    answer = planner.post(url("proposal-adopt", job.pk), adopting(job, {"take": "on", "name": "", "code": "", "letter": ""}, LEFT))
    assert set(answer.context["lines"][0].form.errors) == {"name", "code", "letter"}


def test_a_proposal_that_is_not_ready_shows_how_far_it_is(planner: Client, cast: Cast) -> None:
    job = scenes.proposal(cast, "running")
    assert "result" not in planner.get(url("proposal", job.pk)).context
    assert planner.post(url("proposal-adopt", job.pk), adopting(job, TAKEN, LEFT)).status_code == 404


def test_suggestions_run_out_of_keys_without_failing(cast: Cast) -> None:
    kinds = [designing.shift_of(kind) for kind in scenes.proposal(cast).result["kinds"]]
    assert [one["letter"] for one in proposal_forms.suggestions(kinds, ["Z"])] == ["Z", ""]


def test_a_version_in_force_cannot_be_imported_into(planner: Client, cast: Cast) -> None:
    version = scenes.published(cast)
    assert upload(planner, version, [HEAD]).status_code == 409
    with pytest.raises(NotADraft):
        put(version, cast.chen, (cast.lin, 0, None))
