"""A roster as CSV: one row a person and day."""

from __future__ import annotations

from zuoxi.core.tables import csv_bytes
from zuoxi.engine.roster.breaks import Breaks
from zuoxi.roster.roster_files.sheet import RosterSheet, clock

HEADER = ("employee", "day", "shift", "hours", "breaks")


def roster_csv(sheet: RosterSheet, breaks: Breaks) -> bytes:
    """Rows by person, then day; a day off has an empty shift. Breaks as `12:00-13:00 lunch; …`, counted by line and day of the sheet."""
    rows = []
    for number, (line, codes) in enumerate(zip(sheet.lines, sheet.codes, strict=True)):
        for nth, (day, code) in enumerate(zip(sheet.days, codes, strict=True)):
            placed = "; ".join(f"{clock(b.start_min)}-{clock(b.end_min)} {b.name}" for b in breaks.get((number, nth), ()))
            look = sheet.looks.get(code) if code else None
            rows.append((line.number, day.isoformat(), code or "", look.hours if look else "", placed))
    return csv_bytes(HEADER, rows)
