"""From heads at the contacts to heads on the roster (F-08)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.shrinkage import KINDS, PLANNED, UNPLANNED, Lost, Shrinkage, by_weekday, flat, gross_heads, measured

USUAL = {"leave": 0.08, "training": 0.03, "meeting": 0.02, "break": 0.1, "absence": 0.05}


def test_twenty_one_heads_at_thirty_percent_are_thirty_on_the_roster() -> None:
    assert 21 / (1 - 0.3) > 30
    assert gross_heads(21, 0.3) == 30


def test_a_hundred_at_thirty_percent_are_a_hundred_and_forty_three() -> None:
    assert gross_heads([100, 0, 1], 0.3).tolist() == [143, 0, 2]


@given(net=st.integers(0, 100_000), percent=st.integers(0, 99))
def test_gross_heads_are_those_of_exact_fractions(net: int, percent: int) -> None:
    exact = ceil(Fraction(net) / (1 - Fraction(percent, 100)))
    assert gross_heads(net, percent / 100) == exact


def test_each_interval_has_its_own_shrinkage() -> None:
    assert gross_heads([10, 10, 21], [0.0, 0.5, 0.3]).tolist() == [10, 20, 30]


@pytest.mark.parametrize(("net", "share"), [(-1, 0.3), (10, 1.0), (10, -0.1), (10, float("nan")), (float("nan"), 0.3)])
def test_heads_and_shares_that_cannot_be_are_refused(net: float, share: float) -> None:
    with pytest.raises(Refusal) as refused:
        gross_heads([10, net], [0.3, share])
    assert refused.value.code == "staffing.out_of_range"


def test_kinds_add_up_because_all_are_shares_of_the_same_paid_time() -> None:
    table = flat(USUAL, periods=48)
    assert table.total().shape == (7, 48)
    assert table.total() == pytest.approx(np.full((7, 48), 0.28))
    assert table.total(PLANNED)[3, 20] == pytest.approx(0.23)
    assert table.total(UNPLANNED)[3, 20] == pytest.approx(0.05)
    assert not table.total(()).any()


def test_a_table_may_differ_by_weekday() -> None:
    table = by_weekday({"leave": [0.05] * 5 + [0.1, 0.2], "break": [0.1] * 7}, periods=4)
    assert table.total()[:, 0].tolist() == pytest.approx([0.15] * 5 + [0.2, 0.3])
    assert table.total()[6].tolist() == pytest.approx([0.3] * 4)


def test_an_edit_changes_the_named_cells_and_nothing_else() -> None:
    before = flat(USUAL, periods=48)
    after = before.edited("meeting", 0.2, weekdays=[0], periods=slice(18, 20))
    assert after.total()[0, 18:20].tolist() == pytest.approx([0.46, 0.46])
    changed = after.total() != before.total()
    assert changed.sum() == 2
    assert before.total() == pytest.approx(np.full((7, 48), 0.28))


def test_an_edit_may_bring_a_kind_that_was_not_there() -> None:
    table = flat({"leave": 0.1}, periods=2).edited("training", 0.05, weekdays=[2])
    assert table.total().sum(axis=1).tolist() == pytest.approx([0.2, 0.2, 0.3, 0.2, 0.2, 0.2, 0.2])
    assert flat({"leave": 0.1}, periods=2).edited("leave", 0.0).total().sum() == 0


def test_an_edit_out_of_range_is_refused() -> None:
    table = flat(USUAL, periods=2)
    for share in (-0.1, 1.0):
        with pytest.raises(Refusal):
            table.edited("leave", share)
    with pytest.raises(Refusal) as refused:
        table.edited("smoking", 0.1)
    assert (refused.value.code, refused.value.facts["kind"]) == ("staffing.shrinkage_kind", "smoking")


def test_kinds_that_leave_no_time_for_contacts_are_refused_with_weekday_and_interval() -> None:
    table = flat({"leave": 0.5, "training": 0.4}, periods=3)
    assert table.total()[1, 2] == pytest.approx(0.9)
    with pytest.raises(Refusal) as refused:
        table.edited("meeting", 0.2, weekdays=[1], periods=slice(2, 3))
    assert (refused.value.code, refused.value.facts["weekday"], refused.value.facts["period"]) == ("staffing.shrinkage_total", 2, 3)
    assert refused.value.facts["value"] == pytest.approx(1.1)


@pytest.mark.parametrize(
    "shares", [{}, {"leave": np.zeros(7)}, {"leave": np.zeros((5, 48))}, {"leave": np.zeros((7, 48)), "break": np.zeros((7, 24))}]
)
def test_a_table_that_is_not_seven_days_of_the_same_intervals_is_refused(shares: dict[str, np.ndarray]) -> None:
    with pytest.raises(Refusal) as refused:
        Shrinkage(shares)
    assert refused.value.code == "staffing.shrinkage_shape"


def history() -> np.ndarray:
    """Paid hours: 100 in each of four intervals a day, nothing on Sunday, one hour in the last interval of Monday."""
    paid = np.full((7, 4), 100.0)
    paid[6] = 0.0
    paid[0, 3] = 1.0
    return paid


def test_shrinkage_is_measured_as_lost_over_paid_hours() -> None:
    lost = [Lost("leave", 0, 0, 6), Lost("leave", 0, 0, 4), Lost("absence", 0, 0, 5), Lost("break", 2, 1, 12.5)]
    found = measured(lost, paid_h=history(), min_paid_h=20)
    assert found.shrinkage.shares["leave"][0, 0] == pytest.approx(0.1)
    assert found.shrinkage.total(PLANNED)[0, 0] == pytest.approx(0.1)
    assert found.shrinkage.total(UNPLANNED)[0, 0] == pytest.approx(0.05)
    assert found.shrinkage.shares["break"][2].tolist() == pytest.approx([0, 0.125, 0, 0])
    assert set(found.shrinkage.shares) == set(KINDS)


def test_a_thin_cell_takes_the_share_of_its_day_and_a_thin_day_that_of_the_week() -> None:
    found = measured([Lost("leave", 0, 0, 30.1)], paid_h=history(), min_paid_h=20)
    leave = found.shrinkage.shares["leave"]
    assert leave[0].tolist() == pytest.approx([0.301, 0, 0, 30.1 / 301])
    assert leave[6].tolist() == pytest.approx([30.1 / history().sum()] * 4)
    assert found.borrowed.sum() == 5
    assert found.borrowed[0, 3]
    assert found.borrowed[6].all()


def test_one_lost_hour_in_one_paid_hour_does_not_make_a_rule() -> None:
    """The last interval of Monday has a single paid hour, all of it a meeting: with a floor it borrows, without one it is refused."""
    lost = [Lost("meeting", 0, 3, 1.0)]
    assert measured(lost, paid_h=history(), min_paid_h=2).shrinkage.shares["meeting"][0, 3] == pytest.approx(1 / 301)
    with pytest.raises(Refusal) as refused:
        measured(lost, paid_h=history(), min_paid_h=0)
    assert refused.value.code == "staffing.out_of_range"


def test_measured_shares_give_back_the_hours_they_came_from() -> None:
    rng = np.random.default_rng(5)
    paid = rng.uniform(50, 200, size=(7, 6))
    lost = [Lost(str(rng.choice(KINDS)), int(rng.integers(7)), int(rng.integers(6)), float(rng.uniform(0, 2))) for _ in range(100)]
    table = measured(lost, paid_h=paid, min_paid_h=1).shrinkage
    for kind in KINDS:
        assert (table.shares[kind] * paid).sum() == pytest.approx(sum(part.hours for part in lost if part.kind == kind))


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (Lost("holiday", 0, 0, 1), "staffing.shrinkage_kind"),
        (Lost("leave", 7, 0, 1), "staffing.no_such_interval"),
        (Lost("leave", 0, 4, 1), "staffing.no_such_interval"),
        (Lost("leave", -1, 0, 1), "staffing.no_such_interval"),
        (Lost("leave", 0, 0, -1), "staffing.out_of_range"),
    ],
)
def test_lost_hours_that_belong_nowhere_are_refused(part: Lost, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        measured([part], paid_h=history(), min_paid_h=20)
    assert refused.value.code == code


def test_without_paid_hours_nothing_can_be_measured() -> None:
    for paid, code in ((np.zeros((7, 4)), "staffing.no_paid_hours"), (np.ones((5, 4)), "staffing.shrinkage_shape")):
        with pytest.raises(Refusal) as refused:
            measured([], paid_h=paid, min_paid_h=20)
        assert refused.value.code == code
