"""The database guards versions of the policy, whatever code writes to it (P-01)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.cast import Cast, at, make_cast
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person

NOW = at("2026-03-01 09:00")
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def stored(by: Person, number: int = 1, **more: Any) -> PolicyVersion:
    return PolicyVersion.objects.create(**{"number": number, "created_by": by, "created_at": NOW, "changed_at": NOW, **more})


def approved(cast: Cast, number: int = 1, **more: Any) -> PolicyVersion:
    decided = {"state": VersionState.APPROVED, "effective_from": NOW, "decided_by": cast.chen, "decided_at": NOW}
    return stored(cast.zhou, number, **{**decided, **more})


def refused(make: Any, constraint: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert constraint in str(error.value)


@pytest.mark.parametrize("missing", ["effective_from", "decided_by", "decided_at"])
def test_an_approved_version_says_from_when_by_whom_and_when(cast: Cast, missing: str) -> None:
    refused(lambda: approved(cast, **{missing: None}), "an_approved_version_says_from_when_and_by_whom")
    assert approved(cast).pk


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "withdrawn"])
def test_other_versions_need_not_say_it_yet(cast: Cast, state: str) -> None:
    assert stored(cast.zhou, state=state).effective_from is None


@pytest.mark.parametrize("state", ["approved", "rejected"])
def test_nobody_decides_on_their_own_version(cast: Cast, state: str) -> None:
    refused(lambda: approved(cast, state=state, decided_by=cast.zhou), "nobody_decides_on_their_own_version")
    assert approved(cast, state=state).pk


def test_a_version_follows_an_earlier_one(cast: Cast) -> None:
    refused(lambda: stored(cast.zhou, 2, base=2), "a_version_follows_an_earlier_one")
    refused(lambda: stored(cast.zhou, 2, base=3), "a_version_follows_an_earlier_one")
    assert stored(cast.zhou, 2, base=1).pk


def test_only_one_approved_version_follows_another_but_many_drafts_may(cast: Cast) -> None:
    approved(cast, 1)
    for number in (2, 3):
        stored(cast.zhou, number, base=1)
    approved(cast, 4, base=1)
    refused(lambda: approved(cast, 5, base=1), "base" if _is_sqlite() else "one_version_follows_another")
    assert approved(cast, 6, base=4).pk


def _is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def test_who_drafted_or_decided_is_not_deleted(cast: Cast) -> None:
    approved(cast)
    for person in (cast.zhou, cast.chen):
        with pytest.raises(ProtectedError):
            person.delete()


def test_what_has_begun_comes_latest_first_and_what_comes_later_is_not_among_it(cast: Cast) -> None:
    approved(cast, 1)
    approved(cast, 2, base=1, effective_from=NOW + timedelta(days=1))
    approved(cast, 3, base=2, effective_from=NOW + timedelta(days=9))
    stored(cast.zhou, 4, base=3)
    assert [one.number for one in PolicyVersion.objects.begun(NOW + timedelta(days=2))] == [2, 1]
    assert [one.number for one in PolicyVersion.objects.newest_first()] == [4, 3, 2, 1]
    assert [one.number for one in PolicyVersion.objects.approved().newest_first()] == [3, 2, 1]
    assert str(PolicyVersion.objects.get(number=2)) == "2"


def test_values_come_back_as_they_were_written(cast: Cast) -> None:
    values = {"roster": {"rest_h": 11.5, "needs_lead": False, "list": [1, 2.5, "三"]}}
    pk = stored(cast.zhou, values=values).pk
    assert PolicyVersion.objects.get(pk=pk).values == values
