"""Shift kinds, contracts and queues from a TOML file: checked and shown first, stored when somebody says so; and written out again (F-10)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.roster import shift_loading, shift_writing
from zuoxi.roster.access import PLANNERS, READERS
from zuoxi.roster.kind_entries import Line
from zuoxi.roster.shift_loading import HasErrors, Loaded
from zuoxi.web.roster.views.printing import download
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest

MOST_KIB = 256
SHOWN = 200
TABLES = {
    "shift": gettext_lazy("Shift kind"),
    "contract": gettext_lazy("Contract"),
    "queue": gettext_lazy("Queue"),
    "skill": gettext_lazy("Skill"),
}
NEWS = {"new": (gettext_lazy("new"), "good"), "changed": (gettext_lazy("changed"), "warning"), "same": (gettext_lazy("as it is"), "neutral")}
FIELDS = {
    "code": gettext_lazy("code"),
    "letter": gettext_lazy("key"),
    "name": gettext_lazy("name"),
    "name_en": gettext_lazy("English name"),
    "colour": gettext_lazy("colour"),
    "blocks": gettext_lazy("hours"),
    "breaks": gettext_lazy("breaks"),
    "tags": gettext_lazy("counts as"),
    "active": gettext_lazy("in use"),
    "week_min": gettext_lazy("hours a week"),
    "max_day_min": gettext_lazy("longest day"),
    "rate": gettext_lazy("yuan an hour"),
}


class FileForm(forms.Form):
    """A shifts file; its size is looked at before its bytes."""

    file = forms.FileField(
        label=gettext_lazy("Shifts file (TOML)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,.txt"}),
        error_messages={"required": gettext_lazy("Choose a file first."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_KIB * 1024:
            raise forms.ValidationError(_("The file is larger than %(most)s KiB; a shifts file is a few pages of text.") % {"most": MOST_KIB})
        return file


class StoreForm(forms.Form):
    """The file that was checked, and the mark of what was shown."""

    content = forms.CharField(max_length=MOST_KIB * 2048)
    seen = forms.CharField(max_length=64)

    def clean_content(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(_("Choose the file again.")) from error


@dataclass(frozen=True)
class Shown:
    """A line of the report in words."""

    table: str
    line: Line
    news: str
    tone: str
    fields: str


@roles(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Choose a file; then what it would do, line by line."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, FileForm())
    return _checked(request, form, form.cleaned_data["file"].read()) if form.is_valid() else _page(request, form, status=422)


@roles(*PLANNERS)
@require_POST
def store(request: PersonRequest) -> HttpResponse:
    """Do what was shown; what moved meanwhile is shown anew."""
    form = StoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the file again."))
        return respond.go(request, "roster:shifts-import")
    data = form.cleaned_data["content"]
    try:
        done = shift_loading.store(data=data, seen=form.cleaned_data["seen"], by=request.person, now=timezone.now())
    except (HasErrors, MovedMeanwhile):
        messages.warning(request, _("The centre was changed meanwhile, so nothing was stored. This is what the file would do now."))
        return _checked(request, FileForm(), data)
    except Refusal:
        messages.error(request, _("Choose the file again."))
        return respond.go(request, "roster:shifts-import")
    counts = {news: sum(line.news == news for line in done.lines) for news in NEWS}
    messages.success(request, _("%(new)s were made, %(changed)s changed, %(same)s stay as they are.") % counts)
    return respond.go(request, "roster:shifts")


@roles(*READERS)
@require_safe
def export(_request: PersonRequest) -> HttpResponse:
    """Everything that the format holds; read back, it makes no difference."""
    return download(shift_writing.shifts_toml(today=timezone.localdate()), "shifts.toml", "application/toml; charset=utf-8")


def _checked(request: PersonRequest, form: FileForm, data: bytes) -> HttpResponse:
    try:
        loaded = shift_loading.check(data=data, by=request.person, now=timezone.now())
    except Refusal as refusal:
        form.add_error("file", sentence(refusal.code, refusal.facts))
        return _page(request, form, status=422)
    return _page(request, form, loaded, data, status=422 if loaded.errors else 200)


def _page(request: PersonRequest, form: FileForm, loaded: Loaded | None = None, data: bytes = b"", *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "loaded": loaded}
    if loaded:
        context |= {
            "errors": [_said(finding) for finding in loaded.errors[:SHOWN]],
            "notes": [_said(finding) for finding in loaded.findings if finding.severity != "error"],
            "lines": [_shown(line) for line in loaded.lines],
            "content": base64.b64encode(data).decode(),
        }
    return render(request, "roster/shift_import.html", context, status=status)


def _shown(line: Line) -> Shown:
    news, tone = NEWS[line.news]
    return Shown(str(TABLES[line.table]), line, str(news), tone, _(", ").join(str(FIELDS.get(name, name)) for name in line.fields))


def _said(finding: Finding) -> dict[str, Any]:
    return {"row": finding.row, "column": finding.column, "text": sentence(finding.code, finding.facts)}
