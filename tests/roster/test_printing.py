"""A roster on paper and as a picture: the paper asked for, as many pages as it takes, every language."""

from __future__ import annotations

import re
import struct
from datetime import date, timedelta

import pytest
from django.utils import translation

from zuoxi.roster import printing
from zuoxi.roster.printing import Imprint, NoFont, pdf, picture
from zuoxi.roster.roster_files.sheet import Line, Look, RosterSheet

MONDAY = date(2026, 11, 23)
IMPRINT = Imprint(subtitle="客服一部", state="草稿 2", printed="2026-11-22 09:30")
LOOKS = {"早": Look("早班", "07:00-16:00", "#2f7ed8"), "夜": Look("夜班", "21:00-07:00", "#45508a")}
A4, A3 = (841.89, 595.28), (1190.55, 841.89)


@pytest.fixture(autouse=True)
def with_a_font() -> None:
    """Paper needs a Chinese font; where the machine has none the tests are reported as not run."""
    try:
        printing._font()
    except NoFont:
        pytest.skip("not run: this machine has no Chinese font")


def sheet(people: int = 3, days: int = 7, **more: object) -> RosterSheet:
    codes = tuple(tuple(("早", "夜", None)[(n + d) % 3] for d in range(days)) for n in range(people))
    lines = tuple(Line(f"{1000 + n}", f"林小雨{n}", "一班") for n in range(people))
    return RosterSheet(MONDAY, lines, codes, LOOKS, {MONDAY + timedelta(days=2): "休"}, "第 48 周", **more)  # type: ignore[arg-type]


def pages(file: bytes) -> list[tuple[float, float]]:
    """Width and height of every page."""
    found = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", file)
    return [(float(width), float(height)) for width, height in found]


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("a3", A3)])
def test_paper_is_as_large_as_asked_for_and_lies_on_its_side(paper: printing.Paper, size: tuple[float, float]) -> None:
    file = pdf(sheet(), IMPRINT, paper=paper)
    assert file.startswith(b"%PDF-")
    assert pages(file) == [pytest.approx(size, abs=0.5)]


def test_more_people_take_more_pages_and_a3_takes_fewer_than_a4() -> None:
    few, many = (len(pages(pdf(sheet(people, 28), IMPRINT, paper="a4"))) for people in (10, 120))
    assert few == 1
    assert many > few
    assert len(pages(pdf(sheet(120, 28), IMPRINT, paper="a3"))) < many


def test_a_picture_is_one_png_that_grows_with_the_people() -> None:
    sizes = []
    for people in (2, 40):
        image = picture(sheet(people), IMPRINT)
        assert image.startswith(b"\x89PNG\r\n\x1a\n")
        sizes.append(struct.unpack(">II", image[16:24]))
    assert sizes[0][1] < sizes[1][1]
    assert sizes[0][0] == pytest.approx(sizes[1][0], rel=0.25)


def test_a_roster_of_nobody_is_still_a_page() -> None:
    assert len(pages(pdf(RosterSheet(MONDAY, (), (), title="空"), IMPRINT, paper="a4"))) == 1


@pytest.mark.parametrize("text", ['"', "\\", "#let x = 1", "$a$", "*bold* _it_", "<script>", "@", "[", "一" * 40, "👩‍💻", "a\nb"])
def test_whatever_a_name_or_title_is_made_of_it_is_only_text(text: str) -> None:
    hostile = RosterSheet(MONDAY, (Line(text, text, text),), (("早",),), {"早": Look(text, text, "#000000")}, {}, text)
    assert len(pages(pdf(hostile, Imprint(text, text, text), paper="a4"))) == 1


@pytest.mark.parametrize(("language", "off", "column"), [("zh-hans", "休", "工号"), ("en", "day off", "Work no.")])
def test_the_words_on_paper_are_in_the_readers_language(language: str, off: str, column: str) -> None:
    with translation.override(language):
        data = printing._data(sheet(), IMPRINT, "a4")
    assert data["columns"][0] == column
    assert data["legend"][-1] == {"code": "□", "text": off}
    assert [one["code"] for one in data["legend"][:-1]] == ["早", "夜"]


def test_days_carry_their_marks_and_weekends_are_told_apart() -> None:
    with translation.override("zh-hans"):
        days = printing._data(sheet(days=8), IMPRINT, "a4")["days"]
    assert [day["date"] for day in days] == ["23", "24", "25", "26", "27", "28", "29", "30"]
    assert [day["weekend"] for day in days] == [False] * 5 + [True, True, False]
    assert days[2]["week"].endswith("休")
    assert not days[1]["week"].endswith("休")


def test_a_machine_without_a_chinese_font_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    printing._font.cache_clear()
    monkeypatch.setattr(printing, "CHINESE", ("No Such Font",))
    with pytest.raises(NoFont) as refused:
        pdf(sheet(), IMPRINT, paper="a4")
    assert (refused.value.code, refused.value.status) == ("roster.no_font", 503)
    printing._font.cache_clear()
