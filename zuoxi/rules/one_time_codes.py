"""Codes that work once: those of an authenticator app by RFC 6238 (SHA-1, 30 s, six digits, as every app knows them)."""

from __future__ import annotations

import hmac
import struct
from datetime import datetime

STEP_S, DIGITS, TOLERANCE = 30, 6, 1
"""A code of the step before or after is taken as well: clocks of phones differ."""


def step_at(now: datetime) -> int:
    """Which step of 30 s since 1970 a moment lies in."""
    return int(now.timestamp()) // STEP_S


def code(secret: bytes, step: int) -> str:
    """The code of one step: RFC 4226, section 5.3."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(typed: str, secret: bytes, *, now: datetime, after: int) -> int | None:
    """The step whose code was typed, among those near now and later than `after`, the last one used: no code works twice (A32)."""
    here = step_at(now)
    fits = [step for step in range(here - TOLERANCE, here + TOLERANCE + 1) if hmac.compare_digest(code(secret, step).encode(), typed.encode())]
    return next((step for step in fits if step > after), None)
