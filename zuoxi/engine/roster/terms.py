"""Terms of the solver's model: literals, or plain 0 and 1 where the answer is already known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from zuoxi.engine.roster.problem import OFF

Term = Any
"""A literal of the model, or 0 or 1."""


FLOOR_ITSELF = -1


class Guard(NamedTuple):
    """One thing that could be given up: a rule's name, the worker's index (FLOOR_ITSELF: nobody's), the days, the shift kind where it matters."""

    rule: str
    worker: int
    days: tuple[int, ...]
    shift: int = OFF


def no(term: Term) -> Term:
    """Not this term."""
    return 1 - term if isinstance(term, int) else ~term


def literals(terms: Iterable[Term]) -> list[Term]:
    """Those that are still open."""
    return [term for term in terms if not isinstance(term, int)]


def known(terms: Iterable[Term]) -> int:
    """How many of these are known to be true."""
    return sum(term for term in terms if isinstance(term, int))


def either(cp: Any, terms: list[Term]) -> Term:
    """A term that is true as soon as one of these is (and may be true without)."""
    free = literals(terms)
    if known(terms) or len(free) < 2:
        return 1 if known(terms) else free[0] if free else 0
    any_of = cp.new_bool_var("")
    for term in free:
        cp.add_implication(term, any_of)
    return any_of
