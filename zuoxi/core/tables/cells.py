"""What a cell means: a number, a moment. None where it cannot be told; the caller then writes a finding with row and column."""

from __future__ import annotations

import math
import re
from datetime import datetime
from unicodedata import normalize

from zuoxi.core.tables.table import Cell

NUMBER = re.compile(r"[+-]?(?:\d+(?:,\d{3})*|\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?")
MOMENT = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:时]\s*(?P<minute>\d{1,2})?(?:\s*[:分]\s*(?P<second>\d{1,2}))?(?:\.\d{1,6})?\s*[分秒]?)?"
)
"""`2026-03-08 08:30`, `2026/3/8 8:30:00`, `2026-03-08T08:30`, `2026年3月8日 8时30分`, or the day alone. Day-first and month-first
orders are not read: `03/08/2026` can be two days and must not be guessed. A zone or offset behind the time is not read either."""


def number(cell: Cell) -> float | None:
    """A finite number; text may have thousands commas, a full-width form or a sign, nothing else."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if not isinstance(cell, str):
        return None
    text = normalize("NFKC", cell).strip()
    if not text or not NUMBER.fullmatch(text):
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def moment(cell: Cell) -> datetime | None:
    """A local wall-clock moment, naive; year first."""
    if isinstance(cell, datetime):
        return cell
    if not isinstance(cell, str):
        return None
    found = MOMENT.fullmatch(normalize("NFKC", cell).strip())
    if found is None:
        return None
    try:
        return datetime(*(int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")))  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        return None
