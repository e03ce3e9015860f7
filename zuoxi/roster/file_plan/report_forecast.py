"""The report's part on the forecast: charts with bounds, the trial on weeks held out, the tables of errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zuoxi.core.sentences.forecast import METHODS
from zuoxi.engine.forecast.errors import Errors
from zuoxi.engine.forecast.making import Forecast
from zuoxi.roster.file_plan.charts import Band, Line, line_chart
from zuoxi.roster.file_plan.forecasting import Expected, HeldOut

COLOUR = "#2f6fde"


def context(expected: Expected, names: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows of the forecast; `names` by queue code."""
    days = expected.held_out[0].days if expected.held_out else 0
    return {
        "forecast_charts": [_days_chart(one, names) for one in expected.forecasts.values()],
        "inside80": _("inside 80 % bounds"),
        "inside95": _("inside 95 % bounds"),
        "held_out_title": _("The last %(days)s days held out: forecast from what was known before them") % {"days": days},
        "held_out": [_held_out(line, names) for line in expected.held_out],
        "error_tables": [_errors(one, names) for one in expected.forecasts.values() if one.errors],
    }


def _days_chart(one: Forecast, names: Mapping[str, str]) -> dict[str, str]:
    """Title and picture of contacts a day with bounds; closed days are gaps."""
    labels = [f"{one.first_day.fromordinal(one.first_day.toordinal() + day):%m-%d}" for day in range(len(one.volume))]
    title = _("Contacts a day, %(queue)s") % {"queue": names.get(one.queue, one.queue)}
    bands = []
    if one.day_bounds is not None:
        bounds = one.day_bounds
        bands = [Band(_("95 % bounds"), bounds.lo95, bounds.hi95, "#e3ecfa"), Band(_("80 % bounds"), bounds.lo80, bounds.hi80, "#c5d8f6")]
    svg = line_chart([Line(_("forecast"), one.totals, COLOUR)], labels=labels, title=title, bands=bands)
    return {"title": title, "svg": mark_safe(svg)}  # noqa: S308 - built and escaped in charts


def percent(share: float) -> str:
    return f"{100 * share:.1f} %" if not np.isnan(share) else "--"


def _held_out(line: HeldOut, names: Mapping[str, str]) -> tuple[str, ...]:
    shares = (line.wape, line.naive_wape, line.day_wape, line.naive_day_wape, line.bias, line.cover80)
    return names.get(line.queue, line.queue), str(METHODS[line.method]), *(percent(share) for share in shares)


def _errors(one: Forecast, names: Mapping[str, str]) -> dict[str, Any]:
    facts = {"queue": names.get(one.queue, one.queue), "origins": one.errors[0].origins}
    title = _("Back-test of queue %(queue)s from %(origins)s weekly origins") % facts
    return {"title": title, "rows": [_error_row(line) for line in sorted(one.errors, key=lambda line: line.wape)]}


def _error_row(line: Errors) -> dict[str, Any]:
    shares = (line.wape, line.bias, line.cover80, line.cover95, line.day_wape)
    return {"chosen": line.chosen, "cells": (str(METHODS[line.method]), *(percent(share) for share in shares))}
