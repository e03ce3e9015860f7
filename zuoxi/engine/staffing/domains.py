"""Which numbers the staffing mathematics accepts (F-06). Bounds of meaning, not policy: within them every result is finite or said to be infinite."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.kernels import MOST_AGENTS


@dataclass(frozen=True)
class Domain:
    """A closed range of numbers; `whole`: integers only."""

    low: float
    high: float
    whole: bool = False

    def holds(self, value: float) -> bool:
        """Is the value inside? NaN never is."""
        return self.low <= value <= self.high and (not self.whole or value == int(value))


DOMAINS = {
    "erlangs": Domain(0, 1_000_000),
    "agents": Domain(0, MOST_AGENTS, whole=True),
    "aht_s": Domain(0.001, 10_000_000),
    "patience_s": Domain(1e-9, 1e12),
    "threshold_s": Domain(0, 1_000_000_000),
    "volume": Domain(0, 1_000_000_000),
    "step_s": Domain(1, 31 * 86_400),
    "concurrency": Domain(1, 100, whole=True),
    "min_heads": Domain(0, MOST_AGENTS, whole=True),
    "service_level": Domain(1e-6, 1 - 1e-9),
    "max_abandon": Domain(1e-9, 1),
    "max_occupancy": Domain(0.01, 1),
    "max_asa_s": Domain(1e-6, 1_000_000_000),
    "shrinkage": Domain(0, 0.99),
    "heads": Domain(0, MOST_AGENTS),
    "hours": Domain(0, 1_000_000_000),
    "response_s": Domain(0, 366 * 86_400),
    "backlog_s": Domain(0, 1e12),
}
"""By the name under which the value is handed in; `_s`: seconds, shares from 0 to 1."""


def out_of_range(name: str, value: float, **place: int) -> Refusal:
    """The refusal for one value; `place` says where in an array it stands."""
    domain = DOMAINS[name]
    return Refusal("staffing.out_of_range", name=name, value=value, low=domain.low, high=domain.high, **place)


def check(name: str, value: float) -> None:
    """Refuse a single value outside its domain."""
    if not DOMAINS[name].holds(value):
        raise out_of_range(name, value)


def check_all(name: str, values: ArrayLike, where: NDArray[np.bool_] | bool = True) -> NDArray[np.float64]:
    """The values as an array of floats; refuses the first one outside its domain among those that count (`where`), with its `index`."""
    array = np.asarray(values, dtype=np.float64)
    domain = DOMAINS[name]
    bad = ~((array >= domain.low) & (array <= domain.high))
    if domain.whole:
        bad |= np.where(bad, 0.0, array) != np.floor(np.where(bad, 0.0, array))
    bad = np.broadcast_to(bad, np.broadcast_shapes(bad.shape, np.shape(where))) & where
    if bad.any():
        index = int(np.flatnonzero(bad)[0])
        raise out_of_range(name, float(np.broadcast_to(array, bad.shape).flat[index]), index=index)
    return array


def of_one_shape(*arrays: ArrayLike) -> list[NDArray[np.float64]]:
    """The arrays stretched to one common shape; refuses lengths that do not belong together."""
    try:
        return [np.array(array, order="C") for array in np.broadcast_arrays(*(np.asarray(array, dtype=np.float64) for array in arrays))]
    except ValueError as error:
        raise Refusal("staffing.lengths", shapes=", ".join(str(np.shape(array)) for array in arrays)) from error
