"""Numbers that are none, sent to the pages that take one: refused with a sentence, never a defect, and nothing is changed (A6, A28)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Cast, client_of
from tests.roster.builders import NOW
from tests.web.roster import scenes
from zuoxi.planning.models import Forecast
from zuoxi.roster import versions
from zuoxi.roster.models import Assignment, ShiftKind, Version

pytestmark = pytest.mark.django_db
NUMBERS = ["²", "٣", "9" * 5000, str(10**20), str(10**30), "-1", "1e3", ""]


@pytest.fixture
def draft(cast: Cast) -> Version:
    return scenes.draft(cast)


def cells() -> list[tuple[Any, ...]]:
    return list(Assignment.objects.order_by("pk").values_list("person", "day", "shift", "revision"))


@pytest.mark.parametrize("number", NUMBERS)
def test_publishing_with_a_revision_that_is_none_is_a_conflict(number: str, cast: Cast, draft: Version) -> None:
    assert client_of(cast.chen).post(f"/roster/versions/{draft.pk}/publish/", {"revision": number}).status_code == 409
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize("number", NUMBERS)
def test_marks_that_are_none_are_not_ticked(number: str, cast: Cast) -> None:
    response = client_of(cast.chen).post("/planning/history/doubts/decide/", {"mark": number, "decision": "out", "reason": "停电"})
    assert response.status_code == 422


@pytest.mark.parametrize("number", NUMBERS)
def test_a_shift_kind_to_copy_or_a_revision_that_is_none(number: str, cast: Cast) -> None:
    early = scenes.kinds()["早"]
    client = client_of(cast.chen)
    assert client.get("/roster/shifts/new/", {"copy": number}).status_code == 200
    assert client.post(f"/roster/shifts/{early.pk}/active/", {"revision": number}).status_code == 409
    assert ShiftKind.objects.get(pk=early.pk).is_active


@pytest.mark.parametrize("number", NUMBERS)
def test_queues_that_are_none_are_wrong_in_the_form(number: str, cast: Cast) -> None:
    asked = {"first_day": "2026-12-01", "weeks": "4", "queues": [number]}
    assert client_of(cast.chen).post("/planning/forecasts/new/", asked).status_code == 422
    assert not Forecast.objects.exists()


@pytest.mark.parametrize("number", NUMBERS)
def test_comparison_and_coverage_take_none_of_them(number: str, cast: Cast, draft: Version) -> None:
    client = client_of(cast.chen)
    assert client.get(f"/roster/{draft.period_id}/compare/", {"v": [number, draft.pk]}).status_code == 302
    assert client.get(f"/roster/versions/{draft.pk}/grid/coverage/", {"days": number}).status_code == 200


ROWS: dict[str, str] = {
    "endless": '[[1e999, "2026-11-23", "早"]]',
    "half": '[[1.5, "2026-11-23", "早"]]',
    "true": '[[true, "2026-11-23", "早"]]',
    "too large": f'[[{10**30}, "2026-11-23", "早"]]',
    "five thousand digits": f'[[{"9" * 5000}, "2026-11-23", "早"]]',
    "too deep": "[" * 100_000,
    "half a character": '[[1, "2026-11-23", "\\ud800"]]',
    "a shift that is a list": '[[1, "2026-11-23", ["早"]]]',
    "a day that is a number": '[[1, 20261123, "早"]]',
    "an object": '{"a": 1}',
    "no list": "7",
    "no JSON": "早",
}


def apply(cast: Cast, draft: Version, changes: str, revision: object) -> Any:
    return client_of(cast.chen).post(f"/roster/versions/{draft.pk}/import/apply/", {"changes": changes, "revision": revision})


@pytest.mark.parametrize("what", ROWS)
def test_a_list_that_no_preview_makes_is_refused_and_nothing_is_set(what: str, cast: Cast, draft: Version) -> None:
    before = cells()
    response = apply(cast, draft, ROWS[what], draft.revision)
    assert (response.status_code, response.headers["Location"]) == (302, f"/roster/versions/{draft.pk}/import/")
    assert cells() == before


def test_a_day_outside_a_stranger_and_a_revision_from_the_future_are_refused_a_good_list_is_set(cast: Cast, draft: Version) -> None:
    before, lin = cells(), cast.lin.pk
    good = json.dumps([[lin, "2026-11-27", "早"]])
    assert apply(cast, draft, json.dumps([[lin, "1999-01-01", None]]), draft.revision).status_code == 400
    assert apply(cast, draft, '[[999999, "2026-11-23", null]]', draft.revision).status_code == 400
    assert apply(cast, draft, good, draft.revision + 1).status_code == 409
    assert apply(cast, draft, good, 10**30).headers["Location"].endswith("/import/")
    assert apply(cast, draft, good, "9" * 5000).headers["Location"].endswith("/import/")
    assert cells() == before
    assert apply(cast, draft, good, draft.revision).headers["Location"].endswith("/grid/")
    assert cells() != before


@pytest.mark.parametrize("kind", [[], {}, None, 7, True, "\ud800"])
def test_a_step_whose_kind_is_no_word_is_unreadable(kind: object, cast: Cast, draft: Version) -> None:
    body = json.dumps({"seen": draft.revision, "steps": [{"kind": kind, "cells": [[cast.lin.pk, 4, "早", None]]}]})
    response = client_of(cast.chen).post(f"/roster/versions/{draft.pk}/grid/change/", body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize("in_force", ["", "²", "9" * 5000, str(10**30), "0"])
def test_a_sheet_that_does_not_name_the_version_in_force_publishes_nothing(in_force: str, cast: Cast) -> None:
    first = scenes.published(cast)
    second = versions.copy(version=first, by=cast.chen, now=NOW)
    client, url = client_of(cast.chen), f"/roster/versions/{second.pk}/publish/"
    refused = client.post(url, {"revision": second.revision, "in_force": in_force})
    assert (refused.status_code, "已在此期间发布" in refused.content.decode()) == (409, True)
    assert f'name="in_force" value="{first.pk}"' in client.get(url).content.decode()
    assert client.post(url, {"revision": second.revision, "in_force": first.pk}).status_code == 302
