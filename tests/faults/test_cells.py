"""Many planners on one draft at once (R18, R19): nothing is lost, nothing is overwritten unseen, the list of steps explains every cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from tests.cast import Cast
from tests.faults.processes import Meeting, at_once, errors, killed, statements
from tests.roster.builders import MONDAY, NOW, agent, day
from zuoxi.people.models import Person, Post, Role, RoleName
from zuoxi.roster import cells, versions
from zuoxi.roster.cells import Applied, Change, NothingToRedo, NothingToUndo
from zuoxi.roster.models import Assignment, Edit, Version

Value = tuple[str | None, bool]
SHIFTS = ("早", "晚", "夜", None)


def planners(cast: Cast, count: int) -> list[Person]:
    """So many people who plan the whole centre."""
    post = Post.objects.get(code="planner")
    made = [Person(work_number=f"31{n:02}", name=f"排班师{n}", unit=cast.centre, post=post) for n in range(count)]
    for person in made:
        person.save()
        Role.objects.create(person=person, name=RoleName.PLANNER, unit=cast.centre)
    return made


def set_cells(version: Version, by: Person, changes: list[Change], seen: int) -> Applied:
    return cells.change(version=Version.objects.get(pk=version.pk), changes=changes, kind="key", seen_revision=seen, by=by, now=NOW)


def stored(version: Version) -> dict[tuple[int, str], Value]:
    """Every cell that is not a free, unlocked day off."""
    rows = version.assignments.select_related("shift")
    found = {(row.person_id, row.day.isoformat()): (row.shift.code if row.shift else None, row.is_locked) for row in rows}
    return {place: value for place, value in found.items() if value != (None, False)}


@dataclass
class Planner:
    """One planner at the screen: knows the revision it has seen, does random things, notes what came of them."""

    person: Person
    version: Version
    staff: list[int]
    seed: int
    steps: int = 5
    seen: int = 0
    revisions: list[int] = field(default_factory=list)
    applied: list[tuple[int, list[tuple[int, str]]]] = field(default_factory=list)
    conflicts: list[cells.Conflict] = field(default_factory=list)

    def work(self) -> None:
        random = Random(self.seed)
        for _n in range(self.steps):
            try:
                self._note(self._something(random))
            except (NothingToUndo, NothingToRedo):
                continue

    def _something(self, random: Random) -> Applied:
        version = Version.objects.get(pk=self.version.pk)
        turn = random.random()
        if turn < 0.15:
            return cells.undo(version=version, by=self.person, now=NOW)
        if turn < 0.25:
            return cells.redo(version=version, by=self.person, now=NOW)
        if turn < 0.5:
            self.seen = version.revision
        changes = [self._change(random) for _n in range(random.randint(1, 4))]
        return cells.change(version=version, changes=changes, kind="key", seen_revision=self.seen, by=self.person, now=NOW)

    def _change(self, random: Random) -> Change:
        locked = random.choice((None, None, None, True, False))
        return Change(random.choice(self.staff), day(random.randrange(7)), random.choice(SHIFTS), locked)

    def _note(self, done: Applied) -> None:
        self.conflicts += done.conflicts
        if done.cells:
            self.revisions.append(done.revision)
            self.applied.append((done.revision, [(cell.person_id, cell.day.isoformat()) for cell in done.cells]))


def history(crowd: list[Planner]) -> list[int]:
    """Every revision that somebody was told to have made."""
    return sorted(revision for planner in crowd for revision in planner.revisions)


@pytest.mark.slow
def test_twenty_planners_at_once_lose_no_change_and_make_no_revision_twice(draft: Version, cast: Cast) -> None:
    staff = [cast.lin.pk, cast.zhao.pk, *(agent(cast, f"70{n:02}", f"员工{n}").pk for n in range(4))]
    crowd = [Planner(person, draft, staff, n) for n, person in enumerate(planners(cast, 20))]
    assert errors(at_once(*(planner.work for planner in crowd))) == []
    final = Version.objects.get(pk=draft.pk)
    made = history(crowd)
    assert len(set(made)) == len(made), "two were told that they had made the same revision"
    assert max(made) <= final.revision
    assert all(planner.revisions == sorted(set(planner.revisions)) for planner in crowd)
    last: dict[tuple[int, str], int] = {}
    for revision, places in sorted(one for planner in crowd for one in planner.applied):
        last.update(dict.fromkeys(places, revision))
    rows = Assignment.objects.filter(version=draft).values_list("person_id", "day", "revision")
    assert {(person, when.isoformat()): revision for person, when, revision in rows} == last


def replayed(version: Version) -> dict[tuple[int, str], Value]:
    """The table as the list of steps that stand explains it, from first to last."""
    table: dict[tuple[int, str], Value] = {}
    for step in version.edits.filter(undone_at=None).order_by("number"):
        for person, when, before, after in step.changes:
            assert table.get((person, when), (None, False)) == tuple(before), f"step {step.number} began from something nobody made"
            table[person, when] = (after[0], after[1])
    return {place: value for place, value in table.items() if value != (None, False)}


@pytest.mark.slow
def test_replaying_the_list_of_steps_of_a_crowd_gives_the_table(draft: Version, cast: Cast) -> None:
    crowd = planners(cast, 20)

    def paint(number: int, by: Person) -> Callable[[], None]:
        def work() -> None:
            random = Random(number)
            for _n in range(3):
                changes = [Change(random.choice((cast.lin.pk, cast.zhao.pk)), day(random.randrange(7)), random.choice(SHIFTS)) for _m in range(3)]
                set_cells(draft, by, changes, Version.objects.get(pk=draft.pk).revision)

        return work

    assert errors(at_once(*(paint(n, by) for n, by in enumerate(crowd)))) == []
    assert replayed(draft) == stored(draft)
    numbers = list(draft.edits.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, Version.objects.get(pk=draft.pk).revision + 1))


def test_twenty_who_change_different_cells_from_the_same_old_page_all_succeed(draft: Version, cast: Cast) -> None:
    crowd = planners(cast, 14)
    places = [(person, number) for person in (cast.lin.pk, cast.zhao.pk) for number in range(7)]
    works = [
        lambda by=by, who=who, number=number: set_cells(draft, by, [Change(who, day(number), "早")], 0)
        for by, (who, number) in zip(crowd, places, strict=True)
    ]
    results = at_once(*works)
    assert errors(results) == []
    assert [one.conflicts for one in results] == [()] * 14
    assert sorted(one.revision for one in results) == list(range(1, 15))
    assert stored(draft) == {(who, day(number).isoformat()): ("早", False) for who, number in places}


def test_of_twenty_who_change_one_cell_from_the_same_page_one_wins_and_nineteen_see_who_did(draft: Version, cast: Cast) -> None:
    crowd = planners(cast, 20)
    results = at_once(*(lambda by=by, n=n: set_cells(draft, by, [Change(cast.lin.pk, MONDAY, SHIFTS[n % 3])], 0) for n, by in enumerate(crowd)))
    assert errors(results) == []
    winners = [one for one in results if one.edit_number is not None]
    assert len(winners) == 1
    (cell,) = winners[0].cells
    for one in results:
        assert all((conflict.reason, conflict.found.by) == ("changed", cell.by) for conflict in one.conflicts)
        assert one is winners[0] or one.conflicts or cell.shift in SHIFTS
    refused = [one for one in results if one.conflicts]
    same = sum(1 for n in range(20) if SHIFTS[n % 3] == cell.shift) - 1
    assert len(refused) == 19 - same, "who wanted the same as the winner has no conflict, everybody else has one"
    assert Version.objects.get(pk=draft.pk).revision == 1


def test_a_lock_set_at_the_same_moment_is_obeyed_or_came_too_late_to_be(draft: Version, cast: Cast, hua: Person) -> None:
    for number in range(7):
        seen = Version.objects.get(pk=draft.pk).revision
        locked, painted = at_once(
            lambda number=number, seen=seen: set_cells(draft, cast.chen, [Change(cast.lin.pk, day(number), None, locked=True)], seen),
            lambda number=number, seen=seen: set_cells(draft, hua, [Change(cast.lin.pk, day(number), "早")], seen),
        )
        assert errors([locked, painted]) == []
        value = stored(draft).get((cast.lin.pk, day(number).isoformat()))
        assert value in ((None, True), ("早", False))
        loser = painted if value == (None, True) else locked
        assert [one.reason for one in loser.conflicts] == ["changed"]


def race(draft: Version, cast: Cast, hua: Person, verb: Callable[..., Any]) -> list[Any]:
    """Two planners, one cell, both from the page as it was at the beginning."""
    common = {"version": draft, "kind": "key", "seen_revision": 0, "now": NOW}
    return at_once(
        lambda: verb(changes=[Change(cast.lin.pk, MONDAY, "早")], by=cast.chen, **common),
        lambda: verb(changes=[Change(cast.lin.pk, MONDAY, "晚")], by=hua, **common),
    )


def test_with_the_guard_the_second_of_two_sees_a_conflict(draft: Version, cast: Cast, hua: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(2)
    monkeypatch.setattr(cells, "_write", meeting.before(cells._write))
    results = race(draft, cast, hua, cells.change)
    assert not meeting.met, "both stood between reading and writing"
    assert errors(results) == []
    assert sorted(len(one.conflicts) for one in results) == [0, 1]


def test_without_the_guard_one_of_two_changes_is_lost_unseen(draft: Version, cast: Cast, hua: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: no transaction, no lock, and the race shows."""
    meeting = Meeting(2)
    monkeypatch.setattr(versions, "hold", lambda version: version.revision)
    monkeypatch.setattr(cells, "_write", meeting.before(cells._write))
    results = race(draft, cast, hua, cells.change.__wrapped__)  # type: ignore[attr-defined]
    assert meeting.met
    told = [one for one in results if isinstance(one, Applied)]
    assert errors(results) != [] or (sum(len(one.conflicts) for one in told) == 0 and Assignment.objects.filter(version=draft).count() == 1)


def test_undo_by_two_windows_of_one_planner_takes_back_two_steps_not_one_twice(draft: Version, cast: Cast) -> None:
    for number in range(4):
        set_cells(draft, cast.chen, [Change(cast.lin.pk, day(number), "早")], number)
    results = at_once(*[lambda: cells.undo(version=Version.objects.get(pk=draft.pk), by=cast.chen, now=NOW)] * 4)
    assert errors(results) == []
    assert sorted(one.edit_number for one in results) == [1, 2, 3, 4]
    assert stored(draft) == {}
    again = at_once(*[lambda: cells.redo(version=Version.objects.get(pk=draft.pk), by=cast.chen, now=NOW)] * 5)
    assert errors(again) == ["NothingToRedo"]
    assert len(stored(draft)) == 4


@pytest.mark.slow
def test_killed_in_the_middle_of_a_step_all_of_its_cells_are_there_or_none(draft: Version, cast: Cast) -> None:
    staff = [agent(cast, f"71{n:02}", f"员工{n}").pk for n in range(30)]
    wanted = [Change(who, day(number), "晚") for who in staff for number in range(7)]
    count = statements(lambda: set_cells(draft, cast.chen, wanted, 0))
    cells.undo(version=draft, by=cast.chen, now=NOW)
    Edit.objects.all().delete()
    revision = Version.objects.get(pk=draft.pk).revision
    for at in range(1, count, 2):
        if killed(lambda: set_cells(draft, cast.chen, wanted, revision), before=at):
            assert stored(draft) == {}
            assert Version.objects.get(pk=draft.pk).revision == revision
            assert not Edit.objects.exists()
    assert set_cells(draft, cast.chen, wanted, revision).edit_number == revision + 1
    assert len(stored(draft)) == 210
