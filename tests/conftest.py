"""Fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ZUOXI_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(autouse=True)
def _centre_language() -> Iterator[None]:
    """Every test begins in the centre's language, whatever the one before it spoke."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Finds a data file that may not be shipped; where it is absent the test is reported as not run, by the file's name."""

    def find(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"not run: {name} is not here (its licence does not let it ship); name its folder in ZUOXI_DATA")
        return path

    return find


@pytest.fixture(autouse=True)
def _one_factor_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cast has no second factor; the tests of that switch turn it on."""
    monkeypatch.setattr(settings, "SECOND_FACTOR", False)
