"""The form of a queue: names, channel, and rows of opening hours that several weekdays share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.facts import Hours
from zuoxi.acd.models import Channel, OpeningHours, Queue
from zuoxi.acd.queues import QueueForm
from zuoxi.web.shell.formats import weekday

MOST_ROWS, EMPTY_ROWS, MOST_HEADS = 14, 2, 10_000


class DayMinuteField(forms.CharField):
    """A time of the day as minutes from midnight; 24:00 is the end of the day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=5, **kwargs)
        self.widget.attrs.update(placeholder="07:00", inputmode="numeric", size=5)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})[:：](\d{2})", text)
        minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else 1441
        if minutes > 1440:
            raise forms.ValidationError(_("Write the time as 07:30, up to 24:00."))
        return minutes


class QueueFieldsForm(forms.Form):
    """What a queue is called and when it works."""

    name = forms.CharField(label=_("name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    code = forms.SlugField(
        label=_("code"), max_length=50, help_text=_("What files call it, such as card: letters, digits, hyphens. It cannot be changed later.")
    )
    channel = forms.ChoiceField(label=_("channel"), choices=Channel.choices)
    order = forms.IntegerField(label=_("place in the list"), min_value=0, max_value=9999, initial=0)
    open_on_holidays = forms.BooleanField(label=_("open on public holidays"), required=False)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = known


class HoursForm(forms.Form):
    """One row: on these weekdays open from, to, with at least so many heads."""

    days = forms.TypedMultipleChoiceField(label=_("weekdays"), coerce=int, widget=forms.CheckboxSelectMultiple())
    opens_min = DayMinuteField(label=_("opens"))
    closes_min = DayMinuteField(label=_("closes"))
    least_heads = forms.IntegerField(label=_("fewest heads"), min_value=0, max_value=MOST_HEADS, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(number, weekday(number)) for number in range(7)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens_min"), data.get("closes_min")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes_min", _("It must close after it opens; hours past midnight go into a row of their own."))
        return data


class HoursRows(forms.BaseFormSet[HoursForm]):
    """The rows; one left empty means nothing."""

    def add_fields(self, form: HoursForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("remove")

    @property
    def hours(self) -> tuple[Hours, ...]:
        kept = [form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return tuple(Hours(day, row["opens_min"], row["closes_min"], row["least_heads"]) for row in kept for day in row["days"])


Rows: Any = forms.formset_factory(
    HoursForm, formset=HoursRows, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + EMPTY_ROWS, can_delete=True
)


def chosen(fields: QueueFieldsForm, rows: HoursRows) -> QueueForm:
    """What the two valid forms say."""
    return QueueForm(hours=rows.hours, **fields.cleaned_data)


def initial(queue: Queue) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the two forms show of a queue; weekdays with the same hours share a row."""
    names = ("code", "name", "name_en", "channel", "open_on_holidays", "order")
    return {name: getattr(queue, name) for name in names}, grouped(queue.opening_hours.order_by("weekday", "opens_min"))


def grouped(hours: Iterable[OpeningHours]) -> list[dict[str, Any]]:
    shared: dict[tuple[int, int, int], list[int]] = {}
    for row in hours:
        shared.setdefault((row.opens_min, row.closes_min, row.least_heads), []).append(row.weekday)
    return [
        {"days": days, "opens_min": clock(opens), "closes_min": clock(closes), "least_heads": least}
        for (opens, closes, least), days in sorted(shared.items(), key=lambda item: (item[1], item[0]))
    ]


def clock(minute: int) -> str:
    """07:00; the end of the day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
