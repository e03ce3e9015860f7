"""Any sequence of changes, locks, undo and redo by two planners does to the table what it does to a simple model in memory (F-14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.cast import Cast
from tests.roster.builders import NOW, day, second_planner
from zuoxi.people.models import Person
from zuoxi.roster import cells, versions
from zuoxi.roster.cells import Change
from zuoxi.roster.models import Assignment, Period, Version

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Place = tuple[int, int]
Value = tuple[str | None, bool]
FREE: Value = (None, False)
PLANNERS = st.integers(0, 1)
PEOPLE = st.integers(0, 1)
DAYS = st.integers(0, 2)
CODES = st.sampled_from(["早", "晚", None])
LOCKS = st.sampled_from([None, None, True, False])


@dataclass
class Known:
    """A cell of the model: what it is, at which revision and by whom it became so."""

    value: Value = FREE
    revision: int = 0
    by: int | None = None


@dataclass
class Done:
    """A step of the model."""

    author: int
    changes: list[tuple[Place, Value, Value]]
    undone: bool = False


@dataclass
class Model:
    """What the docstring of `cells` says, written down a second time and as simply as can be."""

    table: dict[Place, Known] = field(default_factory=dict)
    steps: list[Done] = field(default_factory=list)
    revision: int = 0

    def at(self, place: Place) -> Known:
        return self.table.setdefault(place, Known())

    def write(self, changes: list[tuple[Place, Value]], by: int) -> None:
        self.revision += 1
        for place, value in changes:
            self.table[place] = Known(value, self.revision, by)

    def change(self, wanted: dict[Place, tuple[str | None, bool | None]], seen: int, by: int) -> str:
        for place, (code, lock) in wanted.items():
            there = self.at(place)
            same = there.value[0] == code and lock in (None, there.value[1])
            if there.revision > seen and there.by != by and not same:
                return "stale"
        free = []
        for place, (code, lock) in wanted.items():
            shift, locked = self.at(place).value
            kept = locked and lock is not False and shift != code
            if not kept and not (shift == code and lock in (None, locked)):
                free.append((place, (shift, locked), (code, locked if lock is None else lock)))
        if not free:
            return "nothing"
        self.steps = [step for step in self.steps if not (step.author == by and step.undone)]
        self.write([(place, after) for place, _, after in free], by)
        self.steps.append(Done(by, free))
        return "done"

    def turn(self, by: int, *, back: bool) -> bool:
        mine = [step for step in self.steps if step.author == by and step.undone != back]
        if not mine:
            return False
        step = mine[-1] if back else mine[0]
        goals = [(place, *((after, before) if back else (before, after))) for place, before, after in step.changes]
        self.write([(place, to) for place, old, to in goals if self.at(place).value == old], by)
        step.undone = back
        return True

    def shown(self) -> dict[Place, Value]:
        return {place: known.value for place, known in self.table.items() if known.value != FREE}


class Planning(RuleBasedStateMachine):
    """Two planners, two people, three days; one draft in the database, one model."""

    cast: Cast
    hua: Person
    period: Period

    @initialize()
    def begin(self) -> None:
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.version = versions.create(period=self.period, by=self.cast.chen, now=NOW)
        self.authors = (self.cast.chen, self.hua)
        self.staff = (self.cast.lin, self.cast.zhao)
        self.model = Model()
        self.seen = [0, 0]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    def fresh(self) -> Version:
        return Version.objects.get(pk=self.version.pk)

    @rule(who=PLANNERS, wanted=st.dictionaries(st.tuples(PEOPLE, DAYS), st.tuples(CODES, LOCKS), min_size=1, max_size=3))
    def change(self, who: int, wanted: dict[Place, tuple[str | None, bool | None]]) -> None:
        changes = [Change(self.staff[person].pk, day(number), code, lock) for (person, number), (code, lock) in wanted.items()]
        seen = self.seen[who]
        applied = cells.change(version=self.fresh(), changes=changes, kind="key", seen_revision=seen, by=self.authors[who], now=NOW)
        said = self.model.change(wanted, seen, who)
        assert (applied.edit_number is not None) == (said == "done")
        assert any(one.reason == "changed" for one in applied.conflicts) == (said == "stale")
        assert len({(one.wanted.person_id, one.wanted.day) for one in applied.conflicts}) == len(applied.conflicts)
        assert len(applied.cells) + len(applied.conflicts) <= len(changes) or said == "stale"

    @rule(who=PLANNERS)
    def reload(self, who: int) -> None:
        self.seen[who] = self.fresh().revision

    @rule(who=PLANNERS)
    def undo(self, who: int) -> None:
        self.turn(cells.undo, cells.NothingToUndo, who, back=True)

    @rule(who=PLANNERS)
    def redo(self, who: int) -> None:
        self.turn(cells.redo, cells.NothingToRedo, who, back=False)

    def turn(self, verb: Any, at_end: type[Exception], who: int, *, back: bool) -> None:
        try:
            verb(version=self.fresh(), by=self.authors[who], now=NOW)
            turned = True
        except at_end:
            turned = False
        assert turned == self.model.turn(who, back=back)

    @invariant()
    def the_table_is_the_models(self) -> None:
        rows = Assignment.objects.filter(version=self.version).select_related("shift")
        people = {person.pk: n for n, person in enumerate(self.staff)}
        stored = {
            (people[row.person_id], (row.day - day(0)).days): (row.shift.code if row.shift else None, row.is_locked)
            for row in rows
            if row.shift or row.is_locked
        }
        assert stored == self.model.shown()

    @invariant()
    def the_revision_counts_what_was_done(self) -> None:
        assert self.fresh().revision == self.model.revision
        changed = cells.changes_since(self.version, 0)
        assert all(0 < one.revision <= self.model.revision for one in changed)

    @invariant()
    def the_list_of_steps_is_the_models(self) -> None:
        listed = [(self.authors.index(step.author), step.cells, step.is_undone) for step in reversed(cells.steps(self.version))]
        assert listed == [(step.author, len(step.changes), step.undone) for step in self.model.steps]


def test_two_planners_do_to_the_table_what_they_do_to_the_model(week: Period, cast: Cast) -> None:
    made = type("Made", (Planning,), {"cast": cast, "hua": second_planner(cast), "period": week})
    quick = settings(max_examples=15, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(made, settings=quick)
