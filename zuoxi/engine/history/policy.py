"""The numbers that decide what is believed; their values are policy and stand in `zuoxi.rules.forecast`."""

from __future__ import annotations

from dataclasses import dataclass

STEPS_MIN = (5, 15, 30, 60)
"""Interval lengths in minutes that a history may have (F-03)."""


@dataclass(frozen=True)
class HistorySettings:
    """What a history is held to.

    `most_offered`: contacts in one interval above which the value is absurd. `longest_aht_s`: seconds of mean handling above which it is absurd.
    `most_years`: years a history may span; days further from its bulk are taken for mistyped. `open_share`: a slot belongs to the opening hours
    of a weekday when it is filled on at least this share of that weekday's days. `neighbour_weeks`: weeks before and after a day that say what
    was to be expected. `distrust_z`: robust standard deviations an interval must be off to be proposed as untrusted, and its share of the
    expected must be below `low_share` or above `high_share` and the difference at least `least_difference` contacts. `outage_share`: runs below
    this share are called an outage. `absent_share`: a day below it is called absent.
    """

    most_offered: float
    longest_aht_s: float
    most_years: int
    open_share: float
    neighbour_weeks: int
    distrust_z: float
    low_share: float
    high_share: float
    least_difference: float
    outage_share: float
    absent_share: float
