"""Pages that show a number of the policy show the one in force (P-01, O-01, F-01, F-08), and ask for it once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast, client_of
from tests.policies import put_in_force
from zuoxi.acd.facts import Hours
from zuoxi.acd.queues import QueueForm, create
from zuoxi.rules.organisation import Span
from zuoxi.web.shell import home_cards

pytestmark = pytest.mark.django_db


LOOSE = {"organisation": {"least": 1, "most": 5}}


def flagged(cast: Cast) -> list[str]:
    """The teams that the tree of units flags."""
    response = client_of(cast.chen).get("/people/units/")
    assert response.status_code == 200
    return [str(one.unit) for one in response.context["branches"] if one.span not in (None, Span.RIGHT)]


def outside(cast: Cast) -> str:
    """How many teams the first page counts as outside the span."""
    card = home_cards.numbers(cast.zhou, timezone.now())
    return str(card.context["items"][-1][1])


def test_the_tree_of_units_flags_by_the_span_in_force(cast: Cast) -> None:
    assert flagged(cast) == ["一组", "二组"]
    put_in_force(LOOSE)
    assert flagged(cast) == []
    assert client_of(cast.chen).get("/people/units/").context["policy"].most == 5


def test_the_first_page_counts_teams_by_the_span_in_force(cast: Cast) -> None:
    assert outside(cast) == "2"
    put_in_force(LOOSE)
    assert outside(cast) == "0"


def test_a_new_shrinkage_starts_from_the_policy_in_force(cast: Cast) -> None:
    def leave() -> set[float]:
        form = client_of(cast.chen).get("/planning/shrinkage/").context["form"]
        return {round(float(value), 4) for name, value in form.initial.items() if "leave" in name} or {
            round(float(field.initial), 4) for name, field in form.fields.items() if "leave" in name
        }

    before = leave()
    put_in_force({"staffing": {"leave_share": 0.17}})
    assert leave() != before


def test_a_new_target_starts_from_the_policy_in_force(cast: Cast) -> None:
    queue = create(QueueForm("loan", "贷款", "Loans", "phone", False, 1, (Hours(0, 480, 1200, 2),)))
    address = f"/planning/targets/?queue={queue.pk}"
    assert 'value="23"' not in client_of(cast.chen).get(address).content.decode()
    put_in_force({"staffing": {"phone_threshold_s": 23}})
    assert 'value="23"' in client_of(cast.chen).get(address).content.decode()


def test_what_begins_tomorrow_is_not_shown_today(cast: Cast) -> None:
    put_in_force(LOOSE, since=timezone.now() + timedelta(days=1))
    assert "采用出厂默认值" in client_of(cast.lin).get("/policy/values/organisation/").content.decode()
    assert flagged(cast) == ["一组", "二组"]
    assert outside(cast) == "2"


def test_a_request_reads_the_versions_once(cast: Cast) -> None:
    for number in range(5):
        put_in_force({"roster": {"max_nights": number}})
    client = client_of(cast.lin)
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/policy/rules/F-13/").status_code == 200
    assert len([one for one in seen.captured_queries if "core_policyversion" in one["sql"]]) == 1
    with CaptureQueriesContext(connection) as seen:
        client.get("/policy/rules/F-13/")
    assert len([one for one in seen.captured_queries if "core_policyversion" in one["sql"]]) == 1, "the next request reads them again"
