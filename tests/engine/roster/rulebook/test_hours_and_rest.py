"""Hours, rest and days in a row, case by case (F-13, X-03)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.roster.rulebook.desk import broken, facts_of

REST = "F-13 rest"


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("EE", "", []),
        ("LE", "", [(0, 1)]),  # 21:00 to 07:00 are ten hours
        ("LL", "", []),
        ("L-E", "", []),
        ("NE", "", [(0, 1)]),  # the night ends when the early shift begins
        ("N-E", "", []),
        ("NL", "", [(0, 1)]),  # 07:00 to 12:00
        ("NN", "", []),  # 07:00 to 21:00
        ("TE", "", [(0, 1)]),
        ("TS", "", []),  # 21:00 to 09:00 are twelve hours
        ("E", "L", [(0,)]),
        ("E", "LE", []),  # the late shift lies two days back
        ("-E", "N", []),
        ("LELE", "", [(0, 1), (2, 3)]),
        ("E", "N", [(0,)]),
    ],
)
def test_eleven_hours_lie_between_two_shifts(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, min_rest_min=660).get(REST, []) == breach


def test_rest_of_exactly_the_limit_is_enough() -> None:
    assert REST not in broken("LE", min_rest_min=600)
    assert REST in broken("LE", min_rest_min=601)


def test_the_sentence_about_rest_has_both_numbers() -> None:
    assert facts_of("LE", REST, min_rest_min=660) == {"worker": "lin", "date": "2026-03-03", "hours": "10", "limit": "11"}


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("EEEEE--", "", []),
        ("EEEEES-", "", [tuple(range(7))]),  # 44 hours
        ("EEEE-S-", "", []),
        ("EEEEE--EEEEE--", "", []),
        ("EEEEE--EEEEEE-", "", [tuple(range(7, 14))]),
        ("SSSSSSS", "", []),  # 28 hours on seven days
    ],
)
def test_a_week_has_at_most_forty_paid_hours(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, max_week_min=2400).get("X-03 week hours", []) == breach


def test_a_week_cut_by_the_period_counts_what_is_known_before_it() -> None:
    thursday = date(2026, 3, 5)
    assert broken("EE---", tail="EEE", first_day=thursday, max_week_min=2400) == {}
    assert broken("EEE--", tail="EEE", first_day=thursday, max_week_min=2400) == {"X-03 week hours": [(0, 1, 2, 3)]}
    assert broken("EEE--", tail="", first_day=thursday, max_week_min=2400) == {}


def test_a_week_that_was_overfull_before_the_period_bars_further_work_only() -> None:
    saturday = date(2026, 3, 7)
    assert broken("--", tail="LLLLLL"[:5] + "", first_day=saturday, max_week_min=1800) == {}
    assert "X-03 week hours" in broken("S-", tail="EEEEE", first_day=saturday, max_week_min=1800)


@pytest.mark.parametrize(
    ("row", "least", "most", "names"),
    [
        ("EEEE---", 1920, 1920, set()),
        ("EEEE---", 1921, None, {"F-13 least hours"}),
        ("EEEE---", None, 1919, {"F-13 most hours"}),
        ("-------", 1, 9999, {"F-13 least hours"}),
        ("S------", 0, 240, set()),
        ("NNN----", None, 1440, set()),  # the night's rests are unpaid
    ],
)
def test_the_periods_hours_lie_between_the_contracts_least_and_most(row: str, least: int | None, most: int | None, names: set[str]) -> None:
    limits = {key: value for key, value in (("min_period_min", least), ("max_period_min", most)) if value is not None}
    assert set(broken(row, **limits)) == names


def test_hours_before_the_period_are_not_the_periods() -> None:
    assert broken("E------", tail="EEEEEEE", max_period_min=480) == {}
    assert "F-13 least hours" in broken("E------", tail="EEEEEEE", min_period_min=960)


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("EEEEEE-", "", []),
        ("EEEEEEE", "", [tuple(range(7))]),
        ("-EEEEEEE", "", [tuple(range(1, 8))]),
        ("E------", "EEEEEE", [(0,)]),
        ("-------", "EEEEEEEE", []),  # past is past
        ("EE-----", "EEEE", []),
        ("EEE----", "EEEE", [(0, 1, 2)]),
    ],
)
def test_nobody_works_more_than_six_days_in_a_row(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, max_consecutive_days=6).get("F-13 most days in a row", []) == breach


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("-E-----", "", [(1,)]),
        ("-EE----", "", []),
        ("E------", "", []),  # it may have begun before
        ("------E", "", []),  # it may go on after
        ("E------", "-", [(0,)]),
        ("E------", "E", []),
        ("-------", "-E", [(0,)]),  # the period's first day could have made it longer
    ],
)
def test_who_works_works_at_least_two_days_in_a_row(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, min_consecutive_days=2).get("F-13 least days in a row", []) == breach


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("E-E----", "", [(1,)]),
        ("E--E---", "", []),
        ("-E-----", "", []),
        ("-E-----", "E", [(0,)]),
        ("EEEEEE-", "", []),
        ("E------", "E-", [(0,)]),
    ],
)
def test_days_off_come_two_in_a_row(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, min_consecutive_off=2).get("F-13 least days off in a row", []) == breach


@pytest.mark.parametrize(
    ("row", "tail", "weekday", "breaks"),
    [
        ("EEEEEE-", "", 0, False),
        ("EEEEEEE", "", 0, True),
        ("EEEEE", "", 0, False),  # Saturday and Sunday lie outside and may be off
        ("EEE", "EEEE", 4, True),
        ("EE-", "EEEE", 4, False),
        ("EEE", "", 4, False),  # nobody knows Monday to Thursday
        ("E------", "EEEEEE", 6, True),
    ],
)
def test_a_week_has_a_day_off(row: str, tail: str, weekday: int, breaks: bool) -> None:
    first = date(2026, 3, 2 + weekday)
    assert ("X-03 days off" in broken(row, tail=tail, first_day=first, min_days_off_per_week=1)) is breaks
