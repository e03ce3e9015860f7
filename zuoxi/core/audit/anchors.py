"""Anchors: number and seal of the chain's end, written where the database's owner does not reach (A43: a cut tail, a chain rebuilt with the key).

One line a time, appended to a file of the chain in `settings.AUDIT_ANCHORS` and told to the log `zuoxi.audit`, which settings can send to syslog.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from zuoxi.core.audit import sealing
from zuoxi.core.models import AuditHead
from zuoxi.rules.audit import AuditPolicy, anchor_is_due

log = logging.getLogger("zuoxi.audit")


@dataclass(frozen=True)
class Anchor:
    """The chain ended with event `seq` bearing `seal` at `at`; `mac` shows that it was us who said so."""

    chain: str
    seq: int
    seal: str
    at: str
    mac: str

    @property
    def is_ours(self) -> bool:
        return sealing.same(self.mac, sealing.of_anchor(chain=self.chain, seq=self.seq, seal=self.seal, at=self.at))

    def as_line(self) -> str:
        return json.dumps({"at": self.at, "chain": self.chain, "seq": self.seq, "seal": self.seal, "mac": self.mac})


def folder() -> Path:
    return Path(settings.AUDIT_ANCHORS)


def file_of(chain: str) -> Path:
    return folder() / f"{chain[:16]}.anchors"


def is_due(head: AuditHead, *, now: datetime) -> bool:
    return anchor_is_due(now=now, waiting=head.seq - head.anchored_seq, anchored_at=head.anchored_at, policy=AuditPolicy())


def anchor(*, now: datetime) -> Anchor | None:
    """Write where the chain ends now; nothing when there is no event yet."""
    head = AuditHead.objects.filter(pk=1, seq__gt=0).first()
    if head is None:
        return None
    at = sealing.moment(now)
    made = Anchor(head.chain, head.seq, head.seal, at, sealing.of_anchor(chain=head.chain, seq=head.seq, seal=head.seal, at=at))
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file_of(head.chain), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        file.write(made.as_line() + "\n")
        file.flush()
        os.fsync(file.fileno())
    log.info("audit anchor %s", made.as_line())
    AuditHead.objects.filter(pk=1, chain=head.chain, anchored_seq__lt=head.seq).update(anchored_seq=head.seq, anchored_at=now)
    return made


def anchor_if_due(*, now: datetime) -> Anchor | None:
    """For a timer: anchor when new events have waited long enough, or are many."""
    head = AuditHead.objects.filter(pk=1).first()
    return anchor(now=now) if head is not None and is_due(head, now=now) else None


def anchor_or_log(*, now: datetime) -> None:
    """After a commit: what was done is recorded already, a disk that is full must not make it look undone."""
    try:
        anchor(now=now)
    except OSError:
        log.exception("the audit could not be anchored in %s", folder())


def read(path: Path) -> list[Anchor | None]:
    """The anchors of a file, oldest first; None for a line that is none."""
    return [_parsed(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def _parsed(line: str) -> Anchor | None:
    """Also a line of the log, which has words before the braces."""
    try:
        said = json.loads(line[line.index("{") :])
        return Anchor(str(said["chain"]), int(said["seq"]), str(said["seal"]), str(said["at"]), str(said["mac"]))
    except (ValueError, KeyError, TypeError):
        return None


def last_anchor() -> Anchor | None:
    """The newest anchor of this chain that can be read."""
    head = AuditHead.objects.filter(pk=1).first()
    path = file_of(head.chain) if head else None
    found = [one for one in read(path) if one] if path and path.is_file() else []
    return found[-1] if found else None
