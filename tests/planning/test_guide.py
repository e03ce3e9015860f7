"""The guide says what is so: its columns are understood, its verbs exist, its sums are right."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from zuoxi.core.tables.calls import COLUMNS
from zuoxi.core.tables.columns import find_columns
from zuoxi.engine.forecast.accuracy import HORIZONS
from zuoxi.engine.staffing.shrinkage import gross_heads
from zuoxi.planning.costs import NightPolicy

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "planning.md").read_text(encoding="utf-8")


def rows(section: str) -> list[list[str]]:
    """The cells of the table rows of a section, without head and rule."""
    part = GUIDE.split(f"## {section}")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_column_name_of_the_guide_is_understood() -> None:
    names = [name for _what, told in rows("History (F-03)") for name in re.findall(r"`([^`]+)`", told) if ":" not in name]
    known = {name for several in COLUMNS.values() for name in several}
    assert len(names) > 15
    for name in names:
        field = next((field for field, several in COLUMNS.items() if name in several), None)
        assert field is not None, name
        assert find_columns((name,), {field: COLUMNS[field]}) == {field: 0}
    assert set(names) <= known


@pytest.mark.parametrize(("modules", "verbs"), rows("In code"))
def test_every_verb_of_the_guide_exists(modules: str, verbs: str) -> None:
    loaded = [import_module(f"zuoxi.planning.{name}") for name in re.findall(r"`([^`]+)`", modules)]
    for verb in re.findall(r"`(\w+)(?:\(\w+\))?`", verbs):
        assert any(hasattr(module, verb) for module in loaded), verb


def test_twenty_one_heads_at_thirty_per_cent_are_thirty() -> None:
    assert "21 heads at 30 % are 30" in GUIDE
    assert int(gross_heads(21, 0.3)) == 30


def test_the_night_and_the_horizons_of_the_guide_are_those_of_the_code() -> None:
    night = NightPolicy()
    assert f"({night.begins_min // 60:02d}:00 to {night.ends_min // 60:02d}:00)" in GUIDE
    assert f"({', '.join(str(days) for days in HORIZONS)} days)" in GUIDE
