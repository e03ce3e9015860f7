"""The work rules of every worker as arrays, for the compiled check of a row.

Rows are laid out with every worker's tail ending at the same position: `line[w, tail + d]` is day `d`, positions before FIRST are unknown.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.roster.problem import OFF, Problem, Worker
from zuoxi.engine.roster.rules.days_off import most_work
from zuoxi.engine.roster.rules.registry import PERSON

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
FREE = 1 << 40
"""No limit."""

FIRST, PAIR, LEAST_MIN, MOST_MIN, MOST_RUN, LEAST_RUN, LEAST_OFF, WEEKENDS, NIGHTS, NIGHT_RUN, RECOVERY, STUCK_WORK, STUCK_OFF = range(13)
"""Columns of `Law.limits`. STUCK_WORK, STUCK_OFF: leave or a lock keeps the first day from being worked, from being off."""


class Law(NamedTuple):
    """`may[w, d, 1 + cell]` what a cell can hold at all; `line[w, p]` the tail; `limits[w, column]`; `day[d]` numbers of the week and of the weekend
    (-1: none); `shift[s]` paid minutes and whether it is a night; `week[w, k]` minutes and days left to the period of each week; `kinds[w, s]` most
    shifts of a kind; `after[r, lag, a, b]` whether shift `b` is barred `lag` days after `a`, `r` being the worker's PAIR."""

    may: Flags
    line: Numbers
    limits: Numbers
    day: Numbers
    shift: Numbers
    week: Numbers
    kinds: Numbers
    after: Flags


def law(problem: Problem) -> Law:
    """The work rules of every worker as arrays."""
    tables = problem.tables
    pair, after = _successions(problem)
    kinds = [_limit(worker.rules.max_shifts.get(shift.code)) for worker in problem.workers for shift in problem.shifts]
    return Law(
        may=may_hold(problem),
        line=_lines(problem),
        limits=np.array([_limits(problem, number, pair[number]) for number in range(len(problem.workers))], dtype=np.int64).reshape(-1, 13),
        day=_days(problem),
        shift=np.array([[paid, number in tables.nights] for number, paid in enumerate(tables.paid)], dtype=np.int64),
        week=_weeks(problem),
        kinds=np.array(kinds, dtype=np.int64).reshape(len(problem.workers), -1),
        after=after,
    )


def may_hold(problem: Problem) -> Flags:
    """What each cell can hold at all (skills, leave, locks): `[w, d, 1 + cell]`."""
    may = np.ones((len(problem.workers), problem.days, len(problem.shifts) + 1), dtype=bool)
    for bars in (rule.bars for rule in PERSON if rule.bars):
        for worker in range(len(problem.workers)):
            for day in range(problem.days):
                may[worker, day, [1 + cell for cell in bars(problem, worker, day)]] = False
    return may


def _limit(value: int | None) -> int:
    return FREE if value is None else value


def _lines(problem: Problem) -> Numbers:
    tail = max((len(known) for known in problem.tables.tails), default=0)
    line = np.full((len(problem.workers), tail + problem.days), OFF, dtype=np.int64)
    for worker, known in enumerate(problem.tables.tails):
        line[worker, tail - len(known) : tail] = known
    return line


def _limits(problem: Problem, number: int, pair: int) -> list[int]:
    """One worker's row, in the order of the columns."""
    worker, rules = problem.workers[number], problem.workers[number].rules
    tail = max(len(known) for known in problem.tables.tails)
    lock = problem.tables.fixed[number].get(0)
    return [
        tail - len(worker.tail),
        pair,
        rules.min_period_min or 0,
        _limit(rules.max_period_min),
        _limit(rules.max_consecutive_days),
        rules.min_consecutive_days,
        rules.min_consecutive_off,
        _limit(rules.max_weekends),
        _limit(rules.max_nights),
        _limit(rules.max_consecutive_nights),
        rules.recovery_days_after_nights,
        int(0 in worker.unavailable or lock == OFF),
        int(lock is not None and lock != OFF),
    ]


def _days(problem: Problem) -> Numbers:
    weeks = [number for number, week in enumerate(problem.tables.weeks) for day in week if 0 <= day < problem.days]
    table = np.array([weeks, [-1] * problem.days], dtype=np.int64).T.copy()
    for number, days in enumerate(problem.tables.weekends):
        table[list(days), 1] = number
    return table


def _weeks(problem: Problem) -> Numbers:
    rows = [[_week(problem, number, worker, week) for week in problem.tables.weeks] for number, worker in enumerate(problem.workers)]
    return np.array(rows, dtype=np.int64).reshape(len(problem.workers), len(problem.tables.weeks), 2)


def _week(problem: Problem, number: int, worker: Worker, week: range) -> tuple[int, int]:
    """Paid minutes and days that the period may use of a week, after what was worked before it."""
    tail = problem.tables.tails[number]
    known = [day for day in week if -len(tail) <= day < problem.days]
    past = [tail[day] for day in known if day < 0 and tail[day] != OFF]
    spent = sum(problem.tables.paid[cell] for cell in past)
    return max(_limit(worker.rules.max_week_min) - spent, 0), most_work(known, len(past), worker.rules.min_days_off_per_week) - len(past)


def _successions(problem: Problem) -> tuple[list[int], Flags]:
    """Tables of barred successions, one for each pair of (least rest, named successions) that occurs, and whose table each worker has."""
    kinds = [(worker.rules.min_rest_min, worker.rules.forbidden_successions) for worker in problem.workers]
    distinct = list(dict.fromkeys(kinds))
    shifts = len(problem.shifts)
    after = np.zeros((max(len(distinct), 1), 3, shifts, shifts), dtype=bool)
    for number, (rest, named) in enumerate(distinct):
        blocks = [(lag, block) for lag, found in problem.tables.short_rest(rest).items() for block in found]
        for lag, (before, then) in blocks + [(1, block) for block in problem.tables.forbidden(named)]:
            after[number, lag][np.ix_(sorted(before), sorted(then))] = True
    return [distinct.index(kind) for kind in kinds], after
