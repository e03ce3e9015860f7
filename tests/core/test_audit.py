"""Recording (P-07): what an event says, that nothing happens unrecorded (A46), that nothing secret and only one line stands in it (A44)."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, at, make_cast
from tests.core.trail import NOW, found, one, trail
from zuoxi.core import audit
from zuoxi.core.audit import anchors, cleaning, writing
from zuoxi.core.audit.places import Where
from zuoxi.core.models import AuditCheckpoint, AuditEvent, AuditHead, Preference
from zuoxi.engine.finding import Refusal
from zuoxi.people.models import Person
from zuoxi.rules.audit import AuditPolicy, anchor_is_due, cut_before

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anchor_folder(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_an_event_says_who_what_when_from_where(cast: Cast) -> None:
    with audit.placed(Where("203.0.113.7", "s" * 16, "/people/1/")):
        made = audit.record(by=cast.wu, action="person.opened", resource="person", about="person:1", at=NOW, facts={"fields": ["phone"]})
    event = AuditEvent.objects.get(seq=made.seq)
    assert (event.by, event.number, event.action, event.about, event.success) == (cast.wu, "2001", "person.opened", "person:1", True)
    assert (event.ip, event.session, event.path, event.facts) == ("203.0.113.7", "s" * 16, "/people/1/", {"fields": ["phone"]})
    assert event.at == NOW
    assert event.at.utcoffset() == timedelta(0)
    assert one().ip == "", "outside of the place it is nowhere"


@transaction.atomic
def prefer(person: Person) -> None:
    """A verb that changes something and records it."""
    Preference.objects.create(person=person, page="x")
    one()


@transaction.atomic
def fail(verb: Callable[[], object]) -> None:
    verb()
    raise ZeroDivisionError


def test_numbers_have_no_gap_even_when_a_verb_fails() -> None:
    one()
    with pytest.raises(ZeroDivisionError):
        fail(one)
    one()
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert found() == []


def test_an_event_goes_with_the_verb_that_it_records(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(lambda: prefer(cast.lin))
    assert (Preference.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_what_cannot_be_recorded_is_not_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A46: the store of the audit is broken."""

    def broken(event: AuditEvent) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(writing, "_append", broken)
    with pytest.raises(audit.AuditUnavailable, match="审计") as refused:
        prefer(cast.lin)
    assert refused.value.status == 503
    assert not Preference.objects.exists()
    monkeypatch.undo()
    one()
    assert AuditEvent.objects.count() == 1, "and once it works again it is recorded"


def test_without_the_key_nothing_is_recorded(settings: Any) -> None:
    """A46: the key is gone."""
    settings.AUDIT_KEY = ""
    with pytest.raises(audit.AuditUnavailable):
        one()
    assert AuditEvent.objects.count() == 0


def test_a_person_who_is_gone_leaves_the_trail_whole(cast: Cast) -> None:
    one(by=cast.lin)
    cast.lin.delete()
    event = AuditEvent.objects.select_related("by").get()
    assert (event.number, event.by) == ("1001", None)
    assert found() == []


@pytest.mark.parametrize("text", ["a\r\nb", "a\nb", "a\x00b", "a\x1b[2Jb", "a\u2028b", "a\u202eb", "a\x85b"])
def test_a_text_stays_on_one_line(text: str) -> None:
    """A44: log injection."""
    event = one(number=text, about=text, facts={"said": text, text: [text, {"deep": text}]}, where=Where(ip=text, path=text))
    event.refresh_from_db()
    for value in (event.number, event.about, event.ip, event.path, event.facts["said"], event.facts["a b" if "[" not in text else "a [2Jb"][0]):
        assert value in ("a b", "a [2Jb")
    assert found() == []


SECRETS = ["password", "new_password1", "Token", "api_key", "session_key", "Cookie", "authorization", "totp_code", "client_secret", "recovery"]


@pytest.mark.parametrize("key", SECRETS)
def test_no_secret_stands_in_an_event(key: str) -> None:
    """A44."""
    event = one(facts={key: "CANARY-1", "deep": [{key: {"x": "CANARY-2"}}], "rows": 3})
    assert "CANARY" not in json.dumps(event.facts)
    assert event.facts["rows"] == 3


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.decimals(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(value=st.dictionaries(st.text(max_size=8), JSONS, max_size=5))
def test_cleaned_facts_are_json_that_reads_back_the_same_and_stay_as_they_are(value: dict[str, Any]) -> None:
    cleaned = cleaning.facts(value)
    assert json.loads(json.dumps(cleaned)) == cleaned
    assert cleaning.facts(cleaned) == cleaned
    assert not any(char in json.dumps(cleaned, ensure_ascii=False) for char in "\n\r\x00\u2028")


def test_facts_that_a_database_might_read_otherwise_are_texts() -> None:
    facts = {"share": 0.1, "rate": Decimal("30.00"), "day": at("2026-11-27 09:00").date(), "huge": 2**70, "long": "长" * 900, "half": "\ud800"}
    event = one(facts=facts)
    event.refresh_from_db()
    assert event.facts | {"long": ""} == {"share": "0.1", "rate": "30.00", "day": "2026-11-27", "huge": str(2**70), "long": "", "half": "?"}
    assert len(event.facts["long"]) == 500
    assert found() == []


def test_the_key_lies_in_a_file_of_its_owner_and_in_no_table(settings: Any) -> None:
    path = Path(settings.VAR) / "audit_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == settings.AUDIT_KEY
    assert len(settings.AUDIT_KEY) == 64


def test_anchors_are_due_after_an_hour_or_many_events() -> None:
    policy, hour = AuditPolicy(), timedelta(minutes=60)
    due = {
        (0, None): False,
        (1, None): True,
        (1, NOW): False,
        (99, NOW): False,
        (100, NOW): True,
        (1, NOW - hour): True,
        (1, NOW - hour + timedelta(seconds=1)): False,
        (0, NOW - 9 * hour): False,
    }
    assert {case: anchor_is_due(now=NOW, waiting=case[0], anchored_at=case[1], policy=policy) for case in due} == due


def test_a_timer_anchors_only_what_is_due(settings: Any) -> None:
    assert audit.anchor(now=NOW) is None
    assert audit.anchor_if_due(now=NOW) is None
    trail(3)
    first = audit.anchor_if_due(now=NOW)
    assert first is not None
    assert (first.seq, first.is_ours) == (3, True)
    one()
    assert audit.anchor_if_due(now=NOW + timedelta(minutes=59)) is None
    second = audit.anchor_if_due(now=NOW + timedelta(minutes=60))
    assert second is not None
    assert second == audit.last_anchor()
    path = anchors.file_of(AuditHead.objects.get(pk=1).chain)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().splitlines()) == 2


def test_after_a_commit_the_event_is_anchored_when_that_is_due(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        one(when=NOW)
    with django_capture_on_commit_callbacks(execute=True) as nothing:
        one(when=NOW + timedelta(minutes=5))
    assert nothing == []
    with django_capture_on_commit_callbacks(execute=True):
        one(when=NOW + timedelta(minutes=61))
    last = audit.last_anchor()
    assert last is not None
    assert last.seq == 3


def test_an_anchor_that_cannot_be_written_is_logged_and_the_work_stays_done(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    settings.AUDIT_ANCHORS = tmp_path / "file" / "below"
    monkeypatch.setattr(logging.getLogger("zuoxi.audit"), "propagate", True)
    with django_capture_on_commit_callbacks(execute=True):
        one()
    assert "could not be anchored" in caplog.text
    assert AuditEvent.objects.count() == 1


YEAR = timedelta(days=365)


def test_nothing_younger_than_half_a_year_can_be_let_go() -> None:
    """Cybersecurity Law, article 21 (3); the clock is moved, not the events."""
    trail(4)
    for days in (0, 1, 179, -5):
        with pytest.raises(Refusal) as refused:
            audit.purge(now=NOW + 9 * YEAR, number="zuoxi", keep_days=days)
        assert refused.value.code == "audit.kept_too_short"
    assert audit.purge(now=NOW + timedelta(days=179), number="zuoxi", keep_days=180) is None
    assert AuditEvent.objects.count() == 4
    cut = audit.purge(now=NOW + timedelta(days=181), number="zuoxi", keep_days=180)
    assert cut is not None
    assert (cut.upto, cut.events) == (4, 4)


def test_by_default_three_years_are_kept() -> None:
    assert cut_before(now=NOW, keep_days=AuditPolicy().keep_days) == NOW - timedelta(days=1095)
    trail(2)
    assert audit.purge(now=NOW + timedelta(days=1094), number="zuoxi") is None
    assert audit.purge(now=NOW + timedelta(days=1096), number="zuoxi") is not None


def test_after_a_cut_the_trail_is_whole_and_says_that_it_was_cut(cast: Cast) -> None:
    trail(5, step=timedelta(days=1))
    audit.anchor(now=NOW)
    later = NOW + timedelta(days=183, hours=1)
    cut = audit.purge(now=later, by=cast.gao, keep_days=180)
    assert cut is not None
    assert (cut.upto, cut.number) == (3, "6001")
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == [4, 5, 6]
    last = AuditEvent.objects.get(seq=6)
    assert (last.action, last.by, last.facts["upto"]) == ("audit.purged", cast.gao, 3)
    one(when=later)
    report = audit.verify()
    assert (report.is_sound, report.first, report.last) == (True, 4, 7)
    assert audit.purge(now=later + timedelta(days=400), number="zuoxi", keep_days=180) is not None
    assert audit.verify().is_sound


def test_a_broken_trail_is_not_cut() -> None:
    from tests.core.trail import attack

    trail(4)
    attack("UPDATE core_auditevent SET number = 'x' WHERE seq = 2")
    with pytest.raises(audit.purging.AuditBroken, match="2"):
        audit.purge(now=NOW + 5 * YEAR, number="zuoxi")
    assert AuditCheckpoint.objects.count() == 0
    assert AuditEvent.objects.count() == 4


def test_moments_are_kept_in_utc_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 27, 1, 2, 3, 456789, tzinfo=UTC)
    assert AuditEvent.objects.get(seq=one(when=moment).seq).at == moment
