"""Two at once where only one may win: calendar addresses, leave, periods, versions (R14, R20)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.cast import Cast
from tests.faults.processes import Meeting, at_once, errors
from tests.roster.builders import MONDAY, NOW, day, put, shown
from zuoxi.roster import feeds, leave, periods, publishing, versions
from zuoxi.roster.models import Feed, Leave, LeaveKind, Period, Version


def test_of_many_calendar_addresses_made_at_once_one_is_alive_and_every_other_is_dead(cast: Cast) -> None:
    feeds.create(person=cast.lin, now=NOW)
    secrets = at_once(*[lambda: feeds.create(person=cast.lin, now=NOW)] * 6)
    assert errors(secrets) == []
    assert len(set(secrets)) == 6
    assert [feeds.owner(secret) for secret in secrets].count(cast.lin) == 1
    assert Feed.objects.filter(person=cast.lin, revoked_at=None).count() == 1
    assert Feed.objects.filter(person=cast.lin).count() == 7


def test_addresses_of_two_people_do_not_disturb_each_other(cast: Cast) -> None:
    secrets = at_once(lambda: feeds.create(person=cast.lin, now=NOW), lambda: feeds.create(person=cast.zhao, now=NOW))
    assert [feeds.owner(secret) for secret in secrets] == [cast.lin, cast.zhao]


def test_without_its_lock_two_addresses_at_once_collide(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both revoke, then both create."""
    meeting = Meeting(2)
    monkeypatch.setattr(feeds, "digest", meeting.before(feeds.digest))
    results = at_once(*[lambda: feeds.create.__wrapped__(person=cast.lin, now=NOW)] * 2)  # type: ignore[attr-defined]
    assert meeting.met
    assert [type(one) for one in results].count(IntegrityError) == 1


def test_revoking_while_a_new_one_is_made_leaves_at_most_one(cast: Cast) -> None:
    old = feeds.create(person=cast.lin, now=NOW)
    for _round in range(5):
        at_once(lambda: feeds.create(person=cast.lin, now=NOW), lambda: feeds.revoke(person=cast.lin, now=NOW))
        assert Feed.objects.filter(person=cast.lin, revoked_at=None).count() <= 1
    assert feeds.owner(old) is None


def granting(cast: Cast, first: int, last: int, kind: LeaveKind = LeaveKind.ANNUAL) -> Callable[[], Leave]:
    return lambda: leave.grant(person=cast.lin, kind=kind, first_day=day(first), last_day=day(last), by=cast.chen, now=NOW)


def test_of_overlapping_leave_granted_at_once_one_stands_and_the_others_are_told_why(cast: Cast) -> None:
    results = at_once(granting(cast, 0, 3), granting(cast, 3, 5), granting(cast, 1, 3, LeaveKind.SICK), granting(cast, 3, 3))
    assert errors(results) == ["Overlaps"] * 3
    assert Leave.objects.granted().filter(person=cast.lin).count() == 1


def test_leave_that_does_not_overlap_is_all_granted(cast: Cast) -> None:
    assert errors(at_once(*(granting(cast, 2 * n, 2 * n + 1) for n in range(5)))) == []
    assert Leave.objects.granted().count() == 5


def test_leave_withdrawn_by_two_at_once_is_withdrawn_once(cast: Cast, hua: object) -> None:
    given = granting(cast, 0, 1)()
    results = at_once(*[lambda: leave.withdraw(leave=given, by=cast.chen, now=NOW)] * 4)
    assert errors(results) == ["AlreadyWithdrawn"] * 3
    given.refresh_from_db()
    assert given.withdrawn_by == cast.chen


def test_without_its_lock_leave_overlaps(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both look, then both grant."""
    meeting = Meeting(2)
    monkeypatch.setattr(Leave.objects, "create", meeting.before(Leave.objects.create))
    unguarded = leave.grant.__wrapped__  # type: ignore[attr-defined]
    days = {"person": cast.lin, "kind": LeaveKind.ANNUAL, "first_day": day(0), "last_day": day(2), "by": cast.chen, "now": NOW}
    results = at_once(lambda: unguarded(**days), lambda: unguarded(**days))
    assert meeting.met
    assert errors(results) == []
    assert Leave.objects.granted().filter(person=cast.lin).count() == 2


def test_of_overlapping_periods_made_at_once_one_stands(cast: Cast) -> None:
    def make(unit: object, first: int, days: int) -> Callable[[], Period]:
        return lambda: periods.create(unit=unit, name="周", first_day=day(first), days=days, requirement=None, by=cast.chen, now=NOW)  # type: ignore[arg-type]

    results = at_once(make(cast.centre, 0, 7), make(cast.team, 6, 3), make(cast.operations, 2, 2))
    stored = list(Period.objects.all())
    assert stored
    for one in stored:
        overlapping = [
            other
            for other in Period.objects.exclude(pk=one.pk)
            if other.first_day <= one.last_day and other.last_day >= one.first_day and cast.centre.pk in (one.unit_id, other.unit_id)
        ]
        assert overlapping == []
    assert set(errors(results)) <= {"Overlaps"}
    assert len(errors(results)) == 3 - len(stored)


def test_periods_of_teams_beside_each_other_are_both_made(cast: Cast) -> None:
    def make(unit: object) -> Callable[[], Period]:
        return lambda: periods.create(unit=unit, name="周", first_day=MONDAY, days=7, requirement=None, by=cast.chen, now=NOW)  # type: ignore[arg-type]

    assert errors(at_once(make(cast.team), make(cast.other_team))) == []


def test_drafts_made_at_once_get_numbers_of_their_own(week: Period, cast: Cast) -> None:
    made = at_once(*[lambda: versions.create(period=week, by=cast.chen, now=NOW)] * 8)
    assert errors(made) == []
    assert sorted(one.number for one in made) == list(range(1, 9))


def test_a_draft_copied_while_it_is_changed_holds_what_it_held_at_one_moment(legal: Version, cast: Cast) -> None:
    steps = [shown(legal)]

    def change() -> None:
        for number in range(4):
            put(legal, cast.chen, (cast.lin, number, None), (cast.zhao, number, None))
            steps.append(shown(legal))

    copies, _ = at_once(lambda: [versions.copy(version=legal, by=cast.zhou, now=NOW) for _n in range(4)], change)
    assert not isinstance(copies, Exception)
    assert all(shown(copy) in steps for copy in copies)


def test_a_draft_is_discarded_or_published_never_both(legal: Version, cast: Cast) -> None:
    seen = legal.revision
    results = at_once(
        lambda: versions.discard(version=Version.objects.get(pk=legal.pk)),
        lambda: publishing.publish(
            version=Version.objects.get(pk=legal.pk),
            by=cast.chen,
            now=NOW,
            seen_revision=seen,
            seen_in_force=publishing.in_force_pk(Version.objects.get(pk=legal.pk)),
        ),
    )
    left = Version.objects.filter(pk=legal.pk).first()
    assert left is None or left.state == "published"
    assert (left is None) != (results[0] is not None)
    assert len([one for one in results if isinstance(one, Exception)]) == 1


def test_a_feed_tells_only_what_was_published_when_it_is_read_while_publishing(legal: Version, cast: Cast) -> None:
    """Readers see no shift or all four, never a part (R5)."""
    readings: list[int] = []

    def read() -> None:
        for _n in range(15):
            readings.append(feeds.calendar(person=cast.lin, now=NOW + timedelta(hours=1)).count(b"BEGIN:VEVENT"))

    seen = legal.revision
    results = at_once(
        read, lambda: publishing.publish(version=legal, by=cast.chen, now=NOW, seen_revision=seen, seen_in_force=publishing.in_force_pk(legal)), read
    )
    assert errors(results) == []
    assert set(readings) <= {0, 4}
