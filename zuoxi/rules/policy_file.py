"""A policy as a TOML file (P-01): read with the line of everything that is wrong, written with sentences, units, bounds and rule IDs.

[roster]
# 两个班之间至少休息的小时数。
# Rest between two shifts.
# h, 8 .. 24, F-13
rest_h = 11.0
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zuoxi.engine.finding import Finding
from zuoxi.rules.areas import AREAS, Area
from zuoxi.rules.policy import Entry
from zuoxi.rules.shapes import Bands, Items, Ladder
from zuoxi.rules.units import unit
from zuoxi.rules.values import Values, value, wrong

TABLE = re.compile(r"\s*\[\s*\"?([\w-]+)\"?\s*\]")
KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
HEAD = """\
# 政策文件：[领域] 条目 = 数值；未写出的条目采用出厂默认值。
# A policy: [area] entry = value; what is not written keeps its shipped default.
"""


@dataclass(frozen=True)
class PolicyFile:
    """What a file says, and what is wrong with it; with any finding the values are not to be used."""

    values: Values
    findings: tuple[Finding, ...] = ()


def read(text: str) -> PolicyFile:
    """The values of a file; what is wrong comes with its line, all of it at once."""
    try:
        document: dict[str, Any] = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, lists in lists without end
        return PolicyFile({}, (_broken(str(error)),))
    lines = _lines(text)
    findings = [
        Finding(refusal.code, row=lines.get((area, entry)), facts={**refusal.facts, "area": area, **({"entry": f"{area}.{entry}"} if entry else {})})
        for (area, entry), refusal in wrong(document).items()
    ]
    return PolicyFile({} if findings else document, tuple(sorted(findings, key=lambda one: one.row or 0)))


def _broken(message: str) -> Finding:
    """TOML's own message says the line at its end: `… (at line 3, column 1)`."""
    found = re.search(r"\s*\(at line (\d+), column \d+\)$", message)
    return Finding("policy.not_toml", row=int(found[1]) if found else None, facts={"text": message[: found.start()] if found else message})


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The line of every table and key, by area and entry; the table itself has no entry."""
    found: dict[tuple[str, str], int] = {}
    area = ""
    for number, line in enumerate(text.splitlines(), 1):
        if table := TABLE.match(line):
            area = table[1]
            found.setdefault((area, ""), number)
        elif key := KEY.match(line):
            found.setdefault((area, key[1]) if area else (key[1], ""), number)
    return found


def write(values: Values, *, areas: Sequence[Area] = AREAS) -> str:
    """The file of these values, every entry written with what a reader must know to change it."""
    return HEAD + "".join(line + "\n" for area in areas for line in _area(values, area))


def _area(values: Values, area: Area) -> Iterator[str]:
    yield ""
    yield f"# {area.zh} · {area.en}"
    yield f"[{area.name}]"
    for entry in area.entries:
        told = value(values, area, entry)
        yield f"# {entry.zh}"
        yield f"# {entry.en}"
        yield f"# {', '.join(_about(entry, told))}"
        yield f"{entry.name} = {toml(told)}"


def _about(entry: Entry, told: Any) -> Iterator[str]:
    """Unit, bounds, choices, rule; the shipped default where the value is another."""
    if entry.unit:
        yield unit(entry.unit, "en")
    if entry.low is not None or entry.high is not None:
        yield f"{_bound(entry, entry.low)} .. {_bound(entry, entry.high)}"
    if isinstance(entry.shape, Bands):
        yield f"bands [from, to, value] from {entry.shape.start:g} to {entry.shape.end:g}"
    if isinstance(entry.shape, Items):
        yield f"{entry.shape.least} .. {entry.shape.most} items"
    if entry.choices:
        yield (" < " if isinstance(entry.shape, Ladder) else " | ").join(entry.choices)
    yield entry.rule
    default = entry.plain(entry.default)
    if told != default:
        yield f"default {toml(default)}"


def _bound(entry: Entry, limit: Any) -> str:
    if limit is None:
        return "-"
    if isinstance(limit, int | float):
        return f"{limit:,}".replace(",", "_") if isinstance(limit, int) else f"{limit:g}"
    return str(entry.plain(limit))


def toml(told: Any) -> str:
    """A plain value as TOML writes it; JSON writes numbers, texts, truth and lists the same way."""
    return json.dumps(told, ensure_ascii=False)
