"""Who only reads sees the same numbers and not one way to change them; who plans sees every way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.planning import world
from zuoxi.planning.models import Snapshot

pytestmark = pytest.mark.django_db
READERS = ("wu", "zhou", "sun")
Make = Callable[[Cast], str]


def url(route: str, *args: int) -> str:
    return reverse(f"planning:{route}", args=args)


def the_snapshot(cast: Cast) -> int:
    return (Snapshot.objects.first() or world.snapshot(cast)).pk


PAGES: dict[str, Make] = {
    "history": lambda cast: url("history"),
    "file": lambda cast: url("history-file", world.file(cast).pk),
    "doubts": lambda cast: url("history-doubts") + f"?shown=all&m={world.mark(cast).pk}",
    "doubt": lambda cast: url("history-doubt", world.mark(cast, decided=True).pk),
    "forecasts": lambda cast: url("forecasts"),
    "forecast": lambda cast: url("forecast", world.layer(cast).forecast_id),
    "removed": lambda cast: url("forecast", world.layer(cast, removed=True).forecast_id),
    "snapshot": lambda cast: url("snapshot", the_snapshot(cast)),
    "requirements": lambda cast: url("requirements") + f"?s={the_snapshot(cast)}",
    "targets": lambda cast: url("targets") + f"?t={world.target(cast).pk}",
    "shrinkage": lambda cast: url("shrinkage"),
}


def changes(html: str) -> list[str]:
    """Where the forms of a page post to, those of the frame (language, log out) aside."""
    forms = re.findall(r"<form[^>]*>", html)
    posts = [form for form in forms if 'method="post"' in form]
    return [match.group(1) for form in posts if (match := re.search(r'action="(/planning/[^"]*)"', form))]


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_is_offered_no_change(cast: Cast, page: str) -> None:
    world.queue(cast)
    address = PAGES[page](cast)
    for reader in READERS:
        response = client_of(cast.actor(reader)).get(address)
        assert response.status_code == 200
        assert changes(response.content.decode()) == [], reader


@pytest.mark.parametrize("page", [page for page in PAGES if page != "forecasts"])
def test_a_planner_is_offered_every_change(cast: Cast, page: str) -> None:
    world.queue(cast)
    assert changes(client_of(cast.chen).get(PAGES[page](cast)).content.decode()) != []


def test_the_navigation_leads_readers_to_the_plans_and_agents_nowhere(cast: Cast) -> None:
    for actor, seen in (("chen", True), ("wu", True), ("zhou", True), ("sun", True), ("lin", False), ("gao", False)):
        html = client_of(cast.actor(actor)).get(reverse("shell:home")).content.decode()
        assert (url("forecasts") in html) == seen, actor


def test_every_way_to_change_on_a_page_is_a_door_that_is_tried() -> None:
    from tests.web.areas import doors

    posting = {route for route, several in doors().items() if route.startswith("planning:") for door in several if door.method == "post"}
    assert len(posting) >= 18
    assert {"planning:history-store", "planning:layer-put-back", "planning:requirement-compute", "planning:shrinkage-store"} <= posting


def test_a_file_that_was_loaded_with_the_centre_says_what_of_it_was_drawn(cast: Cast) -> None:
    file = world.file(cast, "stored", summary={}, findings=[], generated="aht_s, handled")
    html = client_of(cast.wu).get(url("history-file", file.pk)).content.decode()
    assert "aht_s, handled" in html
    assert "没有保留检查报告" in html
    assert "没有问题" not in html


def test_a_discarded_file_can_be_looked_at_and_no_more(cast: Cast) -> None:
    file = world.file(cast, "discarded", content=None)
    response = client_of(cast.chen).get(url("history-file", file.pk))
    assert response.status_code == 200
    assert changes(response.content.decode()) == []
    assert client_of(cast.chen).post(url("history-store", file.pk)).status_code == 409


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_two_hundred_characters_in_every_field_leave_the_pages_whole(cast: Cast, language: str) -> None:
    long = "很长的原因" * 40
    layer = world.layer(cast, reason=long)
    layer.forecast.name = long
    layer.forecast.save()
    client = client_of(cast.chen, language=language)
    for address in (url("forecasts"), url("forecast", layer.forecast_id), url("snapshot", the_snapshot(cast))):
        assert client.get(address).status_code == 200
