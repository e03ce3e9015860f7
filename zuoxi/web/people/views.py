"""Pages: people."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from zuoxi.people import access
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.forms import SearchForm
from zuoxi.web.shell.requests import PersonRequest

FOUND_AT_MOST = 20


@everyone
@require_safe
def search(request: PersonRequest) -> JsonResponse:
    """People one may see, by name, pinyin, initials or work number, for fields that search while one types."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    people = access.visible_to(request.person).matching(text).select_related("unit").order_by("pinyin")[:FOUND_AT_MOST] if text else []
    found = [{"id": p.pk, "name": p.name, "number": p.work_number, "unit": str(p.unit)} for p in people]
    return JsonResponse({"people": found})
