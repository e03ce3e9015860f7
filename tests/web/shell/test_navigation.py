"""The navigation shows what one may open, and where one is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cast import ACTORS, Cast, client_of
from zuoxi.web.shell import navigation

pytestmark = pytest.mark.django_db


def shown(cast: Cast, actor: str, path: str = "/") -> list[str]:
    """Addresses in the side navigation."""
    html = client_of(cast.actor(actor)).get(path).content.decode()
    side = html.split('<nav class="side"')[1].split("</nav>")[0]
    return re.findall(r'<li><a href="([^"]+)"', side)


def test_everybody_sees_only_doors_that_open_for_them(cast: Cast) -> None:
    for actor in ACTORS[1:]:
        links = shown(cast, actor)
        assert links
        assert {client_of(cast.actor(actor)).get(link).status_code for link in links} == {200}, actor


def test_an_agent_does_not_see_the_list_of_people_a_planner_does(cast: Cast) -> None:
    assert "/people/" not in shown(cast, "lin")
    assert "/people/" in shown(cast, "chen")


def test_an_item_can_be_narrowed_below_its_door(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_ITEMS", dict(navigation._ITEMS))
    navigation.register("shell:jobs", label="任务", icon="list", group="system", order=1, roles={"manager"})
    assert "/jobs/" in shown(cast, "zhou")
    assert "/jobs/" not in shown(cast, "chen")
    assert client_of(cast.chen).get("/jobs/").status_code == 200


@pytest.mark.parametrize(
    ("path", "current"), [("/", "/"), ("/people/", "/people/"), ("/people/units/", "/people/units/"), ("/people/?q=zs", "/people/")]
)
def test_the_current_page_is_marked_once(cast: Cast, path: str, current: str) -> None:
    html = client_of(cast.chen).get(path).content.decode().split('<nav class="side"')[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', html) == [current]


def test_a_page_beneath_marks_the_nearest_item_above(cast: Cast) -> None:
    html = client_of(cast.chen).get(f"/people/{cast.lin.pk}/").content.decode().split('<nav class="side"')[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', html) == ["/people/"]


def test_a_page_elsewhere_marks_the_item_it_belongs_to(cast: Cast) -> None:
    html = client_of(cast.chen).get("/roster/proposals/").content.decode().split('<nav class="side"')[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', html) == ["/roster/shifts/"]


def test_nobody_has_no_navigation() -> None:
    assert '<nav class="side"' not in client_of(None).get("/login/").content.decode()


def test_groups_come_in_their_order_and_labels_in_the_readers_language(cast: Cast) -> None:
    html = client_of(cast.chen, language="en").get("/").content.decode()
    labels = re.findall(r'class="side-label"[^>]*>([^<]+)<', html)
    known = [str(label) for label in ("Mine", "Planning", "Rostering", "Organisation", "Rules", "System")]
    assert labels == [label for label in known if label in labels]
    assert "Organisation" in labels


def test_the_phone_has_the_first_four_and_a_way_to_all(cast: Cast) -> None:
    html = client_of(cast.chen).get("/").content.decode().split('<nav class="tabbar"')[1].split("</nav>")[0]
    assert 1 <= len(re.findall(r"<a href=", html)) <= 4
    assert 'data-menu="open"' in html


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(KeyError):
        navigation.register("shell:home", label="x", icon="x", group="nowhere", order=1)


def test_a_dead_link_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert navigation.dead_links() == []
    monkeypatch.setattr(navigation, "_ITEMS", {})
    navigation.register("shell:nowhere", label="x", icon="x", group="mine", order=1)
    navigation.register("people:person", label="x", icon="x", group="mine", order=2)
    assert [error.id for error in navigation.dead_links()] == ["shell.E002", "shell.E002"]


def test_a_card_links_only_to_what_its_reader_may_open(cast: Cast) -> None:
    assert navigation.url_for(cast.chen, "people:people") == "/people/"
    assert navigation.url_for(cast.lin, "people:people") == ""
    assert navigation.url_for(cast.chen, "no:route") == ""


def test_links_are_grouped_without_being_reordered() -> None:
    def link(url: str, group: str) -> navigation.Link:
        return navigation.Link(url, url, "home", group, url, False)

    every: list[Any] = [link("a", "g"), link("b", "g"), link("c", "h")]
    assert [(group, [one.url for one in links]) for group, links in navigation.grouped(every)] == [("g", ["a", "b"]), ("h", ["c"])]
