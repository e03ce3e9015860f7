"""Charts of one queue of a forecast: contacts with bands, handling time; by interval, day or week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from zuoxi.engine.forecast.making import Forecast as Made
from zuoxi.planning import effects
from zuoxi.planning.effects import Shown
from zuoxi.web.planning.charts import rounded
from zuoxi.web.shell import formats

if TYPE_CHECKING:
    from zuoxi.web.planning.forecast_page import View

Floats = NDArray[np.float64]
WEEK = 7


def figures(shown: Shown) -> list[tuple[str, str, str]]:
    """Contacts in all, what the layers change, mean handling time."""
    total, base = float(np.nansum(shown.adjusted.volume)), float(np.nansum(shown.base.volume))
    change = formats.percent((total - base) / base) if base else formats.NONE
    lines = [(_("Contacts"), formats.number(total), "")]
    if shown.is_changed:
        lines.append((_("By layers"), f"+{change}" if total > base else change, ""))
    lines.append((_("Mean handling time"), formats.minutes_seconds(effects.mean_aht_s(shown.adjusted)), ""))
    return lines


def volume(shown: Shown, view: View) -> dict[str, Any]:
    """Contacts at the zoom of the view. Weeks have no bands: their errors are not known."""
    if view.zoom == "interval":
        return _intervals(shown, view)
    return _days(shown) if view.zoom == "day" else _weeks(shown)


def _names(shown: Shown, values: Sequence[Any], base: Sequence[Any], bands: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """The forecast, and where layers change it also what it was without them."""
    lines = [{"name": _("forecast"), "values": values, "bands": bands, **more}]
    if shown.is_changed:
        lines.append({"name": _("without layers"), "values": base, "dashed": True, **more})
    return lines


def _bands(lo80: Sequence[Any], hi80: Sequence[Any], lo95: Sequence[Any], hi95: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"name": _("80% interval"), "lo": lo80, "hi": hi80}, {"name": _("95% interval"), "lo": lo95, "hi": hi95}]


def _intervals(shown: Shown, view: View) -> dict[str, Any]:
    days, slots = week_slots(shown.adjusted, view.week)
    made, base = shown.adjusted, shown.base
    parts = [rounded(getattr(made, name)[days, slots].ravel()) for name in ("volume", "lo80", "hi80", "lo95", "hi95")]
    series = _names(shown, parts[0], rounded(base.volume[days, slots].ravel()), _bands(*parts[1:]))
    return {"x": labels_of(made, days, slots), "unit": _("contacts"), "decimals": 1, "zoom": True, "series": series}


def week_slots(made: Made, monday: date) -> tuple[slice, slice]:
    """The days of the week that the forecast covers, and the slots of the day in which anything is ever open."""
    first = (monday - made.first_day).days
    days = slice(max(first, 0), min(max(first + WEEK, 1), len(made.volume)))
    opened = np.flatnonzero(~np.isnan(made.volume).all(axis=0))
    return days, slice(int(opened[0]), int(opened[-1]) + 1) if len(opened) else slice(0, made.volume.shape[1])


def labels_of(made: Made, days: slice, slots: slice) -> list[str]:
    """`Mon 08:30` for each interval of a week."""
    clocks = [formats.clock(slot * made.step_min) for slot in range(slots.start, slots.stop)]
    days_named = (formats.weekday(made.first_day + timedelta(days=day)) for day in range(days.start, days.stop))
    return [f"{name} {clock}" for name in days_named for clock in clocks]


def _day(day: date) -> str:
    return f"{formats.weekday(day)} {day:%m-%d}"


def _days(shown: Shown) -> dict[str, Any]:
    made = shown.adjusted
    bounds = made.day_bounds
    bands = [] if bounds is None else _bands(*(rounded(getattr(bounds, name), 0) for name in ("lo80", "hi80", "lo95", "hi95")))
    x = [_day(made.first_day + timedelta(days=number)) for number in range(len(made.volume))]
    series = _names(shown, rounded(made.totals, 0), rounded(shown.base.totals, 0), bands)
    return {"x": x, "unit": _("contacts"), "decimals": 0, "series": series}


def _weeks(shown: Shown) -> dict[str, Any]:
    starts, totals = by_week(shown.adjusted)
    series = _names(shown, rounded(totals, 0), rounded(by_week(shown.base)[1], 0), [], type="bar")
    return {"x": [formats.day(start) for start in starts], "unit": _("contacts"), "decimals": 0, "series": series}


def by_week(made: Made) -> tuple[list[date], list[float]]:
    """Mondays and the contacts of the days from each."""
    days = [made.first_day + timedelta(days=number) for number in range(len(made.volume))]
    found: dict[date, float] = {}
    for day, total in zip(days, np.nan_to_num(made.totals), strict=True):
        monday = day - timedelta(days=day.weekday())
        found[monday] = found.get(monday, 0.0) + float(total)
    return list(found), list(found.values())


def handling(shown: Shown, view: View) -> dict[str, Any]:
    """Handling seconds: by interval of the week, or a mean for each day."""
    made, base = shown.adjusted, shown.base
    if view.zoom == "interval":
        days, slots = week_slots(made, view.week)
        x, values = labels_of(made, days, slots), rounded(made.aht_s[days, slots].ravel(), 0)
        before = rounded(base.aht_s[days, slots].ravel(), 0)
    else:
        x = [_day(made.first_day + timedelta(days=number)) for number in range(len(made.volume))]
        values, before = rounded(day_means(made), 0), rounded(day_means(base), 0)
    series: list[dict[str, Any]] = [{"name": _("handling time"), "values": values, "colour": "--zx-series-3"}]
    if before != values:
        series.append({"name": _("without layers"), "values": before, "dashed": True, "colour": "--zx-series-3"})
    return {"x": x, "unit": _("s"), "decimals": 0, "series": series}


def day_means(made: Made) -> Floats:
    """Mean handling seconds of each day, weighted by contacts; NaN where nothing is expected."""
    weight = np.where(np.isnan(made.aht_s), 0.0, np.nan_to_num(made.volume))
    total = weight.sum(axis=1)
    seconds = (weight * np.nan_to_num(made.aht_s)).sum(axis=1)
    means: Floats = np.divide(seconds, total, out=np.full(len(total), np.nan), where=total > 0)
    return means
