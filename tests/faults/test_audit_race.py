"""Many who record at once: one chain, without a gap or a fork (P-07). The control takes the queue at the head away, and the race shows."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connections, transaction

from tests.cast import Cast
from tests.core.trail import NOW, found, one
from zuoxi.core.audit import writing
from zuoxi.core.audit.sealing import AuditUnavailable
from zuoxi.core.models import AuditEvent, AuditHead, Preference
from zuoxi.people.models import Person

THREADS, EACH = 8, 25
pytestmark = pytest.mark.slow


@dataclass
class Writers:
    """Threads that record in transactions with other work before it, as verbs do; every fifth is rolled back."""

    person: Person
    seen: threading.local = field(default_factory=threading.local)

    def run(self) -> int:
        """All at once; how many events were refused."""
        with ThreadPoolExecutor(THREADS) as pool:
            return sum(pool.map(self.write, range(THREADS)))

    def write(self, thread: int) -> int:
        refused = 0
        try:
            for n in range(EACH):
                self.seen.head = AuditHead.objects.filter(pk=1).first()
                refused += self.try_one(thread, n)
        finally:
            connections.close_all()
        return refused

    def try_one(self, thread: int, n: int) -> int:
        try:
            with transaction.atomic():
                Preference.objects.update_or_create(person=self.person, page=f"{thread}", defaults={"wishes": {"n": n}})
                one(thread * 1000 + n, when=NOW + timedelta(seconds=n))
                if n % 5 == 4:
                    transaction.set_rollback(True)
        except AuditUnavailable:
            return 1
        return 0

    def unqueued(self) -> AuditHead:
        """The end as it was before the transaction, read and not taken."""
        head: AuditHead = self.seen.head
        head.seq += 1
        AuditHead.objects.filter(pk=1).update(seq=head.seq)
        return head


@pytest.fixture
def writers(cast: Cast) -> Writers:
    return Writers(cast.lin)


def test_writers_at_once_make_one_chain(writers: Writers) -> None:
    assert writers.run() == 0
    kept = THREADS * EACH * 4 // 5
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, kept + 1))
    assert AuditHead.objects.get(pk=1).seq == kept
    assert found() == []


def test_without_the_queue_at_the_head_the_race_shows_and_the_database_still_refuses_the_fork(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one()
    monkeypatch.setattr(writing, "_take", writers.unqueued)
    assert writers.run() > 0
    previous = list(AuditEvent.objects.values_list("previous", flat=True))
    assert len(previous) == len(set(previous)), "no two events follow the same one"
