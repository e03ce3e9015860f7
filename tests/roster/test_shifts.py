"""Shift kinds: made, changed, put out of use; what was published keeps its meaning (F-10, F-14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.roster.builders import NOW, put
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import BreakRule
from zuoxi.people.models import Person
from zuoxi.roster import shifts
from zuoxi.roster.models import ShiftKind, Version
from zuoxi.roster.shifts import ShiftForm

pytestmark = pytest.mark.django_db

MEAL = BreakRule(60, 180, 300, False, "用餐")
REST = BreakRule(15, 60, 120, True, "休息")
MIDDLE = ShiftForm("中", "M", "中班", "#8a63d2", ((600, 1140),), (REST, MEAL), frozenset(), "Middle", 4)


def make(form: ShiftForm, by: Person) -> ShiftKind:
    return shifts.create(form=form, by=by, now=NOW)


def change(kind: ShiftKind, form: ShiftForm, by: Person) -> ShiftKind:
    kind.refresh_from_db()
    return shifts.edit(kind=kind, form=form, seen_revision=kind.revision, by=by, now=NOW)


def test_what_is_made_is_read_back_as_it_was_chosen(chen: Person) -> None:
    kind = make(MIDDLE, chen)
    assert shifts.form_of(ShiftKind.objects.get(pk=kind.pk)) == MIDDLE
    assert (kind.changed_by, kind.changed_at, kind.is_active) == (chen, NOW, True)


def test_a_night_and_a_two_ended_shift_keep_their_hours(chen: Person) -> None:
    night = replace(MIDDLE, code="夜", letter="N", blocks=((1320, 1860),), tags=frozenset({"night"}))
    ends = replace(MIDDLE, code="两", letter="T", blocks=((480, 720), (1020, 1260)), breaks=(), tags=frozenset({"two_ended"}))
    assert shifts.to_engine(make(night, chen)).paid_min == 480
    assert shifts.to_engine(make(ends, chen)).paid_min == 480


def test_the_engine_gets_breaks_in_order_of_their_windows(chen: Person) -> None:
    kind = make(replace(MIDDLE, breaks=(MEAL, REST)), chen)
    assert [rule.name for rule in shifts.to_engine(kind).breaks] == ["休息", "用餐"]


@pytest.mark.parametrize("blocks", [((600, 600),), ((600, 900), (900, 1140)), ((600, 900), (800, 1140)), ((1500, 1600),)])
def test_blocks_that_make_no_shift_are_refused(blocks: tuple[tuple[int, int], ...], chen: Person) -> None:
    with pytest.raises(Refusal) as refused:
        make(replace(MIDDLE, blocks=blocks), chen)
    assert refused.value.code == "roster.shift_blocks"
    assert ShiftKind.objects.count() == 0


def test_a_break_that_fits_nowhere_is_refused_and_one_that_fits_is_not(chen: Person) -> None:
    with pytest.raises(Refusal) as refused:
        make(replace(MIDDLE, breaks=(BreakRule(60, 500, 530),)), chen)
    assert refused.value.code == "breaks.no_room"
    assert make(replace(MIDDLE, breaks=(BreakRule(60, 400, 480),)), chen).breaks.count() == 1


def test_a_code_is_taken_for_ever_and_a_key_only_while_its_kind_is_in_use(kinds: dict[str, ShiftKind], chen: Person) -> None:
    for taken in ("早", "旧"):
        with pytest.raises(shifts.CodeTaken, match=taken):
            make(replace(MIDDLE, code=taken), chen)
    with pytest.raises(shifts.LetterTaken, match="早"):
        make(replace(MIDDLE, letter="E"), chen)
    assert make(replace(MIDDLE, letter="O"), chen).letter == "O"


def test_a_kind_in_drafts_can_be_changed_and_a_published_one_keeps_hours_breaks_and_tags(
    draft: Version, kinds: dict[str, ShiftKind], lin: Person, chen: Person
) -> None:
    put(draft, chen, (lin, 0, "早"))
    kind, form = kinds["早"], shifts.form_of(kinds["早"])
    assert shifts.to_engine(change(kind, replace(form, blocks=((420, 960),)), chen)).start_min == 420
    for state in ("published", "superseded"):
        Version.objects.filter(pk=draft.pk).update(state=state)
        now = shifts.form_of(kind)
        for wanted in (replace(now, blocks=((480, 1020),)), replace(now, breaks=()), replace(now, tags=frozenset({"late"})), replace(now, code="E")):
            with pytest.raises(shifts.InUse, match="早"):
                change(kind, wanted, chen)
        kind.refresh_from_db()
        assert shifts.form_of(kind) == now
        assert change(kind, replace(now, name=f"早班{state}", colour="#112233"), chen).name == f"早班{state}"


def test_of_two_who_change_a_kind_at_once_the_second_is_told(kinds: dict[str, ShiftKind], chen: Person) -> None:
    kind, form = kinds["早"], shifts.form_of(kinds["早"])
    seen = kind.revision
    change(kind, replace(form, name="早早"), chen)
    with pytest.raises(MovedMeanwhile, match="早"):
        shifts.edit(kind=kind, form=replace(form, name="更早"), seen_revision=seen, by=chen, now=NOW)
    assert ShiftKind.objects.get(pk=kind.pk).name == "早早"


def test_out_of_use_and_back_in(kinds: dict[str, ShiftKind], chen: Person) -> None:
    kind = shifts.set_active(kind=kinds["早"], active=False, seen_revision=0, by=chen, now=NOW)
    assert (kind.is_active, kind.revision, kind.changed_by) == (False, 1, chen)
    make(replace(MIDDLE, letter="E"), chen)
    with pytest.raises(shifts.LetterTaken):
        shifts.set_active(kind=kind, active=True, seen_revision=1, by=chen, now=NOW)
    assert not ShiftKind.objects.get(pk=kind.pk).is_active


def test_the_words_of_the_list(kinds: dict[str, ShiftKind]) -> None:
    ShiftKind.objects.filter(code="夜").update(order=0)
    ShiftKind.objects.filter(code="早").update(order=2)
    ShiftKind.objects.filter(code="晚").update(order=1)
    assert [kind.code for kind in ShiftKind.objects.active().in_order()] == ["夜", "晚", "早"]
