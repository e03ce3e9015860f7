"""A small rule to decide by: late when a person came after nine; and where its facts are kept."""

from __future__ import annotations

from collections.abc import Iterable

from zuoxi.core import corrections
from zuoxi.core.decisions import Scope, Taken
from zuoxi.rules.decision import Step, Verdict

RULE = "T-08"
DUE_MIN = 540


def came(person: int, day: int) -> str:
    """The key of the fact: when a person came on a day."""
    return f"came:{person}:{day}"


class Ledger:
    """What was written down: by key, the minute of the day. A correction is read in its place."""

    def __init__(self, facts: dict[str, int] | None = None) -> None:
        self.facts = dict(facts or {})
        self.asked: list[Scope] = []

    def now(self, key: str) -> int:
        return corrections.newest([key]).get(key, self.facts[key])

    def taken(self, person: int, day: int) -> Taken:
        """The decision about a person on a day, which rests on one fact."""
        key = came(person, day)
        minute = self.now(key)
        late = max(0, minute - DUE_MIN)
        verdict = Verdict(
            RULE,
            "arrival.late" if late else "arrival.present",
            figures={"minutes": late},
            facts={"day": day, "came_min": minute},
            steps=(Step("arrival.minutes_late", {"came": minute, "due": DUE_MIN, "minutes": late}),),
        )
        return Taken(verdict, person, f"day:{day}", frozenset({key}))

    def retake(self, scope: Scope) -> Iterable[Taken]:
        """As an app registers it: everything the rule says about the person on that day."""
        self.asked.append(scope)
        assert scope.about is not None
        day = int(scope.subject.partition(":")[2])
        return [self.taken(scope.about, day)] if came(scope.about, day) in self.facts else []
