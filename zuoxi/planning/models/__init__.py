"""What planning stores."""

from zuoxi.planning.models.forecast import Forecast, ForecastSeries, Layer, Snapshot
from zuoxi.planning.models.history import HistoryFile, HistoryInterval, HistoryMark
from zuoxi.planning.models.requirement import Requirement, RequirementSeries, ShrinkageShare, Target

__all__ = [
    "Forecast",
    "ForecastSeries",
    "HistoryFile",
    "HistoryInterval",
    "HistoryMark",
    "Layer",
    "Requirement",
    "RequirementSeries",
    "ShrinkageShare",
    "Snapshot",
    "Target",
]
