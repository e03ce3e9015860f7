"""What the layers of a forecast do (X-05): each queue with them and without, and each layer's own share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.planning import forecast_facts
from zuoxi.planning.models import Forecast, ForecastSeries, Layer
from zuoxi.planning.models.forecast import Measure


@dataclass(frozen=True)
class Shown:
    """One queue of a forecast: as computed, and with the layers that are on."""

    row: ForecastSeries
    base: Made
    adjusted: Made

    @property
    def is_changed(self) -> bool:
        """Whether the layers change anything of it."""
        same = (np.array_equal(getattr(self.base, name), getattr(self.adjusted, name), equal_nan=True) for name in ("volume", "aht_s"))
        return not all(same)


def shown(forecast: Forecast, rows: Sequence[ForecastSeries], layers: Sequence[Layer]) -> list[Shown]:
    """Every queue with the layers that are on."""
    bases = [forecast_facts.of_series(forecast, row) for row in rows]
    return [Shown(row, base, forecast_facts.with_layers(base, layers)) for row, base in zip(rows, bases, strict=True)]


def of_layers(bases: Sequence[Made], layers: Sequence[Layer]) -> dict[int, float]:
    """Layer id to what it changes over all queues on top of those before it: contacts, or mean handling seconds; nothing when it is off."""
    found: dict[int, float] = {}
    current = list(bases)
    for layer in layers:
        following = [forecast_facts.with_layers(base, [layer]) for base in current]
        measure = _seconds if layer.measure == Measure.AHT else _contacts
        found[layer.pk] = measure(following) - measure(current)
        current = following
    return found


def _contacts(every: Sequence[Made]) -> float:
    return float(sum(np.nansum(made.volume) for made in every))


def _seconds(every: Sequence[Made]) -> float:
    """Mean handling time, weighted by contacts."""
    weight = sum(float(np.nansum(np.where(np.isnan(made.aht_s), 0.0, made.volume))) for made in every)
    seconds = sum(float(np.nansum(made.volume * made.aht_s)) for made in every)
    return seconds / weight if weight else 0.0


def mean_aht_s(made: Made) -> float | None:
    """Mean handling seconds of a queue over the period, weighted by contacts; None when nothing is known."""
    return _seconds([made]) or None
