"""Numbers out of requests: whatever is sent, a number that every database can hold, or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zuoxi.web.shell import numbers

WEB = Path(numbers.__file__).parents[2]
NONE = ["", " 1", "-1", "+1", "1.0", "1e3", "²", "٣", "１", "1_0", "0x1", "9" * 17, "9" * 5000, str(2**53 + 1), None, 7, ["1"]]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_none_and_a_revision_that_no_row_has(text: object) -> None:
    assert numbers.whole(text) is None
    assert numbers.revision(text) == -1


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), (str(2**53), 2**53)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert (numbers.whole(text), numbers.revision(text)) == (number, number)


def test_a_bound_of_the_caller_counts_too() -> None:
    assert (numbers.whole("9", most=9), numbers.whole("10", most=9)) == (9, None)


@given(st.text(max_size=30))
@example("²" * 3)
def test_any_text_is_a_number_within_bounds_or_none(text: str) -> None:
    found = numbers.whole(text)
    assert found is None or (0 <= found <= numbers.MOST and re.fullmatch("[0-9]+", text))


@pytest.mark.parametrize("value", [True, 1.0, float("inf"), float("nan"), 10**30, -1, "1", None, [], {}])
def test_what_json_calls_something_else_is_none(value: object) -> None:
    assert numbers.exact(value) is None


def test_of_many_each_number_once_in_their_order() -> None:
    assert numbers.wholes(["3", "x", "1", "3", "9" * 5000, "²"]) == [3, 1]


def test_no_page_reads_digits_of_a_request_by_itself() -> None:
    """The one place is `numbers`: elsewhere the question whether a text is digits is how the same defect came in ten times."""
    asking = {path.name for path in (WEB / "web").rglob("*.py") if re.search(r"\.is(digit|decimal|numeric)\(", path.read_text())}
    assert asking == {"numbers.py"}
