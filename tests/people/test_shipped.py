"""What a new centre starts with: posts with their sheets, two contracts (O-02, X-03)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zuoxi.people import contracts, posts
from zuoxi.people.contracts import CodeTaken, ContractForm
from zuoxi.people.models import Contract, Post

pytestmark = pytest.mark.django_db


def test_every_post_has_a_sheet_and_a_place_in_the_chain() -> None:
    made = posts.ship_defaults()
    assert {"manager", "supervisor", "leader", "agent", "order-taker", "outbound", "quality", "trainer", "hr", "dispatcher"} <= set(made)
    for post in Post.objects.all():
        assert post.purpose
        assert post.duties
        assert post.kpis
        assert post.name_en
    assert [post.code for post in Post.objects.filter(reports_to=None)] == ["manager"]
    assert made["agent"].reports_to == made["leader"]
    assert made["leader"].reports_to == made["supervisor"]


def test_a_centre_starts_with_full_and_part_time_within_the_law() -> None:
    made = contracts.ship_defaults()
    assert (made["full"].week_min, made["part"].week_min) == (2400, 1440)
    assert all(contract.max_day_min <= 480 for contract in made.values())


def test_a_code_is_given_once_and_a_refusal_changes_nothing() -> None:
    contracts.ship_defaults()
    form = ContractForm("full", "另一种", "Another", 600, 480, Decimal(20))
    with pytest.raises(CodeTaken) as refused:
        contracts.create(form)
    assert refused.value.facts == {"taken": "full"}
    assert Contract.objects.get(code="full").name == "全日制"


def test_changing_a_contract_leaves_its_code() -> None:
    full = contracts.ship_defaults()["full"]
    changed = contracts.change(full, ContractForm("other", "全日", "Full", 2340, 450, Decimal("41.50")))
    assert (changed.code, changed.name, changed.week_min, changed.max_day_min, changed.rate) == ("full", "全日", 2340, 450, Decimal("41.50"))
