"""The form of an area, made from the types of its entries, and the small forms of a version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from zuoxi.core.sentences import sentence
from zuoxi.core.tables import check_size
from zuoxi.engine.finding import Refusal
from zuoxi.rules.areas import Area
from zuoxi.rules.policy import Entry
from zuoxi.rules.shapes import Bands, Choice, Clock, Items, Ladder, Number, Switch
from zuoxi.rules.values import Values, value
from zuoxi.web.policy import showing
from zuoxi.web.shell.forms import ClockInput, DayField

MOST_TEXT = 4000
BAND = re.compile(r"\s*(\S+)\s*(?:\.\.|～|~)\s*(\S+)\s*[=:：]\s*(\S+)\s*")
STEP = re.compile(r"\s*(.+?)\s*[=:：]\s*(\S+)\s*")


def number(text: str, *, share: bool) -> float | int:
    """The number behind the text: whole where it is written whole; a share is written in per cent."""
    try:
        found = Decimal(text.replace(",", "").replace("，", "").rstrip("%")) / (100 if share else 1)
    except InvalidOperation as error:
        raise forms.ValidationError(_("Write a number.")) from error
    if not found.is_finite() or abs(found) > Decimal("1e15"):
        raise forms.ValidationError(_("Write a number."))
    return int(found) if found == found.to_integral_value() else float(found)


class EntryField(forms.CharField):
    """A value of a policy as text; what it means is judged by the rules, here only how it is written."""

    def __init__(self, entry: Entry, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_TEXT, **kwargs)
        self.entry = entry

    def clean(self, value: Any) -> Any:
        text, shape = super().clean(value), self.entry.shape
        if isinstance(shape, Number):
            return number(text, share=showing.is_share(self.entry))
        if isinstance(shape, Items):
            return [self._item(part.strip()) for part in re.split(r"[,，、;；\n]", text) if part.strip()]
        if isinstance(shape, Bands):
            return [self._band(line) for line in text.splitlines() if line.strip()]
        if isinstance(shape, Ladder):
            return [self._step(line) for line in text.splitlines() if line.strip()]
        return text

    def _item(self, text: str) -> Any:
        return self._code(text) if self.entry.choices else number(text, share=showing.is_share(self.entry))

    def _band(self, line: str) -> list[Any]:
        found = BAND.fullmatch(line)
        if not found:
            raise forms.ValidationError(_("Write each band on a line of its own: 0 .. 60 = 5"))
        return [number(found[1], share=False), number(found[2], share=False), number(found[3], share=showing.is_share(self.entry))]

    def _step(self, line: str) -> list[Any]:
        found = STEP.fullmatch(line)
        if not found:
            raise forms.ValidationError(_("Write each rank on a line of its own, with = and its number."))
        return [self._code(found[1]), number(found[2], share=showing.is_share(self.entry))]

    def _code(self, text: str) -> str:
        """The code behind a word in either language; an unknown word stays, the rules will name it."""
        words = {word: code for code in self.entry.choices for word in (code, self.entry.word(code, "zh"), self.entry.word(code, "en"))}
        return words.get(text, text)


def field_of(entry: Entry) -> forms.Field:
    """A switch as a tick, a choice as a list, everything else as text with the right keyboard."""
    shape, label = entry.shape, entry.sentence(showing.language())
    if isinstance(shape, Switch):
        return forms.BooleanField(label=label, required=False)
    if isinstance(shape, Choice):
        return forms.ChoiceField(label=label, choices=[(code, entry.word(code, showing.language())) for code in shape.choices])
    if isinstance(shape, Clock):
        return EntryField(entry, label=label, widget=ClockInput())
    if isinstance(shape, Bands | Ladder):
        return EntryField(entry, label=label, widget=forms.Textarea(attrs={"rows": 4}))
    keyboard = {"inputmode": "decimal"} if isinstance(shape, Number) else {}
    return EntryField(entry, label=label, required=not isinstance(shape, Items), widget=forms.TextInput(attrs={**keyboard, "autocomplete": "off"}))


class AreaForm(forms.Form):
    """Every entry of an area, with the draft's value in it."""

    def __init__(self, area: Area, values: Values, data: Mapping[str, Any] | None = None) -> None:
        self.area = area
        told = {entry.name: value(values, area, entry) for entry in area.entries}
        texts = {e.name: told[e.name] if isinstance(e.shape, Switch | Choice | Clock) else showing.text(e, told[e.name]) for e in area.entries}
        super().__init__(data, initial=texts)
        for entry in area.entries:
            self.fields[entry.name] = field_of(entry)

    def refuse(self, faults: Mapping[tuple[str, str], Refusal]) -> None:
        """What the rules found, beside the field it belongs to, what belongs to no field above them."""
        entries = {entry.name: entry for entry in self.area.entries}
        for (area, name), refusal in faults.items():
            mine = area == self.area.name and name in entries
            facts = showing.said(entries[name], refusal.facts) if mine else refusal.facts
            self.add_error(name if mine else None, sentence(refusal.code, facts))


class SubmitForm(forms.Form):
    """From which day on, and why."""

    day = DayField(label=_("in force from"))
    remark = forms.CharField(label=_("reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["min"] = today.isoformat()


class VerdictForm(forms.Form):
    """What the decider says; a rejection needs it."""

    verdict = forms.CharField(label=_("remark"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class FileForm(forms.Form):
    """A policy file, refused by its size before it is read."""

    file = forms.FileField(
        label=_("Policy file"),
        help_text=_("TOML as it is exported here. What it does not say is as shipped."),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except Refusal as refused:
            raise forms.ValidationError(sentence(refused.code, refused.facts)) from refused
        return file
