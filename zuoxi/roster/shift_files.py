"""Shift kinds, contracts, queues and further skills from a TOML file (F-10). `read_shifts(data) -> ShiftFile`; the format by example:

    [[shift]]
    code = "早"                     # stands in the roster; at most 8 characters; 休 and off are taken
    name = "早班"
    name_en = "Early"               # optional, as all that follows but `blocks`
    key = "E"                       # the key that sets it in the grid, A to Z
    colour = "#2f7ed8"
    blocks = ["08:30-17:30"]        # one or two blocks; an end before its start lies after midnight
    tags = []                       # of: night, late, long, two_ended
    active = true

    [[shift.break]]
    name = "午餐"
    minutes = 60
    earliest = "11:30"              # of the start: a time of day, or minutes after the start of the shift
    latest = "13:00"
    paid = false                    # optional

    [[contract]]
    code = "full"
    name = "全日制"
    week_hours = 40
    max_day_hours = 8               # optional
    rate = 38.0                     # optional, yuan an hour
    shifts = ["早"]                 # optional: only these

    [[queue]]                       # optional: who people can be skilled for, and what callers are promised
    code = "hotline"
    name = "热线"
    share = 0.6                     # of all contacts, where the history does not tell queues apart
    service_level = 0.8             # this and the rest: the centre's policy where not given
    within_s = 20
    max_abandon = 0.05
    max_occupancy = 0.88
    patience_s = 380
    aht_s = 180                     # where the history has no handling times
    hours = "07:00-21:00"           # what the history counts outside is left out

    [[skill]]                       # optional: skills people have beside the queues
    code = "english"
    name = "英语"

A key or value that is not of this format is an error with its line; then nothing is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zuoxi.core.tables.csv_file import decoded
from zuoxi.core.tables.reading import check_size
from zuoxi.engine.finding import Finding
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.breaks_windows import check as check_breaks
from zuoxi.engine.roster.problem import DAY_MIN, BreakRule, Shift
from zuoxi.roster.shift_fields import Fields, find_lines

TAGS = ("night", "late", "long", "two_ended")
TAKEN = {"休", "off", "OFF", "-", "--"}
COLOURS = ("#2f7ed8", "#2a9d8f", "#8a63d2", "#d9822b", "#45508a", "#b5485d", "#6b8e23", "#a0782c", "#5f6b7a")
LONGEST_CODE = 8
MOST_DIGITS = 100
DIGITS = re.compile(rf"[0-9A-Fa-f_]{{{MOST_DIGITS + 1}}}")
QUEUE_NUMBERS = {
    "share": (0.0001, 1),
    "service_level": (0.01, 0.999),
    "within_s": (0, 3600),
    "max_abandon": (0.0001, 1),
    "max_occupancy": (0.05, 1),
    "patience_s": (1, 7200),
    "aht_s": (1, 14_400),
}
"""Bounds of what may be said about a queue; shares from 0 to 1, times in seconds."""


@dataclass(frozen=True)
class ShiftEntry:
    """A shift kind with what people call it and how the grid shows it; `key` may be empty."""

    shift: Shift
    name: str
    name_en: str
    key: str
    colour: str
    active: bool


@dataclass(frozen=True)
class ContractEntry:
    """A kind of contract: minutes a week, most minutes a day, yuan an hour (None: not told), shift codes (None: all)."""

    code: str
    name: str
    name_en: str
    week_min: int
    max_day_min: int
    rate: float | None = None
    shifts: frozenset[str] | None = None


@dataclass(frozen=True)
class SkillEntry:
    """A skill beside the queues."""

    code: str
    name: str


@dataclass(frozen=True)
class QueueEntry:
    """A queue: its share of all contacts, its promise (F-01), handling seconds, opening minutes of the day; None: not told."""

    code: str
    name: str
    share: float | None = None
    service_level: float | None = None
    within_s: float | None = None
    max_abandon: float | None = None
    max_occupancy: float | None = None
    patience_s: float | None = None
    aht_s: float | None = None
    hours: tuple[int, int] | None = None


@dataclass(frozen=True)
class ShiftFile:
    """What the file says; empty if any finding is an error."""

    shifts: tuple[ShiftEntry, ...] = ()
    contracts: tuple[ContractEntry, ...] = ()
    queues: tuple[QueueEntry, ...] = ()
    skills: tuple[SkillEntry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def skill_names(self) -> dict[str, str]:
        """Code by every name a skill may be called, those of the queues included."""
        pairs = [(entry.code, entry.name) for entry in self.queues] + [(entry.code, entry.name) for entry in self.skills]
        return {name: code for code, named in pairs for name in (code, named)}

    @property
    def contract_names(self) -> dict[str, str]:
        """Code by every name a contract may be called."""
        return {name: entry.code for entry in self.contracts for name in (entry.code, entry.name, entry.name_en) if name}


def read_shifts(data: bytes, *, policy: BreakPolicy) -> ShiftFile:
    """Read a shifts file. Its breaks must be placeable under the policy. Too large or undecodable bytes are refused as other files are."""
    check_size(len(data))
    text = decoded(data).removeprefix("\ufeff")
    document = _document(text)
    if isinstance(document, Finding):
        return ShiftFile(findings=(document,))
    fields = Fields(document, find_lines(text))
    fields.only("", document, ("shift", "contract", "queue", "skill"))
    file = ShiftFile(
        tuple(_shift(fields, number, table, policy) for number, table in fields.tables("shift")),
        tuple(_contract(fields, table) for _, table in fields.tables("contract")),
        tuple(_queue(fields, table) for _, table in fields.tables("queue")),
        tuple(_skill(fields, table) for _, table in fields.tables("skill")),
    )
    if not file.shifts:
        fields.wrong("", None, "shifts.none")
    _once(fields, file)
    _known_shifts(fields, file)
    return ShiftFile(findings=tuple(fields.findings)) if fields.findings else file


def _document(text: str) -> dict[str, Any] | Finding:
    """What the text says as TOML, or why it says nothing. Numbers that Python would refuse to print or to weigh are not read at all."""
    if found := DIGITS.search(text):
        return Finding("shifts.beyond", row=text.count("\n", 0, found.start()) + 1, facts={"most": MOST_DIGITS})
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _broken(str(error))
    except RecursionError:
        return Finding("shifts.beyond", facts={"most": MOST_DIGITS})


def _broken(message: str) -> Finding:
    """TOML's own remark with its line, `… (at line 3, column 5)`."""
    text, _, place = message.partition(" (at line ")
    row = place.split(",")[0]
    return Finding("shifts.toml", row=int(row) if row.isdigit() else None, facts={"text": text})


def _shift(fields: Fields, number: int, table: Mapping[str, Any], policy: BreakPolicy) -> ShiftEntry:
    place = fields.enter("shift", number, table, ("code", "name", "name_en", "key", "colour", "blocks", "tags", "active", "break"))
    code = fields.text(place, "code", longest=LONGEST_CODE)
    if code in TAKEN:
        fields.wrong(place, "code", "shifts.code_taken", code=code)
    blocks = fields.blocks(place, "blocks")
    span = (blocks[0][0], blocks[-1][1]) if blocks else (0, 2 * DAY_MIN)
    breaks = tuple(_break(fields, place, nth, rest, span) for nth, rest in enumerate(fields.list_of_tables(place, "break")))
    tags = fields.choices(place, "tags", TAGS)
    shift = Shift(code, blocks or ((0, DAY_MIN),), tuple(rule for rule in breaks if rule is not None), frozenset(tags))
    if blocks and None not in breaks:
        for finding in check_breaks([shift], grid_min=policy.grid_min, gap_min=policy.min_gap_min):
            fields.wrong(place, "break" if breaks else None, finding.code, **finding.facts)
    return ShiftEntry(
        shift=shift,
        name=fields.text(place, "name", longest=200),
        name_en=fields.text(place, "name_en", longest=200, default=""),
        key=fields.matching(place, "key", r"[A-Z]", default=""),
        colour=fields.matching(place, "colour", r"#[0-9a-fA-F]{6}", default=COLOURS[number % len(COLOURS)]),
        active=fields.flag(place, "active", default=True),
    )


def _break(fields: Fields, shift: str, number: int, table: Mapping[str, Any], span: tuple[int, int]) -> BreakRule | None:
    place = fields.enter(f"{shift}.break", number, table, ("name", "minutes", "earliest", "latest", "paid"))
    known = len(fields.findings)
    length = fields.whole(place, "minutes", low=1, high=240)
    earliest, latest = fields.offset(place, "earliest", span[0]), fields.offset(place, "latest", span[0])
    for key, minute in (("earliest", earliest), ("latest", latest)):
        if span[0] + minute >= span[1]:
            fields.wrong(place, key, "shifts.too_late")
    if earliest > latest:
        fields.wrong(place, "latest", "shifts.window")
    name = fields.text(place, "name", longest=50)
    rule = BreakRule(length, earliest, latest, fields.flag(place, "paid", default=False), name)
    return rule if len(fields.findings) == known else None


def _contract(fields: Fields, table: Mapping[str, Any]) -> ContractEntry:
    keys = ("code", "name", "name_en", "week_hours", "max_day_hours", "rate", "shifts")
    place = fields.enter("contract", fields.position("contract", table), table, keys)
    shifts = fields.texts(place, "shifts")
    return ContractEntry(
        code=fields.text(place, "code", longest=50),
        name=fields.text(place, "name", longest=200),
        name_en=fields.text(place, "name_en", longest=200, default=""),
        week_min=round(60 * fields.number(place, "week_hours", low=1, high=168)),
        max_day_min=round(60 * fields.number(place, "max_day_hours", low=1, high=24, default=8)),
        rate=fields.number(place, "rate", low=0, high=100_000) if "rate" in table else None,
        shifts=None if shifts is None else frozenset(shifts),
    )


def _queue(fields: Fields, table: Mapping[str, Any]) -> QueueEntry:
    place = fields.enter("queue", fields.position("queue", table), table, ("code", "name", "hours", *QUEUE_NUMBERS))
    code = fields.text(place, "code", longest=50)
    numbers = {key: fields.number(place, key, low=low, high=high) for key, (low, high) in QUEUE_NUMBERS.items() if key in table}
    return QueueEntry(code, fields.text(place, "name", longest=200, default=code), hours=fields.hours(place, "hours"), **numbers)


def _skill(fields: Fields, table: Mapping[str, Any]) -> SkillEntry:
    place = fields.enter("skill", fields.position("skill", table), table, ("code", "name"))
    code = fields.text(place, "code", longest=50)
    return SkillEntry(code, fields.text(place, "name", longest=200, default=code))


def _once(fields: Fields, file: ShiftFile) -> None:
    """A code or key stands once only (keys: among the active kinds)."""
    kinds = [("shift", "code", [entry.shift.code for entry in file.shifts])]
    kinds.append(("shift", "key", [entry.key if entry.active else "" for entry in file.shifts]))
    kinds.append(("contract", "code", [entry.code for entry in file.contracts]))
    kinds.append(("queue", "code", [entry.code for entry in file.queues]))
    kinds.append(("skill", "code", [entry.code for entry in file.skills]))
    for table, key, values in kinds:
        for number, value in enumerate(values):
            if value and value in values[:number]:
                fields.wrong(f"{table}[{number}]", key, "shifts.twice", text=value)


def _known_shifts(fields: Fields, file: ShiftFile) -> None:
    codes = {entry.shift.code for entry in file.shifts}
    for number, entry in enumerate(file.contracts):
        for code in sorted((entry.shifts or frozenset()) - codes):
            fields.wrong(f"contract[{number}]", "shifts", "shifts.unknown_code", code=code)
