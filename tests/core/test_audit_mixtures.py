"""A43: attacks on the trail mixed at random; the check names the first event that is wrong, in every case, and nothing in a trail that is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.trail import NOW, found, one, owner, trail, unguarded
from zuoxi.core import audit
from zuoxi.core.audit import sealing
from zuoxi.core.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db
LENGTH = 9
FIXED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
POSITIONS = st.integers(1, LENGTH)


@pytest.fixture(autouse=True)
def _anchor_folder(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@contextmanager
def a_trail() -> Iterator[int]:
    """Nine events, taken back at the end; how far they begin above one."""
    with transaction.atomic():
        trail(LENGTH)
        yield AuditEvent.objects.order_by("seq").values_list("seq", flat=True)[0] - 1
        transaction.set_rollback(True)


def change(seq: int) -> None:
    owner(f"UPDATE core_auditevent SET number = 'x' WHERE seq = {seq}")


def reseal(seq: int) -> None:
    """As somebody without the key would: a new seal that fits the changed text under a guessed key, and the chain goes on from it."""
    event = AuditEvent.objects.get(seq=seq)
    event.number = "x"
    event.seal = "f" + event.seal[1:] if event.seal[0] != "f" else "e" + event.seal[1:]
    AuditEvent.objects.filter(seq=seq).update(number=event.number, seal=event.seal)
    AuditEvent.objects.filter(seq=seq + 1).update(previous=event.seal)


def delete(seq: int) -> None:
    owner(f"DELETE FROM core_auditevent WHERE seq = {seq}")


def swap(seq: int) -> None:
    """With the one after it."""
    owner(*(f"UPDATE core_auditevent SET seq = {new} WHERE seq = {old}" for old, new in ((seq, 9999), (seq + 1, seq), (9999, seq + 1))))


def cut(seq: int) -> None:
    """From here to the end."""
    owner(f"DELETE FROM core_auditevent WHERE seq >= {seq}")


DEEDS = {"changed": change, "resealed": reseal, "deleted": delete, "swapped": swap, "cut": cut}
CODES = {
    "changed": {"audit.changed"},
    "resealed": {"audit.changed"},
    "deleted": {"audit.missing", "audit.cut"},
    "swapped": {"audit.moved"},
    "cut": {"audit.cut", "audit.missing"},
}


@pytest.mark.parametrize("deed", DEEDS)
@FIXED
@given(position=POSITIONS)
def test_each_deed_is_found_at_its_place(deed: str, position: int) -> None:
    if deed == "swapped" and position == LENGTH:
        return
    with a_trail() as before:
        assert found() == []
        with unguarded():
            DEEDS[deed](before + position)
        code, row = found()[0]
        assert row == before + position
        assert code in CODES[deed]


@FIXED
@given(
    deeds=st.lists(st.tuples(st.sampled_from(["changed", "resealed", "deleted"]), POSITIONS), min_size=1, max_size=4, unique_by=lambda one: one[1])
)
def test_of_several_the_first_is_named(deeds: list[tuple[str, int]]) -> None:
    with a_trail() as before:
        with unguarded():
            for deed, position in sorted(deeds, key=lambda one: -one[1]):
                if AuditEvent.objects.filter(seq=before + position).exists():
                    DEEDS[deed](before + position)
        assert found()[0][1] == before + min(position for _, position in deeds)


@FIXED
@given(kept=st.integers(1, LENGTH - 1), later=st.integers(0, 3))
def test_a_cut_hidden_from_the_head_is_seen_by_the_anchor_however_the_trail_goes_on(kept: int, later: int) -> None:
    with a_trail() as before:
        audit.anchor(now=NOW)
        last = AuditEvent.objects.get(seq=before + kept)
        with unguarded():
            cut(before + kept + 1)
            AuditHead.objects.update(seq=last.seq, seal=last.seal)
        for number in range(later):
            one(100 + number)
        codes = {code for code, _ in found()}
        assert codes & {"audit.cut", "audit.rebuilt"}


@FIXED
@given(position=POSITIONS, key=st.text("0123456789abcdef", min_size=8, max_size=64))
def test_a_chain_rebuilt_from_any_place_with_any_guessed_key_is_found(position: int, key: str) -> None:
    with a_trail() as before:
        own, chain = live.AUDIT_KEY, AuditHead.objects.get(pk=1).chain
        live.AUDIT_KEY = key
        try:
            with unguarded():
                last = AuditEvent.objects.filter(seq=before + position - 1).values_list("seal", flat=True).first() or chain
                for event in AuditEvent.objects.filter(seq__gte=before + position).order_by("seq"):
                    event.number, event.previous = "other", last
                    last = sealing.of_event(event, chain=chain)
                    AuditEvent.objects.filter(seq=event.seq).update(number="other", previous=event.previous, seal=last)
                AuditHead.objects.update(seal=last)
        finally:
            live.AUDIT_KEY = own
        assert found()
        assert found()[0][1] == before + position


@FIXED
@given(
    facts=st.dictionaries(
        st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none() | st.lists(st.text(max_size=4), max_size=3), max_size=4
    )
)
def test_whatever_an_event_says_a_trail_left_alone_is_whole(facts: dict[str, Any]) -> None:
    """The control: no false alarm, whatever texts and numbers stand in it."""
    with transaction.atomic():
        for number in range(3):
            one(number, facts=facts, number=str(facts)[:30], about=str(facts)[:50])
        assert found() == []
        transaction.set_rollback(True)


def test_two_trails_of_the_same_events_do_not_share_a_seal(settings: Any) -> None:
    """The time and place of an event are in its seal: nothing can be taken from one place to another."""
    trail(4)
    seals = list(AuditEvent.objects.order_by("seq").values_list("seal", flat=True))
    event = AuditEvent.objects.get(seq=2)
    again = [sealing.of_event(event, chain=chain, seq=seq) for chain in (AuditHead.objects.get().chain, "another") for seq in (2, 3)]
    assert len({*seals, *again}) == len(seals) + len(again) - 1
    settings.AUDIT_KEY = "another key"
    assert sealing.of_event(event, chain=AuditHead.objects.get().chain) != event.seal
