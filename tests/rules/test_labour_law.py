"""Labour law (X-03) as a table of cases: each limit at its edge, kept and broken together, with article and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.rules.duties import MONDAY, SHIPPED, breaches, day, duty, facts, outcomes
from zuoxi.engine.finding import Refusal
from zuoxi.rules.decision import Step
from zuoxi.rules.labour_facts import Cycle, Protection, WorkFacts
from zuoxi.rules.labour_law import LabourLawPolicy, Overtime, check, factor, measure, pay, time_off
from zuoxi.rules.labour_pack import PACKS, Topic, article, is_known
from zuoxi.rules.policy import check as check_policy

FIVE = dict.fromkeys(range(5), 8.0)


def test_five_days_of_eight_hours_keep_the_law_and_say_so_once() -> None:
    kept = check(facts(FIVE), SHIPPED)
    assert [verdict.outcome for verdict in kept] == ["law.kept"]
    assert kept[0].granted is True
    assert kept[0].figures == {"worked_min": 2400, "days": 5, "overtime_min": 0}
    assert kept[0].facts["article"] == "law.hours.3"
    assert kept[0].steps == (Step("law.step_worked", {"worked_min": 2400, "days": 5, "overtime_min": 0, "off": 2}),)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (8.0, ["law.kept"]),
        (8.5, ["law.kept", "law.overtime_owed"]),
        (11.0, ["law.kept", "law.overtime_owed"]),
        (11.25, ["law.long_day", "law.overtime_owed"]),
        (16.0, ["law.long_day", "law.overtime_owed"]),
    ],
)
def test_a_day_may_be_extended_by_three_hours(hours: float, expected: list[str]) -> None:
    assert outcomes(facts({0: hours})) == expected


def test_a_day_too_long_names_its_article_and_its_arithmetic() -> None:
    (found,) = breaches(facts({2: 11.5}))
    assert (found.rule, found.facts["article"], found.facts["day"]) == ("X-03", "law.labour.41", day(2))
    assert found.figures == {"paid_min": 690, "day_min": 480, "extended_min": 210, "limit_min": 180}
    assert found.values == {"LabourLawPolicy.max_day_h": 8.0, "LabourLawPolicy.overtime_day_h": 3.0}
    assert [step.label for step in found.steps] == ["law.step_extended", "law.step_limit"]


@pytest.mark.parametrize(("worked", "broken"), [(6, False), (7, True)])
def test_every_week_has_a_day_of_rest(worked: int, broken: bool) -> None:
    found = [one for one in breaches(facts(dict.fromkeys(range(worked), 5.0))) if one.outcome == "law.no_rest_day"]
    assert bool(found) is broken
    if broken:
        assert (found[0].facts["article"], found[0].facts["week"], found[0].facts["off"]) == ("law.labour.38", MONDAY, 0)


def test_a_week_is_monday_to_sunday_and_thirteen_days_in_a_row_can_hold_two_rest_days() -> None:
    in_a_row = dict.fromkeys(range(1, 13), 5.0)
    assert not breaches(facts(in_a_row, days=14))
    assert [one.outcome for one in breaches(facts({**in_a_row, 0: 5.0}, days=14))] == ["law.no_rest_day"]


def test_a_stricter_centre_wants_two_days_of_rest() -> None:
    six = facts(dict.fromkeys(range(6), 5.0))
    assert not breaches(six)
    assert [one.facts["least"] for one in breaches(six, replace(SHIPPED, rest_days=2))] == [2]


def test_what_lies_before_the_judged_days_fills_the_week_but_is_not_judged() -> None:
    week = dict.fromkeys(range(7), 5.0)
    late = replace(facts(week), first_day=day(5))
    assert [one.facts["day"] for one in breaches(late)] == [day(6)]
    assert not breaches(replace(facts(week), last_day=day(5)))
    assert not breaches(replace(facts({**week, 7: 5.0}, days=8), first_day=day(7)))
    assert not breaches(replace(facts({0: 12.0}), first_day=day(1)))


def test_unknown_days_are_never_held_against_a_roster() -> None:
    assert not breaches(facts({4: 8.0, 5: 8.0, 6: 8.0}))


def test_overtime_is_counted_by_kind() -> None:
    work = measure(facts({**FIVE, 1: 10.0, 5: 6.0, 6: 4.0}, holidays=frozenset({day(6)})), SHIPPED)
    assert [(one.extended_min, one.rest_day_min, one.holiday_min) for one in work] == [
        (0, 0, 0),
        (120, 0, 0),
        (0, 0, 0),
        (0, 0, 0),
        (0, 0, 0),
        (0, 360, 0),
        (0, 0, 240),
    ]


def test_the_sixth_day_is_overtime_only_as_far_as_forty_hours_are_used_up() -> None:
    work = measure(facts(dict.fromkeys(range(6), 7.0)), SHIPPED)
    assert [one.rest_day_min for one in work] == [0, 0, 0, 0, 0, 120]
    assert sum(one.overtime_min for one in measure(facts(dict.fromkeys(range(6), 6.5)), SHIPPED)) == 0


def test_each_week_begins_anew() -> None:
    work = measure(facts({**FIVE, 7: 8.0, 8: 8.0}, days=14), SHIPPED)
    assert sum(one.overtime_min for one in work) == 0


def test_a_month_holds_thirty_six_hours_of_overtime() -> None:
    weekdays = [number for number in range(28) if number % 7 < 5]
    at_limit = {**dict.fromkeys(weekdays, 8.0), **dict.fromkeys(weekdays[:12], 11.0)}
    assert "law.long_month" not in outcomes(facts(at_limit, days=28))
    (found,) = breaches(facts({**at_limit, weekdays[12]: 8.25}, days=28))
    assert (found.outcome, found.facts["article"], found.facts["month"], found.facts["day"]) == (
        "law.long_month",
        "law.labour.41",
        "2026-03",
        day(weekdays[12]),
    )
    assert (found.facts["total_min"], found.facts["limit_min"], found.figures["extended_min"]) == (2175, 2160, 2175)


def test_overtime_of_two_months_is_not_added_up() -> None:
    end_of_march = dict.fromkeys(range(21, 26), 11.0)
    april = dict.fromkeys((30, 31, 32, 35, 36, 37, 38, 39), 11.0)
    assert "law.long_month" not in outcomes(facts({**end_of_march, **april}, days=42))


def test_the_overtime_that_is_owed_is_told_by_kind_and_multiple() -> None:
    owed = check(facts({**FIVE, 1: 10.0, 5: 6.0, 6: 4.0}, holidays=frozenset({day(6)})), SHIPPED)[-1]
    assert (owed.outcome, owed.granted, owed.facts["article"]) == ("law.overtime_owed", True, "law.labour.44")
    assert owed.figures == {"extended_min": 120, "rest_day_min": 360, "holiday_min": 240, "total_min": 720}
    assert owed.steps[1].numbers == {"extended_pay": 1.5, "rest_day_pay": 2.0, "holiday_pay": 3.0}


def test_overtime_is_paid_by_its_kind_to_the_fen() -> None:
    minutes = {"extended_min": 120, "rest_day_min": 360, "holiday_min": 240}
    assert pay(minutes, Decimal("30.00"), SHIPPED) == Decimal("810.00")  # 2 h x 45 + 6 h x 60 + 4 h x 90
    assert pay({"extended_min": 1}, Decimal("38.00"), SHIPPED) == Decimal("0.95")
    assert pay({}, Decimal("38.00"), SHIPPED) == Decimal("0.00")


def test_only_work_on_a_rest_day_is_made_good_by_time_off() -> None:
    told = {kind: time_off(kind, day(6), "CN", SHIPPED) for kind in Overtime}
    assert {kind: verdict.granted for kind, verdict in told.items()} == {"extended": False, "rest_day": True, "holiday": False}
    assert told[Overtime.HOLIDAY].outcome == "law.no_time_off_holiday"
    assert told[Overtime.HOLIDAY].facts["factor"] == 3.0
    assert factor(Overtime.HOLIDAY, replace(SHIPPED, holiday_pay=3.5)) == 3.5


NIGHT = {1: 8.0}
DUE = date(2026, 5, 26)
"""Twelve weeks before: 2026-03-03, day 1 of the week under test."""


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (DUE, ["law.pregnant_night"]),
        (date(2026, 5, 27), []),
        (date(2026, 3, 3), ["law.pregnant_night"]),
        (date(2025, 3, 3), []),
        (None, []),
    ],
)
def test_no_nights_from_the_twenty_eighth_week_of_pregnancy(due: date | None, expected: list[str]) -> None:
    found = breaches(facts(NIGHT, start_h=22, protection=Protection(due_on=due)))
    assert [one.outcome for one in found] == expected
    assert [one.facts["article"] for one in found] == ["law.women.6"] * len(expected)
    assert not breaches(facts(NIGHT, start_h=8, protection=Protection(due_on=due)))


def test_no_overtime_either_of_any_kind() -> None:
    expecting = Protection(due_on=DUE)
    assert [one.outcome for one in breaches(facts({1: 8.5}, protection=expecting))] == ["law.pregnant_overtime"]
    assert [one.facts["day"] for one in breaches(facts({**FIVE, 5: 1.0}, protection=expecting))] == [day(5)]
    assert [one.figures for one in breaches(facts({1: 4.0}, protection=expecting, holidays=frozenset({day(1)})))] == [{"overtime_min": 240}]


def test_a_stricter_centre_spares_from_the_twelfth_week() -> None:
    early = facts(NIGHT, start_h=22, protection=Protection(due_on=date(2026, 9, 15)))
    assert not breaches(early)
    (found,) = breaches(early, replace(SHIPPED, pregnant_weeks=12))
    assert (found.facts["weeks"], found.values["LabourLawPolicy.pregnant_weeks"]) == (12, 12)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (day(1), ["law.nursing_night"]),
        (day(2), []),
        (date(2025, 3, 4), ["law.nursing_night"]),
        (date(2025, 3, 3), []),
    ],
)
def test_no_nights_while_a_child_is_under_one_year(born: date, expected: list[str]) -> None:
    found = breaches(facts(NIGHT, start_h=22, protection=Protection(child_born_on=born)))
    assert [(one.outcome, one.facts["article"]) for one in found] == [(code, "law.women.9") for code in expected]


def test_a_birth_ends_the_pregnancy_and_begins_the_nursing() -> None:
    after_birth = Protection(due_on=date(2026, 3, 1), child_born_on=date(2026, 3, 1))
    assert [one.outcome for one in breaches(facts(NIGHT, start_h=22, protection=after_birth))] == ["law.nursing_night"]
    second_child = Protection(due_on=DUE, child_born_on=date(2024, 1, 1))
    assert [one.outcome for one in breaches(facts(NIGHT, start_h=22, protection=second_child))] == ["law.pregnant_night"]


@pytest.mark.parametrize(
    ("start_h", "hours", "minutes"), [(14, 8, 0), (14, 8.5, 30), (22, 8, 480), (21, 10, 480), (5, 8, 60), (6, 8, 0), (0, 6, 360)]
)
def test_night_is_ten_in_the_evening_to_six_in_the_morning(start_h: int, hours: float, minutes: int) -> None:
    found = [one for one in breaches(facts({1: hours}, start_h=start_h, protection=Protection(due_on=DUE))) if one.outcome == "law.pregnant_night"]
    assert [one.figures["night_min"] for one in found] == ([minutes] if minutes else [])


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2010, 3, 4), ["law.too_young", "law.minor_night"]),
        (date(2010, 3, 3), ["law.minor_night"]),
        (date(2008, 3, 4), ["law.minor_night"]),
        (date(2008, 3, 3), []),
        (None, []),
    ],
)
def test_under_sixteen_nobody_works_and_under_eighteen_nobody_at_night(born: date | None, expected: list[str]) -> None:
    assert [one.outcome for one in breaches(facts(NIGHT, start_h=22, protection=Protection(born_on=born)))] == expected


def test_a_centre_may_let_those_under_eighteen_work_nights_but_not_those_under_sixteen() -> None:
    loose = replace(SHIPPED, minors_protected=False)
    assert not breaches(facts(NIGHT, start_h=22, protection=Protection(born_on=date(2009, 1, 1))), loose)
    assert [one.outcome for one in breaches(facts(NIGHT, protection=Protection(born_on=date(2011, 1, 1))), loose)] == ["law.too_young"]


def test_averaged_hours_are_judged_over_their_cycle_not_by_day_or_week() -> None:
    long_days = {number: 11.5 for number in range(28) if number % 2 == 0}  # 14 x 11.5 h = 161 h
    assert "law.long_day" in outcomes(facts(long_days, days=28))
    assert outcomes(facts(long_days, days=28, cycle=Cycle.MONTH)) == ["law.kept"]


def test_over_the_cycle_thirty_six_hours_a_month_are_allowed() -> None:
    # March 2026 from the 2nd has 22 working days: 176 h standard, 212 h at most
    at_limit = {**dict.fromkeys(range(26), 8.0), 26: 4.0}
    assert outcomes(facts(at_limit, days=30, cycle=Cycle.MONTH)) == ["law.kept"]
    (found,) = breaches(facts({**at_limit, 26: 4.25}, days=30, cycle=Cycle.MONTH))
    assert (found.outcome, found.facts["article"], found.facts["first"], found.facts["last"]) == (
        "law.long_cycle",
        "law.cycles.5",
        date(2026, 3, 1),
        date(2026, 3, 31),
    )
    assert found.figures == {"worked_min": 12735, "standard_min": 10560, "over_min": 2175, "limit_min": 2160}


def test_who_is_protected_stays_protected_under_averaged_hours() -> None:
    found = breaches(facts(NIGHT, start_h=22, protection=Protection(due_on=DUE), cycle=Cycle.QUARTER))
    assert [one.outcome for one in found] == ["law.pregnant_night"]


@pytest.mark.parametrize(
    ("entry", "laxer"),
    [
        ("max_day_h", 8.5),
        ("max_week_h", 44.0),
        ("rest_days", 0),
        ("overtime_day_h", 4.0),
        ("overtime_month_h", 40.0),
        ("extended_pay", 1.4),
        ("rest_day_pay", 1.5),
        ("holiday_pay", 2.0),
        ("pregnant_weeks", 30),
        ("nursing_months", 6),
        ("least_age", 15),
        ("night_from_h", 23),
        ("night_until_h", 5),
    ],
)
def test_no_policy_is_laxer_than_the_law(entry: str, laxer: float) -> None:
    assert check_policy(LabourLawPolicy())
    with pytest.raises(Refusal) as refused:
        check_policy(replace(LabourLawPolicy(), **{entry: laxer}))
    assert refused.value.facts["entry"] == entry


def test_the_law_is_dated() -> None:
    assert article("CN", Topic.PREGNANT, date(2012, 4, 27)) == "law.labour.61"
    assert article("CN", Topic.PREGNANT, date(2012, 4, 28)) == "law.women.6"
    assert all(set(pack.articles) == set(Topic) for pack in PACKS)


def test_where_the_law_is_not_known_the_check_is_refused_and_can_be_asked_beforehand() -> None:
    for country, when in (("CN", date(1995, 4, 30)), ("US", MONDAY)):
        assert not is_known(country, when)
        with pytest.raises(Refusal, match=r"law\.no_pack"):
            article(country, Topic.HOURS, when)
    assert is_known("CN", MONDAY)
    assert not is_known(None, MONDAY)


def test_who_does_not_work_keeps_the_law() -> None:
    assert outcomes(WorkFacts("CN", MONDAY, day(6), ())) == ["law.kept"]
    assert duty(0).paid_min == 480
