"""The draft that is tried on the past: a field for each policy entry that makes a difference, with its bounds (P-01, P-04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zuoxi.core import backtest, backtest_job
from zuoxi.core.backtest import Provider
from zuoxi.core.explanations import unit_name
from zuoxi.rules.policy import Entry
from zuoxi.web.shell.forms import DayField


class BacktestForm(forms.Form):
    """A period, and the values of the draft, filled with those in force."""

    first = DayField(label=_("From"))
    last = DayField(label=_("To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_force = backtest_job.in_force()
        for provider in backtest.PROVIDERS.values():
            for entry in provider.entries:
                self.fields[key(provider, entry)] = field(entry, getattr(self.in_force[provider.policy.__name__], entry.name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days < backtest_job.MOST_DAYS:
            raise ValidationError(str(backtest_job.BadPeriod(most=backtest_job.MOST_DAYS)))
        if not self.errors and not self.drafts():
            raise ValidationError(str(backtest_job.NothingChanged()))
        return data

    def drafts(self) -> dict[str, dict[str, Any]]:
        """By policy the values that differ from what is in force."""
        found: dict[str, dict[str, Any]] = {}
        for provider in backtest.PROVIDERS.values():
            name = provider.policy.__name__
            for entry in provider.entries:
                value = self.cleaned_data[key(provider, entry)]
                if value != getattr(self.in_force[name], entry.name):
                    found.setdefault(name, {})[entry.name] = value
        return found

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Rule, label, fields."""
        for rule, provider in backtest.PROVIDERS.items():
            yield rule, str(provider.label), [self[key(provider, entry)] for entry in provider.entries]


def key(provider: Provider, entry: Entry) -> str:
    return f"{provider.policy.__name__}-{entry.name}"


def field(entry: Entry, value: Any) -> forms.Field:
    """The field of an entry: its sentence, its unit and bounds as a hint, the value in force to start from."""
    label = entry.sentence(get_language() or "").rstrip("。.")
    if isinstance(entry.default, bool):
        return forms.BooleanField(label=label, required=False, initial=value)
    bounds = {"min_value": entry.low, "max_value": entry.high, "label": label, "initial": value, "help_text": hint(entry)}
    return forms.IntegerField(**bounds) if isinstance(entry.default, int) else forms.FloatField(**bounds)


def hint(entry: Entry) -> str:
    """The unit, and between which bounds."""
    return f"{unit_name(entry.unit)} · {entry.low:g}～{entry.high:g}" if entry.low is not None and entry.high is not None else unit_name(entry.unit)
