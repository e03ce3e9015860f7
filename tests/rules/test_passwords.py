"""What a password must be, in two profiles (O-09)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zuoxi.rules.passwords import PasswordPolicy, core_of, due_at, is_simple, is_telling, kinds, weaknesses

ASVS, DENGBAO = PasswordPolicy(), PasswordPolicy(profile="dengbao")
COMMON = {"password", "dragon", "letmein", "password123456"}
WORDS = ("林静", "linjing", "1001", "客服中心", "zuoxi")


def wrong(password: str, policy: PasswordPolicy = ASVS, used: str = "") -> list[str]:
    found = weaknesses(password, words=WORDS, is_common=COMMON.__contains__, was_used=lambda text: text == used, policy=policy)
    return [one.code.removeprefix("password.") for one in found]


@pytest.mark.parametrize(
    "password",
    ["right-horse-battery", "three plain words", "全是汉字的一句话也可以当密码", "a1B2c3D4e5F6g", "correcthorsestaple", " leading and trailing "],
)
def test_asvs_takes_any_long_password_of_whatever_characters(password: str) -> None:
    assert wrong(password) == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", ["too_short"]),
        ("x" * 300, ["too_long", "simple"]),
        ("password123456", ["common"]),
        ("PASSWORD123456", ["common"]),
        ("dragon202612", ["common"]),
        ("123456789012", ["simple"]),
        ("abcdefghijklm", ["simple"]),
        ("998877665544", ["simple"]),
        ("abababababab", ["simple"]),
        ("linjing-is-my-name", ["about_you"]),
        ("LinJing-loves-tea", ["about_you"]),
        ("tea-at-1001-oclock", ["about_you"]),
        ("我是林静我爱喝茶每天都喝", ["about_you"]),
        ("zuoxi-is-my-work", ["about_you"]),
        ("1001", ["too_short", "simple", "about_you"]),
    ],
)
def test_asvs_refuses_what_is_guessed_first_and_says_why(password: str, why: list[str]) -> None:
    assert wrong(password) == why


@pytest.mark.parametrize(("password", "why"), [("Tea4two!", []), ("tea4two-", []), ("teafortwo", ["few_kinds"]), ("Tea4tw!", ["too_short"])])
def test_dengbao_wants_kinds_of_characters(password: str, why: list[str]) -> None:
    assert wrong(password, DENGBAO) == why


def test_dengbao_refuses_a_password_used_before_asvs_does_not_ask() -> None:
    assert wrong("Tea-for-two-4", DENGBAO, used="Tea-for-two-4") == ["used_before"]
    assert wrong("Tea-for-two-4", ASVS, used="Tea-for-two-4") == []


def test_a_password_ages_by_dengbao_and_never_by_asvs() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert due_at(since, DENGBAO) == since + timedelta(days=90)
    assert due_at(since, ASVS) is None


def test_the_word_inside_is_what_makes_up_half_of_it() -> None:
    assert (core_of("dragon2026!!"), core_of("2026dragon!"), core_of("ox2026202620"), core_of("")) == ("dragon", "dragon", "", "")


def test_a_word_is_telling_when_finding_it_is_no_accident() -> None:
    assert [is_telling(word) for word in ("li", "lin", "zhao", "林", "林静", "")] == [False, False, True, False, True, False]


@pytest.mark.parametrize(("password", "count"), [("", 0), ("abc", 1), ("aB", 2), ("aB1", 3), ("aB1!", 4), ("林静", 1)])
def test_kinds_are_capitals_small_letters_digits_and_signs(password: str, count: int) -> None:
    assert kinds(password) == count or not password.isascii()


@given(some.text(max_size=300), some.sampled_from([ASVS, DENGBAO]))
def test_any_text_is_judged_without_falling_over(password: str, policy: PasswordPolicy) -> None:
    found = wrong(password, policy)
    assert len(found) == len(set(found))
    assert ("too_short" in found) == (len(password) < (policy.dengbao_least if policy.is_dengbao else policy.least))


@given(some.text(alphabet="ab", min_size=12, max_size=40))
def test_two_letters_are_never_enough(password: str) -> None:
    assert is_simple(password)
