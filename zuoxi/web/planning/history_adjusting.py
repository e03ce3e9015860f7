"""What is said of a history file that ended long ago or has no handling times, and the form that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from zuoxi.engine.history.moving import gap_days, is_far
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import HistoryFile
from zuoxi.web.planning.history_forms import MOVED, OWN, AdjustForm

YEAR_DAYS, MONTH_DAYS = 365.25, 30.44


@dataclass(frozen=True)
class Age:
    """The last day of a file's own, the weeks by which it was moved, and whether it ended long before today."""

    ends: date
    moved_weeks: int
    is_far: bool
    distance: str


def age(file: HistoryFile) -> Age | None:
    """None where nothing of the file could be used."""
    if not file.summary.get("ends"):
        return None
    ends, today = date.fromisoformat(file.summary["ends"]), timezone.localdate(file.uploaded_at)
    return Age(ends, file.summary.get("moved_weeks", 0), is_far(ends, today), distance(ends, today))


def form_for(file: HistoryFile, data: Any = None) -> AdjustForm | None:
    """The form, with what can be mended in this file; None where there is nothing to mend."""
    found, timed = age(file), bool(file.summary.get("timed", True))
    far = found is not None and found.is_far
    if found is None or (timed and not far):
        return None
    options = Options(**file.options)
    return AdjustForm(data, dates=far, timed=timed, initial={"dates": MOVED if options.before else OWN, "aht_s": options.aht_s})


@dataclass(frozen=True)
class Old:
    """A history that ended long before the days it is forecast for."""

    ends: date
    first_day: date
    distance: str


def old(ends: date, first_day: date) -> Old | None:
    """None where it is young enough."""
    return Old(ends, first_day, distance(ends, first_day)) if is_far(ends, first_day) else None


def distance(ends: date, first: date) -> str:
    """`22 years`, `8 months`: how long before the first day something ended."""
    days = max(0, gap_days(ends, first))
    years, months = int(days / YEAR_DAYS), int(days / MONTH_DAYS)
    if years >= 2:
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
