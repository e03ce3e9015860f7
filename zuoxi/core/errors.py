"""Errors a person can do something about: a code, facts, and a sentence that says what happened and what to do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, str | Promise] = {}
"""Code to text of every kind of problem: a job keeps only code and facts of the one that ended it."""


class Problem(Exception):
    """Base of every such error. `text` has named placeholders filled from `facts`; `status` is the HTTP status at the edge."""

    code: ClassVar[str] = "problem"
    text: ClassVar[str | Promise] = _("Something went wrong.")
    status: ClassVar[int] = 400

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        PROBLEMS[cls.code] = cls.text

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.text) % self.facts


class MovedMeanwhile(Problem):
    """Somebody else changed the same thing first (compare-and-swap lost)."""

    code, status = "moved_meanwhile", 409
    text = _("%(what)s was changed by someone else meanwhile. Nothing was saved; reload to see it.")
