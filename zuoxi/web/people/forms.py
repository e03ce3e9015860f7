"""Forms of the people pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zuoxi.people.models import Post, Skill, Unit
from zuoxi.people.queries import Wanted


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to; what cannot be understood is left out."""

    q = forms.CharField(label=_("Name, pinyin, initials or work number"), required=False, max_length=100, widget=forms.SearchInput)
    unit = forms.ModelChoiceField(Unit.objects.order_by("order", "name"), label=_("Unit"), required=False, empty_label=_("all units"))
    post = forms.ModelChoiceField(Post.objects.order_by("pk"), label=_("Post"), required=False, empty_label=_("all posts"))
    skill = forms.ModelChoiceField(Skill.objects.order_by("code"), label=_("Skill"), required=False, empty_label=_("all skills"))
    gone = forms.ChoiceField(label=_("Employment"), required=False, choices=[("", _("employed")), ("yes", _("has left"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"placeholder": self.fields["q"].label, "aria-label": self.fields["q"].label})
        for name in ("unit", "post", "skill", "gone"):
            self.fields[name].widget.attrs.update({"data-submit": "", "aria-label": self.fields[name].label})

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        return Wanted(said.get("q", ""), said.get("unit"), said.get("post"), said.get("skill"), said.get("gone") == "yes")

    @property
    def is_narrowed(self) -> bool:
        return self.wanted() != Wanted()
