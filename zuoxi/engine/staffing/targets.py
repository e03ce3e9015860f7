"""What is promised to callers and agents in an interval (F-01): any of four limits, all to be kept at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import check

MEANINGFUL = {
    "B": ("service_level", "max_occupancy"),
    "C": ("service_level", "max_occupancy", "max_asa_s"),
    "A": ("service_level", "max_abandon", "max_occupancy", "max_asa_s"),
}
"""Which targets a model can say something about; the others are kept by any number of agents, as nobody hangs up or waits in that model."""


@dataclass(frozen=True)
class Targets:
    """Limits of one interval; None: not a target. Shares from 0 to 1, times in seconds.

    `service_level` is the least share of all offered answered within `threshold_s`; `max_abandon` the largest share that hangs up;
    `max_occupancy` the largest share of the agents' time on contacts; `max_asa_s` the longest mean wait of the answered.
    """

    service_level: float | None = None
    threshold_s: float | None = None
    max_abandon: float | None = None
    max_occupancy: float | None = None
    max_asa_s: float | None = None

    def __post_init__(self) -> None:
        for name in ("service_level", "threshold_s", "max_abandon", "max_occupancy", "max_asa_s"):
            value = getattr(self, name)
            if value is not None:
                check(name, value)
        if self.service_level is not None and self.threshold_s is None:
            raise Refusal("staffing.threshold_missing")

    def row(self, model: str) -> NDArray[np.float64]:
        """The targets as the kernels take them (NaN: none); refuses when `model` can say nothing about any of them."""
        if all(getattr(self, name) is None for name in MEANINGFUL[model]):
            raise Refusal("staffing.no_target", model=model, names=", ".join(MEANINGFUL[model]))
        given = (self.service_level, self.threshold_s, self.max_abandon, self.max_occupancy, self.max_asa_s)
        return np.array([np.nan if value is None else value for value in given], dtype=np.float64)
