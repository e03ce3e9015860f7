"""A roster as a workbook: people x days with colours, a legend, coverage; prints on A3 or A4 landscape with the header on every page (UX 46)."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from zuoxi.core.tables.writing import OPTIONS
from zuoxi.people.files_template import header
from zuoxi.roster.roster_files.coverage import QueueCoverage, rows
from zuoxi.roster.roster_files.sheet import DAY_OFF, Look, RosterSheet

PAPERS = {"A3": 8, "A4": 9}
NARROW, PEOPLE = 5, (12, 12, 12)
WEEKEND = "#eef1f4"
PALE = 0.72
"""How far a shift's colour is mixed with white, so that its code stays black on pale, also on paper."""


def workbook(sheet: RosterSheet, coverages: tuple[QueueCoverage, ...], *, paper: Literal["A3", "A4"] = "A4", version: str = "") -> bytes:
    """The sheets `Roster`, `Shifts` and `Coverage`. `version` is printed at the foot of every page."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    _Grid(book, sheet).write(paper, version)
    _legend(book, sheet)
    _coverage(book, coverages, sheet.first_day)
    book.close()
    return target.getvalue()


def weekdays() -> list[str]:
    """One or two letters for each weekday, Monday first."""
    return [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]


def pale(colour: str) -> str:
    """`#rrggbb` mixed with white."""
    mixed = (round(int(colour[at : at + 2], 16) * (1 - PALE) + 255 * PALE) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


class _Grid:
    """The sheet people x days. Row 1 names columns and days, row 2 weekdays, then one row a person."""

    def __init__(self, book: Any, sheet: RosterSheet) -> None:
        self.book, self.sheet = book, sheet
        self.page = book.add_worksheet(_("Roster"))
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"border": 1, "border_color": "#c8ccd1", "valign": "vcenter", **properties})
        return self.formats[key]

    def write(self, paper: Literal["A3", "A4"], version: str) -> None:
        names = [header()[field] for field in ("number", "name", "team")]
        for column, (name, width) in enumerate(zip(names, PEOPLE, strict=True)):
            self.page.set_column(column, column, width)
            self.page.write_string(0, column, name, self.style(bold=True))
            self.page.write_string(1, column, "", self.style())
        self.page.set_column(len(names), len(names) + len(self.sheet.days), NARROW)
        self._days(len(names))
        for number, (line, codes) in enumerate(zip(self.sheet.lines, self.sheet.codes, strict=True), start=2):
            for column, text in enumerate((line.number, line.name, line.team)):
                self.page.write_string(number, column, text, self.style())
            for column, code in enumerate(codes, start=len(names)):
                self.page.write_string(number, column, code or DAY_OFF, self._cell(code, column - len(names)))
        self._print(paper, version, len(names))

    def _days(self, left: int) -> None:
        names = weekdays()
        for column, day in enumerate(self.sheet.days, start=left):
            style = {"bold": True, "align": "center", **self._shade(day)}
            self.page.write_datetime(0, column, _midnight(day), self.style(num_format="mm-dd", **style))
            mark = self.sheet.marks.get(day, "")
            self.page.write_string(1, column, f"{names[day.weekday()]}{mark}", self.style(**style))

    def _shade(self, day: date) -> dict[str, str]:
        return {"bg_color": WEEKEND} if day.weekday() >= 5 else {}

    def _cell(self, code: str | None, day: int) -> Any:
        if code is None:
            return self.style(align="center", font_color="#8a9099", **self._shade(self.sheet.days[day]))
        look = self.sheet.looks.get(code)
        return self.style(align="center", **({"bg_color": pale(look.colour)} if look else {}))

    def _print(self, paper: Literal["A3", "A4"], version: str, left: int) -> None:
        page = self.page
        page.freeze_panes(2, left)
        page.set_landscape()
        page.set_paper(PAPERS[paper])
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, 1)
        page.repeat_columns(0, left - 1)
        page.set_header("&L" + _plain(self.sheet.title))
        page.set_footer("&L" + _plain(version) + "&R&P / &N")


def _plain(text: str) -> str:
    """Text without the marks that headers and footers would obey, short enough for them."""
    return text.replace("&", "&&")[:120]


def _legend(book: Any, sheet: RosterSheet) -> None:
    page = book.add_worksheet(_("Shifts"))
    page.set_column(1, 2, 24)
    bold = book.add_format({"bold": True})
    for column, name in enumerate((_("code"), _("name"), _("hours"))):
        page.write_string(0, column, name, bold)
    shown = [*sheet.looks.items(), (DAY_OFF, Look(_("day off"), "", "#ffffff"))]
    for number, (code, look) in enumerate(shown, start=1):
        page.write_string(number, 0, code, book.add_format({"bg_color": pale(look.colour), "align": "center"}))
        page.write_string(number, 1, look.name)
        page.write_string(number, 2, look.hours)


def _coverage(book: Any, coverages: tuple[QueueCoverage, ...], first_day: date) -> None:
    page = book.add_worksheet(_("Coverage"))
    bold, short, day_format = (
        book.add_format({"bold": True}),
        book.add_format({"font_color": "#b3261e"}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
    )
    page.set_column(1, 1, 12)
    page.freeze_panes(1, 0)
    for column, name in enumerate((_("queue"), _("day"), _("start"), _("required"), _("scheduled"), _("difference"))):
        page.write_string(0, column, name, bold)
    for number, (queue, day, start, required, scheduled, difference) in enumerate(rows(coverages, first_day=first_day), start=1):
        page.write_string(number, 0, queue)
        page.write_datetime(number, 1, _midnight(day), day_format)
        page.write_string(number, 2, start)
        page.write_number(number, 3, required)
        page.write_number(number, 4, scheduled)
        page.write_number(number, 5, difference, short if difference < 0 else None)
