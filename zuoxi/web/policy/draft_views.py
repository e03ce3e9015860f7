"""Drafts: begun, changed, taken in from a file, submitted, withdrawn, decided on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.core.sentences import sentence
from zuoxi.core.tables.csv_file import decoded
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.rules import policy_file
from zuoxi.rules.areas import AREAS, Area
from zuoxi.rules.policy_file import PolicyFile
from zuoxi.rules.values import differences
from zuoxi.web.policy import rows
from zuoxi.web.policy.forms import AreaForm, FileForm, SubmitForm, VerdictForm
from zuoxi.web.policy.version_views import MAY_CHANGE, area_or_404, known, show
from zuoxi.web.shell import numbers
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

SHOWN_AT_MOST = 50


@roles(*MAY_CHANGE)
@require_POST
def new(request: PersonRequest) -> HttpResponse:
    """A draft of what will be in force, or like the version named."""
    named = numbers.whole(request.POST.get("like"))
    like = None if named is None else known(named)
    made = policy.draft(by=request.person, now=timezone.now(), like=like)
    return go(request, "policy:edit", made.number, AREAS[0].name)


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """The form of one area of a draft; what is wrong stands beside its field and nothing is saved."""
    draft, place = known(number), area_or_404(name)
    if draft.created_by != request.person or draft.state != VersionState.DRAFT:
        return go(request, "policy:version", number)
    if request.method != "POST":
        return _editor(request, draft, AreaForm(place, draft.values))
    form = AreaForm(place, draft.values, request.POST)
    if form.is_valid():
        faults = policy.change(version=draft, values={place.name: form.cleaned_data}, by=request.person, now=timezone.now())
        if not faults:
            messages.success(request, _("%(area)s was saved.") % {"area": place.label(request.LANGUAGE_CODE or "")})
            return go(request, "policy:edit", number, _next_area(request, place))
        form.refuse(faults)
    return _editor(request, draft, form, status=422)


def _next_area(request: PersonRequest, place: Area) -> str:
    """Stay, or go on to the area that follows."""
    following = AREAS[(AREAS.index(place) + 1) % len(AREAS)]
    return following.name if "next" in request.POST else place.name


def _editor(request: PersonRequest, draft: PolicyVersion, form: AreaForm, *, file: FileForm | None = None, status: int = 200) -> HttpResponse:
    before = policy.base_values(draft)
    context = {
        "shown": draft,
        "area": form.area,
        "form": form,
        "rows": rows.to_change(form, draft.values, before),
        "tabs": rows.tabs("policy:edit", form.area, draft.number),
        "count": len(list(differences(before, draft.values))),
        "file": file or FileForm(),
    }
    return render(request, "policy/edit.html", context, status=status)


@roles(*MAY_CHANGE)
@require_POST
def take_in(request: PersonRequest, number: int) -> HttpResponse:
    """A policy file instead of the draft's values; what is wrong is said with its line and nothing is changed."""
    draft, form = known(number), FileForm(request.POST, request.FILES)
    if form.is_valid():
        read = _read(form.cleaned_data["file"].read())
        for finding in read.findings[:SHOWN_AT_MOST]:
            form.add_error("file", _said(finding))
        if not read.findings:
            policy.replace(version=draft, values=read.values, by=request.person, now=timezone.now())
            messages.success(request, _("%(name)s was taken in. Look at what it changes.") % {"name": form.cleaned_data["file"].name})
            return go(request, "policy:version", number)
    return _editor(request, draft, AreaForm(AREAS[0], draft.values), file=form, status=422)


def _read(data: bytes) -> PolicyFile:
    """What an uploaded file says; bytes that are no text are a finding too."""
    try:
        return policy_file.read(decoded(data))
    except Refusal as refused:
        return PolicyFile({}, (Finding(refused.code, facts=refused.facts),))


def _said(finding: Finding) -> str:
    text = sentence(finding.code, finding.facts)
    return text if finding.row is None else _("Line %(row)s: %(text)s") % {"row": finding.row, "text": text}


@roles(*MAY_CHANGE)
@require_POST
def carry_over(request: PersonRequest, number: int) -> HttpResponse:
    """Onto the version that was approved meanwhile; the draft gets a new number."""
    moved = policy.carry_over(version=known(number), by=request.person, now=timezone.now())
    messages.success(request, _("The draft now follows version %(base)s and is version %(number)s.") % {"base": moved.base, "number": moved.number})
    return go(request, "policy:version", moved.number)


@roles(*MAY_CHANGE)
@require_POST
def submit(request: PersonRequest, number: int) -> HttpResponse:
    """Ask for approval; a day that cannot be is said beside the field."""
    draft, now = known(number), timezone.now()
    form = SubmitForm(request.POST, today=policy.day_of(now))
    if form.is_valid():
        try:
            policy.submit(version=draft, day=form.cleaned_data["day"], remark=form.cleaned_data["remark"], by=request.person, now=now)
        except (policy.DayPassed, policy.BeforeTheLast) as refused:
            form.add_error("day", str(refused))
        except (policy.NothingChanged, policy.StillWrong, policy.Overtaken) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Version %(number)s was submitted.") % {"number": number})
            return go(request, "policy:version", number)
    return show(request, draft, submitting=form, status=422)


@roles(*MAY_CHANGE)
@require_POST
def withdraw(request: PersonRequest, number: int) -> HttpResponse:
    policy.withdraw(version=known(number), by=request.person, now=timezone.now())
    messages.success(request, _("Version %(number)s was withdrawn.") % {"number": number})
    return go(request, "policy:version", number)


@roles(*MAY_CHANGE)
@require_POST
def approve(request: PersonRequest, number: int) -> HttpResponse:
    """Put it in force; refused when it is one's own, when its day has passed, or when another one came first."""
    submitted, form = known(number), VerdictForm(request.POST)
    if not form.is_valid():
        return show(request, submitted, deciding=form, status=422)
    try:
        policy.approve(version=submitted, by=request.person, now=timezone.now(), remark=form.cleaned_data["verdict"])
    except (policy.DayPassed, policy.Overtaken, policy.BeforeTheLast) as refused:
        form.add_error(None, str(refused))
        return show(request, submitted, deciding=form, status=422)
    messages.success(request, _("Version %(number)s was approved.") % {"number": number})
    return go(request, "policy:version", number)


@roles(*MAY_CHANGE)
@require_POST
def reject(request: PersonRequest, number: int) -> HttpResponse:
    submitted, form = known(number), VerdictForm(request.POST)
    if form.is_valid():
        try:
            policy.reject(version=submitted, by=request.person, now=timezone.now(), remark=form.cleaned_data["verdict"])
        except policy.ReasonMissing as refused:
            form.add_error("verdict", str(refused))
        else:
            messages.success(request, _("Version %(number)s was rejected.") % {"number": number})
            return go(request, "policy:version", number)
    return show(request, submitted, deciding=form, status=422)
