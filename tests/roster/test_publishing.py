"""Publishing (F-14, R5, UX 9): nothing illegal, one version in force, everybody told once, kept for ever."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.utils import translation

from tests.cast import Cast
from tests.roster.builders import NOW, agent, day, put, shown
from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Notice
from zuoxi.core.sentences import sentence
from zuoxi.people.models import Person
from zuoxi.roster import cells, facts, pauses, publishing, versions
from zuoxi.roster.models import Assignment, Publication, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def legal(draft: Version, cast: Cast) -> Version:
    """lin works early on four days and zhao late on four: 32 hours each, enough of their contract."""
    Person.objects.filter(pk=cast.lin.pk).update(is_shift_lead=True)
    put(draft, cast.chen, *((cast.lin, n, "早") for n in range(4)), *((cast.zhao, n, "晚") for n in range(4)))
    return draft


def publish(version: Version, by: Person) -> Publication:
    version.refresh_from_db()
    return publishing.publish(version=version, by=by, now=NOW, seen_revision=version.revision, seen_in_force=publishing.in_force_pk(version))


def test_a_legal_draft_comes_into_force(legal: Version, chen: Person) -> None:
    made = publish(legal, chen)
    legal.refresh_from_db()
    assert (legal.state, made.published_by, made.published_at, made.diff) == ("published", chen, NOW, [])
    assert publishing.in_force(legal) == legal
    assert publishing.is_intact(made)


def test_a_draft_that_breaks_a_hard_rule_is_refused_with_the_first_of_them_and_nobody_is_told(legal: Version, lin: Person, chen: Person) -> None:
    put(legal, chen, (lin, 0, "晚"))
    with pytest.raises(publishing.HardViolations, match="林静"):
        publish(legal, chen)
    legal.refresh_from_db()
    assert legal.state == "draft"
    assert not Publication.objects.exists()
    assert not Notice.objects.exists()


def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(legal: Version, lin: Person, chen: Person) -> None:
    legal.refresh_from_db()
    seen = legal.revision
    put(legal, chen, (lin, 4, "早"))
    with pytest.raises(MovedMeanwhile):
        publishing.publish(version=legal, by=chen, now=NOW, seen_revision=seen, seen_in_force=publishing.in_force_pk(legal))
    assert publishing.in_force(legal) is None


def test_it_is_published_once(legal: Version, chen: Person) -> None:
    publish(legal, chen)
    with pytest.raises(versions.NotADraft):
        publish(legal, chen)
    assert Publication.objects.count() == 1


def test_the_first_publication_tells_everybody_on_the_roster(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    assert {(n.person.name, n.kind, n.facts["changes"]) for n in Notice.objects.all()} == {
        ("林静", "roster.published", 0),
        ("赵磊", "roster.published", 0),
    }


def test_the_next_one_supersedes_it_and_tells_only_whom_it_changes(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    second = versions.copy(version=legal, by=cast.chen, now=NOW)
    put(second, cast.chen, (cast.lin, 3, None), (cast.lin, 5, "早"))
    made = publish(second, cast.chen)
    assert [version.state for version in legal.period.versions.order_by("number")] == ["superseded", "published"]
    assert made.diff == [[cast.lin.pk, day(3).isoformat(), "早", None], [cast.lin.pk, day(5).isoformat(), None, "早"]]
    told = Notice.objects.filter(key=f"roster.published:{second.pk}")
    assert [(n.person, n.kind, n.facts["changes"], n.link) for n in told] == [(cast.lin, "roster.days_changed", 2, "")]


def test_the_difference_and_who_will_be_told_are_known_beforehand(legal: Version, cast: Cast) -> None:
    assert [person.name for person in publishing.told(legal)] == ["林静", "赵磊"]
    publish(legal, cast.chen)
    second = versions.copy(version=legal, by=cast.chen, now=NOW)
    assert publishing.diff(second, legal) == []
    assert publishing.told(second) == []
    put(second, cast.chen, (cast.zhao, 3, "早"))
    assert [(d.person, d.day, d.before, d.after) for d in publishing.diff(second, legal)] == [(cast.zhao, day(3), "晚", "早")]
    assert publishing.told(second) == [cast.zhao]


def test_a_day_off_becomes_a_row_and_the_breaks_are_placed(legal: Version, chen: Person) -> None:
    publish(legal, chen)
    assert legal.assignments.count() == 14
    worked = legal.assignments.exclude(shift=None)
    assert [len(cell.breaks) for cell in worked] == [1] * 8
    start, end, name, paid = worked.filter(shift__code="早")[0].breaks[0]
    assert (end - start, name, paid) == (60, "午餐", False)
    assert 480 + 180 <= start <= 480 + 300


def test_breaks_of_untouched_cells_stay_where_they_are(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    second = versions.copy(version=legal, by=cast.chen, now=NOW)
    Assignment.objects.filter(version=second, person=cast.zhao, day=day(0)).update(breaks=[[1000, 1060, "晚餐", False]])
    put(second, cast.chen, (cast.lin, 0, None), (cast.lin, 4, "早"))
    assert set(pauses.missing(second, facts.sheet(second))) == {(0, 4)}
    publish(second, cast.chen)
    assert second.assignments.get(person=cast.zhao, day=day(0)).breaks == [[1000, 1060, "晚餐", False]]
    assert second.assignments.get(person=cast.lin, day=day(4)).breaks


def test_placing_breaks_twice_places_nothing_new(legal: Version) -> None:
    assert pauses.fill(legal, facts.sheet(legal)) == 8
    before = list(legal.assignments.order_by("pk").values_list("breaks", flat=True))
    assert pauses.fill(legal, facts.sheet(legal)) == 0
    assert list(legal.assignments.order_by("pk").values_list("breaks", flat=True)) == before


def test_published_cells_cannot_be_changed_by_any_verb(legal: Version, lin: Person, chen: Person) -> None:
    made = publish(legal, chen)
    for verb in (
        lambda: put(legal, chen, (lin, 0, None)),
        lambda: cells.undo(version=legal, by=chen, now=NOW),
        lambda: cells.redo(version=legal, by=chen, now=NOW),
        lambda: versions.discard(version=legal),
    ):
        with pytest.raises(versions.NotADraft):
            verb()
    assert publishing.is_intact(made)


def test_a_changed_cell_lock_or_break_is_found_by_the_fingerprint(legal: Version, cast: Cast) -> None:
    made = publish(legal, cast.chen)
    cell = Assignment.objects.filter(version=legal, person=cast.lin, day=day(0))
    for change in ({"shift": None}, {"is_locked": True}, {"breaks": []}):
        before = {name: getattr(cell.get(), name) for name in change}
        cell.update(**change)
        assert not publishing.is_intact(made)
        cell.update(**before)
    assert publishing.is_intact(made)


def test_the_database_itself_allows_one_version_in_force(legal: Version, chen: Person) -> None:
    publish(legal, chen)
    second = versions.create(period=legal.period, by=chen, now=NOW)
    with pytest.raises(IntegrityError):
        Version.objects.filter(pk=second.pk).update(state="published")


@pytest.mark.parametrize("broken_step", ["complete", "fingerprint", "tell"])
def test_a_publication_that_fails_half_way_changes_nothing(legal: Version, cast: Cast, broken_step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(legal, cast.chen)
    second = versions.copy(version=legal, by=cast.chen, now=NOW)
    put(second, cast.chen, (cast.lin, 3, None), (cast.lin, 4, "早"))

    def power_cut(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(publishing, broken_step, power_cut)
    with pytest.raises(RuntimeError):
        publish(second, cast.chen)
    assert publishing.in_force(second) == legal
    assert Publication.objects.count() == 1
    assert not Notice.objects.filter(key__endswith=f":{second.pk}").exists()
    assert ("林静", 3) not in shown(second)


def test_telling_twice_tells_once(legal: Version, cast: Cast) -> None:
    made = publish(legal, cast.chen)
    publishing.tell(made, [cast.lin, cast.zhao], [], now=NOW)
    assert Notice.objects.count() == 2


def test_who_is_not_employed_gets_no_row(legal: Version, cast: Cast) -> None:
    agent(cast, "1010", "新来", hired_on=day(6), is_shift_lead=True)
    with pytest.raises(publishing.HardViolations):
        publish(legal, cast.chen)
    Person.objects.filter(work_number="1010").update(left_on=day(7), contract=None, is_rostered=False)
    publish(legal, cast.chen)
    assert not legal.assignments.filter(person__work_number="1010").exists()


def test_a_notice_can_be_read_in_both_languages_and_leads_to_the_first_day_that_changed(legal: Version, cast: Cast) -> None:
    publish(legal, cast.chen)
    second = versions.copy(version=legal, by=cast.chen, now=NOW)
    put(second, cast.chen, (cast.lin, 3, None), (cast.lin, 5, "早"))
    second.refresh_from_db()
    publishing.publish(
        version=second,
        by=cast.chen,
        now=NOW,
        seen_revision=second.revision,
        seen_in_force=publishing.in_force_pk(second),
        link=lambda day: f"/day/{day}/",
    )
    assert Notice.objects.get(kind="roster.days_changed").link == f"/day/{day(3)}/"
    for language, word in (("zh-hans", "第 48 周"), ("en", "published")):
        with translation.override(language):
            assert all(word in sentence(notice.kind, notice.facts) for notice in Notice.objects.all())
