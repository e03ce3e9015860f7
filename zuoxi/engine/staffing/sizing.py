"""The least number of agents that keeps all targets at once (F-06), for one interval, for many, and for a forecast.

Each measure improves with every further agent (stochastic monotonicity in the number of servers), so the least number is found by
galloping and halving, and one agent fewer misses a target. A target counts as kept when it is missed by less than 1e-12 of itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing import kernels
from zuoxi.engine.staffing.domains import check, check_all, of_one_shape
from zuoxi.engine.staffing.erlang import Floats, Model, Performance, evaluate_points, model_code, patience_or_refusal, points
from zuoxi.engine.staffing.targets import Targets


@dataclass(frozen=True)
class Requirement:
    """Net heads on the contacts per interval, the load they carry and how the interval then goes (NaN where closed)."""

    heads: NDArray[np.int64]
    erlangs: Floats
    performance: Performance[Floats]


def least_agents(
    *, model: Model, erlangs: float, aht_s: float, targets: Targets, patience_s: float | None = None, min_heads: int = 0, concurrency: int = 1
) -> int:
    """Least agents for one interval. `concurrency`: contacts an agent holds at a time (chat), `aht_s` then being the time of one such contact."""
    code, patience = model_code(model), patience_or_refusal(model, patience_s)
    check("erlangs", erlangs)
    check("aht_s", aht_s)
    check("min_heads", min_heads)
    check("concurrency", concurrency)
    if erlangs == 0:
        return int(min_heads)
    row = np.empty(kernels.QUEUE + 1)
    guess = int((erlangs + erlangs**0.5) / concurrency)
    heads = kernels.least(code, float(erlangs), guess, int(concurrency), float(aht_s), patience, targets.row(model), row)
    return max(int(min_heads), int(_possible(np.array([heads]))[0]))


def least_agents_many(
    *,
    model: Model | ArrayLike,
    erlangs: ArrayLike,
    aht_s: ArrayLike,
    targets: Targets | Sequence[Targets],
    patience_s: ArrayLike | None = None,
    concurrency: ArrayLike = 1,
) -> NDArray[np.int64]:
    """Least agents for many intervals; `targets` are common, or one for each. Intervals that are closed (load NaN) or without load need none."""
    check_all("concurrency", concurrency)
    asked = points(model=model, erlangs=erlangs, agents=concurrency, aht_s=aht_s, patience_s=patience_s, threshold_s=0.0)
    rows = _target_rows(targets, asked.models)
    return _possible(kernels.least_rows(asked.models, asked.erlangs, asked.agents, asked.aht_s, asked.patience_s, rows)).reshape(asked.shape)


def requirement(
    *,
    volume: ArrayLike,
    aht_s: ArrayLike,
    step_s: float,
    targets: Targets,
    model: Model,
    patience_s: ArrayLike | None = None,
    min_heads: int = 0,
    concurrency: int = 1,
) -> Requirement:
    """Net heads for a forecast: `volume` contacts per interval of `step_s` seconds, NaN where closed (0 heads, whatever `min_heads`)."""
    load = erlangs_offered(volume=volume, aht_s=aht_s, step_s=step_s)
    check("min_heads", min_heads)
    aht = np.broadcast_to(np.asarray(aht_s, dtype=np.float64), load.shape)
    heads = least_agents_many(model=model, erlangs=load, aht_s=aht, targets=targets, patience_s=patience_s, concurrency=concurrency)
    heads = np.where(np.isnan(load), 0, np.maximum(heads, min_heads))
    threshold = targets.threshold_s or 0.0
    asked = points(model=model, erlangs=load, agents=heads * concurrency, aht_s=aht, patience_s=patience_s, threshold_s=threshold)
    return Requirement(heads, load, evaluate_points(asked))


def erlangs_offered(*, volume: ArrayLike, aht_s: ArrayLike, step_s: float) -> Floats:
    """Offered load = contacts x handling seconds / seconds of the interval; NaN where closed. Without contacts the handling time may be unknown."""
    check("step_s", step_s)
    contacts, times = of_one_shape(volume, aht_s)
    check_all("volume", contacts, ~np.isnan(contacts))
    check_all("aht_s", times, contacts > 0)
    return np.where(contacts == 0, 0.0, contacts * np.where(contacts > 0, times, np.nan) / step_s)


def _target_rows(targets: Targets | Sequence[Targets], models: NDArray[np.int64]) -> Floats:
    letters = {kernels.B: "B", kernels.C: "C", kernels.A: "A"}
    if isinstance(targets, Targets):
        for code in np.unique(models):
            targets.row(letters[int(code)])
        return np.tile(targets.row(letters[int(models[0])]), (models.size, 1)) if models.size else np.empty((0, 5))
    if len(targets) != models.size:
        raise Refusal("staffing.lengths", shapes=f"({models.size},), ({len(targets)},)")
    return np.array([one.row(letters[int(code)]) for one, code in zip(targets, models, strict=True)]).reshape(-1, 5)


def _possible(heads: NDArray[np.int64]) -> NDArray[np.int64]:
    beyond = np.flatnonzero(heads < 0)
    if beyond.size:
        raise Refusal("staffing.too_many_agents", index=int(beyond[0]), most=kernels.MOST_AGENTS)
    return heads
