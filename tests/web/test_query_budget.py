"""A page has a query budget; it asks as often for a thousand rows as for ten (R39)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, client_of
from tests.web.areas import Page, pages

FILE = Path(__file__).with_name("query_budget.json")
MOST, FEW, MANY = 30, 10, 1000
PAGES = [pytest.param(page, id=page.key) for page in pages()]
GROWING = [pytest.param(page, id=page.key) for page in pages() if page.grow]
pytestmark = pytest.mark.django_db


def budget() -> dict[str, int]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def asked(page: Page, cast: Cast, url: str) -> int:
    """Queries of one page, without those that only savepoints of the test make."""
    client = client_of(cast.actor(page.actor))
    with CaptureQueriesContext(connection) as seen:
        response = client.get(url)
    assert response.status_code == 200, page.key
    return len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stays_within_its_budget(page: Page, cast: Cast) -> None:
    url = page.url(cast)
    if page.grow:
        page.grow(cast, FEW)
    count = asked(page, cast, url)
    if os.environ.get("ZUOXI_WRITE_BUDGET"):
        FILE.write_text(json.dumps({**budget(), page.key: count}, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    assert count <= budget()[page.key], f"{page.key} asks {count} times; if that is right, run with ZUOXI_WRITE_BUDGET=1"


@pytest.mark.parametrize("page", GROWING)
def test_a_thousand_rows_cost_no_more_queries_than_ten(page: Page, cast: Cast) -> None:
    counts = []
    for rows in (FEW, MANY):
        with transaction.atomic():
            url = page.url(cast)
            page.grow(cast, rows)
            counts.append(asked(page, cast, url))
            transaction.set_rollback(True)
    assert counts[0] == counts[1]


def test_no_budget_is_larger_than_a_page_may_ask() -> None:
    assert {key: count for key, count in budget().items() if count > MOST} == {}


def test_every_page_has_a_budget_and_every_budget_a_page() -> None:
    assert set(budget()) == {page.key for page in pages()}
