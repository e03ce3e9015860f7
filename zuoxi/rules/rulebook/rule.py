"""What one rule tells its readers."""

from __future__ import annotations

from dataclasses import dataclass

Told = tuple[str, str]
"""In Chinese and in English."""


@dataclass(frozen=True)
class Rule:
    """A rule: its ID, its name, what it says, the facts it reads, what it decides."""

    id: str
    name: Told
    text: Told
    reads: Told
    decides: Told

    @property
    def letter(self) -> str:
        return self.id[0]

    def said(self, part: Told, language: str) -> str:
        """A part in Chinese for a language tag that starts with `zh`, otherwise in English."""
        return part[0] if language.startswith("zh") else part[1]

    def matches(self, text: str) -> bool:
        """Whether every word of a search stands in it, in either language."""
        whole = " ".join((self.id, *self.name, *self.text, *self.reads, *self.decides)).lower()
        return all(word in whole for word in text.lower().split())
