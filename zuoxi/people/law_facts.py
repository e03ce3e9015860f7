"""What labour law wants to know of people and contracts (X-03): a birthday, a due date, a nursed child, an approved cycle of averaged hours.

These are facts that somebody tells with a reason, each as a further fact that follows the one before (P-02); what was never told is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core import corrections
from zuoxi.core.corrections import Corrected
from zuoxi.core.errors import Problem
from zuoxi.people.models import Contract, Person
from zuoxi.rules.labour_facts import Cycle, Protection

NAMES = ("born_on", "due_on", "child_born_on")
EARLIEST = date(1930, 1, 1)
LATE_DAYS, AHEAD_DAYS = 42, 300
"""A birth is told to be due at most so many days ago, and at most so many days ahead."""


class UnlikelyDay(Problem):
    code, status = "law.unlikely_day", 400
    text = _("The day must lie between %(first)s and %(last)s. Correct it.")


def key(person: int, name: str) -> str:
    """The key of a fact about a person."""
    return f"person:{person}:{name}"


def cycle_key(contract: int) -> str:
    return f"contract:{contract}:cycle"


@dataclass(frozen=True)
class LawFacts:
    """What is known: by person what protects them, by contract the cycle over which its hours are averaged. Who is not in it: nothing is known."""

    protections: Mapping[int, Protection]
    cycles: Mapping[int, Cycle]

    def protection(self, person: Person) -> Protection:
        return self.protections.get(person.pk, NOTHING_KNOWN)

    def cycle(self, person: Person) -> Cycle | None:
        return self.cycles.get(person.contract_id or 0)


NOTHING_KNOWN = Protection()


def read() -> LawFacts:
    """Everything that was told, in one query: few people and contracts are in it."""
    days: dict[int, dict[str, date]] = {}
    cycles: dict[int, Cycle] = {}
    for fact, value in corrections.newest_under("person:", "contract:").items():
        kind, number, name = fact.split(":")
        if value and kind == "person" and name in NAMES:
            days.setdefault(int(number), {})[name] = date.fromisoformat(value)
        elif value and kind == "contract" and name == "cycle":
            cycles[int(number)] = Cycle(value)
    return LawFacts({person: Protection(**known) for person, known in days.items()}, cycles)


def tell(*, person: Person, name: str, day: date | None, why: str, by: Person, now: datetime) -> Corrected:
    """Say a day of a person (None: it is none). The decisions that rest on it are taken again."""
    if day is not None:
        first, last = _possible(name, timezone.localtime(now).date())
        if not first <= day <= last:
            raise UnlikelyDay(first=first, last=last)
    known = corrections.newest([key(person.pk, name)]).get(key(person.pk, name))
    return corrections.correct(key=key(person.pk, name), old=known, new=day, why=why, by=by, now=now)


def _possible(name: str, today: date) -> tuple[date, date]:
    """A birthday lies in the past; a due date does not lie far from today."""
    ranges = {"due_on": (today - timedelta(days=LATE_DAYS), today + timedelta(days=AHEAD_DAYS))}
    return ranges.get(name, (EARLIEST, today))


def approve_cycle(*, contract: Contract, cycle: Cycle | None, why: str, by: Person, now: datetime) -> Corrected:
    """Say that the labour office approved averaged hours for a kind of contract (None: no more), with the number of the approval as the reason."""
    fact = cycle_key(contract.pk)
    known = corrections.newest([fact]).get(fact)
    return corrections.correct(key=fact, old=known, new=str(cycle) if cycle else None, why=why, by=by, now=now)
