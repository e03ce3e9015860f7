"""The interface under requests made up from its description (A45): no 5xx, no stack trace, every error a problem with an id."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.api.fuzzing import Tally, fuzz, operations
from tests.api.programs import Program, program
from tests.cast import Cast
from tests.web.planning import world
from zuoxi.acd.queues import QueueForm, create
from zuoxi.api import limits
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import DayForm
from zuoxi.core.models import DayKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EACH = 8
NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)


@pytest.fixture
def described() -> dict[str, Any]:
    return json.loads(Client(HTTP_HOST="localhost").get("/api/openapi.json").content)


@pytest.fixture
def furnished(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A centre with something behind the first ids, and no limit on the rate."""
    monkeypatch.setattr(limits, "PER_MINUTE", 10**9)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    world.file(cast)
    create(QueueForm("loan", "贷款", "Loans", "phone", False, 1, ()))
    calendar_days.set_day(form=DayForm(NOW.date(), "司庆", DayKind.CLOSED), by=cast.chen, now=NOW)
    return cast


def test_no_made_up_request_breaks_the_interface(furnished: Cast, described: dict[str, Any]) -> None:
    tally = fuzz(described, program(furnished.chen), each=EACH)
    assert tally.wrong == []
    assert tally.sent >= EACH * len(list(operations(described)))
    assert tally.statuses[200] > 0
    assert tally.statuses[400] > 0


def test_without_a_token_every_made_up_request_is_401_or_finds_nothing(furnished: Cast, described: dict[str, Any]) -> None:
    tally = fuzz(described, Program(), each=2)
    assert tally.wrong == []
    assert set(tally.statuses) <= {401, 404, 405}


def test_the_fuzzer_sees_a_defect(furnished: Cast, described: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: an operation that fails is found."""
    monkeypatch.setattr("zuoxi.api.routes.queues.shown", lambda queue: 1 / 0)
    wanted = {"/api/queues": described["paths"]["/api/queues"]}
    with transaction.atomic():
        tally = fuzz(described | {"paths": wanted}, program(furnished.chen), each=3, tally=Tally())
    assert tally.wrong
    assert tally.statuses[500] > 0
