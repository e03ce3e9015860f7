"""The form of a shift kind: hours as people say them, on the clock; breaks in rows beneath."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from zuoxi.engine.roster.breaks_windows import MOST_BREAKS
from zuoxi.engine.roster.problem import DAY_MIN, BreakRule
from zuoxi.roster import wording
from zuoxi.roster.shifts import ShiftForm
from zuoxi.web.shell.forms import ClockInput

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour such as #2f6fde."))


class ColourInput(forms.TextInput):
    input_type = "color"


def clock_field(label: Any, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(label=label, widget=ClockInput(), required=required)


class KindForm(forms.Form):
    """What a shift kind is called and when one is there. An end that is not after its start lies on the next day."""

    name = forms.CharField(label=_("name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    code = forms.CharField(label=_("code"), max_length=8, help_text=_("What stands in the roster: one or two characters."))
    letter = forms.CharField(
        label=_("key"),
        max_length=1,
        validators=[RegexValidator(r"^[A-Z]$", _("One letter, A to Z."))],
        help_text=_("The letter that sets it in the grid."),
    )
    colour = forms.CharField(label=_("colour"), widget=ColourInput(), validators=[COLOUR], initial="#2f6fde")
    order = forms.IntegerField(label=_("place in the list"), min_value=0, max_value=9999, initial=0)
    start_1 = clock_field(_("start"), required=True)
    end_1 = clock_field(_("end"), required=True)
    start_2 = clock_field(_("second part: start"))
    end_2 = clock_field(_("second part: end"))
    tags = forms.MultipleChoiceField(
        label=_("counts as"), choices=list(wording.SHIFT_TAGS.items()), widget=forms.CheckboxSelectMultiple(), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)

    def clean_letter(self) -> str:
        return str(self.cleaned_data["letter"]).upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("start_2")) != bool(data.get("end_2")):
            self.add_error("end_2" if data.get("start_2") else "start_2", _("A second part needs a start and an end."))
        return data

    @property
    def blocks(self) -> tuple[tuple[int, int], ...]:
        """Minutes from midnight of the duty day."""
        data = self.cleaned_data
        start = minutes(data["start_1"])
        found = [(start, later(data["end_1"], start, touching=False))]
        if data.get("start_2"):
            second = later(data["start_2"], found[0][1], touching=True)
            found.append((second, later(data["end_2"], second, touching=False)))
        return tuple(found)


class BreakForm(forms.Form):
    """A break: how long, and between which times it may start."""

    name = forms.CharField(label=_("name"), max_length=50)
    length_min = forms.IntegerField(label=_("minutes"), min_value=1, max_value=240)
    earliest = clock_field(_("starts at the earliest"), required=True)
    latest = clock_field(_("starts at the latest"), required=True)
    paid = forms.BooleanField(label=_("paid"), required=False)

    def rule(self, start_min: int) -> BreakRule:
        """The window as the engine counts it: after the start of the shift."""
        data = self.cleaned_data
        earliest, latest = ((minutes(data[key]) - start_min) % DAY_MIN for key in ("earliest", "latest"))
        return BreakRule(data["length_min"], earliest, latest, data["paid"], data["name"])


class BreakRows(forms.BaseFormSet[BreakForm]):
    """The rows of breaks: one left empty is no break."""

    def add_fields(self, form: BreakForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("remove")

    @property
    def kept(self) -> list[BreakForm]:
        """The rows that were there, touched or not, and those filled in; without the ticked ones."""
        filled = [form for number, form in enumerate(self.forms) if number < self.initial_form_count() or form.has_changed()]
        return [form for form in filled if not form.cleaned_data.get("DELETE")]


def break_rows(extra: int) -> Any:
    """A formset with that many empty rows at the end."""
    return forms.formset_factory(BreakForm, formset=BreakRows, extra=extra, max_num=MOST_BREAKS, absolute_max=MOST_BREAKS + 2, can_delete=True)


def chosen(kind: KindForm, rows: BreakRows) -> ShiftForm | None:
    """What the valid form says; None when a break's window ends before it starts, which is then said beside it."""
    blocks, data = kind.blocks, kind.cleaned_data
    rules = [(form, form.rule(blocks[0][0])) for form in rows.kept]
    wrong = [form for form, rule in rules if rule.latest_min < rule.earliest_min]
    for form in wrong:
        form.add_error("latest", _("The latest start lies before the earliest."))
    if wrong:
        return None
    fields = ("code", "letter", "name", "colour", "name_en", "order")
    return ShiftForm(blocks=blocks, breaks=tuple(rule for _, rule in rules), tags=frozenset(data["tags"]), **{key: data[key] for key in fields})


def initial(form: ShiftForm) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the two parts of the form show of a kind."""
    fields = {key: getattr(form, key) for key in ("name", "name_en", "code", "letter", "colour", "order")}
    clocks = {f"{side}_{n}": at(minute) for n, block in enumerate(form.blocks, 1) for side, minute in zip(("start", "end"), block, strict=True)}
    return {**fields, **clocks, "tags": sorted(form.tags)}, [_row(form.blocks[0][0], rule) for rule in form.breaks]


def _row(start: int, rule: BreakRule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "length_min": rule.length_min,
        "earliest": at(start + rule.earliest_min),
        "latest": at(start + rule.latest_min),
        "paid": rule.paid,
    }


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def at(minute: int) -> time:
    """The clock at a minute counted from some midnight."""
    return time(minute % DAY_MIN // 60, minute % 60)


def later(clock: time, than: int, *, touching: bool) -> int:
    """The first such clock time after a minute (with `touching` also that minute itself): on the same day or on the next."""
    minute = minutes(clock) + than // DAY_MIN * DAY_MIN
    return minute if minute > than or (touching and minute == than) else minute + DAY_MIN


def tag_names(tags: Sequence[str]) -> list[str]:
    return [str(wording.SHIFT_TAGS.get(tag, tag)) for tag in tags]
