"""The price of a roster kept as a ledger in plain loops, from the problem alone: what the rules of the floor cost, worked out a second time.

People are put to queues one by one by augmenting paths, shares of unpopular work by fractions; no array and no table of the engine is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil
from typing import Any

from zuoxi.engine.roster.problem import OFF, Problem, Worker

BINDING = 1_000_000
Rows = Sequence[Sequence[int]]


def price(problem: Problem, rows: Rows) -> int:
    return sum(bill(problem, rows).values())


def bill(problem: Problem, rows: Rows) -> dict[str, int]:
    """Price by rule."""
    weights = problem.weights
    missing, spare = heads(problem, rows, problem.demand)
    below, _ = heads(problem, rows, problem.floor)
    return {
        "T-17 floor": BINDING * below,
        "F-13 shift lead": (BINDING if problem.lead_hard else weights.lead) * without_lead(problem, rows),
        "F-13 coverage": weights.under * missing,
        "F-13 overcoverage": weights.over * spare,
        "F-13 heads on a shift": sum(_shift_cover(problem, rows)),
        "F-13 fairness": weights.fairness * sum(unfair(problem, rows, tag) for tag in problem.unpopular),
        "F-13 stability": weights.stability * jumps(problem, rows),
        "F-13 team together": weights.team * away_from_team(problem, rows),
        "F-15 pair together": weights.together * sum(a != b for pair in problem.together for a, b in _shared_days(problem, rows, pair)),
        "F-13 pair apart": weights.apart * sum(a == b != OFF for pair in problem.apart for a, b in _shared_days(problem, rows, pair)),
        "F-15 wish": sum(one.weight for one in problem.requests if (_code(problem, rows, one.worker, one.day) == one.shift) != one.want),
        "X-08 least change": sum(_changes(problem, rows)),
    }


def _code(problem: Problem, rows: Rows, name: str, day: int) -> str | None:
    who = next(number for number, one in enumerate(problem.workers) if one.id == name)
    return None if rows[who][day] == OFF else problem.shifts[rows[who][day]].code


def heads(problem: Problem, rows: Rows, wanted: Mapping[str, Any]) -> tuple[int, int]:
    """Heads missing and heads to spare, summed over all intervals; people who can serve no queue of the demand do not count."""
    missing = spare = 0
    if not wanted:
        return 0, 0
    for day in range(problem.days):
        for slot in range(problem.slots):
            people = (one.skills & set(problem.demand) for one in there(problem, rows, day, slot))
            able = tuple(skills for skills in people if skills)
            seats = tuple(queue for queue in wanted for _ in range(int(wanted[queue][day][slot])))
            served = matched(able, seats)
            missing += len(seats) - served
            spare += len(able) - served
    return missing, spare


def there(problem: Problem, rows: Rows, day: int, slot: int) -> Iterator[Worker]:
    """Who is there for the whole interval."""
    first, end = slot * problem.step_min, (slot + 1) * problem.step_min
    for who, worker in enumerate(problem.workers):
        today = _blocks(problem, rows[who][day])
        last = rows[who][day - 1] if day else _yesterday(problem, worker)
        late = [(a - 1440, b - 1440) for a, b in _blocks(problem, last)]
        if any(a <= first and end <= b for a, b in (*today, *late)):
            yield worker


def _blocks(problem: Problem, cell: int) -> tuple[tuple[int, int], ...]:
    return () if cell == OFF else problem.shifts[cell].blocks


def _yesterday(problem: Problem, worker: Worker) -> int:
    code = worker.tail[-1] if worker.tail else None
    return next((number for number, shift in enumerate(problem.shifts) if shift.code == code), OFF)


@cache
def matched(people: tuple[frozenset[str], ...], seats: tuple[str, ...]) -> int:
    """The most seats that can be filled, by augmenting paths (Kuhn)."""
    taken: dict[int, int] = {}

    def sit(person: int, seen: set[int]) -> bool:
        for seat, queue in enumerate(seats):
            if queue in people[person] and seat not in seen:
                seen.add(seat)
                if seat not in taken or sit(taken[seat], seen):
                    taken[seat] = person
                    return True
        return False

    return sum(sit(person, set()) for person in range(len(people)))


def without_lead(problem: Problem, rows: Rows) -> int:
    """Shifts of a day with people and no lead among them."""
    count = 0
    for day in range(problem.days):
        for number, shift in enumerate(problem.shifts):
            on = [worker for who, worker in enumerate(problem.workers) if rows[who][day] == number]
            led = problem.lead_shifts is None or shift.code in problem.lead_shifts
            count += bool(led and on and not any(worker.lead for worker in on))
    return count


def _shift_cover(problem: Problem, rows: Rows) -> Iterator[int]:
    for one in problem.cover:
        lacking = one.need - sum(row[one.day] != OFF and problem.shifts[row[one.day]].code == one.shift for row in rows)
        yield max(lacking, 0) * one.under + max(-lacking, 0) * one.over


def unfair(problem: Problem, rows: Rows, tag: str) -> int:
    """Unpopular shifts above the fair shares of all who can work them."""

    def counts(day: int, cell: int) -> bool:
        if tag == "weekend":
            return problem.weekday(day) >= 5
        return day in problem.holidays if tag == "holiday" else tag in problem.shifts[cell].tags

    if tag == "weekend" and not any(problem.weekday(day) >= 5 for day in range(problem.days)):
        return 0
    members = [(who, worker) for who, worker in enumerate(problem.workers) if _can(problem, worker, tag)]
    if len(members) < 2:
        return 0
    done = {who: sum(cell != OFF and counts(day, cell) for day, cell in enumerate(rows[who])) for who, _ in members}
    hours = {who: _contract(worker) for who, worker in members}
    total = sum(done.values()) + sum(worker.worked.get(tag, 0) for _, worker in members)
    above = 0
    for who, worker in members:
        share = ceil(Fraction(hours[who] * total, sum(hours.values())))
        above += max(min(done[who], worker.worked.get(tag, 0) + done[who] - share), 0)
    return above


def _can(problem: Problem, worker: Worker, tag: str) -> bool:
    mine = [shift for shift in problem.shifts if worker.shifts is None or shift.code in worker.shifts]
    fits = bool(mine) if tag in ("weekend", "holiday") else any(tag in shift.tags for shift in mine)
    return fits and len(worker.unavailable) < problem.days


def _contract(worker: Worker) -> int:
    minutes = worker.rules.max_week_min or worker.rules.max_period_min
    return max(minutes // 60, 1) if minutes else 1


def jumps(problem: Problem, rows: Rows) -> int:
    """Working days whose start differs too much from the day before."""
    found = 0
    for worker, row in zip(problem.workers, rows, strict=True):
        line = [_yesterday(problem, worker), *row]
        for before, cell in pairwise(line):
            if before != OFF and cell != OFF:
                found += abs(_blocks(problem, before)[0][0] - _blocks(problem, cell)[0][0]) > problem.weights.stable_within_min
    return found


def away_from_team(problem: Problem, rows: Rows) -> int:
    away = 0
    for team in {worker.team for worker in problem.workers} - {None}:
        for day in range(problem.days):
            on = Counter(row[day] for worker, row in zip(problem.workers, rows, strict=True) if worker.team == team and row[day] != OFF)
            away += sum(on.values()) - max(on.values(), default=0)
    return away


def _shared_days(problem: Problem, rows: Rows, pair: tuple[str, str]) -> Iterator[tuple[int, int]]:
    one, other = (next(number for number, worker in enumerate(problem.workers) if worker.id == name) for name in pair)
    leave = problem.workers[one].unavailable | problem.workers[other].unavailable
    return ((rows[one][day], rows[other][day]) for day in range(problem.days) if day not in leave)


def _changes(problem: Problem, rows: Rows) -> Iterator[int]:
    for who, row in enumerate(rows if problem.reference is not None else ()):
        for day, cell in enumerate(row):
            if problem.reference is not None and cell != problem.reference[who, day]:
                yield problem.weights.change * (problem.change_factor[day] if problem.change_factor else 1)
