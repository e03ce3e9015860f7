"""Forms of the forecast pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zuoxi.acd.models import Queue
from zuoxi.planning.layers import Change
from zuoxi.planning.models.forecast import Measure, Operation
from zuoxi.web.planning.history_forms import span_of
from zuoxi.web.shell.forms import ClockInput, DayField, RowsField

MOST_WEEKS = 26


class QueuesField(RowsField[Queue]):
    """Queues as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Queue.objects.order_by("order", "code"), **kwargs)


class ForecastForm(forms.Form):
    """Which days, which queues."""

    first_day = DayField(label=gettext_lazy("First day"))
    weeks = forms.IntegerField(label=gettext_lazy("Weeks"), min_value=1, max_value=MOST_WEEKS, initial=4)
    queues = QueuesField(label=gettext_lazy("Queues"), error_messages={"required": gettext_lazy("Choose at least one queue.")})
    name = forms.CharField(
        label=gettext_lazy("name"), max_length=200, required=False, help_text=gettext_lazy("Left empty, it is named after its days.")
    )


def next_monday(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


class LayerForm(forms.Form):
    """A change over a range, with its reason."""

    queue = forms.ModelChoiceField(Queue.objects.none(), label=gettext_lazy("Queue"), required=False, empty_label=gettext_lazy("all queues"))
    measure = forms.ChoiceField(label=gettext_lazy("What"), choices=Measure.choices)
    operation = forms.ChoiceField(label=gettext_lazy("How"), choices=Operation.choices)
    amount = forms.FloatField(label=gettext_lazy("By or to"), help_text=gettext_lazy("Contacts or seconds per interval, or per cent."))
    first_day = DayField(label=gettext_lazy("From"))
    first_time = forms.TimeField(label=gettext_lazy("time of day"), widget=ClockInput(), required=False)
    last_day = DayField(label=gettext_lazy("Until"), required=False)
    last_time = forms.TimeField(label=gettext_lazy("time of day"), widget=ClockInput(), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why the forecast is changed.")},
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("such as: billing day, campaign, new tariff")}),
    )

    def __init__(self, *args: Any, queues: Sequence[Queue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].queryset = Queue.objects.filter(pk__in=[queue.pk for queue in queues]).order_by("order", "code")  # type: ignore[attr-defined]
        self.fields["amount"].widget.attrs.update({"step": "any", "inputmode": "decimal"})

    def change(self) -> Change:
        said = self.cleaned_data
        start, end = span_of(said)
        return Change(said["operation"], said["measure"], said["amount"], start, end, said["queue"])


class FreezeForm(forms.Form):
    """What is remembered with a snapshot."""

    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)


def amount_text(operation: str, measure: str, amount: float) -> str:
    """`+20 %`, `+15 contacts`, `set to 240 s`, `not less than 10 contacts`."""
    unit = _("s") if measure == Measure.AHT else pgettext("unit", "contacts")
    if operation == Operation.PERCENT:
        return f"{amount:+g}%"
    texts = {
        Operation.ADD: "%(amount)s %(unit)s",
        Operation.SET: _("set to %(amount)s %(unit)s"),
        Operation.MIN: _("not less than %(amount)s %(unit)s"),
        Operation.MAX: _("not more than %(amount)s %(unit)s"),
    }
    shown = f"{amount:+g}" if operation == Operation.ADD else f"{amount:g}"
    return texts[Operation(operation)] % {"amount": shown, "unit": unit}
