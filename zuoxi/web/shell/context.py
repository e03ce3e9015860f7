"""What every template knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

import zuoxi
from zuoxi.core.models import Notice
from zuoxi.web.shell import navigation
from zuoxi.web.shell.preferences import density_of, theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Centre, navigation, number of unread notices, looks; asked of the database only when a template uses them."""
    return {
        "centre_name": settings.CENTRE_NAME,
        "zuoxi_version": zuoxi.__version__,
        "theme": theme_of(request),
        "density": density_of(request),
        "navigation": cache(lambda: navigation.links(request)),
        "unread": cache(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    person = getattr(request, "person", None)
    return Notice.objects.of(person).unread().count() if person and person.is_authenticated else 0
