"""Forms of the proposal of shift kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from zuoxi.engine.roster.problem import Shift
from zuoxi.planning.models import Requirement
from zuoxi.roster.designing import COLOURS, Wish
from zuoxi.roster.shifts import ShiftForm
from zuoxi.web.roster.period_forms import RequirementChoice, requirements
from zuoxi.web.roster.shift_forms import clock_field, later, minutes
from zuoxi.web.shell import formats

LENGTHS = (240, 300, 360, 420, 480, 510, 540, 570, 600)
"""Presence in minutes that may be chosen, meal included."""


class WishForm(forms.Form):
    """What the proposal may use."""

    requirement = RequirementChoice(label=_("Requirement"), queryset=Requirement.objects.none(), empty_label=None)
    at_most = forms.IntegerField(label=_("At most so many kinds"), min_value=1, max_value=12, initial=6)
    earliest = clock_field(_("Earliest start"), required=True)
    latest = clock_field(_("Latest end"), required=True)
    lengths = forms.TypedMultipleChoiceField(
        label=_("Presence, meal included"), choices=(), coerce=int, widget=forms.CheckboxSelectMultiple(), initial=[540, 480]
    )
    two_ended = forms.BooleanField(label=_("also two-ended shifts"), required=False)
    seconds = forms.IntegerField(label=_("Seconds"), min_value=5, max_value=120, initial=20)
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=2**31 - 1, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements()  # type: ignore[attr-defined]
        self.fields["lengths"].choices = [(length, formats.hours_minutes(length)) for length in LENGTHS]  # type: ignore[attr-defined]

    @property
    def wish(self) -> Wish:
        data = self.cleaned_data
        start = minutes(data["earliest"])
        return Wish(
            at_most=data["at_most"],
            lengths_min=tuple(sorted(data["lengths"])),
            earliest_start_min=start,
            latest_end_min=later(data["latest"], start, touching=False),
            two_ended=data["two_ended"],
            seconds=data["seconds"],
            seed=data["seed"],
        )


class AdoptForm(forms.Form):
    """One proposed kind: whether to take it, and what to call it."""

    take = forms.BooleanField(label=_("take"), required=False)
    name = forms.CharField(label=_("name"), max_length=200, required=False)
    code = forms.CharField(label=_("code"), max_length=8, required=False)
    letter = forms.CharField(label=_("key"), max_length=1, required=False, validators=[RegexValidator(r"^[A-Z]$", _("One letter, A to Z."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The fields stand in a table; each says itself what it is."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for key in ("name", "code", "letter") if data.get("take") else ():
            if not data.get(key) and key not in self.errors:
                self.add_error(key, _("Fill this in to take the kind."))
        return data

    def chosen(self, shift: Shift, number: int) -> ShiftForm:
        """The kind as it will be stored."""
        data = self.cleaned_data
        colour = COLOURS[number % len(COLOURS)]
        return ShiftForm(data["code"], data["letter"], data["name"], colour, shift.blocks, shift.breaks, shift.tags, "", number)


AdoptForms = forms.formset_factory(AdoptForm, extra=0, max_num=100, absolute_max=100)


def suggestions(shifts: Sequence[Shift], letters: Sequence[str]) -> list[dict[str, Any]]:
    """Each kind under a free key, which is also its code, named by its hours."""
    found = []
    for number, shift in enumerate(shifts):
        letter = letters[number] if number < len(letters) else ""
        found.append({"take": False, "name": hours_of(shift), "code": letter, "letter": letter})
    return found


def hours_of(shift: Shift) -> str:
    """From when to when, each block."""
    return " ".join(formats.span(formats.clock(start), formats.clock(end)) for start, end in shift.blocks)
