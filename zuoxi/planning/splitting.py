"""Splitting the counts of a file without queues over queues by stated shares: whole contacts, nothing lost, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import floor, isclose

from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.engine.history.series import Entry


class SharesDoNotAddUp(Problem):
    code = "history_file.shares_do_not_add_up"
    text = _("The shares of the queues must be above 0 and add up to 100 %%; they add up to %(total)s %%.")


def check(shares: Mapping[str, float]) -> None:
    """Refuse shares that are not positive or do not make a whole."""
    total = sum(shares.values())
    if not shares or any(share <= 0 for share in shares.values()) or not isclose(total, 1.0, abs_tol=1e-6):
        raise SharesDoNotAddUp(total=f"{total * 100:g}")


def split(entries: Sequence[Entry], *, shares: Mapping[str, float]) -> list[Entry]:
    """Each row once per queue, in order of time. What a whole number takes from a queue in one interval is given back in the next of the same day.

    So the sums of a day keep the shares, and a day is split the same whatever other days stand in the file. A count that is no whole number or not
    given is not split but handed on as it is found, for the check to judge.
    """
    check(shares)
    found: list[Entry] = []
    for _day, rows in groupby(sorted(entries, key=lambda entry: entry.start), key=lambda entry: entry.start.date()):
        found += _one_day(rows, shares)
    return found


def _one_day(rows: Iterable[Entry], shares: Mapping[str, float]) -> list[Entry]:
    columns = {name: _Spread(shares) for name in ("offered", "handled", "abandoned")}
    found: list[Entry] = []
    for entry in rows:
        parts = {name: spread.parts(getattr(entry, name)) for name, spread in columns.items()}
        found += [
            replace(entry, queue=queue, offered=parts["offered"][queue], handled=parts["handled"][queue], abandoned=parts["abandoned"][queue])
            for queue in shares
        ]
    return found


class _Spread:
    """One column: remembers what each queue still has to get."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self.shares = shares
        self.owed = dict.fromkeys(shares, 0.0)

    def parts(self, count: float | None) -> dict[str, float | None]:
        if count is None or count < 0 or not float(count).is_integer():
            return dict.fromkeys(self.shares, count)
        given = {queue: floor(share * count) for queue, share in self.shares.items()}
        for queue, share in self.shares.items():
            self.owed[queue] += share * count - given[queue]
        for _number in range(int(count) - sum(given.values())):
            queue = max(self.owed, key=lambda name: self.owed[name])
            given[queue] += 1
            self.owed[queue] -= 1.0
        return {queue: float(part) for queue, part in given.items()}
