"""Keys: told by the environment, or made once, whole, and readable by their owner only."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zuoxi.project.secret import audit_key, secret_key

KEYS = [pytest.param(secret_key, "secret_key", "ZUOXI_SECRET_KEY", id="signing"), pytest.param(audit_key, "audit_key", "ZUOXI_AUDIT_KEY", id="audit")]
Key = Callable[[Path], str]


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZUOXI_SECRET_KEY", "ZUOXI_AUDIT_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("key", "file", "variable"), KEYS)
def test_a_key_is_made_once_and_only_its_owner_reads_it(key: Key, file: str, variable: str, tmp_path: Path) -> None:
    made = key(tmp_path)
    assert len(made) >= 50
    assert key(tmp_path) == made
    assert stat.S_IMODE((tmp_path / file).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file], "no draft is left"


@pytest.mark.parametrize(("key", "file", "variable"), KEYS)
def test_the_environment_goes_first_and_leaves_no_file(key: Key, file: str, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "told")
    assert key(tmp_path) == "told"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("key", "file", "variable"), KEYS)
def test_of_many_who_start_at_once_all_read_the_same_whole_key(key: Key, file: str, variable: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: key(tmp_path), range(64)))) == 1


def test_the_keys_differ_from_each_other_and_between_places(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert len({secret_key(tmp_path), audit_key(tmp_path), audit_key(tmp_path / "other")}) == 3
