"""Values as people read and type them: shares in per cent, units, lists, bands, ladders, times (P-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules.areas import Area
from zuoxi.rules.policy import bands, clock, duration, entry, faults, items, ladder
from zuoxi.web.policy import showing
from zuoxi.web.policy.forms import AreaForm

TOLD = {"rule": "Z-01", "zh": "测试。", "en": "Test."}
WORDS = {"leader": ("班长", "team leader"), "manager": ("经理", "manager")}


@dataclass(frozen=True)
class ShopPolicy:
    """An entry of every kind."""

    share: float = entry(0.05, low=0.001, high=0.5, unit="share", **TOLD)
    most: float = entry(100_000.0, low=1, high=10_000_000, unit="contacts", **TOLD)
    open: bool = entry(True, unit="", **TOLD)
    kind: str = entry("leader", unit="", choices=("leader", "manager"), words=WORDS, **TOLD)
    days: tuple[int, ...] = items((1, 15), low=1, high=31, unit="days", **TOLD)
    chain: tuple[str, ...] = items(("leader", "manager"), choices=("leader", "manager"), words=WORDS, unit="", **TOLD)
    late: tuple[tuple[float, float, float], ...] = bands(((0, 5, 0), (5, 60, 2.5)), start=0, end=60, low=0, high=9, unit="points", **TOLD)
    limit: tuple[tuple[str, float], ...] = ladder((("leader", 4), ("manager", 8)), ranks=("leader", "manager"), words=WORDS, unit="h", **TOLD)
    wait: timedelta = duration(timedelta(days=3), low=timedelta(hours=1), high=timedelta(days=9), **TOLD)
    opens: time = clock(time(8, 30), low=time(6), high=time(12), **TOLD)


SHOP = Area("shop", ShopPolicy, "店", "Shop")
SHOWN = {
    "share": ("5%", "0.1～50%"),
    "most": ("100,000 contacts", "1～10,000,000 contacts"),
    "open": ("yes", ""),
    "kind": ("team leader", ""),
    "days": ("1, 15 days", "1～31 days"),
    "chain": ("team leader, manager", "team leader, manager"),
    "late": ("0 .. 5 = 0\n5 .. 60 = 2.5 points", "0～9 points"),
    "limit": ("team leader = 4\nmanager = 8 h", "team leader, manager"),
    "wait": ("3 d", "1 h～9 d"),
    "opens": ("08:30", "06:00～12:00"),
}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def typed(**changes: Any) -> AreaForm:
    """The form as a browser sends it, with these fields typed."""
    form = AreaForm(SHOP, {})
    sent = {name: "on" if value is True else value for name, value in form.initial.items() if value is not False}
    return AreaForm(SHOP, {}, {**sent, **changes})


def read(name: str, text: str) -> Any:
    form = typed(**{name: text})
    return form.cleaned_data[name] if form.is_valid() else form.errors[name][0]


@pytest.mark.parametrize("name", SHOWN)
def test_a_value_is_shown_with_its_unit_and_its_bounds(name: str) -> None:
    one = SHOP.entry(name)
    assert (showing.shown(one, one.plain(one.default)), showing.bounds(one)) == SHOWN[name]


def test_the_form_reads_back_what_it_shows() -> None:
    form = typed()
    assert form.is_valid(), form.errors
    assert faults(ShopPolicy, form.cleaned_data) == {}
    for one in SHOP.entries:
        assert one.shape.read(form.cleaned_data[one.name]) == one.default, one.name


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("share", "12.5%", 0.125),
        ("most", "1,500", 1500),
        ("days", "3，7、9", [3, 7, 9]),
        ("days", "", []),
        ("chain", "经理, team leader", ["manager", "leader"]),
        ("late", "0～60: 1", [[0, 60, 1]]),
        ("late", "0 .. 5 = 0\n\n 5 .. 60 = 9 ", [[0, 5, 0], [5, 60, 9]]),
        ("limit", "班长 = 2\nmanager: 3", [["leader", 2], ["manager", 3]]),
        ("wait", "2 d 4 h", "2 d 4 h"),
        ("opens", "09:15", "09:15"),
        ("chain", "director", ["director"]),
    ],
)
def test_what_people_type_is_understood_and_left_to_the_rules(name: str, text: str, value: Any) -> None:
    assert read(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("share", "much", "Write a number."),
        ("share", "NaN", "Write a number."),
        ("most", "1e400", "Write a number."),
        ("days", "1, x", "Write a number."),
        ("late", "0 to 60 is 1", "Write each band on a line of its own"),
        ("limit", "leader 4", "Write each rank on a line of its own"),
        ("share", "", "This field is required."),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(name: str, text: str, words: str) -> None:
    assert words in str(read(name, text))


def test_faults_come_to_their_fields_and_the_rest_above_them() -> None:
    form = typed(share="60", limit="leader = 4")
    assert form.is_valid()
    found = {("shop", name): refusal for name, refusal in faults(ShopPolicy, form.cleaned_data).items()}
    form.refuse({**found, ("kitchen", "tea"): next(iter(found.values()))})
    assert "is 60; it must lie between 0.1 and 50 (%)" in form.errors["share"][0]
    assert "lacks the rank manager" in form.errors["limit"][0]
    assert len(form.non_field_errors()) == 1


@given(st.integers(0, 1000).map(lambda n: n / 1000))
def test_a_share_keeps_its_digits_through_per_cent(share: float) -> None:
    one = SHOP.entry("share")
    assert read("share", showing.text(one, share)) == share


@given(st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda x: round(x, 6)))
def test_a_number_keeps_its_digits_through_a_form(number: float) -> None:
    assert read("most", showing.digits(number)) == number


def test_chinese_readers_see_words_and_units_of_their_own() -> None:
    with translation.override("zh-hans"):
        assert showing.shown(SHOP.entry("most"), 12.0) == "12 通"
        assert showing.shown(SHOP.entry("kind"), "manager") == "经理"
        assert showing.shown(SHOP.entry("open"), False) == "否"
