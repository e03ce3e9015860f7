"""Cells of a draft: steps, conflicts, locks, undo and redo (F-14; UX 6, 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.roster.builders import NOW, agent, day, put, second_planner, shown
from zuoxi.people.models import Person
from zuoxi.roster import cells, versions
from zuoxi.roster.cells import Change
from zuoxi.roster.models import Assignment, Edit, Version

pytestmark = pytest.mark.django_db


def test_a_cell_is_set_and_the_revision_grows(draft: Version, lin: Person, chen: Person) -> None:
    applied = put(draft, chen, (lin, 0, "早"))
    assert shown(draft) == {("林静", 0): "早"}
    assert (applied.revision, applied.edit_number, applied.conflicts) == (1, 1, ())
    assert [(cell.shift, cell.locked, cell.revision, cell.by) for cell in applied.cells] == [("早", False, 1, chen.pk)]


def test_a_step_that_changes_nothing_is_no_step(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    again = put(draft, chen, (lin, 0, "早"), (lin, 1, None))
    assert (again.edit_number, again.cells, again.revision) == (None, (), 1)
    assert draft.edits.count() == 1


def test_a_shift_kind_that_is_not_in_use_is_refused_by_name_and_nothing_is_changed(draft: Version, lin: Person, chen: Person) -> None:
    for code in ("旧", "没有"):
        with pytest.raises(cells.UnknownShift, match=code):
            put(draft, chen, (lin, 1, "早"), (lin, 0, code))
    assert shown(draft) == {}
    assert Version.objects.get(pk=draft.pk).revision == 0


def test_somebody_who_is_not_rostered_is_refused_by_name(draft: Version, wu: Person, chen: Person) -> None:
    with pytest.raises(cells.UnknownPerson, match="吴班长"):
        put(draft, chen, (wu, 0, "早"))


def test_a_name_out_of_reach_is_not_told(draft: Version, cast: Cast, chen: Person) -> None:
    stranger = agent(cast, "9001", "外人甲")
    chen.roles.update(unit=cast.team)
    stranger.unit = cast.other_team
    stranger.is_rostered = False
    stranger.save()
    with pytest.raises(cells.UnknownPerson) as refused:
        put(draft, chen, (stranger, 0, "早"))
    assert "外人甲" not in str(refused.value)


def test_a_day_outside_the_period_is_refused(draft: Version, lin: Person, chen: Person) -> None:
    for number in (-1, 7):
        with pytest.raises(cells.UnknownDay, match=str(day(number))):
            put(draft, chen, (lin, number, "早"))


def test_nobody_works_before_being_hired_or_after_leaving(draft: Version, cast: Cast, chen: Person) -> None:
    hired = agent(cast, "1010", "新来", hired_on=day(2))
    left = agent(cast, "1011", "要走", left_on=day(2))
    assert put(draft, chen, (hired, 2, "早"), (left, 1, "早")).edit_number
    for person, number in ((hired, 1), (left, 2)):
        with pytest.raises(cells.NotEmployed, match=person.name):
            put(draft, chen, (person, number, "早"))


def test_a_published_version_is_not_changed(draft: Version, lin: Person, chen: Person) -> None:
    Version.objects.filter(pk=draft.pk).update(state="published")
    with pytest.raises(versions.NotADraft):
        put(draft, chen, (lin, 0, "早"))
    with pytest.raises(versions.NotADraft):
        cells.undo(version=draft, by=chen, now=NOW)


def test_edits_of_other_cells_by_two_planners_merge(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"))
    stale = cells.change(version=draft, changes=[Change(cast.lin.pk, day(1), "晚")], kind="key", seen_revision=0, by=hua, now=NOW)
    assert stale.conflicts == ()
    assert shown(draft) == {("林静", 0): "早", ("林静", 1): "晚"}


def test_the_same_cell_changed_by_somebody_else_meanwhile_is_a_conflict_and_stops_the_whole_step(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"))
    wanted = [Change(cast.lin.pk, day(0), "晚"), Change(cast.lin.pk, day(1), "晚")]
    stale = cells.change(version=draft, changes=wanted, kind="paint", seen_revision=0, by=hua, now=NOW)
    assert (stale.edit_number, stale.cells) == (None, ())
    assert [(c.reason, c.wanted.shift, c.found.shift, c.found.by) for c in stale.conflicts] == [("changed", "晚", "早", cast.chen.pk)]
    assert shown(draft) == {("林静", 0): "早"}
    fresh = cells.change(version=draft, changes=wanted, kind="paint", seen_revision=1, by=hua, now=NOW)
    assert fresh.conflicts == ()
    assert shown(draft) == {("林静", 0): "晚", ("林静", 1): "晚"}


def test_two_who_want_the_same_have_no_conflict(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"))
    stale = cells.change(version=draft, changes=[Change(cast.lin.pk, day(0), "早")], kind="key", seen_revision=0, by=hua, now=NOW)
    assert stale.conflicts == ()


def test_ones_own_later_edit_is_no_conflict_with_oneself(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    late = cells.change(version=draft, changes=[Change(lin.pk, day(0), "晚")], kind="key", seen_revision=0, by=chen, now=NOW)
    assert (late.conflicts, shown(draft)) == ((), {("林静", 0): "晚"})


def test_a_locked_cell_is_kept_unless_the_step_unlocks_it(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    cells.change(version=draft, changes=[Change(lin.pk, day(0), "早", locked=True)], kind="lock", seen_revision=1, by=chen, now=NOW)
    painted = put(draft, chen, (lin, 0, "晚"), (lin, 1, "晚"))
    assert [(c.reason, c.wanted.shift, c.found.shift) for c in painted.conflicts] == [("locked", "晚", "早")]
    assert shown(draft) == {("林静", 0): "早*", ("林静", 1): "晚"}
    unlocking = [Change(lin.pk, day(0), "晚", locked=False)]
    cells.change(version=draft, changes=unlocking, kind="unlock", seen_revision=draft.revision, by=chen, now=NOW)
    assert shown(draft) == {("林静", 0): "晚", ("林静", 1): "晚"}


def test_a_day_off_can_be_locked_too(draft: Version, lin: Person, chen: Person) -> None:
    cells.change(version=draft, changes=[Change(lin.pk, day(0), None, locked=True)], kind="lock", seen_revision=0, by=chen, now=NOW)
    assert put(draft, chen, (lin, 0, "早")).conflicts[0].reason == "locked"
    assert shown(draft) == {("林静", 0): "*"}


def test_a_new_shift_empties_the_breaks_and_a_lock_alone_does_not(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    Assignment.objects.filter(version=draft).update(breaks=[[660, 720, "午餐", False]])
    cells.change(version=draft, changes=[Change(lin.pk, day(0), "早", locked=True)], kind="lock", seen_revision=1, by=chen, now=NOW)
    assert draft.assignments.get().breaks == [[660, 720, "午餐", False]]
    cells.change(version=draft, changes=[Change(lin.pk, day(0), "晚", locked=False)], kind="key", seen_revision=2, by=chen, now=NOW)
    assert draft.assignments.get().breaks == []


def test_undo_takes_back_a_step_across_people_and_redo_does_it_again(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    put(draft, chen, (lin, 0, "晚"), (zhao, 1, "夜"), kind="paste")
    undone = cells.undo(version=draft, by=chen, now=NOW)
    assert shown(draft) == {("林静", 0): "早"}
    assert {(cell.person_id, cell.shift) for cell in undone.cells} == {(lin.pk, "早"), (zhao.pk, None)}
    cells.redo(version=draft, by=chen, now=NOW)
    assert shown(draft) == {("林静", 0): "晚", ("赵磊", 1): "夜"}


def test_sixty_steps_are_undone_in_order_and_redone_in_order(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    history = [shown(draft)]
    for number in range(60):
        person = (lin, zhao)[number % 2]
        put(draft, chen, (person, number % 7, ("早", "晚", "夜", None)[number // 7 % 4]))
        history.append(shown(draft))
    done = draft.edits.count()
    assert done >= 50
    seen = [shown(draft)]
    for _ in range(done):
        cells.undo(version=draft, by=chen, now=NOW)
        seen.append(shown(draft))
    assert seen[-1] == {}
    with pytest.raises(cells.NothingToUndo):
        cells.undo(version=draft, by=chen, now=NOW)
    for expected in reversed(seen[:-1]):
        cells.redo(version=draft, by=chen, now=NOW)
        assert shown(draft) == expected
    with pytest.raises(cells.NothingToRedo):
        cells.redo(version=draft, by=chen, now=NOW)


def test_a_new_step_makes_what_was_undone_vanish(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    cells.undo(version=draft, by=chen, now=NOW)
    put(draft, chen, (lin, 1, "晚"))
    with pytest.raises(cells.NothingToRedo):
        cells.redo(version=draft, by=chen, now=NOW)


def test_each_planner_undoes_only_their_own_steps(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"))
    put(draft, hua, (cast.zhao, 0, "晚"))
    cells.undo(version=draft, by=cast.chen, now=NOW)
    assert shown(draft) == {("赵磊", 0): "晚"}
    with pytest.raises(cells.NothingToUndo):
        cells.undo(version=draft, by=cast.chen, now=NOW)


def test_undo_leaves_a_cell_that_somebody_else_changed_since_and_says_so(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"), (cast.lin, 1, "早"))
    put(draft, hua, (cast.lin, 0, "夜"))
    undone = cells.undo(version=draft, by=cast.chen, now=NOW)
    assert shown(draft) == {("林静", 0): "夜"}
    assert [(c.reason, c.wanted.shift, c.found.shift) for c in undone.conflicts] == [("changed", None, "夜")]


def test_undo_of_a_lock_unlocks(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    cells.change(version=draft, changes=[Change(lin.pk, day(0), "早", locked=True)], kind="lock", seen_revision=1, by=chen, now=NOW)
    cells.undo(version=draft, by=chen, now=NOW)
    assert shown(draft) == {("林静", 0): "早"}


def test_the_list_of_steps_names_them_and_survives_reload(draft: Version, lin: Person, zhao: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"))
    put(draft, chen, (lin, 1, "晚"), (zhao, 1, "晚"), (lin, 2, "晚"), kind="paint", now=NOW + timedelta(minutes=1))
    cells.undo(version=draft, by=chen, now=NOW)
    listed = cells.steps(Version.objects.get(pk=draft.pk))
    assert [(s.kind, s.author, s.cells, s.people, s.is_undone) for s in listed] == [("paint", chen, 3, 2, True), ("key", chen, 1, 1, False)]
    assert listed[0].number > listed[1].number
    assert cells.steps(draft, author=lin) == []
    assert len(cells.steps(draft, limit=1)) == 1


def test_everybodys_changes_since_a_revision_are_told_also_undo(draft: Version, cast: Cast) -> None:
    hua = second_planner(cast)
    put(draft, cast.chen, (cast.lin, 0, "早"))
    put(draft, hua, (cast.zhao, 3, "夜"))
    assert {(c.person_id, c.shift, c.by) for c in cells.changes_since(draft, 1)} == {(cast.zhao.pk, "夜", hua.pk)}
    cells.undo(version=draft, by=hua, now=NOW)
    assert [(c.person_id, c.shift, c.revision) for c in cells.changes_since(draft, 2)] == [(cast.zhao.pk, None, 3)]
    assert cells.changes_since(draft, 3) == []
    assert len(cells.all_of(draft)) == 2


def test_the_same_cell_twice_in_one_step_keeps_the_last(draft: Version, lin: Person, chen: Person) -> None:
    put(draft, chen, (lin, 0, "早"), (lin, 0, "晚"))
    assert shown(draft) == {("林静", 0): "晚"}


def test_a_block_of_1550_cells_costs_as_many_queries_as_one_cell(draft: Version, cast: Cast) -> None:
    people = [agent(cast, f"7{n:03}", f"员工{n}") for n in range(200)]

    def queries(wanted: list[Change], seen: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            cells.change(version=draft, changes=wanted, kind="paste", seen_revision=seen, by=cast.chen, now=NOW)
        return len(caught)

    one = queries([Change(cast.lin.pk, day(0), "早")], 0)
    many = queries([Change(person.pk, day(number), "晚") for person in people for number in range(7)], 1)
    assert one <= 15
    assert many <= one + 15  # a long insert is sent in parts, about a hundred rows each on SQLite


def test_a_failing_step_leaves_no_trace(draft: Version, lin: Person, chen: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(Edit.objects, "create", broken)
    with pytest.raises(RuntimeError):
        put(draft, chen, (lin, 0, "早"))
    assert shown(draft) == {}
    assert Version.objects.get(pk=draft.pk).revision == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(0, 1), st.integers(0, 3), st.sampled_from(["早", "晚", "夜", None])),
        st.tuples(st.just("undo"), st.just(0), st.just(0), st.none()),
        st.tuples(st.just("redo"), st.just(0), st.just(0), st.none()),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undoing_everything_always_returns_to_the_beginning(draft: Version, cast: Cast, steps: list[tuple[str, int, int, str | None]]) -> None:
    version = versions.create(period=draft.period, by=cast.chen, now=NOW)
    model: list[dict[tuple[str, int], str]] = [{}]
    place = 0
    for action, who, number, shift in steps:
        if action == "set":
            if put(version, cast.chen, ((cast.lin, cast.zhao)[who], number, shift)).edit_number:
                model = [*model[: place + 1], shown(version)]
                place += 1
        elif action == "undo" and place:
            cells.undo(version=version, by=cast.chen, now=NOW)
            place -= 1
        elif action == "redo" and place + 1 < len(model):
            cells.redo(version=version, by=cast.chen, now=NOW)
            place += 1
        assert shown(version) == model[place]
    for _ in range(place):
        cells.undo(version=version, by=cast.chen, now=NOW)
    assert shown(version) == {}
