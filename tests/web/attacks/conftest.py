"""The cast, and forms that are as long as they may be."""

from __future__ import annotations

from tests.cast import *  # noqa: F403
