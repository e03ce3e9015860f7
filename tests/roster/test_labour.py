"""Labour law on a roster (X-03): seen while planning, kept when published, taken again when a fact about a person is corrected (P-03)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, at
from tests.roster.builders import MONDAY, NOW, agent, day, kind, published, put
from zuoxi.core import corrections, decisions, explanations
from zuoxi.core.models import Decision
from zuoxi.people import law_facts
from zuoxi.people.models import Person
from zuoxi.roster import checking, facts, labour, publishing
from zuoxi.roster.models import Period, ShiftKind, Version
from zuoxi.rules.labour_facts import Cycle

pytestmark = pytest.mark.django_db
LATER = at("2026-11-26 09:00")


@pytest.fixture
def legal(draft: Version, cast: Cast) -> Version:
    """lin works early and zhao late on four days, which is enough of their contract."""
    Person.objects.filter(pk=cast.lin.pk).update(is_shift_lead=True)
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    return draft


def publish(version: Version, by: Person) -> None:
    version.refresh_from_db()
    publishing.publish(version=version, by=by, now=NOW, seen_revision=version.revision, seen_in_force=publishing.in_force_pk(version))


def broken(version: Version) -> list[tuple[str, str]]:
    """Whose line breaks the law, and by what."""
    lines = labour.lines(version)
    return [(line.person.name, one.outcome) for line in lines for one in line.verdicts(labour.policy_of(0)) if one.granted is False]


def expect(person: Person, by: Person, day: date | None) -> None:
    law_facts.tell(person=person, name="due_on", day=day, why="told by herself", by=by, now=LATER)


def test_a_published_roster_keeps_one_decision_a_person_and_who_published_it(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    found = Decision.objects.on(f"roster:{legal.pk}")
    assert {(one.about, one.outcome, one.by, one.at) for one in found} == {
        (cast.lin, "law.kept", cast.chen, NOW),
        (cast.zhao, "law.kept", cast.chen, NOW),
    }
    assert found.get(about=cast.lin).figures == {"worked_min": 1920, "days": 4, "overtime_min": 0}
    assert set(decisions.visible_to(cast.wu)) == {found.get(about=cast.lin)}


def test_a_draft_that_is_not_published_decides_nothing(legal: Version, cast: Cast) -> None:
    legal.refresh_from_db()
    put(legal, cast.chen, (cast.lin, 0, "晚"))
    with pytest.raises(publishing.HardViolations):
        publish(legal, cast.chen)
    assert not Decision.objects.exists()


def test_a_night_of_an_expectant_mother_is_seen_at_once_and_keeps_the_draft_from_being_published(legal: Version, cast: Cast) -> None:
    put(legal, cast.chen, (cast.zhao, 3, "夜"), (cast.lin, 4, None))
    assert broken(legal) == []
    expect(cast.zhao, cast.zhou, date(2027, 1, 15))
    assert broken(legal) == [("赵磊", "law.pregnant_night")]
    sheet = facts.sheet(legal)
    for found in (checking.found_in(sheet), checking.found_in(sheet, [cast.zhao.pk]), checking.hard_violations(sheet)):
        law = [one for one in found if one.rule == "X-03 law"]
        assert [(one.person, one.days, one.hard, one.cost) for one in law] == [(cast.zhao, (day(3),), True, 0)]
        assert law[0].text.startswith("赵磊：")
        assert "《女职工劳动保护特别规定》第六条" in law[0].text
    assert not [one for one in checking.found_in(sheet, [cast.lin.pk]) if one.rule == "X-03 law"]
    with pytest.raises(publishing.HardViolations, match="赵磊"):
        publish(legal, cast.chen)


def test_a_due_date_that_is_told_later_supersedes_exactly_the_decisions_that_rest_on_it(legal: Version, cast: Cast) -> None:
    put(legal, cast.chen, (cast.zhao, 3, "夜"))
    publish(legal, cast.chen)
    before = list(Decision.objects.filter(about=cast.lin).values())
    done = law_facts.tell(person=cast.zhao, name="due_on", day=date(2027, 1, 15), why="certificate of 26 November", by=cast.zhou, now=LATER)
    assert (done.recomputed.superseded, done.recomputed.stored) == (1, 1)
    old, new = Decision.objects.filter(about=cast.zhao).order_by("pk")
    assert (old.outcome, old.state, old.superseded_by) == ("law.kept", "superseded", new)
    assert (new.outcome, new.granted, new.by, new.at, new.correction) == ("law.pregnant_night", False, None, LATER, done.correction)
    assert list(Decision.objects.filter(about=cast.lin).values()) == before
    assert decisions.recompute([law_facts.key(cast.zhao.pk, "due_on")], now=LATER).superseded == 0
    expect(cast.zhao, cast.zhou, None)
    assert [one.outcome for one in Decision.objects.in_force().filter(about=cast.zhao)] == ["law.kept"]
    assert Decision.objects.filter(about=cast.zhao).count() == 3


def test_a_decision_explains_itself_in_both_languages(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    told = explanations.Explanation(Decision.objects.get(about=cast.lin))
    assert told.text == "2026-11-23 ～ 2026-11-29 符合劳动法规：4 天共 32 小时。依据《国务院关于职工工作时间的规定》第三条。"
    assert told.steps == ["4 天共 32 小时，休息 3 天，其中加班 0 分"]


def test_approved_averaged_hours_let_a_long_day_be(draft: Version, cast: Cast) -> None:
    kind("长", "G", [(420, 1170)])
    put(draft, cast.chen, (cast.lin, 0, "长"))
    assert broken(draft) == [("林静", "law.long_day")]
    law_facts.approve_cycle(contract=cast.contract, cycle=Cycle.QUARTER, why="approval 2026-17", by=cast.zhou, now=LATER)
    assert broken(draft) == []
    assert not [one for one in checking.found_in(facts.sheet(draft)) if one.rule == "X-03 law"]
    law_facts.approve_cycle(contract=cast.contract, cycle=None, why="ran out", by=cast.zhou, now=LATER)
    assert broken(draft) == [("林静", "law.long_day")]


def test_the_days_before_the_period_fill_its_first_week_and_month(draft: Version, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    begin = MONDAY - timedelta(days=14)
    earlier = Period.objects.create(unit=cast.centre, name="before", first_day=begin, days=14, created_by=cast.chen, created_at=NOW)
    long = kind("长", "G", [(420, 1080)])
    published(earlier, cast.chen, {cast.lin: [long] * 6 + [None] + [long] * 3 + [None] * 4})
    put(draft, cast.chen, (cast.lin, 0, "早"))
    line = labour.lines(draft, [cast.lin.pk])[0]
    assert [duty.day for duty in line.facts.duties[:2]] == [begin, begin + timedelta(days=1)]
    assert broken(draft) == []
    put(draft, cast.chen, *((cast.lin, n, "长") for n in range(3)))
    assert [outcome for _, outcome in broken(draft)] == ["law.long_month"]


def test_public_holidays_are_statutory_days_but_not_the_working_days_moved_beside_them() -> None:
    statutory = labour.statutory_days(date(2026, 1, 1), date(2026, 1, 4))
    assert date(2026, 1, 1) in statutory
    assert date(2026, 1, 2) not in statutory


def test_where_the_countrys_law_is_not_known_nothing_is_claimed(legal: Version, cast: Cast, settings: object) -> None:
    settings.COUNTRY = "DE"  # type: ignore[attr-defined]
    assert labour.lines(legal) == []
    assert list(labour.of_sheet(facts.sheet(legal))) == []
    publish(legal, cast.chen)
    assert not Decision.objects.exists()


def test_twice_as_many_people_cost_no_more_queries(draft: Version, cast: Cast, kinds: dict[str, ShiftKind]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            labour.decide(draft, by=cast.chen, now=NOW)
        return len(seen)

    put(draft, cast.chen, (cast.lin, 0, "早"))
    few = asked()
    people = [agent(cast, f"7{n:03}", f"员工{n}") for n in range(30)]
    put(draft, cast.chen, *((person, 0, "早") for person in people))
    assert asked() == few


@pytest.mark.parametrize(
    ("name", "day", "fine"),
    [
        ("due_on", date(2027, 9, 22), True),
        ("due_on", date(2027, 9, 23), False),
        ("due_on", date(2026, 10, 15), True),
        ("due_on", date(2026, 10, 14), False),
        ("born_on", date(2026, 11, 26), True),
        ("born_on", date(2026, 11, 27), False),
        ("child_born_on", date(1929, 12, 31), False),
    ],
)
def test_a_day_that_cannot_be_is_refused(lin: Person, zhou: Person, name: str, day: date, fine: bool) -> None:
    if not fine:
        with pytest.raises(law_facts.UnlikelyDay):
            law_facts.tell(person=lin, name=name, day=day, why="told", by=zhou, now=LATER)
    else:
        law_facts.tell(person=lin, name=name, day=day, why="told", by=zhou, now=LATER)
        assert getattr(law_facts.read().protections[lin.pk], name) == day
    assert corrections.newest([law_facts.key(lin.pk, name)]) == ({law_facts.key(lin.pk, name): day.isoformat()} if fine else {})
