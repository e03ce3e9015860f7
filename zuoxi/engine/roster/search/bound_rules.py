"""The hard rules of a class of workers, summed over its members: what every roster keeps, so that the bound stays a bound."""

from __future__ import annotations

import numpy as np

from zuoxi.engine.roster.search.crowd import Crowd
from zuoxi.engine.roster.search.law import FREE, MOST_MIN


def bind(crowd: Crowd) -> None:
    """Add every rule's rows to the program."""
    for rule in (_days, _weeks, _period, _successions, _runs, _nights, _weekends, _kinds, _least_runs):
        rule(crowd)


def _days(crowd: Crowd) -> None:
    """Those who can work at all, and those whom a lock makes work."""
    may = crowd.law.may[crowd.members]
    for day in range(crowd.problem.days):
        crowd.program.row(crowd.working(day), float((~may[:, day, 0]).sum()), float(may[:, day, 1:].any(axis=1).sum()))


def _weeks(crowd: Crowd) -> None:
    """Hours and days of each week, after what was worked before the period."""
    left, may = crowd.law.week[crowd.members], np.asarray(crowd.law.may[crowd.members][:, :, 1:].any(axis=2))
    for number, week in enumerate(crowd.problem.tables.weeks):
        days = [day for day in week if 0 <= day < crowd.problem.days]
        limit = int(left[:, number, 0].sum())
        if limit < FREE:
            crowd.program.row(crowd.paid(days), high=float(limit))
        most = np.minimum(left[:, number, 1], may[:, days].sum(axis=1)).sum()
        crowd.program.row([term for day in days for term in crowd.working(day)], high=float(most))


def _period(crowd: Crowd) -> None:
    """Hours of the period."""
    rules = [crowd.problem.workers[worker].rules for worker in crowd.members]
    most = int(crowd.law.limits[crowd.members, MOST_MIN].sum())
    least = sum(one.min_period_min or 0 for one in rules)
    crowd.program.row(crowd.paid(range(crowd.problem.days)), float(least), float(most) if most < FREE else np.inf)


def _successions(crowd: Crowd) -> None:
    """Rest and named successions: of a shift and those that may not follow it, a member works one at most."""
    tables, days = crowd.problem.tables, crowd.problem.days
    named = [(1, block) for block in tables.forbidden(crowd.rules.forbidden_successions)]
    for lag, (before, after) in [(lag, block) for lag, found in tables.short_rest(crowd.rules.min_rest_min).items() for block in found] + named:
        for day in range(days - lag):
            crowd.program.row(crowd.among(day, before) + crowd.among(day + lag, after), high=float(len(crowd)))


def _windows(crowd: Crowd, limit: int | None, shifts: frozenset[int]) -> None:
    """No more than `limit` of any `limit + 1` days in a row on these shifts."""
    for first in range(crowd.problem.days - limit) if limit is not None else ():
        terms = [term for day in range(first, first + (limit or 0) + 1) for term in crowd.among(day, shifts)]
        crowd.program.row(terms, high=float((limit or 0) * len(crowd)))


def _runs(crowd: Crowd) -> None:
    _windows(crowd, crowd.rules.max_consecutive_days, frozenset(range(len(crowd.problem.shifts))))


def _nights(crowd: Crowd) -> None:
    """Nights in a row and in all."""
    nights = crowd.problem.tables.nights
    _windows(crowd, crowd.rules.max_consecutive_nights, nights)
    if crowd.rules.max_nights is not None:
        terms = [term for day in range(crowd.problem.days) for term in crowd.among(day, nights)]
        crowd.program.row(terms, high=float(crowd.rules.max_nights * len(crowd)))


def _weekends(crowd: Crowd) -> None:
    """Who works on a Saturday or Sunday works that weekend."""
    if crowd.rules.max_weekends is None:
        return
    worked = []
    for days in crowd.problem.tables.weekends:
        weekend = crowd.program.column(upper=float(len(crowd)))
        worked.append((1.0, weekend))
        for day in days:
            crowd.program.row([(1.0, weekend), *crowd.working(day, -1.0)], low=0.0)
    crowd.program.row(worked, high=float(crowd.rules.max_weekends * len(crowd)))


def _kinds(crowd: Crowd) -> None:
    """Shifts of a kind."""
    limits = crowd.law.kinds[crowd.members].sum(axis=0)
    for shift in np.flatnonzero(limits < FREE).tolist():
        terms = [term for day in range(crowd.problem.days) for term in crowd.among(day, frozenset({shift}))]
        crowd.program.row(terms, high=float(limits[shift]))


def _least_runs(crowd: Crowd) -> None:
    """Where single days are barred, who works on a day works the day before or the day after; likewise days off."""
    many = float(len(crowd))
    for day in range(1, crowd.problem.days - 1):
        around = crowd.working(day - 1) + crowd.working(day + 1)
        if crowd.rules.min_consecutive_days > 1:
            crowd.program.row([*around, *crowd.working(day, -1.0)], low=0.0)
        if crowd.rules.min_consecutive_off > 1:
            crowd.program.row([*around, *crowd.working(day, -1.0)], high=many)
