"""What the audit is searched for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core.audit import labels
from zuoxi.core.audit.searching import Wanted
from zuoxi.web.shell.forms import DayField

EITHER = {"yes": True, "no": False}


class EventFilter(forms.Form):
    """Whom, what, when; what cannot be understood is left out."""

    who = forms.CharField(label=_("Work number or name"), required=False, max_length=64, widget=forms.SearchInput)
    action = forms.ChoiceField(label=_("Action"), required=False)
    resource = forms.ChoiceField(label=_("Resource"), required=False)
    success = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", _("any outcome")), ("yes", _("done")), ("no", _("refused"))])
    start = DayField(label=_("From day"), required=False)
    end = DayField(label=_("To day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("any action")), *_sorted(labels.ACTIONS)]  # type: ignore[attr-defined]
        self.fields["resource"].choices = [("", _("any resource")), *_sorted(labels.RESOURCES)]  # type: ignore[attr-defined]
        self.fields["who"].widget.attrs["placeholder"] = self.fields["who"].label
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
        for name in ("action", "resource", "success", "start", "end"):
            self.fields[name].widget.attrs["data-submit"] = ""

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        end = said.get("end")
        return Wanted(
            who=said.get("who", ""),
            action=said.get("action", ""),
            resource=said.get("resource", ""),
            start=_midnight(said.get("start")),
            end=_midnight(end + timedelta(days=1)) if end and end < date.max else None,
            success=EITHER.get(said.get("success", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return self.wanted() != Wanted()


def _sorted(named: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(((code, str(label)) for code, label in named.items()), key=lambda pair: pair[1])


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
