"""The first page: what waits for this person, by role."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zuoxi.web.shell import cards
from zuoxi.web.shell.doors import everyone
from zuoxi.web.shell.requests import PersonRequest


@everyone
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Cards that the areas registered, for those they are meant for."""
    return render(request, "shell/home.html", {"cards": cards.of(request.person, now=timezone.now()), "today": timezone.localdate()})
