"""Net to gross heads (F-08): how many to roster so that, after leave, training, meetings, breaks and absence, enough sit at the contacts.

Shrinkage is unavailable paid time over paid time. All kinds are measured against the same paid hours, so their shares add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import DOMAINS, check, check_all, of_one_shape

Floats = NDArray[np.float64]
WEEKDAYS = 7
PLANNED = ("leave", "training", "meeting", "break")
UNPLANNED = ("absence",)
KINDS = PLANNED + UNPLANNED
ABSOLUTE, RELATIVE = 1e-9, 1e-12
"""What heads may exceed a whole number by before they are rounded up, in heads and as a share of them: 21 / (1 - 0.3) is 30.000000000000004 in
floating point and 30 in truth, and the error grows with the number."""


@dataclass(frozen=True)
class Shrinkage:
    """Share of paid time lost, by kind; each array has a row per weekday (0 Monday) and a column per interval of the day."""

    shares: Mapping[str, Floats]

    def __post_init__(self) -> None:
        _check_kinds(self.shares)
        shapes = {array.shape for array in self.shares.values()}
        if len(shapes) != 1 or len(shape := shapes.pop()) != 2 or shape[0] != WEEKDAYS:
            raise Refusal("staffing.shrinkage_shape", days=WEEKDAYS)
        for array in self.shares.values():
            check_all("shrinkage", array)
        too_much = np.argwhere(self.total() > DOMAINS["shrinkage"].high)
        if too_much.size:
            weekday, period = (int(number) for number in too_much[0])
            raise Refusal("staffing.shrinkage_total", weekday=weekday + 1, period=period + 1, value=round(float(self.total()[weekday, period]), 4))

    def total(self, kinds: Iterable[str] = KINDS) -> Floats:
        """The shares of the named kinds together, per weekday and interval."""
        wanted = set(kinds)
        none = np.zeros_like(next(iter(self.shares.values())), dtype=np.float64)
        return none + sum(array for kind, array in self.shares.items() if kind in wanted)

    def edited(self, kind: str, share: float, *, weekdays: Sequence[int] | None = None, periods: slice = slice(None)) -> Shrinkage:
        """The table with one kind set to `share` on some weekdays (None: all) and intervals; a kind not there yet starts from zero."""
        _check_kinds([kind])
        check("shrinkage", share)
        changed = np.array(self.shares.get(kind, self.total(())), dtype=np.float64)
        changed[list(range(WEEKDAYS) if weekdays is None else weekdays), periods] = share
        return replace(self, shares={**self.shares, kind: changed})


@dataclass(frozen=True)
class Lost:
    """Paid hours of one kind that were not available for contacts, on a weekday (0 Monday) in an interval of the day (from 0)."""

    kind: str
    weekday: int
    period: int
    hours: float


@dataclass(frozen=True)
class Measured:
    """Shrinkage as it was, and which cells had too few paid hours of their own and took the weekday's or the week's share."""

    shrinkage: Shrinkage
    borrowed: NDArray[np.bool_]


def flat(shares: Mapping[str, float], *, periods: int) -> Shrinkage:
    """The same shares at all times: where a centre without a history starts."""
    return Shrinkage({kind: np.full((WEEKDAYS, periods), float(share)) for kind, share in shares.items()})


def by_weekday(shares: Mapping[str, Sequence[float]], *, periods: int) -> Shrinkage:
    """Seven shares for each kind, Monday first, the same through the day."""
    return Shrinkage({kind: np.repeat(np.asarray(days, dtype=np.float64).reshape(-1, 1), periods, axis=1) for kind, days in shares.items()})


def gross_heads(net: ArrayLike, shrinkage: ArrayLike) -> NDArray[np.int64]:
    """Heads to roster for `net` heads at the contacts: net / (1 - shrinkage), rounded up without the rounding trap: 21 at 30 % is 30."""
    heads, shares = of_one_shape(check_all("heads", net), check_all("shrinkage", shrinkage))
    gross = heads / (1.0 - shares)
    return np.ceil(gross - np.maximum(gross * RELATIVE, ABSOLUTE)).clip(0).astype(np.int64)


def measured(lost: Iterable[Lost], *, paid_h: ArrayLike, min_paid_h: float) -> Measured:
    """Shrinkage of own history. `paid_h`: paid hours per weekday and interval; below `min_paid_h` a cell takes the share of its weekday, or of
    the week when that is thin too. Kinds without any lost hour have the share 0."""
    paid = check_all("hours", paid_h)
    if paid.ndim != 2 or paid.shape[0] != WEEKDAYS:
        raise Refusal("staffing.shrinkage_shape", days=WEEKDAYS)
    if paid.sum() <= 0.0:
        raise Refusal("staffing.no_paid_hours")
    sums = {kind: np.zeros_like(paid) for kind in KINDS}
    for part in lost:
        _add(sums, part)
    enough = paid >= max(min_paid_h, np.finfo(float).tiny)
    return Measured(Shrinkage({kind: _shares(hours, paid, enough, min_paid_h) for kind, hours in sums.items()}), ~enough)


def _add(sums: Mapping[str, Floats], part: Lost) -> None:
    _check_kinds([part.kind])
    check("hours", part.hours)
    days, periods = sums[part.kind].shape
    if not (0 <= part.weekday < days and 0 <= part.period < periods):
        raise Refusal("staffing.no_such_interval", weekday=part.weekday + 1, period=part.period + 1, periods=periods)
    sums[part.kind][part.weekday, part.period] += part.hours


def _shares(hours: Floats, paid: Floats, enough: NDArray[np.bool_], min_paid_h: float) -> Floats:
    week = hours.sum() / paid.sum()
    by_day = paid.sum(axis=1, keepdims=True)
    day = np.where(by_day >= max(min_paid_h, np.finfo(float).tiny), hours.sum(axis=1, keepdims=True) / np.where(by_day > 0, by_day, 1.0), week)
    own: Floats = np.where(enough, hours / np.where(paid > 0, paid, 1.0), day)
    return own


def _check_kinds(kinds: Iterable[str]) -> None:
    for kind in kinds:
        if kind not in KINDS:
            raise Refusal("staffing.shrinkage_kind", kind=kind, kinds=", ".join(KINDS))
