"""Two managers decide at the same moment (P-01, R5): one wins, the other is told, and the chain of versions stays one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import Cast, hire
from tests.faults.processes import at_once, errors
from tests.roster.builders import NOW
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person, RoleName

DAY = policy.day_of(NOW + timedelta(days=2))


@pytest.fixture
def qian(cast: Cast) -> Person:
    return hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)


def submitted(by: Person, rest_h: int) -> PolicyVersion:
    version = policy.draft(by=by, now=NOW)
    policy.change(version=version, values={"roster": {"rest_h": rest_h}}, by=by, now=NOW)
    policy.submit(version=version, day=DAY, remark="", by=by, now=NOW)
    return version


def of(version: PolicyVersion, verb: Callable[..., object], **more: object) -> Callable[[], object]:
    """What one click does: read the version, then act on it."""
    return lambda: verb(version=PolicyVersion.objects.select_related("created_by").get(pk=version.pk), now=NOW, **more)


def states() -> dict[int, str]:
    return dict(PolicyVersion.objects.order_by("number").values_list("number", "state"))


def test_of_two_versions_approved_at_once_one_is_in_force(cast: Cast, qian: Person) -> None:
    one, other = submitted(cast.zhou, 12), submitted(qian, 13)
    failed = errors(at_once(of(one, policy.approve, by=qian), of(other, policy.approve, by=cast.zhou)))
    assert sorted(states().values()) == ["approved", "submitted"]
    assert len(failed) == 1
    assert failed[0] in ("MovedMeanwhile", "Overtaken")
    assert policy.on(DAY).version in states()


def test_a_version_approved_and_withdrawn_at_once_is_one_of_the_two(cast: Cast, qian: Person) -> None:
    version = submitted(cast.zhou, 12)
    failed = errors(at_once(of(version, policy.approve, by=qian), of(version, policy.withdraw, by=cast.zhou)))
    assert failed == ["MovedMeanwhile"]
    version.refresh_from_db()
    assert version.state in (VersionState.APPROVED, VersionState.WITHDRAWN)
    assert (policy.on(DAY).version == version.number) is (version.state == VersionState.APPROVED)


def test_two_clicks_on_approve_approve_once(cast: Cast, qian: Person) -> None:
    version = submitted(cast.zhou, 12)
    failed = errors(at_once(of(version, policy.approve, by=qian), of(version, policy.approve, by=qian)))
    assert len(failed) == 1
    assert states() == {version.number: "approved"}


def test_two_windows_that_save_at_once_lose_nothing_unseen(cast: Cast) -> None:
    version = policy.draft(by=cast.zhou, now=NOW)
    later = {"by": cast.zhou}
    saves = [
        of(version, policy.change, values={"roster": {"rest_h": 12}}, **later),
        of(version, policy.change, values={"organisation": {"most": 15}}, **later),
    ]
    failed = errors(at_once(*saves))
    version.refresh_from_db()
    assert len(version.values) + len(failed) >= 1
    assert set(failed) <= {"MovedMeanwhile"}
    assert set(version.values) <= {"roster", "organisation"}
