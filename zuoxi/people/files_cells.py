"""What the cells of a people file mean: skills with levels, leave as days and ranges, yes and no. None where it cannot be told."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import normalize

from zuoxi.core.tables import Cell, as_text, moment

PARTS = re.compile(r"[;,、\n]")
RANGE = re.compile(r"~|至|\bto\b|—|–|\.\.")
YES = {"是", "y", "yes", "true", "1", "x", "√", "✓"}
NO = {"", "否", "n", "no", "false", "0"}
LEVELS = range(1, 6)
LEVEL = re.compile(r"0*([1-5])")
Days = tuple[date, date]
"""First and last day, both included."""


def parts(cell: Cell) -> list[str]:
    """The text of a cell split at `;`, `,`, `、` or line ends, full-width forms too; empty parts are left out."""
    return [part.strip() for part in PARTS.split(normalize("NFKC", as_text(cell))) if part.strip()]


def skill(part: str) -> tuple[str, int] | None:
    """`热线:4` is the skill 热线 at level 4 (O-04: 1 to 5)."""
    name, colon, level = part.rpartition(":")
    found = LEVEL.fullmatch(level.strip())
    return (name.strip(), int(found[1])) if colon and name.strip() and found else None


def yes(cell: Cell) -> bool | None:
    """是 or 否, yes or no, 1 or 0; empty is no."""
    text = as_text(cell).casefold()
    return True if text in YES else False if text in NO else None


def day(cell: Cell) -> date | None:
    """A calendar day; a time of day with it is not accepted."""
    found = moment(cell)
    return found.date() if found is not None and (found.hour, found.minute, found.second) == (0, 0, 0) else None


def leave(cell: Cell) -> tuple[Days, ...] | str:
    """Days and ranges, `2026-12-03; 2026-12-10~2026-12-14`; the part that cannot be read is returned as text instead."""
    if isinstance(cell, datetime):
        only = day(cell)
        return ((only, only),) if only else as_text(cell)
    found = []
    for part in parts(cell):
        ends = [day(end.strip()) for end in RANGE.split(part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2 or last < first:
            return part
        found.append((first, last))
    return tuple(sorted(found))
