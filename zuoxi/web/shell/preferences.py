"""How a reader wants it to look: language and theme (kept with the person and in a cookie), density of tables (cookie)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zuoxi.people.models import Person

LANGUAGES = ("zh-hans", "en")
THEMES = ("auto", "light", "dark")
DENSITIES = ("compact", "normal", "wide")
YEAR = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    chosen = getattr(getattr(request, "person", None), "theme", "") or request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def density_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("density", "")
    return chosen if chosen in DENSITIES else "compact"


def choose(request: HttpRequest, response: HttpResponse) -> None:
    """Keep what the form says; what it does not name or we do not know stays as it was."""
    person = request.person  # type: ignore[attr-defined]
    for name, possible in (("language", LANGUAGES), ("theme", THEMES), ("density", DENSITIES)):
        value = str(request.POST.get(name))
        if value not in possible:
            continue
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
        if person.is_authenticated and name != "density":
            Person.objects.filter(pk=person.pk).update(**{name: value})
