"""What every template knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

import zuoxi
from zuoxi.core import approval_queries
from zuoxi.web.shell import navigation
from zuoxi.web.shell.preferences import density_of, theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Centre, navigation, what waits and what is unread, looks; asked of the database only when a template uses them."""
    badges = cache(lambda: _badges(request))
    return {
        "centre_name": settings.CENTRE_NAME,
        "zuoxi_version": zuoxi.__version__,
        "theme": theme_of(request),
        "density": density_of(request),
        "navigation": cache(lambda: navigation.links(request)),
        "unread": lambda: badges().unread,
        "waiting": lambda: badges().waiting,
    }


def _badges(request: HttpRequest) -> approval_queries.Badges:
    person = getattr(request, "person", None)
    known = person is not None and person.is_authenticated
    return approval_queries.badges(person, now=timezone.now()) if known else approval_queries.Badges()
