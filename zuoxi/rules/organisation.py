"""The organisation (O): how many agents one team leader can lead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zuoxi.engine.finding import Refusal
from zuoxi.rules.policy import crossed, entry


@dataclass(frozen=True)
class SpanPolicy:
    """How large a team may be (O-01)."""

    least: int = entry(12, low=1, high=100, unit="agents", rule="O-01", zh="一个班组至少有多少名座席。", en="Fewest agents of a team.")
    most: int = entry(14, low=1, high=100, unit="agents", rule="O-01", zh="一个班组至多有多少名座席。", en="Most agents of a team.")

    def clash(self) -> Refusal | None:
        """A team cannot need more agents than it may have."""
        return crossed(self, "least", "most")


class Span(StrEnum):
    """How a team's size compares with what the policy wants."""

    SMALL = "small"
    RIGHT = "right"
    LARGE = "large"


def span(*, agents: int, policy: SpanPolicy) -> Span:
    """O-01: a team with fewer agents than `policy.least` or more than `policy.most` is flagged; the bounds themselves are right."""
    if agents < policy.least:
        return Span.SMALL
    return Span.LARGE if agents > policy.most else Span.RIGHT
