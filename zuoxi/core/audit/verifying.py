"""Checking the chain: the first event that was changed, deleted, moved or slipped in, a tail that was cut, a chain that was made anew (A43)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import F

from zuoxi.core.audit import anchors, sealing
from zuoxi.core.audit.anchors import Anchor
from zuoxi.core.models import AuditCheckpoint, AuditEvent, AuditHead
from zuoxi.engine.finding import Finding

NEARBY = 200
"""How far from its place an event is looked for that was moved."""


@dataclass(frozen=True)
class Report:
    """What a check found. `findings` begins with the first broken event of the chain, which ends the walk; then what the anchors say."""

    events: int = 0
    first: int = 0
    last: int = 0
    last_at: datetime | None = None
    anchors: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.findings


@dataclass
class _Walk:
    """The chain as far as it was read."""

    chain: str
    seq: int
    seal: str
    first: int = 0
    at: datetime | None = None
    count: int = 0
    wanted: dict[int, str] = field(default_factory=dict)
    """Seals of the events that anchors speak of, filled while walking; empty text: not met."""


def verify(*, anchor_files: tuple[Path, ...] = ()) -> Report:
    """Walk the whole chain from its beginning or last signed cut. `anchor_files`: further copies of anchors, such as a saved log."""
    head = AuditHead.objects.filter(pk=1).first()
    told = list(_anchors(anchor_files))
    if head is None:
        return _of_no_chain(told)
    walk = _Walk(head.chain, 0, head.chain, wanted={one.seq: "" for _, one in told if one})
    findings = _cut(walk) or _walked(walk) or _head_agrees(walk, head)
    findings += _agreed(walk, told, head)
    if not findings and walk.count and not _guarded(walk.seq):
        findings.append(_broken("audit.unguarded", None))
    return Report(walk.count, walk.first, walk.seq, walk.at, sum(1 for _, one in told if one), tuple(findings))


def _broken(code: str, seq: int | None, **facts: object) -> Finding:
    return Finding(code, "error", row=seq, facts={"seq": seq, **facts})


def _of_no_chain(told: list[tuple[Path, Anchor | None]]) -> Report:
    """No head at all: right only where nothing was ever recorded."""
    seen = [_broken("audit.other_chain", None, file=path.name) for path in dict.fromkeys(path for path, _ in told)]
    lost = AuditEvent.objects.order_by("seq").first()
    if lost:
        seen.insert(0, _broken("audit.headless", lost.seq))
    return Report(anchors=len(told), findings=tuple(seen))


def _anchors(files: tuple[Path, ...]) -> Iterator[tuple[Path, Anchor | None]]:
    """Every anchor that is known, with its file."""
    kept = sorted(anchors.folder().glob("*.anchors")) if anchors.folder().is_dir() else []
    for path in [*kept, *files]:
        for one in anchors.read(path):
            yield path, one


def _cut(walk: _Walk) -> list[Finding]:
    """Begin after the last signed cut."""
    for cut in AuditCheckpoint.objects.order_by("upto"):
        if not sealing.same(cut.seal, sealing.of_checkpoint(cut, chain=walk.chain)):
            return [_broken("audit.checkpoint_forged", cut.upto)]
        walk.seq, walk.seal = cut.upto, cut.last
    return []


def _walked(walk: _Walk) -> list[Finding]:
    """Event by event; the first that is not as it was written ends the walk."""
    begin = walk.seq
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=2000):
        if event.seq <= begin:
            return [_broken("audit.came_back", event.seq, upto=begin)]
        wrong = _wrong(walk, event)
        if wrong:
            return [wrong]
        walk.first, walk.count = walk.first or event.seq, walk.count + 1
        walk.seq, walk.seal, walk.at = event.seq, event.seal, event.at
        if event.seq in walk.wanted:
            walk.wanted[event.seq] = event.seal
    return []


def _wrong(walk: _Walk, event: AuditEvent) -> Finding | None:
    if event.seq != walk.seq + 1:
        return _broken("audit.missing", walk.seq + 1, upto=event.seq - 1)
    genuine = sealing.same(event.seal, sealing.of_event(event, chain=walk.chain))
    if genuine and event.previous == walk.seal:
        return None
    if genuine:
        return _broken("audit.unlinked", event.seq)
    former = _former_place(walk, event)
    if former:
        return _broken("audit.moved", event.seq, former=former)
    if walk.count == 0 and _none_is_ours(walk.chain):
        return _broken("audit.other_key", event.seq)
    return _broken("audit.changed", event.seq)


def _former_place(walk: _Walk, event: AuditEvent) -> int | None:
    """The number under which an event was written that bears another one now."""
    near = range(max(1, event.seq - NEARBY), event.seq + NEARBY)
    return next((seq for seq in near if seq != event.seq and sealing.same(event.seal, sealing.of_event(event, chain=walk.chain, seq=seq))), None)


def _none_is_ours(chain: str) -> bool:
    """Whether the newest event is not sealed by this key either: then it is no single change."""
    last = AuditEvent.objects.order_by("-seq").first()
    return last is not None and not sealing.same(last.seal, sealing.of_event(last, chain=chain))


def _head_agrees(walk: _Walk, head: AuditHead) -> list[Finding]:
    """The end as the head remembers it; events written since it was read are right too."""
    return [_broken("audit.cut", walk.seq + 1, upto=head.seq)] if walk.seq < head.seq else []


def _agreed(walk: _Walk, told: list[tuple[Path, Anchor | None]], head: AuditHead) -> list[Finding]:
    """What the anchors say against what was read; one finding of each kind is enough."""
    found: dict[str, Finding] = {}
    for path, one in told:
        wrong = _against(walk, path, one)
        if wrong:
            found.setdefault(wrong.code, wrong)
    known = max((one.seq for _, one in told if one and one.chain == walk.chain and one.is_ours), default=0)
    if known < head.anchored_seq:
        found.setdefault("audit.anchor_missing", _broken("audit.anchor_missing", head.anchored_seq, folder=anchors.folder().name))
    return list(found.values())


def _against(walk: _Walk, path: Path, one: Anchor | None) -> Finding | None:
    if one is None or (one.chain == walk.chain and not one.is_ours):
        return _broken("audit.anchor_forged", one.seq if one else None, file=path.name)
    if one.chain != walk.chain:
        return _broken("audit.other_chain", None, file=path.name)
    if one.seq > walk.seq:
        whole = AuditEvent.objects.filter(seq=one.seq).exists()
        return None if whole else _broken("audit.cut", walk.seq + 1, upto=one.seq)
    met = walk.wanted.get(one.seq)
    return _broken("audit.rebuilt", one.seq, at=one.at) if met and met != one.seal else None


def _guarded(seq: int) -> bool:
    """Whether the database still refuses to change an event: tried on the last one, and taken back."""
    try:
        with transaction.atomic():
            AuditEvent.objects.filter(seq=seq).update(action=F("action"))
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False
