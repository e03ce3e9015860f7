"""What a list of decisions is narrowed to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zuoxi.core import decisions
from zuoxi.core.models import DecisionQuerySet


class MonthInput(forms.TextInput):
    """The browser's own month picker; where there is none, a text such as 2026-03."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__({"pattern": "[0-9]{4}-[01][0-9]", "placeholder": "2026-03", "aria-label": _("Month")})

    def format_value(self, value: Any) -> str | None:
        return f"{value:%Y-%m}" if isinstance(value, date) else value or None


class MonthField(forms.CharField):
    """A month, returned as its first day."""

    widget = MonthInput
    default_error_messages = {"invalid": _("Write the month as 2026-03.")}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 a month, not a moment
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class DecisionFilter(forms.Form):
    """By rule and month; what makes no sense narrows nothing."""

    rule = forms.ChoiceField(required=False)
    month = MonthField(required=False)

    def __init__(self, data: Any, *, rules: list[str]) -> None:
        super().__init__(data)
        field: Any = self.fields["rule"]
        field.choices = [("", _("every rule")), *((rule, rule) for rule in rules)]
        field.widget.attrs["aria-label"] = _("Rule")

    @property
    def is_narrowed(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, found: DecisionQuerySet) -> DecisionQuerySet:
        self.is_valid()
        if self.cleaned_data.get("rule"):
            found = found.of_rule(self.cleaned_data["rule"])
        if self.cleaned_data.get("month"):
            found = found.between(*decisions.month_bounds(self.cleaned_data["month"]))
        return found
