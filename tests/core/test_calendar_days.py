"""The centre's own days over the library's (P-08, X-04): set, changed, removed, restored, and what planning sees of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.cast import Cast, at
from zuoxi.core import calendar_days
from zuoxi.core.calendar_days import LEAST_DAYS_OFF, DayForm, NotThere, SetAgain
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import CentreDay, DayKind
from zuoxi.engine.forecast.days import DayFacts
from zuoxi.planning import workdays

pytestmark = pytest.mark.django_db
NOW, LATER = at("2026-11-01 09:00"), at("2026-11-02 09:00")
FOUNDING = date(2026, 5, 20)
FORM = DayForm(FOUNDING, "司庆", DayKind.CLOSED, "Founding day", source="总经理通知")


def of(day: date) -> DayFacts:
    return calendar_days.calendar(day, 1).days[0]


def test_a_day_of_the_centre_wins_over_the_library_and_its_neighbours_stay(cast: Cast) -> None:
    before = calendar_days.calendar(FOUNDING - timedelta(days=1), 3).days
    calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    after = calendar_days.calendar(FOUNDING - timedelta(days=1), 3).days
    assert after[1] == DayFacts(FOUNDING, is_working=False, is_holiday=True, name="司庆")
    assert (after[0], after[2]) == (before[0], before[2])


@pytest.mark.parametrize(
    ("kind", "working", "holiday", "factor"),
    [(DayKind.HOLIDAY, False, True, 2), (DayKind.STATUTORY, False, True, 3), (DayKind.CLOSED, False, True, 1), (DayKind.WORKING, True, False, 1)],
)
def test_each_kind_means_what_it_says_and_pays_its_own_factor(cast: Cast, kind: DayKind, working: bool, holiday: bool, factor: int) -> None:
    day = calendar_days.set_day(form=DayForm(FOUNDING, "某日", kind), by=cast.chen, now=NOW)
    assert (of(FOUNDING).is_working, of(FOUNDING).is_holiday, day.pay_factor) == (working, holiday, factor)


@pytest.mark.parametrize(("day", "make_up"), [(date(2026, 5, 23), True), (FOUNDING, False)])
def test_a_working_day_is_a_make_up_day_only_at_a_weekend(cast: Cast, day: date, make_up: bool) -> None:
    calendar_days.set_day(form=DayForm(day, "上班", DayKind.WORKING), by=cast.chen, now=NOW)
    assert of(day).is_make_up is make_up


def test_a_national_day_can_be_worked_when_the_centre_says_so(cast: Cast) -> None:
    national = date(2026, 10, 1)
    assert national in workdays.holidays(national, 1)
    calendar_days.set_day(form=DayForm(national, "照常上班", DayKind.WORKING), by=cast.chen, now=NOW)
    assert workdays.holidays(national, 1) == frozenset()


def test_a_day_called_as_the_library_calls_it_is_like_the_librarys(cast: Cast) -> None:
    calendar_days.set_day(form=DayForm(date(2027, 2, 6), "春节", DayKind.STATUTORY, "Spring Festival"), by=cast.chen, now=NOW)
    assert of(date(2027, 2, 6)).name == "Spring Festival"


def test_a_changed_day_keeps_its_row_and_counts_its_revisions(cast: Cast) -> None:
    first = calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    second = calendar_days.set_day(form=DayForm(FOUNDING, "开放日", DayKind.WORKING), by=cast.zhou, now=LATER, seen_revision=1)
    assert (second.pk, second.revision, second.by, second.at, second.name) == (first.pk, 2, cast.zhou, LATER, "开放日")


@pytest.mark.parametrize("seen", [0, 2])
def test_of_two_who_change_a_day_the_second_is_told(cast: Cast, seen: int) -> None:
    calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    with pytest.raises(MovedMeanwhile):
        calendar_days.set_day(form=DayForm(FOUNDING, "开放日", DayKind.WORKING), by=cast.zhou, now=LATER, seen_revision=seen)
    assert CentreDay.objects.get().name == "司庆"


def test_a_day_that_was_seen_but_is_gone_is_not_made_again(cast: Cast) -> None:
    with pytest.raises(MovedMeanwhile):
        calendar_days.set_day(form=FORM, by=cast.chen, now=NOW, seen_revision=3)
    assert not CentreDay.objects.exists()


def test_a_removed_day_is_the_librarys_again_and_comes_back_when_restored(cast: Cast) -> None:
    plain = of(FOUNDING)
    calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    removed = calendar_days.remove(day=FOUNDING, by=cast.zhou, now=LATER)
    assert (of(FOUNDING), removed.removed_by, removed.removed_at) == (plain, cast.zhou, LATER)
    calendar_days.restore(removed=removed, by=cast.zhou, now=LATER)
    assert of(FOUNDING).name == "司庆"
    assert CentreDay.objects.count() == 1


def test_what_was_never_set_cannot_be_removed_nor_what_changed_meanwhile(cast: Cast) -> None:
    with pytest.raises(NotThere):
        calendar_days.remove(day=FOUNDING, by=cast.chen, now=NOW)
    calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    with pytest.raises(MovedMeanwhile):
        calendar_days.remove(day=FOUNDING, by=cast.chen, now=NOW, seen_revision=7)
    assert of(FOUNDING).is_holiday


def test_a_removal_cannot_be_undone_once_the_day_was_set_anew(cast: Cast) -> None:
    calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    removed = calendar_days.remove(day=FOUNDING, by=cast.chen, now=NOW)
    calendar_days.set_day(form=DayForm(FOUNDING, "新", DayKind.HOLIDAY), by=cast.chen, now=LATER)
    with pytest.raises(SetAgain):
        calendar_days.restore(removed=removed, by=cast.chen, now=LATER)
    assert CentreDay.objects.there().get().name == "新"


def test_a_year_that_is_not_published_warns_until_the_centre_has_entered_it(cast: Cast) -> None:
    def codes() -> list[str]:
        return [finding.code for finding in calendar_days.calendar(date(2027, 1, 1), 365).findings]

    for number in range(LEAST_DAYS_OFF):
        assert codes() == ["calendar.unknown_year"], number
        calendar_days.set_day(form=DayForm(date(2027, 1, 1 + number), "假", DayKind.HOLIDAY), by=cast.chen, now=NOW)
    assert codes() == []


def test_the_days_of_triple_pay_hold_in_china_only(cast: Cast, settings: pytest.FixtureRequest) -> None:
    first = date(2026, 10, 1)
    assert sorted(day.day for day in calendar_days.statutory(first, 7)) == [1, 2, 3]
    assert calendar_days.statutory(first, 0) == {}
    settings.COUNTRY = "US"
    assert calendar_days.statutory(first, 7) == {}


def test_the_database_holds_one_live_row_a_day_and_a_factor_that_can_be(cast: Cast) -> None:
    fields = {"day": FOUNDING, "name": "x", "kind": DayKind.CLOSED, "by": cast.chen, "at": NOW}
    CentreDay.objects.create(**fields, pay_factor=1)
    for wrong in ({"pay_factor": 1}, {"day": date(2026, 1, 2), "pay_factor": Decimal("0.5")}, {"day": date(2026, 1, 2), "pay_factor": 6}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CentreDay.objects.create(**(fields | wrong))


def test_it_is_called_in_the_readers_language(cast: Cast) -> None:
    day = calendar_days.set_day(form=FORM, by=cast.chen, now=NOW)
    assert str(day) == "司庆"
    with translation.override("en"):
        assert str(day) == "Founding day"


def test_a_stretch_of_days_costs_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for number in range(20):
        calendar_days.set_day(form=DayForm(date(2026, 3, 1 + number), "假", DayKind.CLOSED), by=cast.chen, now=NOW)
    with django_assert_num_queries(1):
        calendar_days.calendar(date(2026, 1, 1), 365)
