"""The report's part on requirement and cover: the mean day of each kind of weekday, the strip of every day, shares by queue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zuoxi.engine.roster.breaks_cover import Cover
from zuoxi.roster.file_plan.charts import Line, heat_map, line_chart
from zuoxi.roster.file_plan.outcome import Planned
from zuoxi.roster.file_plan.report_forecast import percent
from zuoxi.roster.roster_files.sheet import clock

FULL_SHARE = 0.15
"""Of the greatest need: a difference of as many heads has its full colour in the strip."""


def context(planned: Planned, names: Mapping[str, str], *, share: float) -> dict[str, Any]:
    """What the template shows of cover; `share` is the shrinkage in the requirement."""
    note = _(
        "Required are heads at the contacts plus %(share)s for training, meetings and absence. Scheduled are people on shift and not on a break. "
        "People with several skills are counted where they are needed."
    )
    pooled = {_("all queues"): planned.pooled}
    named = {names.get(queue, queue): cover for queue, cover in planned.queues.items()}
    return {
        "requirement_note": note % {"share": percent(share)},
        "cover_charts": [_day_chart(planned, queue, cover) for queue, cover in named.items()],
        "heat_map": mark_safe(_strip(planned)),  # noqa: S308 - as above
        "cover_rows": [_row(queue, cover) for queue, cover in {**named, **pooled}.items()],
    }


def _day_chart(planned: Planned, queue: str, cover: Cover) -> dict[str, str]:
    """Title and picture of required and scheduled heads through the day, mean over the days on which somebody is needed."""
    step = planned.problem.step_min
    needed, there = cover.by_step(cover.need, step), cover.by_step(cover.present, step)
    days = needed.any(axis=1)
    slots = _open_slots(planned)
    title = _("Heads through the day, %(queue)s, mean of %(days)s days") % {"queue": queue, "days": int(days.sum())}
    lines = [
        Line(_("required"), needed[days].mean(axis=0)[slots] if days.any() else np.zeros(len(slots)), "#b45309", "6 3"),
        Line(_("scheduled"), there[days].mean(axis=0)[slots] if days.any() else np.zeros(len(slots)), "#2f6fde"),
    ]
    svg = line_chart(lines, labels=[clock(int(slot) * step) for slot in slots], title=title)
    return {"title": title, "svg": mark_safe(svg)}  # noqa: S308 - built and escaped in charts


def _open_slots(planned: Planned) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """From the first to the last interval in which anybody is ever needed."""
    used = np.flatnonzero(planned.pooled.by_step(planned.pooled.need, planned.problem.step_min).any(axis=0))
    return np.arange(used[0], used[-1] + 1) if used.size else np.arange(0, 1)


def _strip(planned: Planned) -> str:
    """Too many less missing, by day and interval; days on which nobody is needed are left out."""
    step, slots, pooled = planned.problem.step_min, _open_slots(planned), planned.pooled
    difference = pooled.by_step(pooled.over - pooled.short, step)[:, slots]
    days = np.flatnonzero(pooled.need.any(axis=1))
    rows = [f"{planned.problem.date_of(int(day)):%m-%d}" for day in days]
    title = _("Heads too many (+) or missing (-), all queues together")
    full = max(4.0, FULL_SHARE * float(pooled.need.max()))
    return heat_map(difference[days], rows=rows, columns=[clock(int(slot) * step) for slot in slots], title=title, full=full)


def _row(queue: str, cover: Cover) -> tuple[str, ...]:
    hours = cover.hours(cover.need)
    shares = (cover.hours(cover.short) / hours, cover.hours(cover.over) / hours) if hours else (float("nan"), float("nan"))
    return queue, f"{hours:,.0f}", *(percent(share) for share in shares)
