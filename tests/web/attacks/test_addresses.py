"""What stands behind the question mark: pages that do not exist, endless terms, columns nobody may see (A5, A7, A8, A28)."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.areas import Page, pages
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db
PAGES = [pytest.param(page, id=page.key) for page in pages()]
ODD = {
    "numbers too large": {"page": "9" * 4000, "unit": "9" * 30, "post": "9" * 30, "skill": "9" * 30, "copy": "9" * 30, "queue": "9" * 30},
    "superscript": {"page": "²", "unit": "²", "copy": "²", "queue": "²", "weeks": "²", "days": "²", "q": "%"},
    "NUL": {"page": "-1", "q": "a\0b", "sort": "\0", "kind": "\0", "shown": "\0", "unit": "\0", "queue": "\0"},
    "quotes": {"page": "1000000000", "q": "' OR 1=1 --", "sort": "name;DROP TABLE people_person", "unit": "1 OR 1=1"},
    "hidden columns": {"sort": "unit__head__password", "ordering": "-password", "password__startswith": "a", "fields": "password", "expand": "roles"},
}
WORDS = re.compile(r"password|argon2|pbkdf2|Traceback|OperationalError|SELECT ")


def look(client: Client, url: str, query: dict[str, str]) -> Any:
    before = time.process_time()
    response = client.get(url, query)
    assert time.process_time() - before < 3
    return response


@pytest.mark.parametrize("page", PAGES)
def test_no_odd_address_breaks_a_page_or_shows_what_it_hides(page: Page, cast: Cast) -> None:
    url = page.url(cast).split("?")[0]
    client = client_of(cast.actor(page.actor))
    usual = client.get(url)
    assert usual.status_code == 200
    for what, query in ODD.items():
        response = look(client, url, query)
        assert response.status_code in (200, 400, 404), what
        if page.actor != "nobody" and "/password/" not in url:
            words = set(WORDS.findall(response.content.decode())) - set(WORDS.findall(usual.content.decode()))
            echoed = {word for word in words if any(word in value for value in (*query, *query.values()))}
            assert words <= echoed, what


TERMS = ("a" * 101, "(a+)+$" * 15, "%" * 100, "_" * 100, "林" * 100, "\u202e", "'", '"', "\\", "%00", "{{7*7}}", "${7*7}")
SEARCHES = ("people:people", "people:search", "roster:leaves")


@pytest.mark.parametrize("route", SEARCHES)
def test_a_term_of_a_megabyte_is_answered_at_once(route: str, cast: Cast) -> None:
    for name in ("q", "sort", "unit"):
        assert look(client_of(cast.chen), reverse(route), {name: "长" * (2**20 // 9)}).status_code in (200, 400, 414)


@pytest.mark.parametrize("route", SEARCHES)
@pytest.mark.parametrize("term", TERMS)
def test_no_search_term_is_code_to_anybody(route: str, term: str, cast: Cast) -> None:
    response = look(client_of(cast.chen), reverse(route), {"q": term})
    assert response.status_code == 200
    assert "林静</a>" not in response.content.decode() or "林静" not in term


def test_wildcards_of_the_database_are_letters_to_the_search(cast: Cast) -> None:
    for term in ("%", "_", "%%", "林_", "1%", "1__1"):
        assert client_of(cast.chen).get(reverse("people:search"), {"q": term}).json() == {"people": []}, term
    assert len(client_of(cast.chen).get(reverse("people:search"), {"q": "10"}).json()["people"]) == 2


def test_a_search_finds_only_who_may_be_seen_and_tells_no_difference_to_nobody_there(cast: Cast) -> None:
    def found(actor: Person, term: str) -> bytes:
        return bytes(client_of(actor).get(reverse("people:search"), {"q": term}).content)

    assert b"1002" in found(cast.chen, "赵")
    for term in ("赵", "zhao", "zl", "1002"):
        assert found(cast.wu, term) == found(cast.wu, "没有这个人") == b'{"people": []}'
        assert found(cast.lin, term) == b'{"people": []}'
    assert b"1001" in found(cast.lin, "lin")


def test_sorting_by_a_hidden_column_changes_neither_order_nor_result(cast: Cast) -> None:
    """A7: the order must not depend on what the reader may not see."""
    url = reverse("people:people")

    def order(**query: str) -> list[str]:
        return re.findall(r'href="/people/(\d+)/"', client_of(cast.wu).get(url, query).content.decode())

    usual = order()
    for name in ("grade", "-grade", "contract", "contract__rate", "password", "-left_on", "roles__name", "last_login", "unit__head_id"):
        assert order(sort=name) == usual, name
    Person.objects.filter(pk=cast.lin.pk).update(grade=5, password="zzz")
    assert order(sort="-grade") == usual
    assert order(grade="5", password__startswith="z", contract__rate__gt="0") == usual


def test_filtering_by_a_unit_out_of_reach_shows_nobody_of_it(cast: Cast) -> None:
    for unit in (cast.other_team, cast.centre, cast.operations):
        page = client_of(cast.wu).get(reverse("people:people"), {"unit": unit.pk}).content.decode()
        assert "赵磊" not in page
        assert "1002" not in page
    assert "赵磊" in client_of(cast.sun).get(reverse("people:people"), {"unit": cast.other_team.pk}).content.decode()


@pytest.mark.parametrize("key", ["0", "-1", "99999999999999999999999999", "1e9", "1 OR 1=1", "²", "1%00", "0x10", "９"])
@pytest.mark.parametrize("place", ["/people/{}/", "/jobs/{}/", "/people/import/{}/", "/planning/history/files/{}/", "/roster/versions/{}/grid/"])
def test_a_key_that_is_none_is_nothing_at_this_address(place: str, key: str, cast: Cast) -> None:
    assert client_of(cast.chen).get(place.format(key)).status_code == 404


@pytest.mark.parametrize("place", ["/my/week/{}/", "/my/month/{}-{}/", "/my/calendar/{}.ics"])
@pytest.mark.parametrize("word", ["0000-00-00", "9999-99-99", "2026-02-30", "1" * 5000, "-5", "\u0660", "a" * 3000, "..", "%"])
def test_a_day_that_is_none_is_nothing_at_this_address(place: str, word: str, cast: Cast) -> None:
    address = place.format(*([quote(word, safe="")] * place.count("{}")))
    assert client_of(cast.lin).get(address).status_code == 404


def test_ten_thousand_parameters_are_refused_and_a_thousand_cost_nothing(cast: Cast) -> None:
    client = client_of(cast.chen)
    many = "&".join(f"a{n}=1" for n in range(10_000))
    began = time.process_time()
    assert client.get(f"/people/?{many}").status_code in (200, 400)
    body = client.post("/people/import/", many, content_type="application/x-www-form-urlencoded")
    assert body.status_code == 400
    assert time.process_time() - began < 2


def test_a_form_of_ten_megabytes_is_refused(cast: Cast) -> None:
    body = "reason=" + "x" * (10 * 2**20)
    response = client_of(cast.chen).post("/planning/history/doubts/by-hand/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 413)
    assert connection.is_usable()
