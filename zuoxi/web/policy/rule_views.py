"""The rulebook: every rule with what it says, reads, decides, the policy that serves it and what it did this month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zuoxi.core import policy, rulebook
from zuoxi.rules.rulebook import RULES, SUBJECTS, Rule, rule, serving, subject
from zuoxi.web.policy import showing
from zuoxi.web.policy.rows import of_entry
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.requests import PersonRequest


class FindForm(forms.Form):
    """Words, and one subject."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"placeholder": _("words or number, such as F-13")})
    )
    subject = forms.ChoiceField(label=_("subject"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letters = [letter for letter in SUBJECTS if any(one.letter == letter for one in RULES)]
        named = [(letter, subject(letter, showing.language())) for letter in letters]
        self.fields["subject"].choices = [("", _("all subjects")), *named]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """A rule as the list shows it."""

    id: str
    name: str
    text: str
    subject: str
    entries: int
    count: rulebook.Count | None


def month_of(now: datetime) -> datetime:
    """The midnight with which the month began on the centre's clock."""
    return policy.midnight(policy.day_of(now).replace(day=1))


@everyone
@require_safe
def rules(request: PersonRequest) -> HttpResponse:
    """Every rule, searched and narrowed by subject."""
    form, language = FindForm(request.GET), showing.language()
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "subject": ""}
    now = timezone.now()
    counted = rulebook.counts(month_of(now), now)
    found = [one for one in RULES if one.matches(wanted["q"]) and wanted["subject"] in ("", one.letter)]
    lines = [_line(one, language, counted.get(one.id, rulebook.Count()) if counted is not None else None) for one in found]
    return render(request, "policy/rules.html", {"form": form, "lines": lines, "total": len(RULES)})


def _line(one: Rule, language: str, count: rulebook.Count | None) -> Line:
    name, text = one.said(one.name, language), one.said(one.text, language)
    return Line(one.id, name, text, subject(one.letter, language), len(serving(one.id)), count)


@everyone
@require_safe
def one_rule(request: PersonRequest, id_: str) -> HttpResponse:
    """One rule."""
    found = rule(id_)
    if found is None:
        raise Http404
    now, language = timezone.now(), showing.language()
    in_force = policy.in_force(now)
    counted = rulebook.counts(month_of(now), now)
    context = {
        "rule": found,
        "name": found.said(found.name, language),
        "text": found.said(found.text, language),
        "reads": found.said(found.reads, language),
        "decides": found.said(found.decides, language),
        "subject": subject(found.letter, language),
        "in_force": in_force,
        "rows": [of_entry(in_force.values, area, entry) for area, entry in serving(id_)],
        "modules": rulebook.carried_by().get(id_, ()),
        "count": counted.get(id_, rulebook.Count()) if counted is not None else None,
    }
    return render(request, "policy/rule.html", context)
