"""What every method sees of the past: the grid, the kinds of its days, the shape of a day, and daily totals with holes made good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from zuoxi.engine.forecast.days import Calendar
from zuoxi.engine.forecast.kinds import HOLIDAY, MAKE_UP, OFFICE_WEEK, Kinds, kinds_of, nearness_of
from zuoxi.engine.forecast.policy import ForecastSettings
from zuoxi.engine.forecast.robust import Array, decay, robust_mean
from zuoxi.engine.history.medians import median_of_known
from zuoxi.engine.history.series import Mask, Series

WEEK = 7
NEIGHBOURS = 42
"""Days before and after a special day that say what an undisturbed day in its place would have been."""
LEAST_SHARE = 0.5
"""Share of a day's usual volume that must be known before its total is worked out from the known part."""


@dataclass(frozen=True)
class Past:
    """A history as it was known at some moment, and the calendar around it."""

    series: Series
    calendar: Calendar
    settings: ForecastSettings

    @property
    def days(self) -> int:
        return self.series.days

    @cached_property
    def kinds(self) -> Kinds:
        return kinds_of(self.series.dates, self.calendar)

    @cached_property
    def ordinary(self) -> Mask:
        """Days that are neither holidays nor make-up days."""
        mask: Mask = self.kinds < MAKE_UP
        return mask

    @cached_property
    def near(self) -> Kinds:
        """How near each day is to a holiday, as `nearness_of` counts."""
        return nearness_of(self.series.dates, self.calendar)

    @cached_property
    def undisturbed(self) -> Mask:
        """Ordinary days with no holiday near, by which the others are measured; all ordinary days where holidays leave less than half of them."""
        calm: Mask = self.ordinary & (self.near == 0)
        return calm if 2 * calm.sum() >= self.ordinary.sum() else self.ordinary

    @cached_property
    def shapes(self) -> Array:
        """`[9, slots]`: the share of a day's volume in each slot, by kind of day; NaN where the kind is never open."""
        totals = _rough_totals(self.series.offered)
        shares = self.series.offered / np.where(totals > 0, totals, np.nan)[:, None]
        recent = slice(max(0, self.days - WEEK * self.settings.shape_weeks), self.days)
        ages = (self.days - 1 - np.arange(self.days)) // WEEK
        weights = decay(ages, self.settings.shape_half_life)
        rows = [_shape(shares[recent], weights[recent], self.kinds[recent] == kind) for kind in range(HOLIDAY + 1)]
        if np.isnan(rows[MAKE_UP]).all():
            rows[MAKE_UP] = _normal(np.nan_to_num(np.array(rows[:5])).mean(axis=0))
        return np.array(rows)

    def shape_of(self, kind: int, day: date) -> Array:
        """The shape for a day of that kind; a holiday without a history has that of its weekday."""
        shape: Array = self.shapes[kind]
        return self.shapes[day.weekday()] if np.isnan(shape).all() else shape

    @cached_property
    def totals(self) -> Array:
        """Contacts a day. Where cells are missing, the known part over its usual share; NaN where too little is known or the day was closed."""
        shapes = np.array([self.shape_of(int(kind), day) for kind, day in zip(self.kinds, self.series.dates, strict=True)])
        known = self.series.known
        expected = np.where(self.series.open, np.nan_to_num(shapes), 0.0)
        seen = np.where(known, expected, 0.0).sum(axis=1) / np.maximum(expected.sum(axis=1), 1e-12)
        counted = np.where(known, np.nan_to_num(self.series.offered), 0.0).sum(axis=1)
        whole = known.any(axis=1) & (known == self.series.open).all(axis=1)
        usable = whole | (seen >= LEAST_SHARE)
        return np.where(usable, counted / np.where(whole, 1.0, np.maximum(seen, LEAST_SHARE)), np.nan)

    @cached_property
    def ordinary_totals(self) -> Array:
        """Totals of ordinary days; NaN on holidays, make-up days and days near a holiday."""
        return np.where(self.undisturbed, self.totals, np.nan)

    def usual_totals(self, around: int | None = None) -> Array:
        """`[7]`: median total of each weekday on undisturbed days, near day `around` or over all."""
        near = np.ones(self.days, dtype=bool) if around is None else np.abs(np.arange(self.days) - around) <= NEIGHBOURS
        return np.array([median_of_known(self.ordinary_totals[near & (self.series.weekdays == weekday)]) for weekday in range(WEEK)])

    @cached_property
    def special_ratios(self) -> dict[int, float]:
        """Log of the total over the usual total, for each day that was special or near a holiday and on which the queue was open."""
        seen: dict[int, float] = {}
        for day in np.flatnonzero((~self.ordinary | (self.near != 0)) & (np.nan_to_num(self.totals) > 0)):
            usual = self.usual_totals(int(day))
            base = usual[OFFICE_WEEK].mean() if self.kinds[day] == MAKE_UP else usual[self.series.weekdays[day]]
            if base > 0:
                seen[int(day)] = float(np.log(self.totals[day] / base))
        return seen

    def until(self, days: int) -> Past:
        """The same past as it was known `days` days after its beginning."""
        return Past(self.series.until(days), self.calendar, self.settings)


def _rough_totals(offered: Array) -> Array:
    """Sum of the day; a day with holes is filled with the median of the same weekday and slot, scaled to the day's known part."""
    weekly = np.array([median_of_known(offered[start::WEEK]) for start in range(min(WEEK, len(offered)))])
    usual = weekly[np.arange(len(offered)) % WEEK]
    known = ~np.isnan(offered)
    part = np.where(known, np.nan_to_num(usual), 0.0).sum(axis=1)
    whole = np.nan_to_num(usual).sum(axis=1)
    counted = np.nan_to_num(offered).sum(axis=1)
    totals: Array = np.where(part > 0, counted * np.maximum(whole, 1e-12) / np.maximum(part, 1e-12), counted)
    return np.where(known.any(axis=1), totals, np.nan)


def _shape(shares: Array, weights: Array, mine: Mask) -> Array:
    return _normal(robust_mean(shares[mine], weights[mine])) if mine.any() else np.full(shares.shape[1], np.nan)


def _normal(shape: Array) -> Array:
    """Shares that sum to 1; NaN throughout when there is nothing to share out."""
    positive = np.maximum(shape, 0.0)
    total = np.nansum(positive)
    return positive / total if total > 0 else np.full_like(shape, np.nan)
