"""The days a history may speak of: one mistyped year among good rows must not become a grid of a thousand years (F-03)."""

from __future__ import annotations

from collections.abc import Sequence

from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.history.policy import HistorySettings
from zuoxi.engine.history.series import Entry

YEARS = range(1970, 2200)
"""Years in which there are call centres; on both sides of them the calendar itself still has room to look back and ahead."""
YEAR_DAYS = 366


def within_span(entries: Sequence[Entry], *, settings: HistorySettings) -> tuple[list[Entry], list[Finding]]:
    """The rows whose days belong together, and a remark on each that is left out. To be called before anything is laid out by the day.

    A history longer than `settings.most_years` loses the rows that lie further than that from its median row; what is still too long is refused.
    """
    possible = [entry for entry in entries if entry.start.year in YEARS]
    most = settings.most_years * YEAR_DAYS
    ordinals = sorted(entry.start.toordinal() for entry in possible)
    kept, code = possible, "history.no_such_year"
    if ordinals and ordinals[-1] - ordinals[0] > most:
        middle = ordinals[len(ordinals) // 2]
        kept, code = [entry for entry in possible if abs(entry.start.toordinal() - middle) <= most], "history.far_day"
    believed = {id(entry) for entry in kept}
    found = [_far(entry, code if entry.start.year in YEARS else "history.no_such_year", settings) for entry in entries if id(entry) not in believed]
    if found and not kept:
        raise Refusal(found[0].code, row=found[0].row, column=found[0].column, **found[0].facts)
    _check_length(kept, settings)
    return kept, found


def _far(entry: Entry, code: str, settings: HistorySettings) -> Finding:
    facts = {"start": entry.start, "least": YEARS[0], "last": YEARS[-1], "most": settings.most_years}
    return Finding(code, row=entry.row, column="start", facts=facts)


def _check_length(entries: Sequence[Entry], settings: HistorySettings) -> None:
    if not entries:
        return
    first, last = min(entries, key=lambda entry: entry.start), max(entries, key=lambda entry: entry.start)
    if (last.start - first.start).days > settings.most_years * YEAR_DAYS:
        facts = {"first": first.start.date(), "last": last.start.date(), "first_row": first.row, "last_row": last.row}
        raise Refusal("history.too_long", most=settings.most_years, **facts)
