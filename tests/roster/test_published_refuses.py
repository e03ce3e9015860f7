"""What was published is kept for ever (F-14): every verb that would change it refuses, and the fingerprint finds what is changed behind its back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.roster.builders import NOW, day, put
from zuoxi.engine.roster.problem import BreakRule
from zuoxi.people.models import Person
from zuoxi.roster import cells, importing, publishing, shifts, versions
from zuoxi.roster.cells import Change
from zuoxi.roster.models import Assignment, Edit, Publication, ShiftKind, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(draft: Version, cast: Cast) -> Version:
    Person.objects.filter(pk=cast.lin.pk).update(is_shift_lead=True)
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    draft.refresh_from_db()
    publishing.publish(version=draft, by=cast.chen, now=NOW, seen_revision=draft.revision, seen_in_force=publishing.in_force_pk(draft))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def superseded(published: Version, cast: Cast) -> Version:
    """The same, after another came into force."""
    later = versions.copy(version=published, by=cast.chen, now=NOW)
    publishing.publish(version=later, by=cast.chen, now=NOW, seen_revision=later.revision, seen_in_force=publishing.in_force_pk(later))
    published.refresh_from_db()
    return published


def change(version: Version, cast: Cast, *changes: Change, kind: str = "key") -> object:
    return cells.change(version=version, changes=list(changes), kind=kind, seen_revision=version.revision, by=cast.chen, now=NOW)


VERBS: dict[str, Callable[[Version, Cast], object]] = {
    "change": lambda v, c: change(v, c, Change(c.lin.pk, day(0), None)),
    "lock": lambda v, c: change(v, c, Change(c.lin.pk, day(0), "早", True), kind="lock"),
    "nothing": lambda v, c: change(v, c),
    "undo": lambda v, c: cells.undo(version=v, by=c.chen, now=NOW),
    "redo": lambda v, c: cells.redo(version=v, by=c.chen, now=NOW),
    "import": lambda v, c: importing.apply(version=v, changes=[Change(c.lin.pk, day(0), None)], seen_revision=v.revision, by=c.chen, now=NOW),
    "discard": lambda v, c: versions.discard(version=v),
    "publish": lambda v, c: publishing.publish(version=v, by=c.chen, now=NOW, seen_revision=v.revision, seen_in_force=publishing.in_force_pk(v)),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["published", "superseded"])
def test_no_verb_changes_what_was_made_public(state: str, verb: str, cast: Cast, request: pytest.FixtureRequest) -> None:
    version: Version = request.getfixturevalue(state)
    before = list(Assignment.objects.filter(version=version).order_by("pk").values())
    stale = Version(pk=version.pk, number=version.number, period=version.period, state="draft", revision=version.revision)
    for seen in (version, stale):
        with pytest.raises(versions.NotADraft) as refused:
            VERBS[verb](seen, cast)
        assert str(version.number) in str(refused.value)
    assert list(Assignment.objects.filter(version=version).order_by("pk").values()) == before
    assert publishing.is_intact(Publication.objects.get(version=version))
    assert Version.objects.get(pk=version.pk).state == state


@pytest.mark.parametrize("verb", [name for name in VERBS if name not in ("undo", "redo", "publish", "discard")])
def test_the_same_verbs_work_on_a_copy(published: Version, cast: Cast, verb: str) -> None:
    VERBS[verb](versions.copy(version=published, by=cast.chen, now=NOW), cast)
    assert publishing.is_intact(Publication.objects.get(version=published))


def test_a_copy_of_what_was_published_is_a_draft_with_the_same_cells_and_no_steps(published: Version, cast: Cast) -> None:
    made = versions.copy(version=published, by=cast.zhou, now=NOW, note="试改")
    assert (made.state, made.revision, made.based_on, made.note, made.edits.count()) == ("draft", 0, published, "试改", 0)
    assert publishing.fingerprint(made) == publishing.fingerprint(published)
    assert Edit.objects.filter(version=published).count() == published.edits.count() > 0


def test_the_hours_of_a_published_shift_kind_stay_and_its_name_may_change(published: Version, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    form = shifts.form_of(kinds["早"])
    common = {"by": cast.chen, "now": NOW, "seen_revision": 0}
    for changed in (
        {"blocks": ((480, 990),)},
        {"blocks": ((495, 1020),)},
        {"breaks": ()},
        {"breaks": (BreakRule(30, 180, 300, False, "午餐"),)},
        {"breaks": (BreakRule(60, 180, 300, True, "午餐"),)},
        {"tags": frozenset({"night"})},
    ):
        with pytest.raises(shifts.InUse):
            shifts.edit(kind=kinds["早"], form=shifts.ShiftForm(**{**form.__dict__, **changed}), **common)
    renamed = shifts.edit(kind=kinds["早"], form=shifts.ShiftForm(**{**form.__dict__, "name": "早一班", "colour": "#112233"}), **common)
    assert (renamed.name, renamed.colour) == ("早一班", "#112233")
    assert publishing.is_intact(Publication.objects.get(version=published))


BREAKS = st.lists(st.tuples(st.integers(0, 2879), st.integers(1, 120), st.text(max_size=8), st.booleans()), max_size=3)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(0, 13),
    what=st.sampled_from(["shift", "is_locked", "breaks", "day", "person", "gone"]),
    code=st.sampled_from(["早", "晚", "夜", None]),
    breaks=BREAKS,
)
def test_the_fingerprint_finds_any_change_of_any_cell(
    published: Version, cast: Cast, kinds: dict[str, ShiftKind], number: int, what: str, code: str | None, breaks: list[tuple[int, int, str, bool]]
) -> None:
    made = Publication.objects.get(version=published)
    rows = list(published.assignments.order_by("person__work_number", "day"))
    row = rows[number % len(rows)]
    placed = [[start, start + length, name.replace("\0", ""), paid] for start, length, name, paid in breaks]
    change = {
        "shift": {"shift": kinds[code] if code else None},
        "is_locked": {"is_locked": not row.is_locked},
        "breaks": {"breaks": placed},
        "day": {"day": row.day + timedelta(days=40)},
        "person": {"person": cast.wu},
        "gone": {"version": versions.create(period=published.period, by=cast.chen, now=NOW)},
    }[what]
    same = all(getattr(row, name) == value for name, value in change.items())
    Assignment.objects.filter(pk=row.pk).update(**change)
    assert publishing.is_intact(made) == same
    row.save()
    assert publishing.is_intact(made)


def test_the_fingerprint_does_not_depend_on_the_order_in_which_cells_were_written(published: Version, cast: Cast) -> None:
    before = publishing.fingerprint(published)
    rows = list(published.assignments.order_by("-day", "-person_id"))
    published.assignments.all().delete()
    for row in rows:
        row.pk = None
    Assignment.objects.bulk_create(rows)
    assert publishing.fingerprint(published) == before


def test_a_work_number_that_changes_changes_the_fingerprint_and_a_name_does_not(published: Version, cast: Cast) -> None:
    made = Publication.objects.get(version=published)
    Person.objects.filter(pk=cast.lin.pk).update(name="林静静")
    assert publishing.is_intact(made)
    Person.objects.filter(pk=cast.lin.pk).update(work_number="1009")
    assert not publishing.is_intact(made)
