"""What is in force, the versions that led there, and one version against another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people import access
from zuoxi.people.models import RoleName
from zuoxi.rules import policy_file
from zuoxi.rules.areas import AREAS, Area
from zuoxi.rules.values import differences
from zuoxi.web.policy import rows
from zuoxi.web.policy.forms import SubmitForm, VerdictForm
from zuoxi.web.shell.doors import everyone, roles
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

MAY_CHANGE = (RoleName.MANAGER,)
READERS = tuple(name for name in RoleName if name != RoleName.AGENT)
TONES = {
    VersionState.DRAFT: ("neutral", "pencil"),
    VersionState.SUBMITTED: ("warning", "clock"),
    VersionState.APPROVED: ("good", "check"),
    VersionState.REJECTED: ("bad", "x"),
    VersionState.WITHDRAWN: ("neutral", "arrow-back-up"),
}
COLUMNS = (
    Column("number", gettext_lazy("Version"), sort=("number",)),
    Column("state", gettext_lazy("State"), sort=("state",)),
    Column("from", gettext_lazy("In force from"), sort=("effective_from",)),
    Column("author", gettext_lazy("Drafted by"), sort=("created_by__pinyin",), phone=False),
    Column("decider", gettext_lazy("Decided by"), phone=False),
    Column("remark", gettext_lazy("Reason"), phone=False),
)


def area_or_404(name: str) -> Area:
    found = next((one for one in AREAS if one.name == name), None)
    if found is None:
        raise Http404
    return found


def known(number: int) -> PolicyVersion:
    """The version with its people; versions are the whole centre's."""
    return get_object_or_404(PolicyVersion.objects.select_related("created_by", "decided_by"), number=number)


@everyone
@require_safe
def values(request: PersonRequest, name: str = AREAS[0].name) -> HttpResponse:
    """What is in force, area by area; everybody may read the rules that bind them."""
    place, now = area_or_404(name), policy.in_force(timezone.now())
    mine = access.has(request.person, *READERS)
    context = {
        "label": place.label(request.LANGUAGE_CODE or ""),
        "rows": rows.in_force(now.values, place),
        "in_force": now,
        "tabs": rows.tabs("policy:values_of", place),
        "reads_versions": mine,
        "dropped": [f"{area}.{entry}".rstrip(".") for area, entry in now.dropped] if mine else [],
    }
    return render(request, "policy/values.html", context)


@roles(*READERS)
@require_safe
def versions(request: PersonRequest) -> HttpResponse:
    """Every version, the newest first, and which one is in force."""
    every = PolicyVersion.objects.select_related("created_by", "decided_by").defer("values")
    context = {
        "listing": Listing.of(request, every, columns=COLUMNS, order="-number"),
        "in_force": policy.in_force(timezone.now()),
        "may_change": access.has(request.person, *MAY_CHANGE),
        "tones": TONES,
    }
    return render(request, "policy/versions.html", context)


@roles(*READERS)
@require_safe
def version(request: PersonRequest, number: int) -> HttpResponse:
    return show(request, known(number))


class OtherForm(forms.Form):
    """Which version to compare with; 0 is what was shipped."""

    other = forms.TypedChoiceField(label=gettext_lazy("compared with"), coerce=int, required=False, empty_value=None)

    def __init__(self, shown: PolicyVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = PolicyVersion.objects.approved().newest_first().exclude(pk=shown.pk).values_list("number", flat=True)
        named = [(number, _("version %(number)s") % {"number": number}) for number in numbers]
        self.fields["other"].choices = [*named, (0, _("as shipped"))]  # type: ignore[attr-defined]


def show(request: PersonRequest, shown: PolicyVersion, *, submitting: SubmitForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
    """A version: who, when, what it changes against the one it follows or another, and what the reader may do with it."""
    chosen = OtherForm(shown, request.GET if "other" in request.GET else {"other": shown.base})
    other = chosen.cleaned_data["other"] if chosen.is_valid() and chosen.cleaned_data["other"] is not None else shown.base
    last, now, me = policy.newest(), timezone.now(), request.person
    is_author, manages = shown.created_by == me, access.has(me, *MAY_CHANGE)
    is_draft, is_submitted = shown.state == VersionState.DRAFT, shown.state == VersionState.SUBMITTED
    today = policy.day_of(now)
    context = {
        "shown": shown,
        "in_force": policy.in_force(now),
        "tone": TONES[VersionState(shown.state)],
        "choice": chosen,
        "other": other,
        "changes": rows.changes(differences(policy.of_version(other).values, shown.values)),
        "first_area": AREAS[0].name,
        "overtaken": (is_draft or is_submitted) and last is not None and last.number != shown.base and last.number,
        "may_edit": is_draft and is_author and manages,
        "may_withdraw": (is_draft or is_submitted) and is_author and manages,
        "may_decide": is_submitted and not is_author and manages and not policy.SUBMITTED,
        "waits_for_other": is_submitted and is_author and not policy.SUBMITTED,
        "may_copy": manages and shown.state in (VersionState.REJECTED, VersionState.WITHDRAWN),
        "submitting": submitting or SubmitForm(today=today, initial={"day": today, "remark": shown.remark}),
        "deciding": VerdictForm(),
        **more,
    }
    return render(request, "policy/version.html", context, status=status)


@roles(*READERS)
@require_safe
def export(request: PersonRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """A version as a file that can be changed and taken in again; 0 is what was shipped."""
    told = known(number).values if number else {}
    response = HttpResponse(policy_file.write(told), content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"policy-{number}.toml") or ""
    return response
