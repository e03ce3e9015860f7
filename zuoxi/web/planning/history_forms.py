"""Forms of the history pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zuoxi.acd.models import Queue
from zuoxi.core.sentences import sentence
from zuoxi.core.tables import check_size
from zuoxi.engine.finding import Refusal
from zuoxi.planning import grid
from zuoxi.planning.history_reading import LEFT_OUT, Options
from zuoxi.web.shell.forms import ClockInput, DayField

ONE, SHARES = "one", "shares"
OWN, MOVED = "own", "moved"
LONGEST_AHT_S = 14_400


class UploadForm(forms.Form):
    """A history file; its size is looked at before its bytes."""

    file = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty. Choose another one.")},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            check_size(upload.size)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal.code, refusal.facts)) from refusal
        return upload


class QueuesForm(forms.Form):
    """Which queue is meant by each name the centre does not know; one select a name, in the order of the file."""

    def __init__(self, *args: Any, names: Sequence[str], queues: Sequence[Queue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        choices = [("", _("choose…")), *((queue.code, str(queue)) for queue in queues), (LEFT_OUT, _("do not load these rows"))]
        for number, name in enumerate(self.names):
            label = name or _("(empty)")
            self.fields[f"queue_{number}"] = forms.ChoiceField(label=label, choices=choices)

    def options(self, before: Options) -> Options:
        chosen = {name: self.cleaned_data[f"queue_{number}"] for number, name in enumerate(self.names)}
        return replace(before, queues={**before.queues, **chosen})


class WholeFileForm(forms.Form):
    """For a file that names no queue: the one it speaks of, or shares over several."""

    way = forms.ChoiceField(
        label=gettext_lazy("The file speaks of"),
        choices=[(ONE, gettext_lazy("one queue")), (SHARES, gettext_lazy("several queues together: split by shares"))],
        widget=forms.RadioSelect(),
        initial=ONE,
    )
    queue = forms.ChoiceField(label=gettext_lazy("Queue"), required=False)

    def __init__(self, *args: Any, queues: Sequence[Queue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queues = list(queues)
        self.fields["queue"].choices = [("", _("choose…")), *((queue.code, str(queue)) for queue in queues)]  # type: ignore[attr-defined]
        for queue in self.queues:
            field = forms.FloatField(label=str(queue), required=False, min_value=0, max_value=100)
            field.widget.attrs.update({"step": "any", "inputmode": "decimal"})
            self.fields[f"share_{queue.pk}"] = field

    def share_fields(self) -> list[Any]:
        return [self[f"share_{queue.pk}"] for queue in self.queues]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("way") == ONE and not said.get("queue"):
            self.add_error("queue", _("Choose the queue."))
        return said

    def options(self, before: Options) -> Options:
        said = self.cleaned_data
        if said["way"] == ONE:
            return replace(before, queue=said["queue"], shares={})
        shares = {queue.code: said[f"share_{queue.pk}"] / 100 for queue in self.queues if said.get(f"share_{queue.pk}")}
        return replace(before, queue="", shares=shares)

    @staticmethod
    def said(options: Options, queues: Sequence[Queue]) -> dict[str, Any]:
        """What the form shows of options chosen before."""
        shares = {f"share_{queue.pk}": round(100 * options.shares[queue.code], 6) for queue in queues if queue.code in options.shares}
        return {"way": SHARES if shares else ONE, "queue": options.queue, **shares}


class AdjustForm(forms.Form):
    """What an old file, or one without handling times, needs before a forecast can rest on it."""

    dates = forms.ChoiceField(
        label=gettext_lazy("Which dates"),
        choices=[
            (OWN, gettext_lazy("keep the dates of the file")),
            (MOVED, gettext_lazy("move it by whole weeks to right before today; weekdays stay, dates and public holidays do not")),
        ],
        widget=forms.RadioSelect(),
        initial=OWN,
    )
    aht_s = forms.FloatField(
        label=gettext_lazy("Handling time where the file has none, in seconds"), required=False, min_value=1, max_value=LONGEST_AHT_S
    )

    def __init__(self, *args: Any, dates: bool = True, timed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, needed in (("dates", dates), ("aht_s", not timed)):
            if not needed:
                del self.fields[name]
        if "aht_s" in self.fields:
            self.fields["aht_s"].widget.attrs.update({"step": "any", "inputmode": "decimal"})

    def options(self, before: Options, *, today: date) -> Options:
        said = self.cleaned_data
        day = before.before or today.isoformat()
        return replace(before, before=day if said.get("dates") == MOVED else "", aht_s=said.get("aht_s"))


class StoreForm(forms.Form):
    """How a checked file is stored."""

    leave_out = forms.BooleanField(label=gettext_lazy("Leave out the rows with errors"), required=False)
    replace = forms.BooleanField(label=gettext_lazy("Replace intervals that are stored already with other values"), required=False)


class DecisionForm(forms.Form):
    """Leave doubtful stretches out, or keep them, with a reason."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, error_messages={"required": gettext_lazy("Say why.")})
    decision = forms.ChoiceField(choices=[("leave_out", ""), ("keep", "")])

    @property
    def leaves_out(self) -> bool:
        return bool(self.cleaned_data["decision"] == "leave_out")


class DoubtForm(forms.Form):
    """A stretch the check did not find."""

    queue = forms.ModelChoiceField(Queue.objects.order_by("order", "code"), label=gettext_lazy("Queue"), empty_label=None)
    first_day = DayField(label=gettext_lazy("From"))
    first_time = forms.TimeField(label=gettext_lazy("time of day"), widget=ClockInput(), required=False)
    last_day = DayField(label=gettext_lazy("Until"), required=False)
    last_time = forms.TimeField(label=gettext_lazy("time of day"), widget=ClockInput(), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, error_messages={"required": gettext_lazy("Say why.")})

    def clean(self) -> dict[str, Any]:
        """Whole days unless times are given: from 00:00 to the end of the last day."""
        said = super().clean() or {}
        if "first_day" in said:
            said["start"], said["end"] = span_of(said)
            if said["end"] <= said["start"]:
                self.add_error("last_day", _("It must end after it starts."))
        return said


def span_of(said: dict[str, Any]) -> tuple[datetime, datetime]:
    """`[start, end)` in UTC of days and times as they were entered; without a time the whole day."""
    first, last = said["first_day"], said.get("last_day") or said["first_day"]
    start = datetime.combine(first, said.get("first_time") or datetime.min.time())
    if said.get("last_time"):
        return grid.utc(start), grid.utc(datetime.combine(last, said["last_time"]))
    return grid.utc(start), grid.Grid(last, 1, 60).ends_at
