"""`zuoxi audit`: exit codes and what is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import CliRunner, Result

from tests.cast import at
from tests.core.trail import NOW, attack, trail
from zuoxi.cli.main import build
from zuoxi.core.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anchor_folder(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


def run(*words: str) -> Result:
    return CliRunner().invoke(build("audit"), ["audit", *words])


def test_a_whole_trail_ends_with_nought() -> None:
    trail(3)
    result = run("verify")
    assert result.exit_code == 0
    assert "3 (1" in result.output or "3 events read (1 to 3)" in result.output or "已读 3 条" in result.output


def test_a_broken_trail_ends_with_one_and_names_the_event_and_what_is_wrong() -> None:
    trail(5)
    attack("UPDATE core_auditevent SET number = 'x' WHERE seq = 4")
    result = run("verify")
    assert result.exit_code == 1
    assert "4" in result.stderr
    assert "校验值" in result.stderr


def test_a_cut_tail_is_told_by_a_saved_log(tmp_path: Path) -> None:
    trail(5)
    saved = tmp_path / "saved.log"
    saved.write_text(run("anchor").output)
    for path in (tmp_path / "anchors").iterdir():
        path.unlink()
    seal = AuditEvent.objects.get(seq=3).seal
    attack("DELETE FROM core_auditevent WHERE seq > 3", f"UPDATE core_audithead SET seq = 3, anchored_seq = 0, seal = '{seal}'")
    assert run("verify").exit_code == 0, "without an anchor nothing is seen"
    result = run("verify", "--anchor", str(saved))
    assert result.exit_code == 1
    assert "4" in result.stderr
    assert "5" in result.stderr


def test_anchoring_says_what_it_wrote_and_a_timer_is_silent_when_nothing_is_due() -> None:
    assert run("anchor").exit_code == 0
    trail(2)
    with time_machine.travel(NOW, tick=False):
        assert json.loads(run("anchor", "--if-due").output)["seq"] == 2
        assert run("anchor", "--if-due").output == ""


def test_half_a_year_is_kept_whatever_is_asked_and_three_years_when_nothing_is() -> None:
    trail(3)
    with time_machine.travel(at("2027-11-27 09:00"), tick=False):
        refused = run("purge", "--keep-days", "179")
        assert refused.exit_code == 2
        assert "180" in refused.stderr
        assert run("purge").exit_code == 0
        assert AuditEvent.objects.count() == 3
        assert "3" in run("purge", "--keep-days", "180").output
    assert [event.action for event in AuditEvent.objects.all()] == ["audit.purged"]
    assert run("verify").exit_code == 0


def test_a_broken_trail_is_not_purged() -> None:
    trail(3)
    attack("UPDATE core_auditevent SET number = 'x' WHERE seq = 2")
    with time_machine.travel(at("2037-11-27 09:00"), tick=False):
        result = run("purge")
    assert result.exit_code == 1
    assert AuditEvent.objects.count() == 3
