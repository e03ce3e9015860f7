"""What the policy pages show of entries: rows with texts ready to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.forms import BoundField
from django.urls import reverse

from zuoxi.rules.areas import AREAS, Area
from zuoxi.rules.policy import Entry
from zuoxi.rules.shapes import Bands, Ladder
from zuoxi.rules.values import Difference, Values, value
from zuoxi.web.policy import showing
from zuoxi.web.policy.forms import AreaForm


@dataclass(frozen=True)
class Row:
    """An entry as a page shows it: its value, what it is compared with, whether they differ; a field where it can be changed."""

    entry: Entry
    sentence: str
    value: str
    default: str
    bounds: str
    differs: bool
    unit: str = ""
    in_force: str = ""
    field: BoundField | None = None
    is_tick: bool = False


def in_force(values: Values, area: Area) -> list[Row]:
    """Every entry of an area with its value and, where it is another, the shipped default."""
    return [of_entry(values, area, entry) for entry in area.entries]


def of_entry(values: Values, area: Area, entry: Entry) -> Row:
    told, default = value(values, area, entry), entry.plain(entry.default)
    return Row(
        entry,
        entry.sentence(showing.language()),
        showing.shown(entry, told),
        showing.shown(entry, default),
        showing.bounds(entry),
        differs=told != default,
    )


def to_change(form: AreaForm, draft: Values, before: Values) -> list[Row]:
    """Every entry with its field, beside it what it follows and what was shipped."""
    return [_field_row(form, entry, draft, before) for entry in form.area.entries]


def _field_row(form: AreaForm, entry: Entry, draft: Values, before: Values) -> Row:
    mine, theirs = value(draft, form.area, entry), value(before, form.area, entry)
    wide = isinstance(entry.shape, Bands | Ladder) or isinstance(mine, bool)
    return Row(
        entry,
        entry.sentence(showing.language()),
        showing.shown(entry, mine),
        showing.shown(entry, entry.plain(entry.default)),
        showing.bounds(entry),
        differs=mine != theirs,
        unit="" if wide else showing.told_unit(entry),
        in_force=showing.shown(entry, theirs),
        field=form[entry.name],
        is_tick=isinstance(form.fields[entry.name].widget, forms.CheckboxInput),
    )


@dataclass(frozen=True)
class Change:
    """A difference as a page shows it."""

    entry: Entry
    sentence: str
    old: str
    new: str


def changes(found: Iterable[Difference]) -> list[tuple[str, list[Change]]]:
    """Differences under the label of their area."""
    grouped = groupby(found, key=lambda one: one.area)
    return [(area.label(showing.language()), [_change(one) for one in several]) for area, several in grouped]


def _change(one: Difference) -> Change:
    return Change(one.entry, one.entry.sentence(showing.language()), showing.shown(one.entry, one.old), showing.shown(one.entry, one.new))


def tabs(route: str, current: Area, *args: object) -> list[tuple[str, str, bool]]:
    """A link for each area."""
    return [(one.label(showing.language()), reverse(route, args=[*args, one.name]), one is current) for one in AREAS]
