"""Heads of one queue for a period: the forecast's work against each day's promise and the opening hours (F-01, F-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from zuoxi.acd.models import Channel
from zuoxi.engine.staffing.deferred import least_level
from zuoxi.engine.staffing.erlang import evaluate_many
from zuoxi.engine.staffing.sizing import erlangs_offered, least_agents_many
from zuoxi.engine.staffing.targets import Targets
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Work:
    """What comes, arrays `(days, slots)`: contacts (NaN: none are expected), mean handling seconds, fewest heads (-1: closed)."""

    volume: Floats
    aht_s: Floats
    least: Integers
    step_min: int

    @property
    def step_s(self) -> float:
        return self.step_min * 60.0

    @property
    def served(self) -> Floats:
        """Contacts that find the queue open; NaN where it is closed or none are expected."""
        return np.where(self.least >= 0, self.volume, np.nan)

    @property
    def times(self) -> Floats:
        """Handling seconds, NaN where there is nothing to handle."""
        return np.where(np.nan_to_num(self.served) > 0, self.aht_s, np.nan)


@dataclass(frozen=True)
class Need:
    """Net heads and how the interval then goes, arrays `(days, slots)`; shares and seconds are NaN where nothing comes or nothing is known."""

    heads: Integers
    erlangs: Floats
    service_level: Floats
    abandon: Floats
    asa_s: Floats
    occupancy: Floats


def needed(work: Work, *, goals: Sequence[Goal], channel: str, policy: StaffingPolicy) -> Need:
    """One goal a day. Closed slots need nobody; open ones at least their fewest heads."""
    parts = []
    for goal, days in groupby(range(len(goals)), key=lambda day: goals[day]):
        numbers = list(days)
        part = _rows(work, numbers)
        parts.append(_deferred(part, goal, policy) if channel == Channel.EMAIL else _at_once(part, goal, concurrency(channel, policy)))
    return Need(*(np.concatenate([getattr(part, name) for part in parts]) for name in Need.__dataclass_fields__))


def concurrency(channel: str, policy: StaffingPolicy) -> int:
    """Contacts an agent holds at a time."""
    return policy.chat_concurrency if channel == Channel.CHAT else 1


def limits(goal: Goal) -> Targets:
    """The goal as the engine takes it."""
    return Targets(
        service_level=goal.service_level,
        threshold_s=goal.within_s,
        max_abandon=goal.max_abandon,
        max_occupancy=goal.max_occupancy,
        max_asa_s=goal.max_asa_s,
    )


def _rows(work: Work, days: list[int]) -> Work:
    return Work(work.volume[days], work.aht_s[days], work.least[days], work.step_min)


def _at_once(work: Work, goal: Goal, places: int) -> Need:
    """Telephone and chat: Erlang C or A for each slot on its own."""
    load = erlangs_offered(volume=work.served, aht_s=work.times, step_s=work.step_s)
    model, patience_s, limit = goal.model, goal.patience_s, limits(goal)
    least = least_agents_many(model=model, erlangs=load, aht_s=work.times, targets=limit, patience_s=patience_s, concurrency=places)
    heads = np.where(work.least >= 0, np.maximum(least, work.least), 0)
    lines = heads * places
    found = evaluate_many(model=model, erlangs=load, agents=lines, aht_s=work.times, patience_s=patience_s, threshold_s=goal.within_s)
    busy = np.nan_to_num(load) > 0
    shares = (np.where(busy, one, np.nan) for one in (found.sl_offered, found.p_abandon, found.asa_answered_s, found.occupancy))
    return Need(heads, load, *shares)


def _deferred(work: Work, goal: Goal, policy: StaffingPolicy) -> Need:
    """Mail: one level of heads that answers each contact within the time promised, counted in opening hours."""
    occupancy = goal.max_occupancy or policy.deferred_occupancy
    is_open = work.least >= 0
    seconds = np.nan_to_num(work.volume) * np.nan_to_num(work.aht_s)
    found = least_level(
        volume=_met_when_open(seconds.ravel(), is_open.ravel()),
        aht_s=1.0,
        open_=1.0,
        step_s=work.step_s,
        response_s=float(goal.within_s),
        occupancy=occupancy,
    )
    heads = np.where(is_open, np.maximum(found.heads, np.maximum(work.least, 0)), 0)
    unknown = np.full(heads.shape, np.nan)
    return Need(heads, seconds / work.step_s, unknown, unknown, unknown, np.where(heads > 0, occupancy, np.nan))


def _met_when_open(seconds: Floats, is_open: NDArray[np.bool_]) -> Floats:
    """Work per open slot: what arrives while closed lies there when the queue opens; what arrives after the last open slot is not met."""
    opened = int(is_open.sum())
    place: Integers = np.cumsum(is_open) - is_open
    return np.bincount(place, weights=seconds, minlength=opened + 1)[:opened].astype(np.float64)
