"""ETag and If-Match (R22): every thing that can be changed, by pairs of writers who saw the same version."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.programs import code, program, the_problem
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SHIFT = {"code": "早", "letter": "E", "name": "早班", "colour": "#2f6fde", "blocks": [{"start_min": 480, "end_min": 1020}]}
DAY = {"name": "司庆", "kind": "closed"}
EDITABLE = [
    ("/api/queues", {"code": "hotline", "name": "热线"}, {"name": "甲"}, {"name": "乙"}),
    ("/api/shifts", SHIFT, SHIFT | {"name": "甲"}, SHIFT | {"name": "乙"}),
    ("/api/calendar/days", DAY | {"day": "2026-05-20"}, DAY | {"name": "甲"}, DAY | {"name": "乙"}),
]
every = pytest.mark.parametrize(("path", "body", "mine", "theirs"), EDITABLE, ids=["queue", "shift", "day"])


@every
def test_of_two_who_saw_the_same_version_the_second_is_told_what_it_is_now(cast: Cast, path: str, body: Any, mine: Any, theirs: Any) -> None:
    one, other = program(cast.chen), program(cast.chen)
    made = one.post(path, body)
    place, etag = made.headers["Location"], made.headers["ETag"]
    changed = one.ask("put", place, mine, **{"If-Match": etag})
    assert (changed.status_code, changed.json()["name"]) == (200, "甲")
    stale = the_problem(other.ask("put", place, theirs, **{"If-Match": etag}))
    assert (stale["status"], stale["code"], stale["current"]["name"]) == (412, "version.stale", "甲")
    assert stale["etag"] == changed.headers["ETag"]
    assert other.get(place).json()["name"] == "甲"
    assert other.ask("put", place, theirs, **{"If-Match": stale["etag"]}).json()["name"] == "乙"


@every
def test_a_change_that_says_no_version_is_428(cast: Cast, path: str, body: Any, mine: Any, theirs: Any) -> None:
    one = program(cast.chen)
    place = one.post(path, body).headers["Location"]
    assert code(one.ask("put", place, mine)) == (428, "version.wanted")
    assert code(one.ask("put", place, mine, **{"If-Match": "*"})) == (412, "version.stale")
    assert code(one.ask("put", place, mine, **{"If-Match": 'W/"x"'})) == (412, "version.stale")
    assert one.get(place).json()["name"] == body["name"]


@every
def test_of_many_stale_pairs_none_overwrites(cast: Cast, path: str, body: Any, mine: Any, theirs: Any) -> None:
    """R22 in small, for each kind of thing: of each pair the first wins and the second changes nothing."""
    one = program(cast.chen)
    place = one.post(path, body).headers["Location"]
    for number in range(20):
        seen = one.get(place)
        first = one.ask("put", place, mine | {"name": f"甲{number}"}, **{"If-Match": seen.headers["ETag"]})
        second = one.ask("put", place, theirs | {"name": f"乙{number}"}, **{"If-Match": seen.headers["ETag"]})
        assert (first.status_code, second.status_code) == (200, 412)
        assert one.get(place).json()["name"] == f"甲{number}"


@every
def test_the_version_is_the_same_until_something_is_changed(cast: Cast, path: str, body: Any, mine: Any, theirs: Any) -> None:
    one = program(cast.chen)
    made = one.post(path, body)
    assert one.get(made.headers["Location"]).headers["ETag"] == made.headers["ETag"] == one.get(made.headers["Location"]).headers["ETag"]


@every
def test_nobody_without_the_right_learns_the_version(cast: Cast, path: str, body: Any, mine: Any, theirs: Any) -> None:
    place = program(cast.chen).post(path, body).headers["Location"]
    refused = program(cast.lin).ask("put", place, mine, **{"If-Match": "x"})
    assert code(refused) in {(403, "forbidden"), (404, "api.not_found")}
    assert "current" not in the_problem(refused)


def test_retiring_and_removing_ask_for_the_version_too(cast: Cast) -> None:
    one = program(cast.chen)
    shift, day = one.post("/api/shifts", SHIFT), one.post("/api/calendar/days", DAY | {"day": "2026-05-20"})
    for method, made, body in (("patch", shift, {"is_active": False}), ("delete", day, None)):
        place = made.headers["Location"]
        assert one.ask(method, place, body).status_code == 428
        assert one.ask(method, place, body, **{"If-Match": "x"}).status_code == 412
        assert one.ask(method, place, body, **{"If-Match": made.headers["ETag"]}).status_code in (200, 204)
