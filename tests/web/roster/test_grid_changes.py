"""What a planner does in the grid: one answer says what is true now, what it breaks, what it covers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast, client_of, hire
from tests.web.roster.grid_world import World, build
from zuoxi.people.models import Person, RoleName
from zuoxi.roster.models import Assignment, Edit, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.fixture
def hu(cast: Cast) -> Person:
    """A second planner."""
    return hire("3002", "胡平", unit=cast.centre, post=cast.chen.post, role=RoleName.PLANNER)


def send(person: Person, name: str, world: World, body: Any, *, wanted: int = 200) -> Any:
    url = reverse(f"roster:grid-{name}", args=[world.draft.pk])
    response = client_of(person).post(url, json.dumps(body), content_type="application/json", headers={"Accept": "application/json"})
    assert response.status_code == wanted, response.content.decode()
    return response.json()


def step(*cells: list[Any], kind: str = "key") -> dict[str, Any]:
    return {"kind": kind, "cells": list(cells)}


def put(person: Person, world: World, *cells: list[Any], seen: int = 0, kind: str = "key") -> Any:
    return send(person, "change", world, {"seen": seen, "steps": [step(*cells, kind=kind)]})


def test_an_edit_is_stored_and_answered_with_what_follows_from_it(world: World) -> None:
    lin = world.cast.lin
    answer = put(world.cast.chen, world, [lin.pk, 1, "夜", None])
    assert world.code(lin, 1) == "夜"
    assert answer["revision"] == 1
    assert answer["cells"] == [[lin.pk, 1, "夜", False]]
    assert answer["outcomes"] == [{"message": "", "conflicts": []}]
    assert answer["violations"]["people"] == [lin.pk]
    assert any(item["hard"] and 1 in item["days"] for item in answer["violations"]["items"]), "early after night breaks the rest"
    assert [day["day"] for day in answer["coverage"]["days"]] == [1, 2], "a night reaches into the next day"
    assert len(answer["at"]) == len("14:08:05")


def test_several_steps_are_done_in_order_and_each_can_be_undone(world: World) -> None:
    lin, zhao = world.cast.lin, world.cast.zhao
    body = {"seen": 0, "steps": [step([lin.pk, 0, "晚", None]), step([lin.pk, 0, None, None], [zhao.pk, 0, "早", None], kind="paint")]}
    answer = send(world.cast.chen, "change", world, body)
    assert answer["revision"] == 2
    assert (world.code(lin, 0), world.code(zhao, 0)) == (None, "早")
    assert answer["turns"] == {"undo": "涂班", "redo": None}
    send(world.cast.chen, "undo", world, {"seen": 2, "times": 1})
    assert world.code(lin, 0) == "晚"


def test_undo_and_redo_are_kept_by_the_server_and_can_take_several_steps(world: World) -> None:
    lin = world.cast.lin
    before = [world.code(lin, day) for day in range(6)]
    for day in range(6):
        put(world.cast.chen, world, [lin.pk, day, "晚", None], seen=day)
    answer = send(world.cast.chen, "undo", world, {"seen": 6, "times": 6})
    assert [world.code(lin, day) for day in range(6)] == before
    assert (answer["turned"], answer["left"], answer["turns"]) == ("6 步", 0, {"undo": None, "redo": "键入"})
    send(world.cast.chen, "redo", world, {"seen": answer["revision"], "times": 2})
    assert [world.code(lin, day) for day in range(3)] == ["晚", "晚", before[2]]


def test_fifty_steps_and_more_can_be_undone_at_once(world: World) -> None:
    lin, before = world.cast.lin, [world.code(world.cast.lin, day) for day in range(14)]
    for number in range(55):
        put(world.cast.chen, world, [lin.pk, number % 14, "晚" if number % 28 < 14 else "白", None], seen=number)
    send(world.cast.chen, "undo", world, {"seen": 55, "times": 60})
    assert [world.code(lin, day) for day in range(14)] == before


def test_nothing_to_undo_is_said_and_changes_nothing(world: World) -> None:
    answer = send(world.cast.chen, "undo", world, {"seen": 0, "times": 1}, wanted=409)
    assert answer["code"] == "roster.nothing_to_undo"
    assert send(world.cast.chen, "redo", world, {"seen": 0, "times": 1}, wanted=409)["code"] == "roster.nothing_to_redo"


def test_the_same_cell_changed_by_another_planner_comes_back_with_both_values(world: World, hu: Person) -> None:
    lin = world.cast.lin
    put(hu, world, [lin.pk, 0, "晚", None])
    answer = put(world.cast.chen, world, [lin.pk, 0, "中", None], [lin.pk, 1, "中", None])
    conflict = answer["outcomes"][0]["conflicts"]
    assert conflict == [{"reason": "changed", "person": lin.pk, "day": 0, "mine": ["中", None], "theirs": ["晚", False], "by": "胡平"}]
    assert (world.code(lin, 0), world.code(lin, 1)) == ("晚", "早"), "nothing of the step is done"
    put(world.cast.chen, world, [lin.pk, 0, "中", None], seen=answer["revision"], kind="conflict")
    assert world.code(lin, 0) == "中", "having seen it, her value can be kept"


def test_different_cells_of_two_planners_do_not_disturb_each_other(world: World, hu: Person) -> None:
    put(hu, world, [world.cast.lin.pk, 0, "晚", None])
    answer = put(world.cast.chen, world, [world.cast.lin.pk, 1, "中", None])
    assert answer["outcomes"][0]["conflicts"] == []
    assert sorted(answer["cells"]) == [[world.cast.lin.pk, 0, "晚", False], [world.cast.lin.pk, 1, "中", False]], "hers and what she had not seen"


def test_a_locked_cell_stays_and_is_named_while_the_rest_is_done(world: World) -> None:
    lin = world.cast.lin
    put(world.cast.chen, world, [lin.pk, 0, "早", True], kind="lock")
    answer = put(world.cast.chen, world, [lin.pk, 0, "晚", None], [lin.pk, 1, "晚", None], seen=1)
    assert [one["reason"] for one in answer["outcomes"][0]["conflicts"]] == ["locked"]
    assert (world.code(lin, 0), world.code(lin, 1)) == ("早", "晚")
    put(world.cast.chen, world, [lin.pk, 0, "早", False], seen=2, kind="unlock")
    put(world.cast.chen, world, [lin.pk, 0, "晚", None], seen=3)
    assert world.code(lin, 0) == "晚"


def test_a_step_that_makes_no_sense_is_refused_by_itself(world: World) -> None:
    lin = world.cast.lin
    body = {"seen": 0, "steps": [step([lin.pk, 0, "没有", None]), step([lin.pk, 1, "晚", None])]}
    answer = send(world.cast.chen, "change", world, body)
    assert "没有" in answer["outcomes"][0]["message"]
    assert answer["outcomes"][1]["message"] == ""
    assert (world.code(lin, 0), world.code(lin, 1)) == ("早", "晚")


def test_nobody_gets_a_shift_on_a_day_on_which_they_are_not_employed(world: World) -> None:
    Person.objects.filter(pk=world.cast.lin.pk).update(left_on=world.day(5))
    answer = put(world.cast.chen, world, [world.cast.lin.pk, 6, "晚", None])
    assert "林静" in answer["outcomes"][0]["message"]


def test_a_published_roster_is_refused_and_stays_as_it_is(world: World) -> None:
    Version.objects.filter(pk=world.draft.pk).update(state="published")
    answer = send(world.cast.chen, "change", world, {"seen": 0, "steps": [step([world.cast.lin.pk, 0, "晚", None])]}, wanted=409)
    assert answer["code"] == "roster.not_a_draft"
    assert send(world.cast.chen, "undo", world, {"seen": 0, "times": 1}, wanted=409)["code"] == "roster.not_a_draft"
    assert world.code(world.cast.lin, 0) == "早"


@pytest.mark.parametrize("name", ["change", "undo", "redo"])
def test_only_the_planner_of_the_unit_changes_a_roster(world: World, name: str) -> None:
    body = {"seen": 0, "times": 1, "steps": [step([world.cast.lin.pk, 0, "晚", None])]}
    for person in (world.cast.zhou, world.cast.sun, world.cast.wu, world.cast.lin, world.cast.gao):
        send(person, name, world, body, wanted=403)
    of_team = hire("3003", "田组", unit=world.cast.team, post=world.cast.chen.post, role=RoleName.PLANNER)
    send(of_team, name, world, body, wanted=403)
    assert not Edit.objects.exists()


def test_a_change_without_the_token_of_the_page_is_refused(world: World) -> None:
    from django.test import Client

    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(world.cast.chen)
    url = reverse("roster:grid-change", args=[world.draft.pk])
    body = {"seen": 0, "steps": [step([world.cast.lin.pk, 0, "晚", None])]}
    assert client.post(url, json.dumps(body), content_type="application/json").status_code == 403
    assert world.code(world.cast.lin, 0) == "早"


def test_a_script_that_is_logged_out_is_told_so(world: World) -> None:
    url = reverse("roster:grid-change", args=[world.draft.pk])
    response = client_of(None).post(url, "{}", content_type="application/json", headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["code"]) == (401, "login_required")


CELL = [1, 0, "早", None]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"seen": 0},
        {"seen": 0, "steps": []},
        {"seen": -1, "steps": [step(CELL)]},
        {"seen": True, "steps": [step(CELL)]},
        {"seen": 0, "steps": [step(CELL)] * 51},
        {"seen": 0, "steps": [step()]},
        {"seen": 0, "steps": [step(CELL, kind="sql")]},
        {"seen": 0, "steps": ["key"]},
        {"seen": 0, "steps": [step(CELL[:3])]},
        {"seen": 0, "steps": [step([1, 0, 7, None])]},
        {"seen": 0, "steps": [step([1, 0, "早", "yes"])]},
        {"seen": 0, "steps": [step(["1", 0, "早", None])]},
        {"seen": 0, "steps": [step([1, 999_999_999, "早", None])]},
    ],
)
def test_what_our_script_would_never_send_is_refused_whole(world: World, body: Any) -> None:
    answer = send(world.cast.chen, "change", world, body, wanted=400)
    assert answer["code"] == "roster.grid_unreadable"
    assert not Edit.objects.exists()


def test_a_form_where_a_step_is_meant_is_not_read(world: World) -> None:
    response = client_of(world.cast.chen).post(
        reverse("roster:grid-change", args=[world.draft.pk]), {"steps": "x"}, headers={"Accept": "application/json"}
    )
    assert (response.status_code, response.json()["code"]) == (400, "roster.grid_unreadable")


@pytest.mark.parametrize("times", [0, -1, 201, "1", None])
def test_a_senseless_number_of_turns_is_refused(world: World, times: Any) -> None:
    assert send(world.cast.chen, "undo", world, {"seen": 0, "times": times}, wanted=400)["code"] == "roster.grid_unreadable"


def test_what_is_not_json_is_refused(world: World) -> None:
    url = reverse("roster:grid-change", args=[world.draft.pk])
    response = client_of(world.cast.chen).post(url, "not json", content_type="application/json", headers={"Accept": "application/json"})
    assert response.status_code == 400


def test_a_large_block_is_one_step_and_remarks_come_for_everybody(cast: Cast) -> None:
    world = build(cast, people=60, days=31)
    block = [[person.pk, day, "白", None] for person in world.people[:50] for day in range(31)]
    answer = put(cast.chen, world, *block, kind="paste")
    assert answer["violations"]["people"] is None
    assert Assignment.objects.filter(version=world.draft, person__in=world.people[:50]).exclude(shift__code="白").count() == 0
    assert Edit.objects.count() == 1
    send(cast.chen, "undo", world, {"seen": 1, "times": 1})
    assert world.code(cast.lin, 5) is None


def test_the_steps_are_listed_by_name_with_who_did_them_and_only_ones_own_can_be_turned(world: World, hu: Person) -> None:
    put(world.cast.chen, world, [world.cast.lin.pk, 0, "晚", None], [world.cast.zhao.pk, 0, "晚", None], kind="paint")
    put(hu, world, [world.cast.lin.pk, 5, "晚", None])
    url = reverse("roster:grid-steps", args=[world.draft.pk])
    found = client_of(world.cast.chen).get(url).json()["steps"]
    assert [(one["text"], one["by"], one["mine"], one["undone"]) for one in found] == [
        ("键入：1 格，1 人", "胡平", False, False),
        ("涂班：2 格，2 人", "陈晓燕", True, False),
    ]
    english = client_of(world.cast.chen, language="en").get(url).json()["steps"]
    assert [one["text"] for one in english] == ["Typed: 1 cell, 1 person", "Painted: 2 cells, 2 people"]
    assert not any(one["mine"] for one in client_of(world.cast.zhou).get(url).json()["steps"])
