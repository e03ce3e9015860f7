"""A roster to Excel and back: no difference; with differences, each by its cell, set as one step (UX 47, 48)."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.roster.builders import NOW, day, put, shown
from zuoxi.engine.finding import Refusal
from zuoxi.people.models import Person
from zuoxi.roster import cells, facts, importing, sheets, versions
from zuoxi.roster.models import Version
from zuoxi.roster.roster_files.workbook import workbook

pytestmark = pytest.mark.django_db


def exported(version: Version) -> bytes:
    sheet = facts.sheet(version)
    everybody = {person.pk for person in sheet.people}
    return workbook(sheets.roster_sheet(version, sheet, people=everybody), sheets.covers(sheet))


def typed(rows: list[list[str]]) -> bytes:
    """A workbook as somebody types it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


HEAD = ["工号", "姓名", *[day(n).isoformat() for n in range(7)]]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=st.lists(st.sampled_from(["早", "晚", "夜", None]), min_size=14, max_size=14))
def test_an_export_read_back_unchanged_has_no_difference(draft: Version, cast: Cast, grid: list[str | None]) -> None:
    version = versions.create(period=draft.period, by=cast.chen, now=NOW)
    put(version, cast.chen, *((person, n, grid[n + 7 * k]) for k, person in enumerate((cast.lin, cast.zhao)) for n in range(7)))
    preview = importing.preview(version, exported(version))
    assert (preview.differing, preview.errors, preview.cells) == ((), [], 14)


def test_differences_are_listed_by_cell_and_set_as_one_step_that_can_be_undone(draft: Version, cast: Cast) -> None:
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.zhao, 1, "晚"))
    data = typed([HEAD, ["1002", "赵磊", "", "休", "夜", "", "", "", ""], ["1001", "林静", "晚", "", "", "", "", "", ""]])
    preview = importing.preview(draft, data)
    assert [(d.address, d.person.name, d.day, d.before, d.after) for d in preview.differing] == [
        ("D2", "赵磊", day(1), "晚", None),
        ("E2", "赵磊", day(2), None, "夜"),
        ("C3", "林静", day(0), "早", "晚"),
    ]
    before = shown(draft)
    changes = [one.change for one in preview.differing]
    draft.refresh_from_db()
    done = importing.apply(version=draft, changes=changes, seen_revision=draft.revision, by=cast.chen, now=NOW)
    assert len(done.cells) == 3
    assert shown(draft) == {("赵磊", 2): "夜", ("林静", 0): "晚"}
    assert cells.steps(draft)[0].kind == "import"
    cells.undo(version=draft, by=cast.chen, now=NOW)
    assert shown(draft) == before


def test_people_and_days_that_are_missing_in_the_file_stay_as_they_are(draft: Version, cast: Cast) -> None:
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.zhao, 1, "晚"))
    preview = importing.preview(draft, typed([["工号", day(2).isoformat()], ["1001", "夜"]]))
    assert [(d.person, d.day, d.after) for d in preview.differing] == [(cast.lin, day(2), "夜")]


def test_a_locked_cell_is_shown_and_left(draft: Version, lin: Person, chen: Person) -> None:
    lock = [cells.Change(lin.pk, day(0), "早", locked=True)]
    cells.change(version=draft, changes=lock, kind="lock", seen_revision=0, by=chen, now=NOW)
    preview = importing.preview(draft, typed([["工号", day(0).isoformat()], ["1001", "夜"]]))
    assert [(d.after, d.locked) for d in preview.differing] == [("夜", True)]
    done = importing.apply(version=draft, changes=[d.change for d in preview.differing], seen_revision=1, by=chen, now=NOW)
    assert ([c.reason for c in done.conflicts], shown(draft)) == (["locked"], {("林静", 0): "早*"})


def test_unreadable_cells_are_listed_by_address_and_nothing_is_offered(draft: Version) -> None:
    preview = importing.preview(draft, typed([HEAD, ["1001", "林静", "早", "对", "", "", "", "", ""], ["8888", "谁", "早", "", "", "", "", "", ""]]))
    assert {(f.code, f.facts["address"]) for f in preview.errors} == {("roster_file.unknown_shift", "D2"), ("roster_file.unknown_person", "A3")}
    assert (preview.differing, preview.cells) == ((), 0)


def test_a_shift_kind_out_of_use_is_read_only_where_the_version_has_it(draft: Version, cast: Cast) -> None:
    data = typed([["工号", day(0).isoformat()], ["1001", "旧"]])
    assert [finding.code for finding in importing.preview(draft, data).errors] == ["roster_file.unknown_shift"]


def test_an_empty_file_is_refused(draft: Version) -> None:
    with pytest.raises(Refusal) as refused:
        importing.preview(draft, b"")
    assert refused.value.code == "tables.empty"
