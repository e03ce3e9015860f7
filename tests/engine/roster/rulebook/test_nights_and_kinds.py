"""Nights, recovery, successions, kinds, weekends, leave, locks, case by case (F-13, F-14, O-10, T-03)."""

from __future__ import annotations

import pytest

from tests.engine.roster.rulebook.desk import broken, facts_of


@pytest.mark.parametrize(("row", "breach"), [("NN-----", []), ("NNN----", [(0, 1, 2)]), ("N-N-N--", [(0, 2, 4)]), ("-------", [])])
def test_a_period_has_at_most_two_nights(row: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, max_nights=2).get("F-13 nights", []) == breach


def test_nights_before_the_period_are_not_counted_again() -> None:
    assert broken("NN", tail="NNN", max_nights=2) == {}


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [
        ("NNN-", "", []),
        ("NNNN", "", [(0, 1, 2, 3)]),
        ("NNEN", "", []),
        ("N---", "NNN", [(0,)]),
        ("-NNN", "N", []),
        ("----", "NNNN", []),
    ],
)
def test_at_most_three_nights_come_in_a_row(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, max_consecutive_nights=3).get("F-13 nights in a row", []) == breach


@pytest.mark.parametrize(
    ("row", "tail", "days", "breach"),
    [
        ("N-E-", "", 1, []),
        ("N-E-", "", 2, [(0, 1, 2)]),
        ("NNE-", "", 1, [(1, 2)]),
        ("NN--", "", 2, []),
        ("N--N", "", 2, []),
        ("N-N-", "", 2, [(0, 1, 2)]),
        ("E---", "N", 1, [(0,)]),
        ("-E--", "N", 2, [(0, 1)]),
        ("E---", "N-", 1, []),
        ("N---", "N", 1, []),  # the run goes on, it has not ended
    ],
)
def test_after_nights_come_days_of_recovery(row: str, tail: str, days: int, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, tail=tail, recovery_days_after_nights=days).get("F-13 recovery after nights", []) == breach


@pytest.mark.parametrize(
    ("row", "tail", "breach"),
    [("LE", "", [(0, 1)]), ("EL", "", []), ("L-E", "", []), ("E", "L", [(0,)]), ("LLE", "", [(1, 2)])],
)
def test_a_succession_that_is_forbidden_by_name_is_found(row: str, tail: str, breach: list[tuple[int, ...]]) -> None:
    forbidden = frozenset({("L", "E")})
    assert broken(row, tail=tail, forbidden_successions=forbidden).get("F-13 succession", []) == breach


def test_a_shift_may_be_forbidden_before_a_day_off() -> None:
    forbidden = frozenset({("N", None)})
    assert broken("NN-", forbidden_successions=forbidden).get("F-13 succession") in (None, [(1, 2)])


@pytest.mark.parametrize(("row", "breach"), [("TT---", []), ("TTT--", [(0, 1, 2)]), ("TETET", [(0, 2, 4)]), ("EEEEE", [])])
def test_a_kind_of_shift_is_worked_at_most_so_often(row: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, max_shifts={"T": 2}).get("F-13 shifts of a kind", []) == breach


@pytest.mark.parametrize(
    ("row", "most", "breach"),
    [
        ("-----EE-----EE", 1, [(5, 6, 12, 13)]),
        ("-----E------EE", 2, []),
        ("-----E--------", 0, [(5,)]),
        ("EEEEE--EEEEE--", 0, []),
    ],
)
def test_only_so_many_weekends_are_worked(row: str, most: int, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, max_weekends=most).get("F-13 weekends", []) == breach


def test_a_shift_that_may_not_be_worked_is_found_day_by_day() -> None:
    person = {"shifts": frozenset({"E", "S"})}
    assert broken("EN-N", person=person) == {"F-13 allowed shifts": [(1,), (3,)]}
    assert broken("ES-S", person=person) == {}


def test_who_may_work_nothing_may_still_be_off() -> None:
    assert broken("---", person={"shifts": frozenset()}) == {}
    assert broken("--S", person={"shifts": frozenset()}) == {"F-13 allowed shifts": [(2,)]}


def test_nobody_works_on_leave() -> None:
    person = {"unavailable": frozenset({1, 2, 9})}
    assert broken("E--E", person=person) == {}
    assert broken("EE-E", person=person) == {"T-03 leave": [(1,)]}
    assert facts_of("EL--", "T-03 leave", person=person) == {"worker": "lin", "date": "2026-03-03", "shift": "L"}


@pytest.mark.parametrize(("row", "breach"), [("EL-", []), ("EE-", [(1,)]), ("ELE", [(2,)]), ("EEE", [(1,), (2,)])])
def test_a_locked_cell_stays_as_it_is_also_when_it_is_a_day_off(row: str, breach: list[tuple[int, ...]]) -> None:
    assert broken(row, person={"fixed": {1: "L", 2: None}}).get("F-14 lock", []) == breach


def test_a_row_may_break_several_rules_and_each_is_named() -> None:
    found = broken("NEEEEEEE", tail="", min_rest_min=660, max_consecutive_days=6, min_days_off_per_week=1, recovery_days_after_nights=1)
    assert set(found) == {"F-13 rest", "F-13 most days in a row", "X-03 days off", "F-13 recovery after nights"}


def test_no_rule_means_nothing_is_broken() -> None:
    assert broken("NELTSNELTSNELTS") == {}
