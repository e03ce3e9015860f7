"""Forms of the requirement pages: what is promised, what is lost, which snapshot, one more agent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zuoxi.acd.models import Queue
from zuoxi.planning import queries, shrinkage
from zuoxi.planning.models import Snapshot
from zuoxi.planning.models.requirement import ShrinkageKind, StaffingModel
from zuoxi.planning.targets import Goal
from zuoxi.web.shell import formats
from zuoxi.web.shell.forms import ClockInput, DayField


def decimal_field(label: Any, *, low: float, high: float, required: bool = False, help_text: Any = "") -> forms.FloatField:
    """A number with decimals; the bounds are told beside the field."""
    field = forms.FloatField(label=label, min_value=low, max_value=high, required=required, help_text=help_text)
    field.widget.attrs.update({"step": "any", "inputmode": "decimal"})
    return field


class SnapshotField(forms.ModelChoiceField[Snapshot]):
    """A snapshot by its forecast and when it was frozen."""

    def label_from_instance(self, obj: Snapshot) -> str:
        remark = f" · {obj.remark}" if obj.remark else ""
        return f"{obj.forecast.name} · {formats.moment(obj.taken_at)}{remark}"


class ComputeForm(forms.Form):
    """The snapshot from which a requirement is worked out."""

    snapshot = SnapshotField(Snapshot.objects.none(), label=gettext_lazy("Snapshot"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["snapshot"].queryset = queries.snapshots_to_choose()  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """What a queue promises from a day on; per cent on the page, shares behind it."""

    queue = forms.ModelChoiceField(Queue.objects.order_by("order", "code"), label=gettext_lazy("Queue"), empty_label=None)
    effective_from = DayField(label=gettext_lazy("In force from"))
    model = forms.ChoiceField(label=gettext_lazy("Model"), choices=StaffingModel.choices)
    service_level = decimal_field(gettext_lazy("Service level, %"), low=1, high=99.99)
    within_s = forms.IntegerField(label=gettext_lazy("answered within, s"), min_value=0, max_value=604_800, initial=20)
    max_abandon = decimal_field(gettext_lazy("Abandoned at most, %"), low=0.01, high=99)
    max_asa_s = decimal_field(gettext_lazy("Mean answer time at most, s"), low=0.1, high=86_400)
    max_occupancy = decimal_field(gettext_lazy("Occupancy at most, %"), low=1, high=100)
    patience_s = decimal_field(
        gettext_lazy("Mean patience, s"), low=1, high=86_400, help_text=gettext_lazy("How long callers wait before they hang up; for Erlang A.")
    )

    @classmethod
    def initial_of(cls, goal: Goal) -> dict[str, Any]:
        """A goal as the form shows it."""
        shares = {name: percent(getattr(goal, name)) for name in ("service_level", "max_abandon", "max_occupancy")}
        return {"model": goal.model, "within_s": goal.within_s, "max_asa_s": goal.max_asa_s, "patience_s": goal.patience_s, **shares}

    def goal(self) -> Goal:
        said = self.cleaned_data
        return Goal(
            model=said["model"],
            service_level=share(said["service_level"]),
            within_s=said["within_s"],
            max_abandon=share(said["max_abandon"]),
            max_asa_s=said["max_asa_s"],
            max_occupancy=share(said["max_occupancy"]),
            patience_s=said["patience_s"],
        )


def share(value: float | None) -> float | None:
    """Per cent to a share, without 0.8000000000000001."""
    return None if value is None else round(value / 100, 8)


def percent(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 6)


class ShrinkageForm(forms.Form):
    """A share of paid time for each kind and weekday, in per cent; an empty one is 0."""

    def __init__(self, *args: Any, shares: shrinkage.Shares, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in ShrinkageKind.choices:
            for weekday in shrinkage.WEEKDAYS:
                field = forms.FloatField(label=f"{label} {formats.weekday(weekday)}", min_value=0, max_value=99, required=False)
                field.widget.attrs.update({"step": "any", "inputmode": "decimal", "aria-label": field.label})
                field.initial = percent(shares.get((kind, weekday), 0.0))
                self.fields[f"{kind}_{weekday}"] = field

    def rows(self) -> list[tuple[str, list[Any]]]:
        """A row a kind, a field a weekday."""
        return [(str(label), [self[f"{kind}_{weekday}"] for weekday in shrinkage.WEEKDAYS]) for kind, label in ShrinkageKind.choices]

    def shares(self) -> dict[tuple[str, int], float]:
        said = self.cleaned_data
        found = {(kind, weekday): share(said.get(f"{kind}_{weekday}")) for kind in shrinkage.KINDS for weekday in shrinkage.WEEKDAYS}
        return {place: one for place, one in found.items() if one}


class OneMoreForm(forms.Form):
    """From when to when, and how many more or fewer."""

    start = forms.TimeField(label=gettext_lazy("From"), widget=ClockInput())
    end = forms.TimeField(label=gettext_lazy("Until"), widget=ClockInput())
    by = forms.IntegerField(label=gettext_lazy("Agents more or fewer"), min_value=-50, max_value=50)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "start" in said and "end" in said and self.last(said) <= self.first(said):
            self.add_error("end", _("It must end after it starts."))
        if said.get("by") == 0:
            self.add_error("by", _("At least one more or one fewer."))
        return said

    @staticmethod
    def first(said: dict[str, Any]) -> int:
        """Minute of the day."""
        return int(said["start"].hour * 60 + said["start"].minute)

    @staticmethod
    def last(said: dict[str, Any]) -> int:
        """Minute of the day; 00:00 is midnight after it."""
        return int(said["end"].hour * 60 + said["end"].minute) or 1440
