"""Tests of people know the cast."""

from __future__ import annotations

from tests.cast import *  # noqa: F403
