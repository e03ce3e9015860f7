"""`zuoxi tick`: one round, or rounds until it is told to end; a stopped one makes up for what it missed."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta

import pytest
import time_machine
from typer.testing import CliRunner

from tests.cast import at, make_cast
from zuoxi.cli import main, tick
from zuoxi.core import approvals, periodic
from zuoxi.core.models import Approval

pytestmark = pytest.mark.django_db
NOW = at("2026-11-23 10:00")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main.build("tick"), ["tick", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []
    monkeypatch.setattr(tick, "once", lambda: done.append("round") or done)
    return done


def test_one_round_and_it_ends(rounds: list[str]) -> None:
    run()
    assert rounds == ["round"]


def test_rounds_go_on_until_it_is_told_to_end(rounds: list[str]) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    timer = threading.Timer(2.5, os.kill, [os.getpid(), signal.SIGTERM])
    timer.start()
    try:
        run("--every", "1")
    finally:
        timer.cancel()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert 2 <= len(rounds) <= 4


def test_a_pause_must_be_a_number_of_seconds_within_an_hour() -> None:
    for wrong in ("-1", "3601", "x"):
        assert CliRunner().invoke(main.build("tick"), ["tick", "--every", wrong]).exit_code == 2


def test_a_round_does_what_is_due_by_the_clock() -> None:
    cast = make_cast()
    approval = approvals.ask(kind="seat_leave", about="seat:1", facts={}, by=cast.lin, now=NOW)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        assert set(tick.once()) == set(periodic.WORKS)
        assert tick.once() == []
    found = Approval.objects.get(pk=approval.pk)
    assert (found.passed, found.taken.get().at) == (1, NOW + timedelta(hours=1))
