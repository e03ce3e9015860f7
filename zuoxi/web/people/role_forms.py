"""Forms to give and take roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zuoxi.people import access, roles
from zuoxi.people.models import Person, RoleName, Unit
from zuoxi.web.shell.forms import DayField


class GrantForm(forms.Form):
    """Which role, in which unit, for which days."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("choose…")), *RoleName.choices], help_text=_("Nobody holds two of the three administrator roles.")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Within"), empty_label=_("choose…"), help_text=_("The role reaches this unit and everything beneath it.")
    )
    begin = DayField(label=_("From day"), required=False, help_text=_("Left empty: from today."))
    until = DayField(label=_("Until day (not included)"), required=False, help_text=_("Left empty: without an end."))

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Unit.objects.filter(pk__in=access.units_of(by, *roles.GRANTS)).order_by("order", "name")
        self.fields["unit"].queryset = mine  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
