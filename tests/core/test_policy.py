"""The policy of the centre (P-01): a version is drafted, submitted, approved by somebody else, and never edited once it is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, at, hire, make_cast
from zuoxi.core import policy
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person, RoleName
from zuoxi.rules.organisation import SpanPolicy
from zuoxi.rules.rostering import RosterPolicy

NOW = at("2026-03-01 09:00")
FIRST, TENTH, LATER = date(2026, 3, 5), date(2026, 3, 10), date(2026, 4, 1)
pytestmark = pytest.mark.django_db
REST = {"roster": {"rest_h": 12}}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def zhou(cast: Cast) -> Person:
    """The manager who drafts."""
    return cast.zhou


@pytest.fixture
def qian(cast: Cast) -> Person:
    """Another manager, who decides."""
    return hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)


def drafted(by: Person, values: Any = REST, *, now: datetime = NOW) -> PolicyVersion:
    version = policy.draft(by=by, now=now)
    assert policy.change(version=version, values=values, by=by, now=now) == {}
    return version


def submitted(by: Person, values: Any = REST, *, day: date = FIRST, now: datetime = NOW) -> PolicyVersion:
    version = drafted(by, values, now=now)
    policy.submit(version=version, day=day, remark="更多休息", by=by, now=now)
    return version


def approved(by: Person, decider: Person, values: Any = REST, *, day: date = FIRST, now: datetime = NOW) -> PolicyVersion:
    version = submitted(by, values, day=day, now=now)
    policy.approve(version=version, by=decider, now=now)
    return version


def rest_h(now: datetime) -> float:
    return policy.in_force(now).of(RosterPolicy).rest_h


def test_without_any_version_the_shipped_defaults_hold() -> None:
    found = policy.in_force(NOW)
    assert (found.version, found.values, found.since) == (0, {}, None)
    assert found.of(RosterPolicy) == RosterPolicy()


def test_an_approved_version_holds_from_the_midnight_of_its_day_on(zhou: Person, qian: Person) -> None:
    version = approved(zhou, qian)
    assert [rest_h(at(moment)) for moment in ("2026-03-04 23:59", "2026-03-05 00:00", "2026-12-31 00:00")] == [11.0, 12.0, 12.0]
    assert policy.in_force(at("2026-03-05 00:00")).version == version.number == 1
    assert policy.on(FIRST).of(RosterPolicy).rest_h == 12.0
    assert policy.on(date(2026, 3, 4)).version == 0
    assert policy.on(FIRST).of(SpanPolicy) == SpanPolicy()


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "withdrawn"])
def test_only_an_approved_version_holds(zhou: Person, qian: Person, state: str) -> None:
    if state == "draft":
        drafted(zhou)
    version = submitted(zhou)
    if state == "rejected":
        policy.reject(version=version, by=qian, now=NOW, remark="太多")
    if state == "withdrawn":
        policy.withdraw(version=version, by=zhou, now=NOW)
    assert rest_h(at("2026-12-31 00:00")) == 11.0


def test_a_version_approved_on_its_own_day_holds_from_that_moment_so_that_nothing_past_changes(zhou: Person, qian: Person) -> None:
    version = submitted(zhou, day=date(2026, 3, 1))
    policy.approve(version=version, by=qian, now=at("2026-03-01 14:00"))
    assert (rest_h(at("2026-03-01 13:59")), rest_h(at("2026-03-01 14:00"))) == (11.0, 12.0)


def test_versions_follow_one_another_and_each_holds_its_time(zhou: Person, qian: Person) -> None:
    approved(zhou, qian)
    second = approved(zhou, qian, {"roster": {"rest_h": 13}}, day=TENTH)
    assert (second.base, second.values) == (1, {"roster": {"rest_h": 13.0}})
    assert [policy.on(day).version for day in (date(2026, 3, 4), FIRST, date(2026, 3, 9), TENTH)] == [0, 1, 1, 2]
    assert policy.of_version(1).of(RosterPolicy).rest_h == 12.0
    assert policy.of_version(0).of(RosterPolicy).rest_h == 11.0


def test_a_draft_starts_from_the_version_that_comes_not_only_from_what_holds_now(zhou: Person, qian: Person) -> None:
    approved(zhou, qian, day=LATER)
    draft = policy.draft(by=zhou, now=NOW)
    assert (draft.base, draft.values) == (1, {"roster": {"rest_h": 12.0}})


def test_what_is_wrong_is_told_by_entry_and_nothing_is_changed(zhou: Person) -> None:
    version = drafted(zhou)
    found = policy.change(version=version, values={"roster": {"rest_h": 3, "tea": 1}, "kitchen": {}}, by=zhou, now=NOW)
    assert set(found) == {("roster", "rest_h"), ("roster", "tea"), ("kitchen", "")}
    version.refresh_from_db()
    assert version.values == {"roster": {"rest_h": 12.0}}


def test_only_what_differs_from_the_defaults_is_kept(zhou: Person) -> None:
    version = drafted(zhou, {"roster": {"rest_h": 11, "max_nights": 5}, "staffing": {}})
    assert version.values == {"roster": {"max_nights": 5}}


def test_a_change_leaves_the_other_areas_a_replacement_does_not(zhou: Person) -> None:
    version = drafted(zhou)
    policy.change(version=version, values={"organisation": {"most": 15}}, by=zhou, now=NOW)
    assert version.values == {"roster": {"rest_h": 12.0}, "organisation": {"most": 15}}
    assert policy.replace(version=version, values={"organisation": {"most": 16}}, by=zhou, now=NOW) == {}
    assert version.values == {"organisation": {"most": 16}}
    assert set(policy.replace(version=version, values={"kitchen": {}}, by=zhou, now=NOW)) == {("kitchen", "")}
    assert version.values == {"organisation": {"most": 16}}


def test_a_draft_belongs_to_its_author(zhou: Person, qian: Person) -> None:
    version = drafted(zhou)
    for attempt in (
        lambda: policy.change(version=version, values={}, by=qian, now=NOW),
        lambda: policy.replace(version=version, values={}, by=qian, now=NOW),
        lambda: policy.submit(version=version, day=FIRST, remark="", by=qian, now=NOW),
        lambda: policy.withdraw(version=version, by=qian, now=NOW),
        lambda: policy.carry_over(version=version, by=qian, now=NOW),
    ):
        with pytest.raises(policy.NotTheAuthor):
            attempt()
    policy.submit(version=version, day=FIRST, remark="", by=zhou, now=NOW)
    assert version.state == VersionState.SUBMITTED


def test_nobody_decides_on_their_own_version(zhou: Person, qian: Person) -> None:
    version = submitted(zhou)
    with pytest.raises(policy.OwnVersion):
        policy.approve(version=version, by=zhou, now=NOW)
    with pytest.raises(policy.OwnVersion):
        policy.reject(version=version, by=zhou, now=NOW, remark="nein")
    policy.approve(version=version, by=qian, now=NOW, remark=" 好 ")
    assert (version.state, version.decided_by, version.decided_at, version.verdict) == ("approved", qian, NOW, "好")


def test_the_database_itself_refuses_that_somebody_decides_on_their_own_version(zhou: Person) -> None:
    version = submitted(zhou)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(state="approved", decided_by=zhou, decided_at=NOW)


def test_the_database_itself_refuses_two_versions_that_follow_the_same_one(zhou: Person, qian: Person) -> None:
    one, other = submitted(zhou), submitted(qian)
    PolicyVersion.objects.filter(pk=one.pk).update(state="approved", decided_by=qian, decided_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=other.pk).update(state="approved", decided_by=zhou, decided_at=NOW)


VERBS: dict[str, Callable[[PolicyVersion, Person, Person], Any]] = {
    "change": lambda v, zhou, qian: policy.change(version=v, values={"roster": {"rest_h": 20}}, by=zhou, now=NOW),
    "replace": lambda v, zhou, qian: policy.replace(version=v, values={}, by=zhou, now=NOW),
    "submit": lambda v, zhou, qian: policy.submit(version=v, day=FIRST, remark="", by=zhou, now=NOW),
    "withdraw": lambda v, zhou, qian: policy.withdraw(version=v, by=zhou, now=NOW),
    "approve": lambda v, zhou, qian: policy.approve(version=v, by=qian, now=NOW),
    "reject": lambda v, zhou, qian: policy.reject(version=v, by=qian, now=NOW, remark="x"),
}
MAY = {"draft": {"change", "replace", "submit", "withdraw"}, "submitted": {"approve", "reject", "withdraw"}}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "rejected", "withdrawn"])
def test_each_state_allows_its_verbs_and_refuses_all_others(zhou: Person, qian: Person, state: str, verb: str) -> None:
    version = drafted(zhou) if state == "draft" else submitted(zhou)
    ends = {"approved": "approve", "rejected": "reject", "withdrawn": "withdraw"}
    if state in ends:
        VERBS[ends[state]](version, zhou, qian)
    before = PolicyVersion.objects.values().get(pk=version.pk)
    if verb in MAY.get(state, ()):
        VERBS[verb](version, zhou, qian)
        assert PolicyVersion.objects.values().get(pk=version.pk) != before or verb == "change"
    else:
        with pytest.raises(Problem):
            VERBS[verb](version, zhou, qian)
        assert PolicyVersion.objects.values().get(pk=version.pk) == before


def test_of_two_who_decide_at_once_one_is_told(zhou: Person, qian: Person) -> None:
    version = submitted(zhou)
    stale = PolicyVersion.objects.get(pk=version.pk)
    policy.withdraw(version=version, by=zhou, now=NOW)
    with pytest.raises(MovedMeanwhile):
        policy.approve(version=stale, by=qian, now=NOW)
    assert PolicyVersion.objects.get(pk=version.pk).state == VersionState.WITHDRAWN


def test_of_two_windows_that_change_one_draft_the_second_is_told(zhou: Person) -> None:
    version = drafted(zhou)
    stale = PolicyVersion.objects.get(pk=version.pk)
    policy.change(version=version, values={"organisation": {"most": 15}}, by=zhou, now=at("2026-03-01 09:01"))
    with pytest.raises(MovedMeanwhile):
        policy.change(version=stale, values={"roster": {"rest_h": 13}}, by=zhou, now=at("2026-03-01 09:02"))


def test_a_version_that_changes_nothing_is_not_submitted(zhou: Person) -> None:
    version = policy.draft(by=zhou, now=NOW)
    with pytest.raises(policy.NothingChanged):
        policy.submit(version=version, day=FIRST, remark="", by=zhou, now=NOW)


def test_a_version_begins_today_at_the_earliest(zhou: Person, qian: Person) -> None:
    version = drafted(zhou)
    with pytest.raises(policy.DayPassed):
        policy.submit(version=version, day=date(2026, 2, 28), remark="", by=zhou, now=NOW)
    policy.submit(version=version, day=date(2026, 3, 1), remark="", by=zhou, now=NOW)
    with pytest.raises(policy.DayPassed):
        policy.approve(version=version, by=qian, now=at("2026-03-02 00:00"))


def test_a_version_does_not_begin_before_the_one_it_follows(zhou: Person, qian: Person) -> None:
    approved(zhou, qian, day=TENTH)
    version = drafted(zhou, {"roster": {"rest_h": 13}})
    with pytest.raises(policy.BeforeTheLast):
        policy.submit(version=version, day=FIRST, remark="", by=zhou, now=NOW)
    policy.submit(version=version, day=TENTH, remark="", by=zhou, now=NOW)
    policy.approve(version=version, by=qian, now=NOW)
    assert policy.on(TENTH).version == version.number


def test_a_draft_that_was_overtaken_is_carried_over_first_and_undoes_nothing(zhou: Person, qian: Person) -> None:
    mine, theirs = drafted(zhou, {"roster": {"max_nights": 5}}), submitted(qian)
    policy.approve(version=theirs, by=zhou, now=NOW)
    with pytest.raises(policy.Overtaken):
        policy.submit(version=mine, day=FIRST, remark="", by=zhou, now=NOW)
    policy.carry_over(version=mine, by=zhou, now=NOW)
    assert (mine.number, mine.base, mine.values) == (3, 2, {"roster": {"rest_h": 12.0, "max_nights": 5}})
    policy.submit(version=mine, day=FIRST, remark="", by=zhou, now=NOW)
    policy.approve(version=mine, by=qian, now=NOW)
    assert policy.on(FIRST).version == 3
    assert policy.on(FIRST).of(RosterPolicy).rest_h == 12.0


def test_a_submitted_version_that_was_overtaken_cannot_be_approved(zhou: Person, qian: Person) -> None:
    mine, theirs = submitted(zhou, {"roster": {"max_nights": 5}}), submitted(qian)
    policy.approve(version=theirs, by=zhou, now=NOW)
    with pytest.raises(policy.Overtaken):
        policy.approve(version=mine, by=qian, now=NOW)


def test_a_draft_that_is_up_to_date_is_carried_nowhere(zhou: Person) -> None:
    version = drafted(zhou)
    assert policy.carry_over(version=version, by=zhou, now=NOW).number == 1


def test_a_rejection_says_why_and_its_changes_can_be_drafted_again(zhou: Person, qian: Person) -> None:
    version = submitted(zhou)
    with pytest.raises(policy.ReasonMissing):
        policy.reject(version=version, by=qian, now=NOW, remark="  ")
    policy.reject(version=version, by=qian, now=NOW, remark="太多")
    approved(qian, zhou, {"organisation": {"most": 15}})
    again = policy.draft(by=zhou, now=NOW, like=version)
    assert again.values == {"roster": {"rest_h": 12.0}, "organisation": {"most": 15}}
    assert (again.state, again.remark) == ("draft", "更多休息")


def test_stored_values_that_no_longer_fit_are_named_and_the_rest_holds(zhou: Person, qian: Person) -> None:
    version = approved(zhou, qian, {"roster": {"rest_h": 12, "max_nights": 5}})
    PolicyVersion.objects.filter(pk=version.pk).update(values={"roster": {"rest_h": 99, "max_nights": 5, "gone": 1}})
    found = policy.on(FIRST)
    assert (found.of(RosterPolicy).rest_h, found.of(RosterPolicy).max_nights) == (11.0, 5)
    assert set(found.dropped) == {("roster", "rest_h"), ("roster", "gone")}


def test_a_draft_whose_values_no_longer_fit_is_not_submitted(zhou: Person) -> None:
    version = drafted(zhou)
    PolicyVersion.objects.filter(pk=version.pk).update(values={"roster": {"rest_h": 99}})
    version.refresh_from_db()
    with pytest.raises(policy.StillWrong) as refused:
        policy.submit(version=version, day=FIRST, remark="", by=zhou, now=NOW)
    assert refused.value.facts == {"number": 1, "count": 1}


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    told: list[Any] = []
    monkeypatch.setattr(policy, "SUBMITTED", [lambda version, by, now: told.append((version.number, by, now))])
    return told


def test_who_takes_over_the_approval_is_told_of_each_submission(zhou: Person, hooks: list[Any]) -> None:
    drafted(zhou)
    assert hooks == []
    submitted(zhou)
    assert hooks == [(2, zhou, NOW)]


def test_what_is_in_force_costs_one_query_and_within_a_request_no_second() -> None:
    with CaptureQueriesContext(connection) as seen:
        policy.in_force(NOW)
        policy.on(FIRST)
    assert len(seen) == 2
    with CaptureQueriesContext(connection) as seen, policy.remembered():
        for _ in range(3):
            policy.in_force(NOW)
            policy.on(FIRST)
    assert len(seen) == 1


def test_a_version_approved_within_a_request_is_seen_by_the_rest_of_it(zhou: Person, qian: Person) -> None:
    with policy.remembered():
        assert policy.on(FIRST).version == 0
        approved(zhou, qian)
        assert policy.on(FIRST).version == 1
    assert policy.on(FIRST).version == 1


def test_numbers_are_given_once(zhou: Person) -> None:
    assert [policy.draft(by=zhou, now=NOW).number for _ in range(3)] == [1, 2, 3]
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.create(number=2, created_by=zhou, created_at=NOW, changed_at=NOW)


def test_a_version_is_read_anew_after_the_computation_that_remembered_it(zhou: Person, qian: Person) -> None:
    version = approved(zhou, qian)
    with policy.remembered():
        assert policy.on(FIRST).of(RosterPolicy) is policy.of_version(version.number).of(RosterPolicy)
    PolicyVersion.objects.filter(pk=version.pk).update(values={"roster": {"rest_h": 20}})
    assert policy.on(FIRST).of(RosterPolicy).rest_h == 20.0
    assert policy.of_version(version.number).of(RosterPolicy).rest_h == 20.0


def test_a_version_that_was_never_made_is_not_found() -> None:
    with pytest.raises(PolicyVersion.DoesNotExist):
        policy.of_version(7)
