"""Tests of the core know the cast."""

from __future__ import annotations

from tests.cast import *  # noqa: F403
