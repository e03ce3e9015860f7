"""Masked display: known answers from print, and that never more is shown than the rule names (A40)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.rules import masking
from zuoxi.rules.masking import ENDS, SIX_FOUR, MaskingPolicy, characters
from zuoxi.rules.policy import entries

LATIN = st.text(st.characters(codec="utf-8", exclude_characters="*"), max_size=30)
NAMES = st.text("仲丽妮王小明欧阳𠮷𡈼·葛󠄀é", max_size=8)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("18612341402", "186****1402"),
        ("+8618612341402", "+86*******1402"),
        ("1861234140", "********40"),
        ("12345", "****5"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_phone_number_shows_three_and_four(text: str, shown: str) -> None:
    assert masking.phone(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("仲妮", "仲*"), ("仲丽妮", "仲*妮"), ("欧阳小明", "欧**明"), ("仲", "*"), ("", ""), ("𠮷田", "𠮷*"), ("王𠮷明", "王*明"), ("王小𠮷", "王*𠮷")],
)
def test_a_name_shows_its_surname_and_of_three_its_end(text: str, shown: str) -> None:
    assert masking.name(text) == shown


def test_a_rare_character_is_whole_with_its_variant() -> None:
    variant = "葛\U000e0100"
    assert characters(f"{variant}𠮷e\u0301") == [variant, "𠮷", "e\u0301"]
    assert masking.name(f"{variant}妮") == f"{variant}*"
    assert masking.name(f"王{variant}妮") == "王*妮"


@pytest.mark.parametrize(("level", "shown"), [(ENDS, "1****************4"), (SIX_FOUR, "110101********1234")])
def test_an_id_number_shows_what_the_policy_says(level: str, shown: str) -> None:
    assert masking.id_card("110101199001011234", policy=MaskingPolicy(id_card=level)) == shown


def test_an_id_number_too_short_shows_nothing() -> None:
    assert masking.id_card("1234567890", policy=MaskingPolicy(id_card=SIX_FOUR)) == "*" * 10
    assert masking.id_card("12", policy=MaskingPolicy()) == "**"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("zhang.san@example.com", "z********@example.com"), ("z@example.com", "*@example.com"), ("nobody", "******"), ("@x", "**"), ("a@b@c", "*****")],
)
def test_an_address_of_mail_shows_its_first_letter_and_its_house(text: str, shown: str) -> None:
    assert masking.email(text) == shown


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("浙江省杭州市西湖区文三路 90 号", "浙江省杭州市西湖区"),
        ("上海市浦东新区张江路 1 号", "上海市浦东新区"),
        ("内蒙古自治区呼伦贝尔市海拉尔区和平路", "内蒙古自治区呼伦贝尔市海拉尔区"),
        ("江苏省昆山市长江路 5 号", "江苏省昆山市"),
        ("四川省凉山彝族自治州木里县一组", "四川省凉山彝族自治州木里县"),
        ("幸福小区 3 号楼 201", ""),
        ("兰州市幸福小区 3 号楼", "兰州市"),
        ("文三路 90 号", ""),
        ("", ""),
    ],
)
def test_an_address_is_known_down_to_its_district(text: str, known: str) -> None:
    assert masking.address(text) == known + "*" * (len(text) - len(known))


MASKS = {
    "phone": (masking.phone, 7),
    "name": (masking.name, 2),
    "id ends": (lambda text: masking.id_card(text, policy=MaskingPolicy()), 2),
    "id six four": (lambda text: masking.id_card(text, policy=MaskingPolicy(id_card=SIX_FOUR)), 10),
}


@pytest.mark.parametrize("kind", MASKS)
@given(text=LATIN | NAMES)
def test_length_is_kept_never_more_is_shown_than_allowed_and_always_something_is_hidden(kind: str, text: str) -> None:
    mask, most = MASKS[kind]
    before, after = characters(text), characters(mask(text))
    assert len(after) == len(before)
    assert all(new in ("*", old) for old, new in zip(before, after, strict=True))
    assert sum(1 for new in after if new != "*") <= most
    assert not before or "*" in after


@given(text=LATIN | NAMES)
def test_an_address_or_mail_never_shows_its_end(text: str) -> None:
    assert len(characters(masking.address(text))) == len(characters(text))
    local = text.replace("@", "")
    if local:
        shown = masking.email(f"{local}@x.cn")
        assert shown.endswith("@x.cn")
        assert sum(1 for char in characters(shown.removesuffix("@x.cn")) if char != "*") <= 1


@given(text=NAMES)
def test_masking_what_is_masked_changes_nothing(text: str) -> None:
    assert masking.name(masking.name(text)) == masking.name(text)


def test_the_policy_ships_with_thirty_reveals_a_day_and_the_strict_id() -> None:
    assert MaskingPolicy() == MaskingPolicy(id_card=ENDS, reveals_a_day=30)
    assert {one.rule for one in entries(MaskingPolicy)} == {"P-07"}
    assert not next(one for one in entries(MaskingPolicy) if one.name == "id_card").holds("all")
