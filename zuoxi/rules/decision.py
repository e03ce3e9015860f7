"""What a rule says (P-02): its ID, the outcome as a code, the facts and policy values it rests on, and the arithmetic step by step.

Verdict(
    "T-05", "swap.too_many", figures={"swaps": 4}, facts={"month": "2026-11"}, values={"SwapPolicy.a_month": 3},
    steps=(Step("swap.counted", {"swaps": 4, "most": 3}),),
)
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

PLAIN = (str, int, float, bool, Decimal, date, type(None))
"""What a fact may be; a datetime is a date."""


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic: `label` is the code of its sentence, `numbers` fill the sentence."""

    label: str
    numbers: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        insist_plain(self.numbers)


@dataclass(frozen=True)
class Verdict:
    """A decision as a rule takes it. Nothing in it is text for people: sentences are made from the codes at the edge.

    `outcome` is the code of the sentence, filled from facts and figures. `granted` is None where nothing was asked for. `figures` are what the
    decision weighs (minutes, points, yuan), `values` the policy entries that were read, as `SwapPolicy.a_month`.
    """

    rule: str
    outcome: str
    granted: bool | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        for mapping in (self.figures, self.facts, self.values):
            insist_plain(mapping)

    @property
    def told(self) -> dict[str, Any]:
        """What fills the sentence of the outcome."""
        return {**self.facts, **self.figures}


def canonical(value: Any) -> str:
    """The same text for the same facts, whatever their order: what a hash is taken of."""
    return json.dumps(as_json(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_json(value: Any) -> Any:
    """The value as JSON keeps it: days and moments in ISO form, decimals as text, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def insist_plain(value: Any, name: str = "") -> None:
    """A fact that could not be kept and read again is a defect of the rule: TypeError with its name."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            insist_plain(one, str(key))
    elif isinstance(value, (list, tuple)):
        for one in value:
            insist_plain(one, name)
    elif not isinstance(value, PLAIN) or (isinstance(value, float) and not math.isfinite(value)):
        raise TypeError(f"{name}: {value!r} cannot be kept as a fact")
