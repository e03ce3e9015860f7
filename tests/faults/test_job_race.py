"""Twenty people press the same button at once: one job is started (R24 in small), and without the guard twenty are."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import make_cast
from zuoxi.core import jobs
from zuoxi.core.models import Job
from zuoxi.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 20


@pytest.fixture
def lin(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(jobs, "KINDS", {"work": jobs.Kind(lambda run: None, "work")})
    monkeypatch.setattr(type(jobs.perform), "enqueue", lambda self, pk: None)
    return make_cast().lin


@pytest.fixture
def unguarded(transactional_db: None) -> Iterator[None]:
    """The constraint taken away."""
    guard = next(one for one in Job._meta.constraints if one.name == "one_open_job_of_a_kind_about_a_thing")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Job, guard)
    yield
    Job.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Job, guard)


def all_press(lin: Person) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    gate = threading.Barrier(MANY)

    def press() -> None:
        gate.wait()
        try:
            jobs.start("work", about="x:1", by=lin, now=timezone.now())
            outcomes["started"] += 1
        except jobs.AlreadyRunning:
            outcomes["refused"] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_of_twenty_who_press_at_once_one_starts_the_job(lin: Person) -> None:
    assert all_press(lin) == {"started": 1, "refused": MANY - 1}
    assert Job.objects.count() == 1


def test_without_the_guard_all_twenty_do(lin: Person, unguarded: None) -> None:
    assert all_press(lin) == {"started": MANY}
    assert Job.objects.count() == MANY
