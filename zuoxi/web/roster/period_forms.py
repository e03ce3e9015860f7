"""Forms of periods, solves and versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Unit
from zuoxi.planning.models import Requirement
from zuoxi.roster.models import Version
from zuoxi.roster.periods import MOST_DAYS
from zuoxi.web.shell import formats
from zuoxi.web.shell.forms import DayField


class RequirementChoice(forms.ModelChoiceField[Requirement]):
    """A requirement by its forecast and the days it covers."""

    def label_from_instance(self, obj: Requirement) -> str:
        forecast = obj.snapshot.forecast
        last = forecast.first_day + timedelta(days=forecast.days - 1)
        return f"{forecast.name} · {formats.span(formats.day(forecast.first_day), formats.day(last))} · {formats.moment(obj.made_at)}"


def requirements() -> QuerySet[Requirement]:
    """Newest first."""
    return Requirement.objects.select_related("snapshot__forecast").order_by("-made_at")


class PeriodForm(forms.Form):
    """Whose roster, which days, against which requirement."""

    name = forms.CharField(label=_("name"), max_length=200, help_text=_("Such as “December 2026”."))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    requirement = RequirementChoice(
        label=_("Requirement"), queryset=Requirement.objects.none(), required=False, empty_label=_("none: only the hard rules count")
    )
    first_day = DayField(label=_("First day"))
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST_DAYS, initial=28)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["requirement"].queryset = requirements()  # type: ignore[attr-defined]


class RequirementForm(forms.Form):
    """Another requirement for a period; `seen` is the one that was shown."""

    requirement = RequirementChoice(label=_("Requirement"), queryset=Requirement.objects.none(), required=False, empty_label=_("none"))
    seen = forms.ModelChoiceField(queryset=Requirement.objects.all(), required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements()  # type: ignore[attr-defined]


class SolveForm(forms.Form):
    """How long to search, from where, and how close to stay."""

    base = forms.ModelChoiceField(
        label=_("Start from"),
        queryset=Version.objects.none(),
        required=False,
        empty_label=_("nothing: a new roster"),
        help_text=_("Locked cells of that version stay as they are; it is not changed itself."),
    )
    stay_close = forms.BooleanField(label=_("change as little as possible"), required=False)
    seconds = forms.IntegerField(label=_("Seconds"), min_value=5, max_value=3600, initial=60)
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=2**31 - 1, initial=1)

    def __init__(self, *args: Any, versions: QuerySet[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = self.fields["base"]
        base.queryset = versions  # type: ignore[attr-defined]
        base.label_from_instance = version_label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("stay_close") and not data.get("base"):
            self.add_error("stay_close", _("Choose the version to stay close to."))
        return data


class NoteForm(forms.Form):
    """A remark on a version."""

    note = forms.CharField(label=_("Remark"), max_length=200, required=False)


def version_label(version: Version) -> str:
    """`3 · draft · note`."""
    parts = [str(version.number), str(version.get_state_display()), version.remark]
    return " · ".join(part for part in parts if part)
