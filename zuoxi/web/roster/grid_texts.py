"""Every sentence that the grid's script shows, in the reader's language. Placeholders are filled by the script."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "key": pgettext_lazy("step", "Typed"),
    "paint": pgettext_lazy("step", "Painted"),
    "paste": pgettext_lazy("step", "Pasted"),
    "cut": pgettext_lazy("step", "Cut"),
    "clear": pgettext_lazy("step", "Cleared"),
    "lock": pgettext_lazy("step", "Locked"),
    "unlock": pgettext_lazy("step", "Unlocked"),
    "card": pgettext_lazy("step", "Chosen on the card"),
    "conflict": pgettext_lazy("step", "Conflict decided"),
}
"""What a step of the grid may be called; steps made elsewhere bring names of their own."""


def step_name(kind: str) -> str:
    return str(KINDS.get(kind) or pgettext("step", "Changed"))


def step_line(kind: str, *, cells: int, people: int) -> str:
    """One line of the list of steps: what was done to how many cells of how many people."""
    many = ngettext("%(count)s cell", "%(count)s cells", cells) % {"count": cells}
    whose = ngettext("%(count)s person", "%(count)s people", people) % {"count": people}
    return _("%(what)s: %(cells)s, %(people)s") % {"what": step_name(kind), "cells": many, "people": whose}


def off_words() -> list[str]:
    """What planners type or paste for a day off, besides its code."""
    return ["休", "休息", "off", "R", "-", "—", "/", "0"]


def texts() -> dict[str, str]:
    """By key, as the script names them."""
    return {**_cells(), **_columns(), **_calendar(), **_coverage(), **_work(), **_trouble(), **_steps(), **_card()}


def _cells() -> dict[str, str]:
    return {
        "day_off": _("day off"),
        "not_employed": _("not employed on this day"),
        "locked": _("locked"),
        "hard_count": _("hard rules broken: %(count)s"),
        "soft_count": _("wishes not met: %(count)s"),
        "hard_total": _("%(count)s hard"),
        "soft_total": _("%(count)s soft"),
        "in_conflict": _("two values, decide"),
        "shift_line": _("%(name)s %(times)s, %(hours)s h paid"),
        "working": _("%(count)s at work"),
        "people_count": pgettext("number of people", "people: %(count)s"),
        "block": _("cells selected: %(count)s"),
        "shift_lead": _("shift lead"),
        "lead_mark": pgettext("mark of a shift lead", "L"),
        "leave_letters": pgettext("how many letters of a kind of leave stand in a cell", "3"),
        "no_skill": _("without a skill"),
        "next_day": _("next day %(time)s"),
        "and": _(" and "),
        "list_comma": _(", "),
        "palette_title": _("%(shift)s, key %(key)s"),
        "filters_on": _("filters on: %(count)s"),
    }


def _columns() -> dict[str, str]:
    return {
        "column_name": _("Name"),
        "column_team": _("Team"),
        "column_number": _("Work no."),
        "column_contract": _("Contract"),
        "column_skills": _("Skills"),
        "column_hours": pgettext("column, unit", "Hours"),
        "column_nights": pgettext("column", "Nights"),
        "column_weekends": pgettext("column, days worked at weekends", "Wkends"),
        "sort_by": _("Sort by: %(column)s"),
        "as_grid": _("As a table"),
        "as_day": _("Day by day"),
        "choose_day": _("Choose a day"),
    }


def _calendar() -> dict[str, str]:
    names = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
    short = [
        pgettext("weekday, narrow", "Mo"),
        pgettext("weekday, narrow", "Tu"),
        pgettext("weekday, narrow", "We"),
        pgettext("weekday, narrow", "Th"),
        pgettext("weekday, narrow", "Fr"),
        pgettext("weekday, narrow", "Sa"),
        pgettext("weekday, narrow", "Su"),
    ]
    return {
        **{f"weekday_{number}": name for number, name in enumerate(names, start=1)},
        **{f"weekday_short_{number}": name for number, name in enumerate(short, start=1)},
        "mark_holiday": _("public holiday: %(name)s"),
        "mark_makeup": _("make-up working day"),
        "mark_short_holiday": pgettext("mark of a public holiday", "H"),
        "mark_short_makeup": pgettext("mark of a make-up working day", "W"),
    }


def _coverage() -> dict[str, str]:
    return {
        "figure_difference": pgettext("head-hours", "Short / over"),
        "figure_required": pgettext("head-hours", "Required"),
        "figure_scheduled": pgettext("head-hours", "Scheduled"),
        "figure_switch": _("In head-hours. Change the figure shown"),
        "coverage_of": _("Coverage of %(queue)s"),
        "coverage_cell": _(
            "%(day)s, %(queue)s: required %(required)s h, scheduled %(scheduled)s h, difference %(difference)s h, short in intervals %(under)s h"
        ),
        "coverage_sum": _("−%(under)s h (%(share)s)"),
        "coverage_sum_long": _("%(under)s head-hours missing of %(required)s required"),
        "coverage_on": _("Coverage on %(day)s"),
        "coverage_line": _("required %(required)s h, scheduled %(scheduled)s h, difference %(difference)s h"),
        "coverage_worst": _("; most missing at %(time)s: %(heads)s"),
        "floor_count": _("Remarks on this day: %(count)s"),
        "interval": _("Interval"),
        "as_table": _("The numbers as a table"),
        "day_before": _("Day before"),
        "day_after": _("Day after"),
        "close": _("Close"),
        "short_hours": _("%(hours)s h short"),
        "covered": _("covered"),
    }


def _work() -> dict[str, str]:
    return {
        "saved": _("Saved"),
        "saved_at": _("Saved %(time)s"),
        "saving": _("Saving"),
        "cut": _("Not connected"),
        "unsaved": _("Not saved, steps: %(count)s"),
        "copied": _("Copied, rows × columns: %(rows)s × %(columns)s"),
        "pasted": _("Pasted, cells: %(count)s"),
        "paste_summary": _("Cells pasted: %(count)s, not pasted: %(bad)s. Addresses count from the top left of the pasted block."),
        "bad_unknown": _("“%(text)s” is not a shift. %(place)s was left as it was."),
        "bad_outside": _("“%(text)s” lies outside the table."),
        "bad_locked": _("%(place)s is locked. Unlock it first."),
        "bad_absent": _("%(place)s: not employed on this day."),
        "kept_locked": _("Locked cells left as they are: %(count)s. Unlock them first (Alt+L)."),
        "kept_absent": _("Cells left as they are: %(count)s. The person is not employed on that day."),
        "too_late": _("Steps that had not been saved when this roster was published, and are dropped: %(count)s."),
        "restored": _("Steps that had not been saved and are restored: %(count)s."),
    }


def _trouble() -> dict[str, str]:
    return {
        "banner_offline": _("No network. Your changes are kept here and will be saved as soon as the connection is back."),
        "banner_unsaved": _("The server cannot be reached. Your changes are kept here and sent again by themselves."),
        "banner_cut": _("The server cannot be reached. What others change is not shown until the connection is back."),
        "banner_logged_out": _("You have been logged out. Your changes are kept here; log in again to save them."),
        "retry": _("Try now"),
        "log_in": _("Log in"),
        "unreachable": _("The server cannot be reached. Try again."),
        "not_loaded": _("The roster could not be loaded. Reload the page."),
        "conflict_title": _("Two values: %(where)s"),
        "conflict_line": _("%(who)s has set %(theirs)s meanwhile; you set %(mine)s."),
        "keep_mine": _("Keep mine: %(value)s"),
        "take_theirs": _("Take theirs: %(value)s"),
        "all_mine": _("Keep all of mine"),
        "all_theirs": _("Take all of theirs"),
    }


def _steps() -> dict[str, str]:
    return {
        "steps": _("Steps"),
        "steps_none": _("No step yet. What you change stands here and can be undone."),
        "undo_this": _("Undo: %(step)s (Ctrl+Z)"),
        "redo_this": _("Redo: %(step)s (Ctrl+Y)"),
        "undo_none": _("Nothing to undo"),
        "redo_none": _("Nothing to redo"),
        "undo_done": _("Undone: %(step)s"),
        "redo_done": _("Done again: %(step)s"),
        "undo_to": _("Undo up to this one, steps: %(count)s"),
        "redo_to": _("Redo up to this one, steps: %(count)s"),
        "undo_left": _("Cells changed by others since and left as they are: %(count)s."),
    }


def _card() -> dict[str, str]:
    return {
        "leave_line": _("On leave: %(kind)s"),
        "break_paid": _("%(times)s %(name)s, paid"),
        "break_unpaid": _("%(times)s %(name)s, unpaid"),
        "breaks_open": _("Breaks are placed when the roster is published."),
        "fix": _("What would help:"),
        "fix_all": _("%(shift)s: breaks no hard rule"),
        "fix_fewer": _("%(shift)s: hard rules broken %(count)s"),
        "choose_shift": _("Choose a shift"),
        "lock": pgettext("action on a cell", "Lock"),
        "unlock": pgettext("action on a cell", "Unlock"),
        "person_line": _("%(number)s, %(team)s: %(hours)s h on %(days)s days, %(nights)s nights, %(weekends)s days at weekends"),
    }


KEYS: tuple[tuple[str, str | Promise], ...] = (
    ("← ↑ ↓ →", gettext_lazy("move; with Shift select a block, with Ctrl to the edge")),
    ("Home End", gettext_lazy("first and last column; with Ctrl first and last row")),
    ("PageUp PageDown", gettext_lazy("a screen up or down")),
    ("A … Z", gettext_lazy("set the shift with this key in all selected cells")),
    ("R", gettext_lazy("day off, unless a shift has this key")),
    ("Del", gettext_lazy("clear")),
    ("Alt+L Shift+L", gettext_lazy("lock or unlock")),
    ("Enter F2", gettext_lazy("open the card: times, breaks, rules")),
    ("Ctrl+C Ctrl+X Ctrl+V", gettext_lazy("copy, cut, paste, also to and from Excel or WPS")),
    ("Ctrl+Z Ctrl+Y", gettext_lazy("undo, redo")),
    ("Ctrl+A Shift+Space", gettext_lazy("select everything, select the row")),
    ("Esc", gettext_lazy("close the card, put the brush down")),
    ("?", gettext_lazy("this list")),
)


def keys() -> list[tuple[list[str], str]]:
    """The keys of the grid and what they do."""
    return [(pressed.split(" ") if "…" not in pressed else [pressed], str(words)) for pressed, words in KEYS]
