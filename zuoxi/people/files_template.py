"""An empty people workbook with drop-downs (UX 48): what may stand in a column can be picked, work numbers are text from the first cell."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zuoxi.core.tables.writing import OPTIONS
from zuoxi.people.files import COLUMNS

ROWS = 5000
WIDTHS = {"number": 14, "name": 14, "team": 14, "post": 14, "contract": 14, "skills": 36, "probation": 14, "leave": 36}


def header() -> dict[str, str]:
    """Column by field in the reader's language; both are read back."""
    chinese = (get_language() or "").startswith("zh")
    return {field: names[0] if chinese else names[1].capitalize() for field, names in COLUMNS.items()}


def template(*, contracts: Sequence[str], skills: Sequence[str], teams: Sequence[str] = ()) -> bytes:
    """An XLSX workbook: the sheet to fill, and a sheet that lists what may be entered and how."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    page, lists = book.add_worksheet(_("People")), book.add_worksheet(_("Choices"))
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    page.freeze_panes(1, 2)
    names = header()
    for column, field in enumerate(names):
        page.set_column(column, column, WIDTHS.get(field, 10), text if field in ("number", "skills", "leave") else None)
        page.write_string(0, column, names[field], bold)
    options = {"contract": contracts, "team": teams, "lead": (_("yes"), _("no")), "grade": ("1", "2", "3", "4", "5")}
    for place, (field, values) in enumerate(options.items()):
        lists.write_column(0, place, [names[field], *values])
        if values:
            source = f"='{lists.get_name()}'!${chr(65 + place)}$2:${chr(65 + place)}${len(values) + 1}"
            strict = "stop" if field != "team" else "information"
            column = list(names).index(field)
            page.data_validation(1, column, ROWS, column, {"validate": "list", "source": source, "error_type": strict})
    lists.write_column(0, len(options), [names["skills"], *skills])
    lists.write_column(0, len(options) + 1, [_("How to write"), *_hints(skills)])
    lists.set_column(0, len(options), 14)
    lists.set_column(len(options) + 1, len(options) + 1, 80)
    book.close()
    return target.getvalue()


def _hints(skills: Sequence[str]) -> list[str]:
    example = "; ".join(f"{name}:{level}" for name, level in zip(skills, (4, 3), strict=False)) or "hotline:4"
    return [
        _("Work number: as text, leading zeros stay."),
        _("Skills: each with its level from 1 to 5, for example %(example)s.") % {"example": example},
        _("Leave: days or ranges, for example 2026-12-03; 2026-12-10~2026-12-14."),
        _("Only the first sheet is read."),
    ]
