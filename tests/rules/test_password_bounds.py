"""O-09: passwords at the very bounds of both profiles, and that the judgement is the same however a password is built."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zuoxi.rules.passwords import FEW, LONGEST, PasswordPolicy, due_at, is_simple, is_telling, kinds, weaknesses
from zuoxi.rules.policy import check, entries

ASVS, DENGBAO = PasswordPolicy(), PasswordPolicy(profile="dengbao")
WORDS = ("林静", "linjing", "1001")
BASE = "tRq7!vKp2#mXw9$cZb4%yNd6&hJs8*gLf3(uAe5)"
"""No run, no word, all kinds; cut to length."""


def found(password: str, policy: PasswordPolicy = ASVS, *, common: frozenset[str] = frozenset(), used: str | None = None) -> set[str]:
    said = weaknesses(password, words=WORDS, is_common=common.__contains__, was_used=lambda text: text == used, policy=policy)
    return {one.code.removeprefix("password.") for one in said}


@pytest.mark.parametrize(
    ("policy", "length", "why"),
    [
        (ASVS, 0, {"too_short", "simple"}),
        (ASVS, 1, {"too_short", "simple"}),
        (ASVS, 8, {"too_short"}),
        (ASVS, 11, {"too_short"}),
        (ASVS, 12, set()),
        (ASVS, 40, set()),
        (replace(ASVS, least=15), 14, {"too_short"}),
        (replace(ASVS, least=15), 15, set()),
        (DENGBAO, 7, {"too_short"}),
        (DENGBAO, 8, set()),
        (replace(DENGBAO, dengbao_least=10), 9, {"too_short"}),
        (replace(DENGBAO, dengbao_least=10), 10, set()),
    ],
)
def test_the_least_length_to_the_character(policy: PasswordPolicy, length: int, why: set[str]) -> None:
    assert found(BASE[:length], policy) == why


@pytest.mark.parametrize(("length", "granted"), [(255, True), (256, True), (257, False), (10_000, False)])
def test_the_greatest_length_to_the_character(length: int, granted: bool) -> None:
    password = (BASE * (length // len(BASE) + 1))[:length]
    assert ("too_long" in found(password)) is not granted
    assert LONGEST == 256


@pytest.mark.parametrize(
    ("password", "two", "three", "four"),
    [
        ("teafortwo", False, False, False),
        ("TeaForTwo", True, False, False),
        ("tea4two42", True, False, False),
        ("tea-for-two", True, False, False),
        ("Tea4Two42", True, True, False),
        ("tea-4-two", True, True, False),
        ("Tea-4-Two", True, True, True),
        ("林静A1", True, True, False),
        ("tea two four", True, False, False),
    ],
)
def test_kinds_of_characters_count_by_the_policy(password: str, two: bool, three: bool, four: bool) -> None:
    granted = ["few_kinds" not in found(password, replace(DENGBAO, dengbao_kinds=wanted)) for wanted in (2, 3, 4)]
    if password.isascii():
        assert granted == [two, three, four]
    assert granted == sorted(granted, reverse=True), "who satisfies more kinds satisfies fewer"


@pytest.mark.parametrize(
    ("password", "simple"),
    [
        ("aaaaaaaaaaaa", True),
        ("abcabcabcabc", True),
        ("abcdabcdabcd", True),
        ("abcdeabcdeabcde", False),
        ("123456789012", True),
        ("210987654321", True),
        ("abcdefghijkl", True),
        ("lkjihgfedcba", True),
        ("112233445566", True),
        ("135791357913", True),
        ("131517192123", False),
        ("qwertyuiopas", False),
        (BASE[:12], False),
        ("", True),
    ],
)
def test_what_counts_up_down_or_in_circles_is_simple(password: str, simple: bool) -> None:
    assert is_simple(password) is simple
    assert ("simple" in found(password)) is simple


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("right-linjing-battery", True),
        ("right-LINJING-battery", True),
        ("right-lin-jing-battery", False),
        ("right-horse-1001-bat", True),
        ("right-horse-1002-bat", False),
        ("我是林静今天天气很好啊真的", True),
        ("我是林敬今天天气很好啊真的", False),
    ],
)
def test_what_is_about_its_owner_is_told(password: str, told: bool) -> None:
    assert ("about_you" in found(password)) is told


@pytest.mark.parametrize(
    ("password", "common"),
    [
        ("dragonfruit42", {"dragonfruit"}),
        ("DragonFruit!!", {"dragonfruit"}),
        ("!!dragonfruit", {"dragonfruit"}),
        ("2026dragonfruit", {"dragonfruit"}),
    ],
)
def test_a_common_word_dressed_up_is_common_and_within_a_sentence_it_is_not(password: str, common: set[str]) -> None:
    assert "common" in found(password, common=frozenset(common))
    assert "common" not in found(f"{password} grows on a cactus", common=frozenset(common))


@pytest.mark.parametrize(
    ("policy", "days"), [(ASVS, None), (DENGBAO, 90), (replace(DENGBAO, dengbao_days=30), 30), (replace(ASVS, dengbao_days=30), None)]
)
def test_the_day_of_change_follows_the_profile(policy: PasswordPolicy, days: int | None) -> None:
    since = datetime(2028, 2, 1, tzinfo=UTC)
    assert due_at(since, policy) == (since + timedelta(days=days) if days else None)


def test_no_policy_within_its_bounds_lets_a_short_password_through() -> None:
    lows = {one.name: one.low for one in entries(PasswordPolicy) if one.low is not None}
    assert (lows["least"], lows["dengbao_least"], lows["dengbao_kinds"]) == (8, 8, 2)
    weakest = check(PasswordPolicy(least=8, dengbao_least=8, dengbao_kinds=2))
    for profile in ("asvs", "dengbao"):
        assert "too_short" in found(BASE[:7], replace(weakest, profile=profile))


LETTERS = st.text(string.ascii_letters + string.digits + string.punctuation, min_size=1, max_size=40)


@given(password=LETTERS)
def test_what_dengbao_refuses_beyond_asvs_is_only_kinds_and_history(password: str) -> None:
    strict = replace(DENGBAO, dengbao_least=ASVS.least)
    assert found(password, strict) - found(password) <= {"few_kinds", "used_before"}
    assert found(password) <= found(password, strict)


@given(password=LETTERS, more=LETTERS)
def test_more_characters_never_make_it_too_short_nor_take_kinds_away(password: str, more: str) -> None:
    longer = password + more
    assert kinds(longer) >= max(kinds(password), kinds(more))
    assert not ("too_short" in found(longer) and "too_short" not in found(password))


@given(password=LETTERS)
def test_a_password_used_before_is_refused_by_dengbao_alone(password: str) -> None:
    assert "used_before" in found(password, DENGBAO, used=password)
    assert "used_before" not in found(password, ASVS, used=password)
    assert "used_before" not in found(password, DENGBAO, used=password + "x")


@given(word=st.text(min_size=1, max_size=8), around=st.text(string.ascii_lowercase, max_size=8))
def test_a_telling_word_is_found_wherever_it_stands_and_a_short_one_never_tells(word: str, around: str) -> None:
    assume(word.lower() in f"{around}{word}{around}".lower())
    said = weaknesses(f"{around}{word}{around}", words=[word], is_common=lambda text: False, was_used=lambda text: False, policy=ASVS)
    assert ("password.about_you" in {one.code for one in said}) == is_telling(word)


@given(letters=st.lists(st.sampled_from("abcd"), min_size=1, max_size=60))
def test_few_different_characters_are_simple_however_long(letters: list[str]) -> None:
    assert len(set(letters)) <= FEW
    assert is_simple("".join(letters))
