"""Periodic work: when it is due, once, and one that fails keeps none of the others from being done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import at
from zuoxi.core import periodic
from zuoxi.core.models import PeriodicRun

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, datetime]]:
    """What was done: `fast` each minute, `slow` each hour, and `broken` in between, which fails."""
    seen: list[tuple[str, datetime]] = []

    def broken(*, now: datetime) -> None:
        raise RuntimeError(f"at {now}")

    works = {
        "fast": periodic.Periodic(lambda *, now: seen.append(("fast", now)), MINUTE),
        "broken": periodic.Periodic(broken, MINUTE),
        "slow": periodic.Periodic(lambda *, now: seen.append(("slow", now)), 60 * MINUTE),
    }
    monkeypatch.setattr(periodic, "WORKS", works)
    return seen


def test_each_is_done_as_often_as_it_says(done: list[tuple[str, datetime]]) -> None:
    for second in range(0, 3601, 20):
        periodic.tick(now=NOW + timedelta(seconds=second))
    assert [name for name, _ in done].count("fast") == 61
    assert [name for name, _ in done].count("slow") == 2


def test_after_a_stop_it_is_done_once_and_not_once_for_each_missed_round(done: list[tuple[str, datetime]]) -> None:
    periodic.tick(now=NOW)
    periodic.tick(now=NOW + timedelta(hours=2))
    periodic.tick(now=NOW + timedelta(hours=2, seconds=30))
    assert [moment for name, moment in done if name == "fast"] == [NOW, NOW + timedelta(hours=2)]


def test_one_that_fails_is_logged_and_the_next_one_is_done(done: list[tuple[str, datetime]], caplog: pytest.LogCaptureFixture) -> None:
    assert periodic.tick(now=NOW) == ["fast", "slow"]
    assert "periodic work broken failed" in caplog.text
    assert PeriodicRun.objects.get(name="broken").begun_at == NOW


def test_a_clock_is_read_anew_for_each_work(done: list[tuple[str, datetime]]) -> None:
    moments = iter(NOW + n * MINUTE for n in range(9))
    periodic.tick(now=NOW, clock=lambda: next(moments))
    assert [moment for _name, moment in done] == [NOW, NOW + 2 * MINUTE]


def test_what_the_product_does_again_and_again_is_registered() -> None:
    assert set(periodic.WORKS) >= {"approvals", "outbox"}
