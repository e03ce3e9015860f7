"""Contracts: the list, and the form to make or change one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zuoxi.people import access
from zuoxi.people import contracts as verbs
from zuoxi.people.models import Contract, RoleName
from zuoxi.web.shell import seen
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

MAY_CHANGE = (RoleName.PLANNER, RoleName.HR)


class ContractFieldsForm(forms.Form):
    """Hours as people say them."""

    name = forms.CharField(label=gettext_lazy("name"), max_length=200)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=200, required=False)
    code = forms.SlugField(label=gettext_lazy("code"), max_length=50, help_text=gettext_lazy("What files call it. It cannot be changed later."))
    week_h = forms.DecimalField(label=gettext_lazy("hours a week"), min_value=1, max_value=60, decimal_places=1, max_digits=4)
    day_h = forms.DecimalField(label=gettext_lazy("most hours a day"), min_value=1, max_value=12, decimal_places=1, max_digits=4, initial=8)
    rate = forms.DecimalField(label=gettext_lazy("yuan an hour"), min_value=0, max_value=999_999, decimal_places=2, max_digits=8)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = known

    def chosen(self) -> verbs.ContractForm:
        data = self.cleaned_data
        return verbs.ContractForm(
            code=data["code"],
            name=data["name"],
            name_en=data["name_en"],
            week_min=round(data["week_h"] * 60),
            max_day_min=round(data["day_h"] * 60),
            rate=data["rate"],
        )


@roles(*sorted(access.OPENS_TERMS))
@require_safe
def contracts(request: PersonRequest) -> HttpResponse:
    """Every kind with how many people have it now."""
    today = timezone.localdate()
    employed = Q(people__left_on=None) | Q(people__left_on__gt=today)
    rows = Contract.objects.annotate(holders=Count("people", filter=employed)).order_by("code")
    return render(request, "centre/contracts.html", {"rows": rows, "may_change": access.has(request.person, *MAY_CHANGE)})


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    return _edit(request, None)


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Contract, pk=pk))


@transaction.atomic
def _edit(request: PersonRequest, contract: Contract | None) -> HttpResponse:
    contract = verbs.hold(contract) if contract and request.method == "POST" else contract
    shown = _initial(contract) if contract else {}
    bound = request.POST if request.method == "POST" else None
    form = ContractFieldsForm(bound, initial=shown, known=contract is not None)
    if form.is_valid() and contract and seen.is_stale(request, shown):
        seen.tell(form, shown)
        return _page(request, form, contract, status=409)
    if form.is_valid():
        try:
            saved = verbs.change(contract, form.chosen()) if contract else verbs.create(form.chosen())
        except verbs.CodeTaken as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved})
            return go(request, "centre:contracts")
    return _page(request, form, contract, status=422 if form.is_bound else 200)


def _page(request: PersonRequest, form: ContractFieldsForm, contract: Contract | None, *, status: int) -> HttpResponse:
    context = {"form": form, "contract": contract, "seen": seen.mark(_initial(contract)) if contract else ""}
    return render(request, "centre/contract.html", context, status=status)


def _initial(contract: Contract) -> dict[str, Any]:
    fields = {name: getattr(contract, name) for name in ("code", "name", "name_en", "rate")}
    return {**fields, "week_h": contract.week_min / 60, "day_h": contract.max_day_min / 60}
