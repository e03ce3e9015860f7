"""The interface's tests know the cast, and how a program calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import *  # noqa: F403
from tests.database import in_a_file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_a_file([item for item in items if item.path.name == "test_at_once.py"], Path(__file__).parent)
