"""Call history out of a table: columns by Chinese or English name, cells by type; what cannot be read is told by row and column (F-03)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from unicodedata import normalize

from zuoxi.core.tables.cells import moment, number
from zuoxi.core.tables.columns import find_columns
from zuoxi.core.tables.limits import Limits
from zuoxi.core.tables.table import Cell, Row, Table, as_text, is_blank
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.history.series import Entry

LIMITS = Limits(rows=1_000_000)
"""A year of five-minute intervals is 105 120 rows for one queue; workbooks end at a million cells in any case."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "start": ("start", "interval_start", "start_time", "datetime", "timestamp", "开始时间", "时段开始", "日期时间", "时间"),
    "day": ("date", "day", "日期"),
    "slot": ("time", "interval", "时段", "时间段", "时间"),
    "offered": ("calls", "offered", "volume", "contacts", "来电量", "呼入量", "话务量", "进线量", "来电数", "呼入数"),
    "queue": ("queue", "skill", "队列", "技能组", "业务线"),
    "aht_s": ("aht", "aht_s", "average_handling_time", "平均处理时长", "平均处理时间", "平均处理时长(秒)", "平均处理时长秒"),
    "handled": ("handled", "接起量", "接听量", "应答量", "接通量", "处理量"),
    "abandoned": ("abandoned", "放弃量", "放弃数", "呼损量"),
}
"""A start in one column, or a day and a time of day (`08:30`, `08:30-09:00`) in two."""
VALUES = ("offered", "aht_s", "handled", "abandoned")
SLOT = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*[-~～–—至到]\s*\d{1,2}:\d{2}(?::\d{2})?)?")
DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})")


def read_calls(table: Table, *, queue: str = "") -> tuple[list[Entry], list[Finding]]:
    """The rows as entries, and remarks about cells that cannot be read. `queue` is the name where the file has no queue column."""
    places = _places(table.header)
    findings: list[Finding] = []
    entries = [entry for row in table.rows if (entry := _entry(row, places, table.header, queue, findings)) is not None]
    if not entries:
        first = findings[0]
        raise Refusal(first.code, row=first.row, column=first.column, **first.facts)
    return entries, findings


def _places(header: tuple[str, ...]) -> dict[str, int]:
    """Where each field stands: with a column for the day the time of day is looked for, without one the start."""
    dated = "day" in find_columns(header, {"day": COLUMNS["day"]}, optional=("day",))
    left_out = ("start",) if dated else ("day", "slot")
    wanted = {field: names for field, names in COLUMNS.items() if field not in left_out}
    return find_columns(header, wanted, optional=("queue", "aht_s", "handled", "abandoned"))


def as_in_file(findings: Sequence[Finding], header: tuple[str, ...]) -> tuple[Finding, ...]:
    """The remarks with the columns called as in the file; one on a whole row points at its time."""
    places = _places(header)
    places["aht"] = places.get("aht_s", -1)
    places.setdefault("start", places.get("slot", 0))

    def renamed(finding: Finding) -> Finding:
        column = finding.column or "start"
        return replace(finding, column=header[places[column]]) if finding.row is not None and column in places else finding

    return tuple(renamed(finding) for finding in findings)


def _entry(row: Row, places: dict[str, int], header: tuple[str, ...], queue: str, findings: list[Finding]) -> Entry | None:
    start = _start(row, places)
    if start is None:
        place = places.get("start", places.get("slot", 0))
        findings.append(_unreadable(row, place, header, "history.unreadable_time"))
        return None
    values = {field: _value(row, field, places[field], header, findings) for field in VALUES if field in places}
    name = as_text(row.cells[places["queue"]]) if "queue" in places else ""
    return Entry(row.number, name or queue, start, values["offered"], values.get("aht_s"), values.get("handled"), values.get("abandoned"))


def _start(row: Row, places: dict[str, int]) -> datetime | None:
    if "start" in places:
        return moment(row.cells[places["start"]])
    day, slot = moment(row.cells[places["day"]]), SLOT.fullmatch(normalize("NFKC", as_text(row.cells[places["slot"]])))
    if day is None or slot is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in slot.groups())
    return day.replace(hour=hours, minute=minutes, second=seconds) if hours < 24 and minutes < 60 and seconds < 60 else None


def _value(row: Row, field: str, place: int, header: tuple[str, ...], findings: list[Finding]) -> float | None:
    """A blank cell is not known, and not an error: closed and missing intervals are often written so."""
    cell = row.cells[place]
    if is_blank(cell):
        return None
    value = duration_s(cell) if field == "aht_s" else number(cell)
    if value is None:
        findings.append(_unreadable(row, place, header, "history.unreadable_number"))
    return value


def duration_s(cell: Cell) -> float | None:
    """A number of seconds, or a duration as `3:25` or `00:03:25`."""
    found = DURATION.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        return number(cell)
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return float(hours * 3600 + minutes * 60 + rest) if rest < 60 and (minutes < 60 or not hours) else None


def _unreadable(row: Row, place: int, header: tuple[str, ...], code: str) -> Finding:
    return Finding(code, row=row.number, column=header[place], facts={"value": as_text(row.cells[place])})
