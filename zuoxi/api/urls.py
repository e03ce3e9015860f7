"""Routes of the interface: every path of ninja behind the gate, the description, the page about it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from zuoxi.api import gate, pages
from zuoxi.api.interface import INTERFACE

app_name = "api"


def behind_the_gate() -> Iterator[URLPattern]:
    """One route a path, named by its first operation."""
    for router in INTERFACE._get_bound_routers():
        for place, path_view in router.path_operations.items():
            route = place.lstrip("/").replace("{", "<").replace("}", ">")
            yield path(route, gate.behind(path_view), name=path_view.operations[0].url_name)


urlpatterns = [
    path("openapi.json", pages.description, name="openapi"),
    path("docs", pages.docs, name="docs"),
    path("tokens", pages.tokens_page, name="tokens"),
    path("tokens/<int:pk>/revoke", pages.revoke, name="token-revoke"),
    *behind_the_gate(),
    path("", pages.nothing, name="nothing"),
    path("<path:rest>", pages.nothing, name="nothing-below"),
]
