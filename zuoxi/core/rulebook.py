"""Which modules carry a rule, read from the code; and how many decisions each rule took, told by who keeps decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RULE = re.compile(r"\b[POFTDKQLAMRX]-\d{2}\b")
THE_BOOK_ITSELF = ROOT / "rules" / "rulebook"


@cache
def carried_by() -> Mapping[str, tuple[str, ...]]:
    """Rule ID to the modules that name it, the rulebook itself and migrations aside; read once a process."""
    found: dict[str, list[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if THE_BOOK_ITSELF not in path.parents and "migrations" not in path.parts:
            for rule in sorted(set(RULE.findall(path.read_text(encoding="utf-8")))):
                found.setdefault(rule, []).append(_name(path))
    return {rule: tuple(names) for rule, names in found.items()}


def _name(path: Path) -> str:
    """`zuoxi.roster.facts`"""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@dataclass(frozen=True)
class Count:
    """What a rule did in a period: decisions taken, of them appealed, of those changed."""

    decisions: int = 0
    appealed: int = 0
    changed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.decisions + other.decisions, self.appealed + other.appealed, self.changed + other.changed)


Counter = Callable[[datetime, datetime], Mapping[str, Count]]
COUNTERS: list[Counter] = []
"""Each tells rule ID to what it counted in `[start, end)`; filled in `AppConfig.ready()` by who keeps decisions and appeals."""


def counts(start: datetime, end: datetime) -> Mapping[str, Count] | None:
    """What every rule did in a period, added up over all counters; None while nobody counts."""
    if not COUNTERS:
        return None
    found: dict[str, Count] = {}
    for counter in COUNTERS:
        for rule, count in counter(start, end).items():
            found[rule] = found.get(rule, Count()) + count
    return found
