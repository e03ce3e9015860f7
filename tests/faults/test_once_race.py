"""The same form sent at the same moment (R24): one draft is made and all are sent to it; without the claim each makes its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, client_of
from tests.faults.processes import at_once, errors
from zuoxi.core.models import Sending
from zuoxi.roster.models import Version
from zuoxi.web.shell import once


def copying(legal: Version, cast: Cast) -> Callable[[], Any]:
    """A click with a browser of its own."""
    client, url = client_of(cast.chen), f"/roster/versions/{legal.pk}/copy/"
    return lambda: client.post(url, {"once": "k" * 20})


def test_four_clicks_at_once_make_one_draft(legal: Version, cast: Cast) -> None:
    results = at_once(*[copying(legal, cast) for _n in range(4)])
    assert errors(results) == []
    assert {one.headers["Location"] for one in results} == {f"/roster/{legal.period_id}/"}
    assert Version.objects.count() == 2


def test_without_the_claim_they_make_four(legal: Version, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "claim", lambda person, key, *, now: Sending(person=person, key=key, at=now, pk=0))
    results = at_once(*[copying(legal, cast) for _n in range(4)])
    assert errors(results) == []
    assert Version.objects.count() == 5
