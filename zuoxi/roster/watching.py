"""A search that is watched: what it has reached, kept so that nothing is lost when the worker dies (R3), and whether it shall stop.

The engine speaks in its own thread (`hear`, `is_stopped`), the job looks every second in the job's thread (`beat`): only there the database is
asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zuoxi.core import jobs
from zuoxi.engine.roster.problem import OFF, Roster
from zuoxi.engine.roster.result import Progress
from zuoxi.roster.facts import Sheet

KEEP_S = 5.0
"""The best roster is kept at most this often; so a checkpoint is never ten seconds old."""
TRACK = 120
"""Points of the curve that a page draws."""

Point = tuple[float, int, int | None]
"""Seconds, the least penalty so far, the bound."""


@dataclass
class Watch:
    """The eye on one search of `seconds`. `before_s` is what earlier runs of the same search took; `clock` any monotonic clock in seconds."""

    run: jobs.Run
    sheet: Sheet
    seconds: float
    clock: Callable[[], float]
    before_s: float = 0.0
    best: Progress | None = None
    stopped: bool = False
    track: list[Point] = field(default_factory=list)
    _began: float = field(init=False)
    _kept_at: float = field(init=False, default=-KEEP_S)
    _kept_cost: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._began = self.clock()

    @property
    def elapsed(self) -> float:
        """Seconds of this run."""
        return self.clock() - self._began

    def hear(self, progress: Progress) -> None:
        """The engine has something to say."""
        self.best = progress

    def is_stopped(self) -> bool:
        """The engine asks whether to end."""
        return self.stopped

    def beat(self) -> None:
        """Tell the page how far it is, keep the best now and then, learn whether somebody asked to stop."""
        self._tell(keep=self._is_newer() and self.elapsed - self._kept_at >= KEEP_S)
        self.stopped = self.stopped or self.run.cancelled()

    def keep(self) -> None:
        """Keep the best at the end of a search, however young it is."""
        self._tell(keep=self._is_newer())

    def _is_newer(self) -> bool:
        return self.best is not None and self.best.cost != self._kept_cost

    def _tell(self, *, keep: bool) -> None:
        self._note()
        total = round(self.seconds)
        self.run.tell(done=min(round(self.elapsed), total), total=total, live=self.live(), checkpoint=self._checkpoint() if keep else None)

    def _note(self) -> None:
        """A point of the curve; a long one loses every second of its older points."""
        if self.best is None:
            return
        self.track.append((round(self.before_s + self.elapsed, 1), self.best.cost, self.best.bound))
        if len(self.track) > TRACK:
            del self.track[1:-1:2]

    def _checkpoint(self) -> dict[str, Any] | None:
        if self.best is None:
            return None
        self._kept_at, self._kept_cost = self.elapsed, self.best.cost
        return as_checkpoint(self.sheet, self.best, round(self.before_s + self.elapsed, 1))

    def live(self) -> dict[str, Any]:
        """What the page shows."""
        best = self.best
        return {
            "cost": best.cost if best else None,
            "bound": best.bound if best else None,
            "gap": best.gap if best else None,
            "hard": 0 if best else None,
            "left": round(max(0.0, self.seconds - self.elapsed)),
            "seconds": self.before_s + self.seconds,
            "track": list(self.track),
        }


def as_checkpoint(sheet: Sheet, best: Progress, elapsed: float) -> dict[str, Any]:
    """The best roster as a job keeps it: by work number the codes of the days."""
    codes = best.roster.codes(sheet.problem)
    rows = {worker.id: row for worker, row in zip(sheet.problem.workers, codes, strict=True)}
    return {"rows": rows, "cost": best.cost, "bound": best.bound, "elapsed": elapsed}


def from_checkpoint(sheet: Sheet, kept: Mapping[str, Any]) -> Roster:
    """The roster of a checkpoint; people and shifts that are not there any more are left out."""
    cells = np.full((len(sheet.problem.workers), sheet.problem.days), OFF, dtype=np.int64)
    index = sheet.problem.shift_index
    for number, worker in enumerate(sheet.problem.workers):
        row = kept["rows"].get(worker.id, [])
        for day, code in enumerate(row[: sheet.problem.days]):
            cells[number, day] = index.get(code, OFF) if code else OFF
    return Roster(cells)
