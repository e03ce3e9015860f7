"""A form that changes a thing says which version it was filled from (R22): who comes second is told what it is now, beside what they wrote.

The template sends `<input type="hidden" name="seen" value="{{ seen }}">`; the view holds the row, asks `is_stale`, and lets `tell` speak.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

FIELD = "seen"


def mark(shown: Mapping[str, Any]) -> str:
    """The version of what a form shows: a digest of it."""
    return hashlib.sha256(json.dumps(shown, default=str, sort_keys=True).encode()).hexdigest()[:32]


def is_stale(request: HttpRequest, shown: Mapping[str, Any]) -> bool:
    """Whether the thing is no longer what the sent form was filled from; a form that says nothing saw nothing."""
    return request.POST.get(FIELD, "") != mark(shown)


def tell(form: forms.Form, shown: Mapping[str, Any], *more: str) -> None:
    """Say it above the form (`more`: what no field of it shows), and beside each field that differs what it is now."""
    form.add_error(
        None, _("Someone else changed this meanwhile. Nothing was saved. Compare your entries with what it is now; save again to keep yours.")
    )
    for text in more:
        form.add_error(None, text)
    for name, now in shown.items():
        if name in form.fields and not form.fields[name].disabled and form.cleaned_data.get(name) != now:
            form.add_error(name, _("Now: %(now)s") % {"now": _said(form.fields[name], now)})


def _said(field: forms.Field, value: Any) -> str:
    """A value as the form words it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    several = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(words.get(str(one), str(one)) for one in several) or "–"
