"""Roles: who holds which, since when, given by whom; giving and taking them (O-01, P-07)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.people import access, matrix, roles
from zuoxi.people.models import Person, Role, RoleName
from zuoxi.web.people.role_forms import GrantForm, WithdrawForm
from zuoxi.web.shell import doors, respond
from zuoxi.web.shell.listing import Column, Listing
from zuoxi.web.shell.requests import PersonRequest

GIVES = sorted(matrix.roles("role", "grant"))
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort=("person__pinyin", "person__work_number")),
    Column("role", gettext_lazy("Role"), sort=("name",)),
    Column("unit", gettext_lazy("Within"), sort=("unit__order", "unit__name")),
    Column("days", gettext_lazy("From, to"), sort=("valid_until",), phone=False),
    Column("given", gettext_lazy("Given by"), phone=False),
)
STATES = {"valid": ("good", gettext_lazy("in force")), "later": ("info", gettext_lazy("not yet")), "over": ("neutral", gettext_lazy("over"))}


@doors.roles(*GIVES)
@require_safe
def held(request: PersonRequest) -> HttpResponse:
    """Everybody's roles within one's reach, but the agents': those are the rule."""
    wanted = request.GET.get("role", "")
    found = Role.objects.filter(person__in=access.visible_to(request.person)).select_related("person", "unit", "granted_by")
    found = found.filter(name=wanted) if wanted in RoleName.values else found.exclude(name=RoleName.AGENT)
    listing = Listing.of(request, found, columns=COLUMNS, order="name")
    return render(request, "people/roles.html", {"listing": listing, "choices": RoleName.choices, "wanted": wanted, "today": timezone.localdate()})


@doors.roles(*GIVES)
@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person's roles, former ones too; giving a further one."""
    person = access.one(request.person, pk)
    form = GrantForm(request.POST or None, by=request.person)
    if request.method == "POST" and form.is_valid() and _granted(request, person, form):
        return respond.go(request, "people:roles-of", person.pk)
    return render(request, "people/roles_of.html", _context(person, form), status=422 if form.errors else 200)


def _granted(request: PersonRequest, person: Person, form: GrantForm) -> bool:
    """A refusal for what was chosen stands beside the form; one for who asks is an answer of its own."""
    said = form.cleaned_data
    try:
        role = roles.grant(
            person=person,
            name=said["role"],
            unit=said["unit"],
            by=request.person,
            now=timezone.now(),
            valid_from=said["begin"],
            valid_until=said["until"],
        )
    except (roles.TwoAdministrators, roles.Held, roles.Backwards) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("%(who)s is now %(role)s.") % {"who": person.name, "role": role.get_name_display()})
    return True


def _context(person: Person, form: GrantForm) -> dict[str, Any]:
    today = timezone.localdate()
    rows = [(role, *STATES[role.state(today)]) for role in person.roles.select_related("unit", "granted_by").order_by("name", "unit__order")]
    former = person.former_roles.select_related("unit", "granted_by", "withdrawn_by").order_by("-withdrawn_at")
    return {"shown": person, "rows": rows, "former": former, "form": form, "reason": WithdrawForm()}


@doors.roles(*GIVES)
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a role, with a reason."""
    role = Role.objects.filter(pk=pk, person__in=access.visible_to(request.person)).select_related("person", "unit").first()
    if role is None:
        raise Http404
    form = WithdrawForm(request.POST)
    if form.is_valid():
        roles.withdraw(role=role, by=request.person, now=timezone.now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("%(who)s is no longer %(role)s.") % {"who": role.person.name, "role": role.get_name_display()})
    else:
        messages.error(request, _("Say why the role is taken; nothing was changed."))
    return respond.go(request, "people:roles-of", role.person_id)
