"""A linear program put together row by row and handed to HiGHS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

INF = float("inf")


@dataclass(frozen=True)
class Answer:
    """Optimal value and columns of a linear program."""

    value: float
    columns: NDArray[np.float64]


class LinearProgram:
    """Minimise over columns with bounds, subject to rows with bounds."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.upper: list[float] = []
        self._starts = [0]
        self._index: list[int] = []
        self._value: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def column(self, cost: float = 0.0, upper: float = INF) -> int:
        """A new column from 0 to `upper`."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def row(self, terms: Iterable[tuple[float, int]], low: float = -INF, high: float = INF) -> None:
        """A weighted sum of columns between two numbers; a column may occur once only."""
        for weight, column in terms:
            self._index.append(column)
            self._value.append(weight)
        self._starts.append(len(self._index))
        self._low.append(low)
        self._high.append(high)

    def solve(self, seconds: float) -> Answer | None:
        """The optimum; None when there is none, or none was found in time."""
        solver = highspy.Highs()
        for option, setting in (("output_flag", False), ("threads", 1), ("time_limit", seconds)):
            solver.setOptionValue(option, setting)
        solver.passModel(self._model())
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return Answer(solver.getInfo().objective_function_value, np.array(solver.getSolution().col_value))

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self._low)
        model.col_cost_, model.col_lower_, model.col_upper_ = self.cost, [0.0] * len(self.cost), self.upper
        model.row_lower_, model.row_upper_ = self._low, self._high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = self._starts, self._index, self._value
        return model
