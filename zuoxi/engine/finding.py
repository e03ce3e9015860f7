"""What the mathematics has to say about its input: a code and facts; the sentence is made at the edge, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One remark about one place of the input (F-03).

    `code` is a stable key such as `history.duplicate`; `row` counts from 1 as a spreadsheet shows it (None: the whole file);
    `column` is the name in the file; `facts` fill the named placeholders of the sentence for `code`.
    """

    code: str
    severity: Severity = "error"
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Refusal(ValueError):
    """Input that cannot be worked with: the same code and facts as a Finding, raised because there is no result at all."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts
