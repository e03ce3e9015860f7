"""A43: whatever is done to the trail, the check names the first broken event and what happened to it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, make_cast
from tests.core.trail import NOW, attack, found, one, owner, trail, unguarded
from zuoxi.core import audit
from zuoxi.core.audit import anchors, sealing
from zuoxi.core.models import AuditCheckpoint, AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anchor_folder(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_an_untouched_trail_is_whole() -> None:
    trail(6)
    report = audit.verify()
    assert (report.is_sound, report.events, report.first, report.last) == (True, 6, 1, 6)


def test_an_empty_trail_is_whole() -> None:
    assert audit.verify().is_sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditevent SET number = 'x' WHERE seq = 2",
        "UPDATE core_auditevent SET seq = 99 WHERE seq = 2",
        "DELETE FROM core_auditevent WHERE seq = 2",
        "DELETE FROM core_auditevent",
    ],
)
def test_the_database_refuses_to_change_or_delete(statement: str) -> None:
    trail(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        owner(statement)
    assert audit.verify().events == 3


def test_the_database_refuses_to_replace_an_event_or_to_empty_the_table() -> None:
    trail(3)
    names = ", ".join(field.column for field in AuditEvent._meta.concrete_fields)
    replacing = f"REPLACE INTO core_auditevent ({names}) SELECT {names} FROM core_auditevent WHERE seq = 2"
    statement = replacing if connection.vendor == "sqlite" else "TRUNCATE core_auditevent"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        owner(statement)


def test_the_orm_is_refused_too() -> None:
    event = trail(3)[1]
    event.number = "x"
    for deed in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert audit.verify().is_sound


@pytest.mark.parametrize(
    "change",
    [
        "number = 'x'",
        "action = 'x'",
        "resource = 'x'",
        "about = 'person:99'",
        "success = NOT success",
        "ip = '10.0.0.1'",
        "session = 'x'",
        "path = '/x/'",
        "by_id = 99",
        "seal = 'ab' || substr(seal, 3)",
    ],
)
def test_any_changed_field_is_named(change: str) -> None:
    trail(6)
    attack(f"UPDATE core_auditevent SET {change} WHERE seq = 4")
    assert found() == [("audit.changed", 4)]


def test_a_changed_moment_or_fact_is_named() -> None:
    trail(6)
    with unguarded():
        AuditEvent.objects.filter(seq=3).update(at=NOW + timedelta(microseconds=1))
    assert found() == [("audit.changed", 3)]
    with unguarded():
        AuditEvent.objects.filter(seq=2).update(facts={"rows": 1})
    assert found() == [("audit.changed", 2)], "of several the first"


@pytest.mark.parametrize(("gone", "first"), [("= 4", 4), ("IN (2, 3)", 2), ("= 1", 1), ("IN (2, 5)", 2)])
def test_a_deleted_event_is_named(gone: str, first: int) -> None:
    trail(6)
    attack(f"DELETE FROM core_auditevent WHERE seq {gone}")
    assert found() == [("audit.missing", first)]


def test_a_deleted_event_whose_gap_was_closed_is_named() -> None:
    trail(6)
    attack("DELETE FROM core_auditevent WHERE seq = 3", *(f"UPDATE core_auditevent SET seq = {n - 1} WHERE seq = {n}" for n in (4, 5, 6)))
    assert found()[0] == ("audit.moved", 3)


def test_events_in_another_order_are_named() -> None:
    trail(6)
    attack(*(f"UPDATE core_auditevent SET seq = {new} WHERE seq = {old}" for old, new in ((3, 99), (4, 3), (99, 4))))
    report = audit.verify()
    assert [(finding.code, finding.facts["seq"], finding.facts["former"]) for finding in report.findings] == [("audit.moved", 3, 4)]


def test_a_tail_that_was_cut_is_seen_even_by_the_head() -> None:
    trail(6)
    attack("DELETE FROM core_auditevent WHERE seq > 4")
    assert found() == [("audit.cut", 5)]


def test_a_tail_cut_together_with_the_head_is_seen_by_the_anchor() -> None:
    trail(6)
    audit.anchor(now=NOW)
    seal = AuditEvent.objects.get(seq=4).seal
    attack("DELETE FROM core_auditevent WHERE seq > 4", f"UPDATE core_audithead SET seq = 4, anchored_seq = 4, seal = '{seal}'")
    assert found() == [("audit.cut", 5)]
    one(7, when=NOW + timedelta(minutes=9))
    assert ("audit.cut", 6) in found(), "nor does going on hide it"
    one(8, when=NOW + timedelta(minutes=10))
    assert found() == [("audit.rebuilt", 6)]


def test_without_an_anchor_the_same_cut_is_not_seen() -> None:
    """The negative control: it is the anchor that sees it."""
    trail(6)
    seal = AuditEvent.objects.get(seq=4).seal
    attack("DELETE FROM core_auditevent WHERE seq > 4", f"UPDATE core_audithead SET seq = 4, seal = '{seal}'")
    assert found() == []


def rebuild(settings: Any, key: str, count: int = 6) -> None:
    """Write the whole chain anew with this key, other numbers in it."""
    chain, own = AuditHead.objects.get(pk=1).chain, settings.AUDIT_KEY
    settings.AUDIT_KEY, last = key, chain
    with unguarded():
        for event in AuditEvent.objects.order_by("seq"):
            event.number, event.previous = "other", last
            event.seal = last = sealing.of_event(event, chain=chain)
            AuditEvent.objects.filter(seq=event.seq).update(number="other", previous=event.previous, seal=event.seal)
        AuditHead.objects.update(seal=last)
    settings.AUDIT_KEY = own


def test_a_chain_rebuilt_without_the_key_is_seen(settings: Any) -> None:
    trail(6)
    rebuild(settings, "guessed")
    assert found() == [("audit.other_key", 1)]


def test_a_chain_rebuilt_from_the_middle_without_the_key_is_seen(settings: Any) -> None:
    trail(6)
    with unguarded():
        AuditEvent.objects.filter(seq__gte=4).update(number="other")
    assert found() == [("audit.changed", 4)]


def test_a_chain_rebuilt_with_a_stolen_key_is_seen_by_the_anchor_alone(settings: Any) -> None:
    trail(6)
    rebuild(settings, settings.AUDIT_KEY)
    assert found() == [], "the key makes it look right"
    audit.anchor(now=NOW)
    with unguarded():
        AuditEvent.objects.filter(seq=2).update(action="x")
    rebuild(settings, settings.AUDIT_KEY)
    assert found() == [("audit.rebuilt", 6)]


def test_an_event_slipped_in_at_the_end_is_named() -> None:
    trail(3)
    with unguarded():
        AuditEvent.objects.create(seq=4, at=NOW, action="x", resource="x", success=True, facts={}, previous="p", seal="s")
    assert found() == [("audit.changed", 4)]


def test_genuine_events_that_do_not_follow_each_other_are_named() -> None:
    """Two ends of one chain, as a restored backup and its continuation would give."""
    trail(4)
    fourth = AuditEvent.objects.get(seq=4)
    with unguarded():
        AuditEvent.objects.filter(seq=3).delete()
        other = AuditEvent(seq=3, at=NOW, number="x", action="x", resource="x", success=True, facts={})
        other.previous = AuditEvent.objects.get(seq=2).seal
        other.seal = sealing.of_event(other, chain=AuditHead.objects.get(pk=1).chain)
        other.save(force_insert=True)
    assert found() == [("audit.unlinked", fourth.seq)]


def test_a_head_that_was_deleted_is_seen_and_nothing_can_be_recorded_on_top() -> None:
    trail(3)
    AuditHead.objects.all().delete()
    assert found() == [("audit.headless", 1)]
    with pytest.raises(audit.AuditUnavailable):
        one()
    assert AuditEvent.objects.count() == 3


def test_a_trail_exchanged_for_an_empty_one_is_seen_by_its_anchors() -> None:
    trail(3)
    audit.anchor(now=NOW)
    attack("DELETE FROM core_auditevent", "DELETE FROM core_audithead")
    assert found() == [("audit.other_chain", None)]
    one()
    assert found() == [("audit.other_chain", None)]


def test_anchors_that_were_forged_shortened_or_taken_away_are_named() -> None:
    trail(3)
    audit.anchor(now=NOW)
    path = anchors.file_of(AuditHead.objects.get(pk=1).chain)
    whole = path.read_text()
    said = json.loads(whole)
    path.write_text(json.dumps(said | {"seq": 2, "seal": AuditEvent.objects.get(seq=2).seal}) + "\n")
    assert {code for code, _ in found()} == {"audit.anchor_forged", "audit.anchor_missing"}
    path.write_text("{}\n" + whole)
    assert [code for code, _ in found()] == ["audit.anchor_forged"]
    path.unlink()
    assert found() == [("audit.anchor_missing", 3)]
    path.write_text(whole)
    assert found() == []


def test_guards_that_were_taken_away_are_noticed() -> None:
    trail(2)
    with unguarded():
        assert found() == [("audit.unguarded", None)]
    assert found() == []


def test_a_copy_of_the_anchors_in_a_log_counts_as_well(tmp_path: Path) -> None:
    trail(4)
    made = audit.anchor(now=NOW)
    assert made is not None
    log = tmp_path / "syslog"
    log.write_text(f"2026-11-27 09:00 INFO zuoxi.audit audit anchor {made.as_line()}\n")
    anchors.file_of(made.chain).unlink()
    assert [f.code for f in audit.verify().findings] == ["audit.anchor_missing"]
    assert audit.verify(anchor_files=(log,)).is_sound


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    victim=st.integers(1, 12),
    column=st.sampled_from(["number", "action", "resource", "about", "ip", "session", "path"]),
    text=st.text("abc", min_size=1),
)
def test_every_single_change_is_found_at_its_place(victim: int, column: str, text: str) -> None:
    with transaction.atomic():
        trail(12)
        last = AuditHead.objects.get(pk=1).seq - 12
        event = AuditEvent.objects.get(seq=last + victim)
        with unguarded():
            AuditEvent.objects.filter(seq=event.seq).update(**{column: getattr(event, column) + text})
        assert found() == [("audit.changed", event.seq)]
        transaction.set_rollback(True)


def test_a_forged_cut_is_named() -> None:
    trail(4)
    AuditCheckpoint.objects.create(upto=2, last=AuditEvent.objects.get(seq=2).seal, at=NOW, number="x", events=2, seal="0" * 64)
    owner("DELETE FROM core_auditevent WHERE seq <= 2")
    assert found() == [("audit.checkpoint_forged", 2)]
