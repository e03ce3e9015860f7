"""What a script sends to the grid: nonsense is 400, never a defect, and nothing is changed (A6, A21, A28)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Cast, client_of
from tests.roster.builders import MONDAY, NOW, kind
from zuoxi.core.models import Preference
from zuoxi.people.models import Role
from zuoxi.roster import versions
from zuoxi.roster.models import Assignment, Period, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Version:
    kind("早", "E", [(480, 1020)])
    period = Period.objects.create(unit=cast.centre, name="第 48 周", first_day=MONDAY, days=7, created_by=cast.chen, created_at=NOW)
    return versions.create(period=period, by=cast.chen, now=NOW)


def send(cast: Cast, draft: Version, verb: str, body: Any, *, actor: str = "chen") -> Any:
    raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
    url = f"/roster/versions/{draft.pk}/grid/{verb}/" if verb != "keep" else "/roster/grid/keep/"
    return client_of(cast.actor(actor)).post(url, raw, content_type="application/json", headers={"accept": "application/json"})


def one(person: object, day: object = 0, shift: object = "早", locked: object = None, **more: object) -> dict[str, Any]:
    return {"seen": 0, "steps": [{"kind": "key", "cells": [[person, day, shift, locked]]}], **more}


def test_a_good_step_is_done(cast: Cast, draft: Version) -> None:
    """The control of all that follows."""
    assert send(cast, draft, "change", one(cast.lin.pk)).status_code == 200
    assert Assignment.objects.get(version=draft).shift.code == "早"


DEEP = "[" * 100_000 + "]" * 100_000
NONSENSE: dict[str, Any] = {
    "nothing": "",
    "no JSON": "{",
    "a list": [],
    "a number": 7,
    "null": None,
    "no steps": {"seen": 0, "steps": []},
    "steps in words": {"seen": 0, "steps": "all"},
    "fifty-one steps": {"seen": 0, "steps": [{"kind": "key", "cells": [[1, 0, None, None]]}] * 51},
    "a revision below nothing": {**one(1), "seen": -1},
    "a true revision": {**one(1), "seen": True},
    "no revision": {"steps": one(1)["steps"]},
    "an unknown kind": {"seen": 0, "steps": [{"kind": "drop table", "cells": [[1, 0, "早", None]]}]},
    "no cells": {"seen": 0, "steps": [{"kind": "key", "cells": []}]},
    "a cell too short": {"seen": 0, "steps": [{"kind": "key", "cells": [[1, 0]]}]},
    "a cell too long": {"seen": 0, "steps": [{"kind": "key", "cells": [[1, 0, "早", None, 9]]}]},
    "a person in words": one("1 OR 1=1"),
    "half a person": one(1.5),
    "a day far away": one(1, 401),
    "a day below nothing": one(1, -1),
    "a shift that is a list": one(1, 0, ["早"]),
    "a lock that is a word": one(1, 0, "早", "yes"),
    "endless": '{"seen": 0, "steps": [{"kind": "key", "cells": [[Infinity, 0, null, null]]}]}',
    "too deep": DEEP,
    "too deep inside": '{"seen": 0, "steps": ' + DEEP + "}",
    "not text": b"\xff\xfe\x00",
    "a number of five thousand digits": '{"seen": ' + "9" * 5000 + ', "steps": [1]}',
}


@pytest.mark.parametrize("verb", ["change", "undo", "redo"])
@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_four_hundred_and_changes_nothing(what: str, verb: str, cast: Cast, draft: Version) -> None:
    response = send(cast, draft, verb, NONSENSE[what])
    assert response.status_code == 400
    assert response.json()["code"] == "roster.grid_unreadable"
    assert not Assignment.objects.exists()
    assert Version.objects.get(pk=draft.pk).revision == 0


@pytest.mark.parametrize("person", [0, 10**9, 10**18, 10**30, 2**63, 2**64])
def test_a_person_that_is_none_is_refused_by_number_whatever_its_size(person: int, cast: Cast, draft: Version) -> None:
    response = send(cast, draft, "change", one(person))
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert response.json()["outcomes"][0]["message"]
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("seen", [10**9, 10**18, 10**30])
def test_a_revision_from_the_future_breaks_nothing(seen: int, cast: Cast, draft: Version) -> None:
    assert send(cast, draft, "change", {**one(cast.lin.pk), "seen": seen}).status_code in (200, 400, 409)


@pytest.mark.parametrize("shift", ["", "\0", "\ud800", "早" * 5_000, "<script>hit()</script>", "'; DROP TABLE roster_assignment; --", "=1+1"])
def test_a_shift_that_is_none_is_refused_by_name(shift: str, cast: Cast, draft: Version) -> None:
    response = send(cast, draft, "change", one(cast.lin.pk, 0, shift))
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert response.headers["Content-Type"].startswith("application/json")
        assert response.json()["outcomes"][0]["message"]
    assert not Assignment.objects.exists()


def test_further_keys_are_not_obeyed(cast: Cast, draft: Version) -> None:
    """A6: whoever writes the body decides only what it is for."""
    body = one(cast.lin.pk, by=cast.gao.pk, author=cast.gao.pk, now="1999-01-01", state="published", revision=99, version=1, is_locked=True)
    assert send(cast, draft, "change", body).status_code == 200
    row = Assignment.objects.get(version=draft)
    assert (row.changed_by, row.is_locked, row.revision) == (cast.chen, False, 1)
    kept = Version.objects.get(pk=draft.pk)
    assert (kept.state, kept.revision, kept.created_by) == ("draft", 1, cast.chen)
    assert kept.edits.get().author == cast.chen


@pytest.mark.parametrize("actor", ["lin", "wu", "zhao", "zhou", "sun", "gao"])
def test_a_good_body_from_somebody_who_does_not_plan_changes_nothing(actor: str, cast: Cast, draft: Version) -> None:
    for verb, body in (("change", one(cast.lin.pk)), ("undo", {"seen": 0, "times": 1}), ("redo", {"seen": 0, "times": 1})):
        assert send(cast, draft, verb, body, actor=actor).status_code in (403, 404)
    assert not Assignment.objects.exists()


def test_a_planner_of_another_team_changes_nothing_here(cast: Cast, draft: Version) -> None:
    Role.objects.filter(person=cast.chen).update(unit=cast.other_team)
    assert send(cast, draft, "change", one(cast.lin.pk)).status_code in (403, 404)
    Period.objects.update(unit=cast.team)
    assert send(cast, draft, "change", one(cast.lin.pk)).status_code == 404
    assert not Assignment.objects.exists()


WISHES: list[dict[str, Any]] = [
    {"group": "\0"},
    {"group": "\ud800"},
    {"cols": ["\0", "\udfff"]},
    {"group": "x" * 10**5},
    {"cols": ["a"] * 999},
    {"evil": {"a": 1}},
    {"keys": "no"},
]


@pytest.mark.parametrize("body", WISHES)
def test_wishes_for_the_grid_hold_only_what_is_known(body: dict[str, Any], cast: Cast, draft: Version) -> None:
    response = send(cast, draft, "keep", body)
    assert response.status_code in (204, 400)
    for kept in Preference.objects.all():
        assert set(kept.wishes) <= {"group", "sort", "layout", "cols", "keys"}
        assert len(json.dumps(kept.wishes)) < 1_000
    assert client_of(cast.chen).get(f"/roster/versions/{draft.pk}/grid/").status_code == 200
