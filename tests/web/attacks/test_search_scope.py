"""A7, A8: search, filter, sort and messages find only what is in reach; no answer depends on what one may not see."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.programs import code, program
from tests.cast import Cast, client_of, hire
from zuoxi.people.models import Person, RoleName

pytestmark = pytest.mark.django_db
REACH = {
    "lin": {"1001"},
    "zhao": {"1002"},
    "wu": {"1001", "2001"},
    "sun": {"1001", "1002", "2001", "5001"},
    "chen": {"1001", "1002", "2001", "3001", "4001", "5001", "6001"},
    "zhou": {"1001", "1002", "2001", "3001", "4001", "5001", "6001"},
}
"""Whom each may look up, by work number."""
NUMBERS = {"1001": "林静", "1002": "赵磊", "2001": "吴班长", "3001": "陈晓燕", "4001": "周敏", "5001": "孙立", "6001": "高远"}


def found(actor: Person | None, text: str) -> set[str]:
    answer = client_of(actor).get("/people/search/", {"q": text})
    assert answer.status_code == 200
    return {one["number"] for one in json.loads(answer.content)["people"]}


@pytest.mark.parametrize("actor", REACH)
def test_while_one_types_only_people_in_reach_are_found(actor: str, cast: Cast) -> None:
    by_number = {number for number in NUMBERS if number in found(cast.actor(actor), number)}
    by_name = {number for number, name in NUMBERS.items() if number in found(cast.actor(actor), name)}
    assert (by_number, by_name) == (REACH[actor], REACH[actor])


@pytest.mark.parametrize("text", ["%", "_", "*", ".", "' OR 1=1 --", "1001' --", "\\", "%%", "[0-9]", "^1", "a\0b", "１００１%"])
def test_no_sign_of_a_database_widens_the_search(text: str, cast: Cast) -> None:
    for actor in ("lin", "zhao"):
        assert found(cast.actor(actor), text) <= REACH[actor]


def test_nothing_typed_finds_nobody(cast: Cast) -> None:
    for text in ("", " ", "\t"):
        assert found(cast.chen, text) == set()


def test_who_has_left_is_no_longer_found_by_anybody(cast: Cast) -> None:
    Person.objects.filter(pk=cast.lin.pk).update(left_on=date(2025, 12, 31))
    assert found(cast.wu, "1001") == set()
    assert found(cast.chen, "林静") == set()


def listed(actor: Person | None, query: str) -> list[str]:
    answer = client_of(actor).get(f"/people/{query}")
    assert answer.status_code == 200
    return [row.work_number for row in answer.context["listing"].rows]


HIDDEN = ("contract", "contract__rate", "contract__code", "password", "last_login", "is_active", "preference", "language", "roles__name", "leaves")


@pytest.mark.parametrize("column", HIDDEN)
def test_a_list_is_not_sorted_by_what_its_reader_may_not_see(column: str, cast: Cast) -> None:
    """wu may not see contracts: the order tells nothing about them."""
    plain = listed(cast.wu, "")
    for sort in (column, f"-{column}"):
        assert listed(cast.wu, f"?sort={sort}") == plain
        assert listed(cast.wu, f"?ordering={sort}") == plain


@pytest.mark.parametrize(
    "probe", ["contract=1", "contract__rate__gt=1", "password__startswith=argon2", "roles__name=leader", "is_active=1", "pk=1", "q__regex=."]
)
def test_a_list_is_not_narrowed_by_what_its_reader_may_not_see(probe: str, cast: Cast) -> None:
    assert listed(cast.wu, f"?{probe}") == listed(cast.wu, "")
    refused = program(cast.wu).get(f"/api/people?{probe}")
    assert code(refused) == (400, "api.unknown_parameter")


@pytest.mark.parametrize("hidden", ["38.00", "30.00", "全日制", "full", "argon2", "leader"])
def test_the_search_does_not_look_into_hidden_columns(hidden: str, cast: Cast) -> None:
    assert listed(cast.wu, f"?q={hidden}") == []
    assert found(cast.wu, hidden) == set()


def test_a_page_that_is_not_there_counts_nobody_out_of_reach(cast: Cast) -> None:
    """The number of pages of wu's list does not grow with people of another team."""
    before = listed(cast.wu, "")
    for number in range(60):
        hire(f"70{number:02}", "外人", unit=cast.other_team, post=cast.lin.post, role=RoleName.AGENT)
    assert listed(cast.wu, "") == before
    assert listed(cast.wu, "?page=2") == before
    hire("7100", "新人", unit=cast.team, post=cast.lin.post, role=RoleName.AGENT)
    assert sorted(listed(cast.wu, "")) == sorted([*before, "7100"])


def test_asking_the_database_costs_the_same_whether_a_hidden_person_matches_or_not(cast: Cast) -> None:
    client, counted = client_of(cast.lin), []
    client.get("/people/search/?q=x")
    for text in ("1002", "9999", "赵磊", "没有人"):
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/search/", {"q": text})
        counted.append(len(queries))
    assert len(set(counted)) == 1


def test_a_taken_work_number_is_told_to_who_imports_people_and_to_nobody_else(cast: Cast) -> None:
    """The duplicate check is behind the same door as the people themselves."""
    for actor in ("lin", "wu", "sun", "zhou"):
        assert client_of(cast.actor(actor)).get("/people/import/").status_code == 403
    assert client_of(cast.chen).get("/people/import/").status_code == 200


@pytest.mark.parametrize("number", ["1001", "1002", "9999"])
def test_a_login_says_the_same_of_a_number_that_exists_and_of_one_that_does_not(number: str, cast: Cast) -> None:
    answer = client_of(None).post("/login/", {"username": number, "password": "wrong-horse"})
    other = client_of(None).post("/login/", {"username": "nobody-at-all", "password": "wrong-horse"})
    assert answer.status_code == other.status_code == 422
    assert answer.content.decode().count("alert") == other.content.decode().count("alert")


def test_the_interface_finds_by_the_same_words_and_within_the_same_reach(cast: Cast) -> None:
    for actor in ("wu", "sun", "chen"):
        mine = program(cast.actor(actor))  # type: ignore[arg-type]
        answers = {number: json.loads(mine.get(f"/api/people?q={number}").content)["items"] for number in NUMBERS}
        assert {number for number, items in answers.items() if items} == REACH[actor]
