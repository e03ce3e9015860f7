"""Shift kinds of a file against those of the centre: each entry is one step that makes, changes or leaves one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from string import ascii_uppercase
from typing import Literal

from django.db.models import Max

from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.problem import BreakRule
from zuoxi.people.models import Person
from zuoxi.roster import shifts
from zuoxi.roster.models import ShiftKind
from zuoxi.roster.shift_files import ShiftEntry
from zuoxi.roster.shifts import ShiftForm

News = Literal["new", "changed", "same"]
Table = Literal["shift", "contract", "queue", "skill"]


@dataclass(frozen=True)
class Line:
    """What happens to one entry; `fields` are those that change."""

    table: Table
    code: str
    name: str
    news: News
    fields: tuple[str, ...] = ()


Step = Callable[[], Line]


def steps(entries: Sequence[ShiftEntry], *, by: Person, now: datetime) -> Iterator[tuple[int, Step]]:
    """Number of the entry and its step. Those that go out of use come first: they free their keys."""
    known = {kind.code: kind for kind in ShiftKind.objects.prefetch_related("blocks", "breaks")}
    forms = _forms(entries, known)
    _free_keys(entries, known, forms)
    for number in sorted(range(len(entries)), key=lambda number: entries[number].active):
        form, active = forms[number], entries[number].active
        kind = known.get(form.code)
        yield number, partial(_make, form, active, by, now) if kind is None else partial(_change, kind, form, active, by, now)


def _forms(entries: Sequence[ShiftEntry], known: dict[str, ShiftKind]) -> list[ShiftForm]:
    """What each entry asks for; without a key or an English name it keeps what its kind has, a new kind gets a free key."""
    last = ShiftKind.objects.aggregate(last=Max("order"))["last"] or 0
    taken = {entry.key for entry in entries} | {kind.letter for kind in known.values()}
    free = iter([letter for letter in ascii_uppercase if letter not in taken])
    forms = []
    for number, entry in enumerate(entries, start=1):
        kind = known.get(entry.shift.code)
        letter = entry.key or (kind.letter if kind else next(free, ""))
        shift, english = entry.shift, entry.name_en or (kind.name_en if kind else "")
        order = kind.order if kind else last + number
        forms.append(ShiftForm(shift.code, letter, entry.name, entry.colour, shift.blocks, _in_order(shift.breaks), shift.tags, english, order))
    return forms


def _in_order(breaks: Sequence[BreakRule]) -> tuple[BreakRule, ...]:
    """As stored kinds have them."""
    return tuple(sorted(breaks, key=lambda rule: (rule.earliest_min, rule.latest_min)))


def _free_keys(entries: Sequence[ShiftEntry], known: dict[str, ShiftKind], forms: Sequence[ShiftForm]) -> None:
    """Kinds that get another key give theirs up first, so that two can exchange them: small letters hold the place until then."""
    for entry, form in zip(entries, forms, strict=True):
        kind = known.get(form.code)
        if kind and kind.is_active and (kind.letter != form.letter or not entry.active):
            ShiftKind.objects.filter(pk=kind.pk).update(letter=kind.letter.lower())


def _make(form: ShiftForm, active: bool, by: Person, now: datetime) -> Line:
    if not form.letter:
        raise Refusal("shifts.no_free_key", shift=form.code)
    made = shifts.create(form=form, by=by, now=now)
    if not active:
        shifts.set_active(kind=made, active=False, seen_revision=made.revision, by=by, now=now)
    return Line("shift", form.code, form.name, "new")


def _change(kind: ShiftKind, form: ShiftForm, active: bool, by: Person, now: datetime) -> Line:
    before, was_active = shifts.form_of(kind), kind.is_active
    changed = tuple(name for name in ShiftForm.__dataclass_fields__ if getattr(before, name) != getattr(form, name))
    if was_active and not active:
        shifts.set_active(kind=kind, active=False, seen_revision=kind.revision, by=by, now=now)
    if changed or kind.letter != form.letter:
        kind = shifts.edit(kind=kind, form=form, seen_revision=kind.revision, by=by, now=now)
    if active and not was_active:
        shifts.set_active(kind=kind, active=True, seen_revision=kind.revision, by=by, now=now)
    fields = changed if active == was_active else (*changed, "active")
    return Line("shift", form.code, form.name, "changed" if fields else "same", fields)
