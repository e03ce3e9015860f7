"""Whatever two managers do in whatever order: versions form one chain, and what was in force at a moment that has passed never changes (P-01)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.cast import at, hire, make_cast
from zuoxi.core import policy
from zuoxi.core.errors import Problem
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person, RoleName
from zuoxi.rules.values import wrong

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BEGIN = at("2026-03-01 09:00")
WHO = st.integers(0, 1)
WHICH = st.integers(0, 9)
VALUES = st.sampled_from(
    [
        {"roster": {"rest_h": 12}},
        {"roster": {"rest_h": 3}},
        {"roster": {"max_nights": 5}},
        {"organisation": {"most": 15}},
        {"organisation": {"least": 40}},
        {"kitchen": {"tea": 1}},
        {"roster": {}},
    ]
)


class Managers(RuleBasedStateMachine):
    """Two managers, a clock that only goes on, and everything that a page lets them do."""

    @initialize()
    def begin(self) -> None:
        cast = make_cast()
        other = hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)
        self.people: list[Person] = [cast.zhou, other]
        self.now = BEGIN
        self.seen: dict[datetime, tuple[int, Any]] = {}

    def version(self, which: int) -> PolicyVersion | None:
        every = list(PolicyVersion.objects.order_by("pk"))
        return every[which % len(every)] if every else None

    def attempt(self, verb: Any) -> None:
        """A verb does what it says or is refused with a reason; nothing else ever comes out of it."""
        before = list(PolicyVersion.objects.order_by("pk").values())
        try:
            with transaction.atomic():
                refused = verb()
        except Problem:
            refused = True
        if refused:
            assert list(PolicyVersion.objects.order_by("pk").values()) == before

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(who=WHO, which=WHICH, like=st.booleans())
    def draft(self, who: int, which: int, like: bool) -> None:
        if PolicyVersion.objects.count() < 8:
            policy.draft(by=self.people[who], now=self.now, like=self.version(which) if like else None)

    @rule(who=WHO, which=WHICH, values=VALUES, whole=st.booleans())
    def change(self, who: int, which: int, values: Any, whole: bool) -> None:
        if (version := self.version(which)) is not None:
            verb = policy.replace if whole else policy.change
            self.attempt(lambda: verb(version=version, values=values, by=self.people[who], now=self.now))

    @rule(who=WHO, which=WHICH, days=st.integers(-1, 4))
    def submit(self, who: int, which: int, days: int) -> None:
        if (version := self.version(which)) is not None:
            day = policy.day_of(self.now) + timedelta(days=days)
            self.attempt(lambda: policy.submit(version=version, day=day, remark="x", by=self.people[who], now=self.now))

    @rule(who=WHO, which=WHICH)
    def approve(self, who: int, which: int) -> None:
        if (version := self.version(which)) is not None:
            self.attempt(lambda: policy.approve(version=version, by=self.people[who], now=self.now))

    @rule(who=WHO, which=WHICH, remark=st.sampled_from(["", "nein"]))
    def reject(self, who: int, which: int, remark: str) -> None:
        if (version := self.version(which)) is not None:
            self.attempt(lambda: policy.reject(version=version, by=self.people[who], now=self.now, remark=remark))

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        if (version := self.version(which)) is not None:
            self.attempt(lambda: policy.withdraw(version=version, by=self.people[who], now=self.now))

    @rule(who=WHO, which=WHICH)
    def carry_over(self, who: int, which: int) -> None:
        if (version := self.version(which)) is not None:
            self.attempt(lambda: policy.carry_over(version=version, by=self.people[who], now=self.now) is None)

    @invariant()
    def approved_versions_are_one_chain(self) -> None:
        chain = list(PolicyVersion.objects.approved().order_by("number"))
        assert [one.base for one in chain] == [0, *(one.number for one in chain)][: len(chain)]
        begins = [one.effective_from for one in chain]
        assert begins == sorted(begins)  # type: ignore[type-var]

    @invariant()
    def nobody_decided_on_their_own(self) -> None:
        assert all(one.decided_by_id != one.created_by_id for one in PolicyVersion.objects.all())  # type: ignore[attr-defined]

    @invariant()
    def what_is_stored_may_stand(self) -> None:
        assert [one.number for one in PolicyVersion.objects.all() if wrong(one.values)] == []

    @invariant()
    def nothing_takes_effect_before_it_was_decided(self) -> None:
        late = [one for one in PolicyVersion.objects.approved() if one.effective_from < one.decided_at]  # type: ignore[operator]
        assert late == []

    @invariant()
    def what_was_in_force_stays(self) -> None:
        """Ask anew for every moment that was looked at: the answer is the one given then."""
        for moment, told in self.seen.items():
            found = policy.in_force(moment)
            assert (found.version, found.values) == told, moment
        found = policy.in_force(self.now - timedelta(seconds=1))
        self.seen[self.now - timedelta(seconds=1)] = (found.version, found.values)

    @invariant()
    def an_open_version_has_no_decision(self) -> None:
        undecided = PolicyVersion.objects.filter(state__in=[VersionState.DRAFT, VersionState.SUBMITTED, VersionState.WITHDRAWN])
        assert not undecided.exclude(decided_by=None).exists()


def test_any_sequence_keeps_one_chain_and_the_past_as_it_was() -> None:
    class Alone(Managers):
        """Every sequence begins in an empty database and leaves none of it behind."""

        def __init__(self) -> None:
            self.savepoint = transaction.savepoint()
            super().__init__()

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.savepoint)

    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(Alone, settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=checks))
