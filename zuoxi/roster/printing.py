"""A roster on paper (UX 46): PDF in A3 or A4 landscape with page n / N, or one picture for a chat."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zuoxi.core.errors import Problem
from zuoxi.roster.roster_files.sheet import DAY_OFF, RosterSheet
from zuoxi.roster.roster_files.workbook import weekdays

TEMPLATE = Path(__file__).with_name("roster.typ")
Paper = Literal["a3", "a4", "auto"]
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
)
"""Fonts with Chinese characters, the better ones first."""


class NoFont(Problem):
    code, status = "roster.no_font", 503
    text = gettext_lazy(
        "The server has no Chinese font, so no PDF can be made. Install one (Debian: fonts-noto-cjk), or print this page from the browser."
    )


@dataclass(frozen=True)
class Imprint:
    """What stands around the table: under the title, on the right, at the foot."""

    subtitle: str
    state: str
    printed: str


def pdf(sheet: RosterSheet, imprint: Imprint, *, paper: Paper) -> bytes:
    """All pages."""
    return _compile(sheet, imprint, paper, "pdf")[0]


def picture(sheet: RosterSheet, imprint: Imprint) -> bytes:
    """The whole roster as one PNG."""
    return _compile(sheet, imprint, "auto", "png")[0]


def _compile(sheet: RosterSheet, imprint: Imprint, paper: Paper, kind: Literal["pdf", "png"]) -> list[bytes]:
    inputs = {"data": json.dumps(_data(sheet, imprint, paper), ensure_ascii=False)}
    made: Any = typst.compile(str(TEMPLATE), format=kind, sys_inputs=inputs, ppi=110.0, font_paths=_fonts())
    pages: list[bytes] = made if isinstance(made, list) else [made]  # one picture comes alone
    return pages


def _data(sheet: RosterSheet, imprint: Imprint, paper: Paper) -> dict[str, Any]:
    legend = [{"code": code, "text": f"{look.name} {look.hours}".strip()} for code, look in sheet.looks.items()]
    return {
        "title": sheet.title,
        "subtitle": imprint.subtitle,
        "state": imprint.state,
        "printed": imprint.printed,
        "page": _("page"),
        "columns": [_("Work no."), _("Full name")],
        "days": [_day(day, sheet.marks) for day in sheet.days],
        "rows": [
            {"number": line.number, "name": line.name, "codes": [code or "" for code in codes]}
            for line, codes in zip(sheet.lines, sheet.codes, strict=True)
        ],
        "legend": [*legend, {"code": "□", "text": DAY_OFF if (get_language() or "").startswith("zh") else _("day off")}],
        "legend_title": _("Legend"),
        "paper": paper,
        "language": "zh" if (get_language() or "").startswith("zh") else "en",
        "fonts": ["Liberation Sans", _font()],
    }


def _day(day: date, marks: Mapping[date, str]) -> dict[str, Any]:
    return {"date": f"{day:%d}", "week": f"{weekdays()[day.weekday()]}{marks.get(day, '')}", "weekend": day.weekday() >= 5}


@cache
def _fonts() -> Any:
    """The fonts of this machine, looked up once."""
    return typst.Fonts()


@cache
def _font() -> str:
    """The best Chinese font of this machine."""
    installed = set(_fonts().families())
    for name in CHINESE:
        if name in installed:
            return name
    raise NoFont
