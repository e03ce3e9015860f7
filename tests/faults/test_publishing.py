"""Publishing while others publish, and publishing cut off at any statement (R5): old or new, never a mixture, everybody told once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connections
from django.db.models import F

from tests.cast import Cast
from tests.faults.processes import Meeting, at_once, errors, killed, statements
from tests.roster.builders import NOW, put, shown
from zuoxi.core.models import Notice
from zuoxi.people.models import Person
from zuoxi.roster import publishing, versions
from zuoxi.roster.models import Period, Publication, Version


def publishing_of(version: Version, by: Person) -> Callable[[], Publication]:
    """What one planner's click does: with the revision that the page has seen."""
    pk, seen, former = version.pk, Version.objects.get(pk=version.pk).revision, publishing.in_force_pk(version)

    def click() -> Publication:
        found = Version.objects.select_related("period__unit").get(pk=pk)
        return publishing.publish(version=found, by=by, now=NOW, seen_revision=seen, seen_in_force=former)

    return click


def second_draft(legal: Version, cast: Cast) -> Version:
    """A copy in which lin works on another day."""
    made = versions.copy(version=legal, by=cast.chen, now=NOW)
    put(made, cast.chen, (cast.lin, 3, None), (cast.lin, 4, "早"))
    return made


def notices() -> dict[str, list[str]]:
    """Work number to the keys of what was told."""
    found: dict[str, list[str]] = {}
    for number, key in Notice.objects.values_list("person__work_number", "key").order_by("pk"):
        found.setdefault(number, []).append(key)
    return found


def holds(legal: Version) -> None:
    """What is true at every moment: at most one in force, every publication whole, nobody told twice of the same."""
    assert Version.objects.published().filter(period=legal.period).count() <= 1
    for made in Publication.objects.select_related("version"):
        assert publishing.is_intact(made)
        assert made.version.state in ("published", "superseded")
    assert all(len(set(keys)) == len(keys) for keys in notices().values())


def test_of_two_drafts_published_at_once_exactly_one_is_in_force_and_the_other_is_told(legal: Version, cast: Cast, hua: Person) -> None:
    other = second_draft(legal, cast)
    results = at_once(publishing_of(legal, cast.chen), publishing_of(other, hua))
    assert errors(results) == ["PublishedMeanwhile"]
    holds(legal)
    assert sorted(Version.objects.values_list("state", flat=True)) == ["draft", "published"]
    assert Publication.objects.get().diff == []
    assert {number: len(keys) for number, keys in notices().items()} == {"1001": 1, "1002": 1}


def test_a_sheet_older_than_the_last_publication_is_refused_and_the_renewed_one_follows_it(legal: Version, cast: Cast, hua: Person) -> None:
    other = second_draft(legal, cast)
    stale = publishing_of(other, hua)
    publishing_of(legal, cast.chen)()
    with pytest.raises(publishing.PublishedMeanwhile):
        stale()
    assert publishing.in_force(other) == legal
    assert {row[0] for row in publishing_of(other, hua)().diff} == {cast.lin.pk}
    holds(legal)
    assert len(notices()["1001"]) == 2


def test_without_the_comparison_the_later_click_overwrites_the_earlier(
    legal: Version, cast: Cast, hua: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the two above."""
    other = second_draft(legal, cast)
    compared = publishing._as_seen

    def only_one_after_the_other(version: Version, revision: int, former: int | None) -> Version | None:
        Period.objects.filter(pk=version.period_id).update(name=F("name"))
        return compared(version, revision, publishing.in_force_pk(version))

    monkeypatch.setattr(publishing, "_as_seen", only_one_after_the_other)
    assert errors(at_once(publishing_of(legal, cast.chen), publishing_of(other, hua))) == []
    assert Publication.objects.count() == 2


def test_with_one_in_force_of_three_more_published_at_once_exactly_one_follows_it(legal: Version, cast: Cast, hua: Person) -> None:
    publishing_of(legal, cast.chen)()
    drafts = [second_draft(legal, cast) for _n in range(3)]
    assert errors(at_once(*(publishing_of(draft, hua) for draft in drafts))) == ["PublishedMeanwhile"] * 2
    holds(legal)
    assert sorted(len(made.diff) for made in Publication.objects.all()) == [0, 2]


def test_the_same_draft_published_by_many_at_once_is_published_once_and_the_others_are_told(legal: Version, cast: Cast) -> None:
    results = at_once(*[publishing_of(legal, cast.chen)] * 5)
    assert errors(results) == ["NotADraft"] * 4
    assert Publication.objects.count() == 1
    assert {number: len(keys) for number, keys in notices().items()} == {"1001": 1, "1002": 1}


def test_an_edit_at_the_same_moment_is_in_what_is_published_or_is_refused(legal: Version, cast: Cast, hua: Person) -> None:
    edited, made = at_once(lambda: put(legal, hua, (cast.lin, 4, "早")), publishing_of(legal, cast.chen))
    state = Version.objects.get(pk=legal.pk).state
    if isinstance(made, Exception):
        assert (type(made).__name__, state) == ("MovedMeanwhile", "draft")
        assert shown(legal)["林静", 4] == "早"
    else:
        assert (type(edited).__name__, state) == ("NotADraft", "published")
        assert ("林静", 4) not in shown(legal)
        holds(legal)


def test_without_the_locks_two_drafts_at_once_clash(legal: Version, cast: Cast, hua: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without transaction and lock the two get into each other's way."""
    other = second_draft(legal, cast)
    meeting = Meeting(2)
    monkeypatch.setattr(publishing, "_put_in_force", publishing._put_in_force.__wrapped__)  # type: ignore[attr-defined]
    monkeypatch.setattr(publishing, "_as_seen", lambda version, revision, former: publishing.in_force(version))
    monkeypatch.setattr(publishing, "diff", meeting.before(publishing.diff))
    monkeypatch.setattr(publishing, "told", meeting.before(publishing.told))
    results = at_once(publishing_of(legal, cast.chen), publishing_of(other, hua))
    assert meeting.met
    diffs = [made.diff for made in Publication.objects.all()]
    assert errors(results) != [] or diffs.count([]) == 2


@pytest.fixture
def in_force(legal: Version, cast: Cast) -> Version:
    publishing_of(legal, cast.chen)()
    return legal


@pytest.mark.slow
def test_killed_at_any_statement_the_old_roster_or_the_new_one_is_in_force_whole(in_force: Version, cast: Cast) -> None:
    count = statements(publishing_of(second_draft(in_force, cast), cast.chen))
    before = Version.objects.published().get(period=in_force.period)
    old_print, old_notices = publishing.fingerprint(before), notices()
    for at in range(2, count - 3, 3):
        draft = second_draft(before, cast)
        put(draft, cast.chen, (cast.zhao, 4, "晚" if at % 2 else None))
        text = publishing.fingerprint(draft)
        assert killed(publishing_of(draft, cast.chen), before=at), f"statement {at} of {count} was never reached"
        holds(before)
        draft.refresh_from_db()
        assert draft.state == "draft", f"half published at statement {at}"
        assert publishing.fingerprint(draft) == text
        assert publishing.in_force(draft) == before
        assert publishing.fingerprint(before) == old_print
        assert notices() == old_notices


@pytest.mark.slow
def test_after_a_kill_the_same_click_publishes_and_everybody_is_told_exactly_once(in_force: Version, cast: Cast) -> None:
    draft = second_draft(in_force, cast)
    for at in (4, 9, 14):
        assert killed(publishing_of(draft, cast.chen), before=at)
    made = publishing_of(draft, cast.chen)()
    holds(in_force)
    assert publishing.in_force(draft) == draft
    assert [len(notices()[number]) for number in ("1001", "1002")] == [2, 1]
    assert {row[0] for row in made.diff} == {cast.lin.pk}


@pytest.mark.slow
def test_work_that_is_not_killed_is_done_and_seen_from_here(in_force: Version, cast: Cast) -> None:
    """The control of the killing itself: the same process, left alone, commits."""
    draft = second_draft(in_force, cast)
    assert not killed(publishing_of(draft, cast.chen), before=10_000)
    draft.refresh_from_db()
    assert draft.state == "published"
    holds(in_force)
    connections.close_all()
