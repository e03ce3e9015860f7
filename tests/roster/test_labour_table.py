"""Labour law on real lines (X-03): a table of weeks as planners write them, what each breaks, and that publishing agrees with looking."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation

from tests.cast import Cast, at
from tests.roster.builders import NOW, day, kind, put
from zuoxi.core.models import Decision, DecisionFact
from zuoxi.people import law_facts
from zuoxi.roster import checking, facts, labour, publishing, versions
from zuoxi.roster.models import ShiftKind, Version
from zuoxi.rules.labour_facts import Cycle, WorkFacts

pytestmark = pytest.mark.django_db
LATER = at("2026-11-26 09:00")


@pytest.fixture
def codes(kinds: dict[str, ShiftKind]) -> dict[str, ShiftKind]:
    """Early, late and night of eight hours, long of eleven, longer of twelve, short of four."""
    return {
        **kinds,
        "长": kind("长", "G", [(420, 1080)]),
        "超": kind("超", "H", [(420, 1140)]),
        "短": kind("短", "S", [(540, 780)]),
        "两": kind("两", "T", [(480, 720), (1080, 1320)], tags=["two_ended"]),
    }


def write(draft: Version, cast: Cast, pattern: str) -> None:
    """A week of lin as seven letters, `-` for a day off."""
    put(draft, cast.chen, *((cast.lin, number, None if code == "-" else code) for number, code in enumerate(pattern)))


def said(draft: Version, cast: Cast) -> list[str]:
    (line,) = labour.lines(draft, [cast.lin.pk])
    return [verdict.outcome for verdict in line.verdicts(labour.policy_of(labour.SHIPPED))]


def on_the_grid(draft: Version, cast: Cast) -> list[date]:
    """The days on which the grid shows a breach of the law."""
    found = checking.found_in(facts.sheet(draft), [cast.lin.pk])
    return [one.days[0] for one in found if one.rule == "X-03 law"]


WEEKS = [
    ("-------", ["law.kept"]),
    ("早早早早早--", ["law.kept"]),
    ("早早早早早短-", ["law.kept", "law.overtime_owed"]),
    ("短短短短短短-", ["law.kept"]),
    ("短短短短短短短", ["law.no_rest_day"]),
    ("长长长----", ["law.kept", "law.overtime_owed"]),
    ("超------", ["law.long_day", "law.overtime_owed"]),
    ("超超-----", ["law.long_day", "law.long_day", "law.overtime_owed"]),
    ("两两两两两--", ["law.kept"]),
    ("夜夜夜----", ["law.kept"]),
    ("长长长长长长-", ["law.kept", "law.overtime_owed"]),
    ("长长长长长长长", ["law.no_rest_day", "law.long_month", "law.overtime_owed"]),
]


@pytest.mark.parametrize(("pattern", "expected"), WEEKS, ids=[week for week, _ in WEEKS])
def test_what_a_week_says(draft: Version, cast: Cast, codes: dict[str, ShiftKind], pattern: str, expected: list[str]) -> None:
    write(draft, cast, pattern)
    assert said(draft, cast) == expected


EXPECTING = [
    ("早早早早早--", []),
    ("夜------", [0]),
    ("--夜-夜--", [2, 4]),
    ("长------", [0]),
    ("早早早早早短-", [5]),
    ("晚晚晚晚---", []),
    ("两------", []),
]


@pytest.mark.parametrize(("pattern", "days"), EXPECTING, ids=[week for week, _ in EXPECTING])
def test_an_expectant_mothers_week_is_marked_on_its_days_and_a_colleagues_is_not(
    draft: Version, cast: Cast, codes: dict[str, ShiftKind], pattern: str, days: list[int]
) -> None:
    write(draft, cast, pattern)
    assert on_the_grid(draft, cast) == []
    law_facts.tell(person=cast.zhao, name="due_on", day=date(2027, 1, 15), why="证明", by=cast.zhou, now=LATER)
    assert on_the_grid(draft, cast) == []
    law_facts.tell(person=cast.lin, name="due_on", day=date(2027, 1, 15), why="证明", by=cast.zhou, now=LATER)
    assert on_the_grid(draft, cast) == [day(number) for number in days]


@pytest.mark.parametrize(
    ("name", "told", "article"),
    [
        ("due_on", date(2027, 1, 15), "《女职工劳动保护特别规定》第六条"),
        ("child_born_on", date(2026, 5, 1), "《女职工劳动保护特别规定》第九条"),
        ("born_on", date(2009, 5, 1), "《劳动法》第五十八条"),
    ],
)
def test_the_badge_names_the_article_in_the_readers_language(
    draft: Version, cast: Cast, codes: dict[str, ShiftKind], name: str, told: date, article: str
) -> None:
    write(draft, cast, "夜------")
    law_facts.tell(person=cast.lin, name=name, day=told, why="证明", by=cast.zhou, now=LATER)
    (badge,) = [one for one in checking.found_in(facts.sheet(draft), [cast.lin.pk]) if one.rule == "X-03 law"]
    assert article in badge.text
    with translation.override("en"):
        (badge,) = [one for one in checking.found_in(facts.sheet(draft), [cast.lin.pk]) if one.rule == "X-03 law"]
        assert "Art. " in badge.text
        assert badge.text.startswith("林静: ")


def test_the_grid_and_the_whole_reading_see_the_same_work(draft: Version, cast: Cast, codes: dict[str, ShiftKind]) -> None:
    write(draft, cast, "早两-夜-短-")
    (line,) = labour.lines(draft, [cast.lin.pk])
    (shown,) = labour.of_sheet(facts.sheet(draft), [cast.lin.pk])
    assert isinstance(shown.facts, WorkFacts)
    assert (shown.facts.duties, shown.facts.first_day, shown.facts.last_day) == (line.facts.duties, line.facts.first_day, line.facts.last_day)
    assert [(duty.paid_min, duty.blocks) for duty in line.facts.duties] == [
        (480, ((480, 1020),)),
        (480, ((480, 720), (1080, 1320))),
        (480, ((1320, 1860),)),
        (240, ((540, 780),)),
    ]


def publishable(draft: Version, cast: Cast) -> Version:
    """lin leads four early days, zhao four late ones."""
    for person in (cast.lin, cast.zhao):
        person.is_shift_lead = True
        person.save()
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    draft.refresh_from_db()
    return draft


def publish(version: Version, cast: Cast, *, now: datetime = NOW) -> None:
    publishing.publish(version=version, by=cast.chen, now=now, seen_revision=version.revision, seen_in_force=publishing.in_force_pk(version))


def test_what_was_decided_is_what_was_seen_and_rests_on_the_line_and_what_protects(draft: Version, cast: Cast, codes: dict[str, ShiftKind]) -> None:
    version = publishable(draft, cast)
    seen = said(version, cast)
    publish(version, cast)
    kept = Decision.objects.filter(about=cast.lin)
    assert [one.outcome for one in kept] == seen
    keys = set(DecisionFact.objects.filter(decision__in=kept).values_list("fact_key", flat=True))
    assert keys == {
        f"roster:{version.pk}:{cast.lin.pk}",
        f"contract:{cast.contract.pk}:cycle",
        *(f"person:{cast.lin.pk}:{name}" for name in ("born_on", "due_on", "child_born_on")),
    }


def test_an_approved_cycle_takes_the_lines_of_its_contract_again(draft: Version, cast: Cast, codes: dict[str, ShiftKind]) -> None:
    version = publishable(draft, cast)
    publish(version, cast)
    done = law_facts.approve_cycle(contract=cast.contract, cycle=Cycle.MONTH, why="人社审 17", by=cast.zhou, now=LATER)
    assert (done.recomputed.superseded, done.recomputed.stored) == (0, 0)
    assert [one.outcome for one in Decision.objects.in_force()] == ["law.kept", "law.kept"]


@pytest.mark.parametrize("broken_step", ["decide", "lines"])
def test_a_publication_whose_decisions_fail_is_no_publication(
    draft: Version, cast: Cast, codes: dict[str, ShiftKind], broken_step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = publishable(draft, cast)

    def power_cut(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(labour, broken_step, power_cut)
    with pytest.raises(RuntimeError):
        publish(version, cast)
    version.refresh_from_db()
    assert (version.state, Decision.objects.count()) == ("draft", 0)


def test_a_second_publication_decides_anew_and_the_first_stays(draft: Version, cast: Cast, codes: dict[str, ShiftKind]) -> None:
    version = publishable(draft, cast)
    publish(version, cast)
    second = versions.copy(version=version, by=cast.chen, now=NOW)
    put(second, cast.chen, (cast.lin, 3, None), (cast.lin, 4, "早"))
    second.refresh_from_db()
    publish(second, cast, now=LATER)
    about_lin = Decision.objects.filter(about=cast.lin).order_by("pk")
    assert [(one.subject, one.at) for one in about_lin] == [(f"roster:{version.pk}", NOW), (f"roster:{second.pk}", LATER)]
