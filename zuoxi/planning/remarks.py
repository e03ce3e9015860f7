"""Remarks on a file as they are stored and shown: a Finding as JSON, its sentence in the reader's language (F-03, R-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zuoxi.core.calendar import holiday_name
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Finding, Refusal, Severity

MOST_KEPT = 5_000
"""Remarks kept with a file; one that has more is broken as a whole, and its first thousands say how."""
OF_HOLIDAYS = {"forecast.holiday_taken_as_open", "forecast.holiday_taken_as_closed"}
"""Remarks whose `name` is that of a holiday."""
ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class Remark:
    """One line of a check report. `row` as the spreadsheet counts it, None for the file as a whole; `column` as the file names it."""

    severity: str
    code: str
    row: int | None
    column: str
    text: str


def as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What is kept of the findings: errors first, then by row, at most `MOST_KEPT`."""
    ordered = sorted(findings, key=lambda one: (ORDER[one.severity], one.row or 0))
    return [
        {"code": one.code, "severity": one.severity, "row": one.row, "column": one.column or "", "facts": _plain(one.facts)}
        for one in ordered[:MOST_KEPT]
    ]


def refused(refusal: Refusal) -> Finding:
    """A refusal of the whole file as a remark, with its row and column where it knows them."""
    facts = dict(refusal.facts)
    return Finding(refusal.code, row=facts.get("row"), column=facts.get("column"), facts=facts)


def read(kept: Iterable[Mapping[str, Any]], *, names: Mapping[str, str]) -> list[Remark]:
    """The remarks in the reader's language; `names` are the queues' names by code."""
    return [Remark(one["severity"], one["code"], one["row"], one["column"], _text(one["code"], one["facts"], names)) for one in kept]


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity, all of them."""
    found = Counter(one.severity for one in findings)
    return {severity: found[severity] for severity in ORDER}


def _text(code: str, facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    said = dict(facts)
    if queue := facts.get("queue"):
        said["queue"] = names.get(queue, queue)
    if code in OF_HOLIDAYS:
        said["name"] = holiday_name(facts["name"])
    return sentence(code, said)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _cell(value) for key, value in facts.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 2)
    return value if isinstance(value, int | str) or value is None else str(value)
