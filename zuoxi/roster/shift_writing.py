"""Shift kinds, contracts and queues as the TOML that `shift_files` reads: what is written is read back without a difference (F-10)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from zuoxi.acd import queries as acd_queries
from zuoxi.acd.models import Queue
from zuoxi.engine.roster.problem import DAY_MIN, BreakRule
from zuoxi.people.models import Contract
from zuoxi.planning import targets
from zuoxi.planning.models import Target
from zuoxi.roster import shifts
from zuoxi.roster.centre_entries import GOALS
from zuoxi.roster.models import ShiftKind
from zuoxi.roster.shift_files import QUEUE_NUMBERS

Value = str | int | float | bool | list[str]


def shifts_toml(*, today: date) -> bytes:
    """Everything of the centre that the format holds; the promises are those in force today."""
    kinds = ShiftKind.objects.in_order().prefetch_related("blocks", "breaks")
    promised = targets.in_force(today)
    parts = [
        *(part for kind in kinds for part in _kind(kind)),
        *(_table("contract", _contract(contract)) for contract in Contract.objects.order_by("code")),
        *(_table("queue", _queue(queue, promised.get(queue.pk))) for queue in acd_queries.in_order().prefetch_related("opening_hours")),
    ]
    return "\n".join(parts).encode()


def _kind(kind: ShiftKind) -> Iterator[str]:
    form = shifts.form_of(kind)
    yield _table(
        "shift",
        [
            ("code", form.code),
            ("name", form.name),
            *([("name_en", form.name_en)] if form.name_en else []),
            ("key", form.letter),
            ("colour", form.colour),
            ("blocks", [f"{_clock(start)}-{_clock(end)}" for start, end in form.blocks]),
            ("tags", sorted(form.tags)),
            ("active", kind.is_active),
        ],
    )
    for rule in form.breaks:
        yield _table("shift.break", _break(rule))


def _break(rule: BreakRule) -> list[tuple[str, Value]]:
    """Windows in minutes after the start: a time of day would not tell the start itself from a day later."""
    window: list[tuple[str, Value]] = [("earliest", rule.earliest_min), ("latest", rule.latest_min)]
    return [("name", rule.name), ("minutes", rule.length_min), *window, ("paid", rule.paid)]


def _contract(contract: Contract) -> list[tuple[str, Value]]:
    return [
        ("code", contract.code),
        ("name", contract.name),
        *([("name_en", contract.name_en)] if contract.name_en else []),
        ("week_hours", contract.week_min / 60),
        ("max_day_hours", contract.max_day_min / 60),
        ("rate", float(contract.rate)),
    ]


def _queue(queue: Queue, target: Target | None) -> list[tuple[str, Value]]:
    """Hours only where they are the same every day; goals as far as the format holds them."""
    hours = list(queue.opening_hours.all())
    spans = {(row.opens_min, row.closes_min) for row in hours}
    same = len(spans) == 1 and len(hours) == 7
    said = [(name, getattr(target, name)) for name in GOALS] if target else []
    return [
        ("code", queue.code),
        ("name", queue.name),
        *((name, value) for name, value in said if value is not None and QUEUE_NUMBERS[name][0] <= value <= QUEUE_NUMBERS[name][1]),
        *([("hours", "-".join(_clock(minute) for minute in spans.pop()))] if same else []),
    ]


def _table(name: str, values: Iterable[tuple[str, Value]]) -> str:
    return "\n".join([f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in values), ""])


def _toml(value: Value) -> str:
    """JSON writes text, numbers and lists as TOML has them; only DEL must be spelled out."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _clock(minute: int) -> str:
    """24:00 stays where the day ends there."""
    return "24:00" if minute == DAY_MIN else f"{minute % DAY_MIN // 60:02d}:{minute % 60:02d}"
