"""What every test of accounts listens to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zuoxi.people import account_events
from zuoxi.people.account_events import Event


@pytest.fixture
def told() -> Iterator[list[Event]]:
    """Every event that is told while the test runs, in order."""
    events: list[Event] = []
    account_events.connect("test", events.append)
    yield events
    account_events.disconnect("test")
