"""How one interval goes with given agents (F-06): Erlang B (turned away when busy), C (waits for ever), A (waits until patience ends).

Stationary state of one queue with Poisson arrivals, exponential handling and patience, first come first served. Loads from 0 (limit of a
very small load) to 1 000 000 erlangs; relative error below 1e-9, in deep overload and with tiny patience too.

With a load of 0 nobody waits. Erlang C with load >= agents has no stationary state: everybody waits (`p_wait` 1, service level 0,
`occupancy` 1) and the three lengths `asa_answered_s`, `mean_wait_s` and `mean_queue` are infinite; nothing else is ever infinite or NaN.
With 0 agents and a load: B turns all away; in A all hang up, and what concerns the answered is the limit for an agent who is hardly there.
Sources and formulas: docs/background/staffing.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Generic, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing import kernels
from zuoxi.engine.staffing.domains import check, check_all, of_one_shape

Model = Literal["B", "C", "A"]
CODES = {"B": kernels.B, "C": kernels.C, "A": kernels.A}
Floats = NDArray[np.float64]
Number = TypeVar("Number", float, Floats)


@dataclass(frozen=True)
class Performance(Generic[Number]):
    """What callers and agents meet in an interval; one number each, or one array each. The order is that of the columns in files."""

    p_block: Number
    """Share of offered turned away because everybody is busy (B only)."""
    p_wait: Number
    """Share of offered that finds no free agent and queues (C, A)."""
    p_abandon: Number
    """Share of offered that hangs up while waiting (A only)."""
    sl_offered: Number
    """Service level: share of all offered that is answered within the threshold."""
    sl_answered: Number
    """Share of the answered that is answered within the threshold."""
    asa_answered_s: Number
    """Average speed of answer: mean wait of the answered, in seconds, those answered at once included."""
    mean_wait_s: Number
    """Mean wait of all offered, those who hang up included, in seconds."""
    occupancy: Number
    """Share of the agents' time spent on contacts."""
    mean_queue: Number
    """Mean number of contacts waiting."""


COLUMNS = tuple(field.name for field in fields(Performance))


def evaluate(
    *, model: Model, erlangs: float, agents: int, aht_s: float, patience_s: float | None = None, threshold_s: float = 0.0
) -> Performance[float]:
    """One interval: `erlangs` offered load = contacts per second x `aht_s` (mean handling seconds); `patience_s` (mean) is needed for model A."""
    code = model_code(model)
    patience = patience_or_refusal(model, patience_s)
    check("erlangs", erlangs)
    check("agents", agents)
    check("aht_s", aht_s)
    check("threshold_s", threshold_s)
    row = np.empty(len(COLUMNS))
    kernels.fill(code, float(erlangs), int(agents), float(aht_s), patience, float(threshold_s), row)
    return Performance(*row.tolist())


def evaluate_many(
    *,
    model: Model | ArrayLike,
    erlangs: ArrayLike,
    agents: ArrayLike,
    aht_s: ArrayLike,
    patience_s: ArrayLike | None = None,
    threshold_s: ArrayLike = 0.0,
) -> Performance[Floats]:
    """Many intervals; every argument is one value or an array of a common shape. Load NaN means closed and gives NaN throughout."""
    asked = points(model=model, erlangs=erlangs, agents=agents, aht_s=aht_s, patience_s=patience_s, threshold_s=threshold_s)
    return evaluate_points(asked)


class Points(NamedTuple):
    """Checked points, flat, as the kernels take them, and the common `shape` of what was handed in."""

    shape: tuple[int, ...]
    models: NDArray[np.int64]
    erlangs: Floats
    agents: NDArray[np.int64]
    aht_s: Floats
    patience_s: Floats
    threshold_s: Floats


def points(
    *, model: Model | ArrayLike, erlangs: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike | None, threshold_s: ArrayLike
) -> Points:
    """Check and stretch to one shape. Where there is no load, handling time, patience and threshold may be anything, NaN too."""
    given = (model_codes(model), erlangs, agents, aht_s, np.nan if patience_s is None else patience_s, threshold_s)
    stretched = of_one_shape(*given)
    codes, load, heads, aht, patience, threshold = (array.ravel() for array in stretched)
    busy = load > 0
    check_all("erlangs", load, ~np.isnan(load))
    check_all("agents", heads)
    check_all("aht_s", aht, busy)
    check_all("threshold_s", threshold, busy)
    impatient = busy & (codes == kernels.A)
    if np.isnan(patience[impatient]).any():
        raise Refusal("staffing.patience_missing")
    check_all("patience_s", patience, impatient)
    return Points(stretched[0].shape, codes.astype(np.int64), load, heads.astype(np.int64), aht, patience, threshold)


def evaluate_points(asked: Points) -> Performance[Floats]:
    """Performance at checked points, in the shape in which they were handed in."""
    rows = kernels.evaluate_rows(asked.models, asked.erlangs, asked.agents, asked.aht_s, asked.patience_s, asked.threshold_s)
    return Performance(*(rows[:, column].reshape(asked.shape) for column in range(len(COLUMNS))))


def model_code(model: str) -> int:
    """The kernels' number for a model's letter."""
    if model not in CODES:
        raise Refusal("staffing.model", value=model)
    return CODES[model]


def model_codes(models: ArrayLike) -> NDArray[np.int64]:
    """The same for a letter or an array of letters."""
    letters = np.asarray(models)
    names, places = np.unique(letters, return_inverse=True)
    return np.array([model_code(str(name)) for name in names], dtype=np.int64)[places].reshape(letters.shape)


def patience_or_refusal(model: str, patience_s: float | None) -> float:
    """The patience as the kernels take it; only model A needs one."""
    if model != "A":
        return np.inf
    if patience_s is None:
        raise Refusal("staffing.patience_missing")
    check("patience_s", patience_s)
    return float(patience_s)
