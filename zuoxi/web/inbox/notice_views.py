"""Where one's notices go: an e-mail address, and the kinds that one does not want there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings as configured
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zuoxi.core import notices
from zuoxi.core.models import NoticeSetting
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go


class SettingForm(forms.Form):
    """The address, and what not to send there."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("Empty: notices stand in the inbox only."))
    muted = forms.MultipleChoiceField(
        label=gettext_lazy("Do not send by e-mail"), required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("They still stand under Notices. Approvals and deadlines are always sent."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muted"].choices = [(name, kind.label) for name, kind in notices.KINDS.items() if not kind.must]  # type: ignore[attr-defined]


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """The reader's own wishes."""
    kept = NoticeSetting.objects.filter(person=request.person).first()
    initial = {"email": kept.email, "muted": kept.muted} if kept else {}
    form = SettingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        notices.mute(by=request.person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go(request, "inbox:settings")
    page = {"form": form, "always": [kind.label for kind in notices.KINDS.values() if kind.must], "has_mail": bool(configured.EMAIL_HOST)}
    return render(request, "inbox/settings.html", page, status=422 if form.is_bound else 200)
