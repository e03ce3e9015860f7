"""Charts are small, well-formed SVG without script; gaps stay gaps; numbers stand where colours do."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.roster.file_plan.charts import Band, Line, heat_map, line_chart

NS = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def chart(*values: float, **more: object) -> ElementTree.Element:
    return parsed(line_chart([Line("a", np.array(values), "#123456")], labels=[str(n) for n in range(len(values))], title="t", **more))  # type: ignore[arg-type]


def drawn(root: ElementTree.Element, colour: str = "#123456") -> list[str]:
    return [path.get("d", "") for path in root.iter(f"{NS}path") if path.get("stroke") == colour and path.get("fill") == "none"]


def test_a_line_has_a_point_for_each_value_and_a_gap_for_each_unknown_one() -> None:
    (path,) = drawn(chart(1.0, 2.0, np.nan, 4.0))
    assert (path.count("M"), path.count("L")) == (2, 1)


def test_a_value_between_two_gaps_is_a_dot() -> None:
    (path,) = drawn(chart(1.0, np.nan, 3.0, np.nan, 4.0, 5.0))
    assert (path.count("h0"), path.count("L")) == (2, 1)


@pytest.mark.parametrize(("highest", "top"), [(7.0, "10"), (10.0, "10"), (11.0, "20"), (21.0, "25"), (0.03, "0.05"), (1234.0, "2,000")])
def test_the_axis_ends_at_a_round_number(highest: float, top: str) -> None:
    assert top in [text.text for text in chart(0.0, highest).iter(f"{NS}text")]


def test_a_higher_value_is_drawn_higher() -> None:
    (path,) = drawn(chart(1.0, 3.0))
    ys = [float(part.split(" ")[1]) for part in path.replace("M", "L").split("L")[1:]]
    assert ys[1] < ys[0]


def test_a_band_is_one_shape_for_each_stretch_without_a_gap() -> None:
    low, high = np.array([1.0, 1.0, np.nan, 2.0]), np.array([2.0, 3.0, np.nan, 4.0])
    root = chart(1.0, 2.0, 3.0, 4.0, bands=[Band("b", low, high, "#abcdef")])
    (shape,) = [path.get("d", "") for path in root.iter(f"{NS}path") if path.get("fill") == "#abcdef"]
    assert shape.count("Z") == 2


def test_names_are_escaped() -> None:
    svg = line_chart([Line("<b>&", np.array([1.0]), "#123456")], labels=["<i>"], title='"><script>alert(1)</script>')
    assert "<script" not in svg
    assert parsed(svg).findtext(f"{NS}title") == '"><script>alert(1)</script>'


def test_a_heat_map_writes_the_number_where_half_a_head_or_more_is_off() -> None:
    svg = heat_map(np.array([[0.0, -1.0, 3.0], [0.4, np.nan, -0.5]]), rows=["a", "b"], columns=["8", "9", "10"], title="t")
    root = parsed(svg)
    numbers = [text.text for text in root.iter(f"{NS}text") if text.get("class")]
    assert numbers == ["-1", "+3", "-1"]
    assert len(list(root.iter(f"{NS}rect"))) == 5


def test_missing_heads_are_red_and_heads_to_spare_blue() -> None:
    root = parsed(heat_map(np.array([[-9.0, 9.0]]), rows=["a"], columns=["8", "9"], title="t"))
    assert [rect.get("fill") for rect in root.iter(f"{NS}rect")] == ["#d64545", "#4a7fc1"]
    paler = parsed(heat_map(np.array([[-9.0, 9.0]]), rows=["a"], columns=["8", "9"], title="t", full=20))
    assert "#d64545" not in [rect.get("fill") for rect in paler.iter(f"{NS}rect")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.floats(0, 1e7), st.just(float("nan"))), min_size=1, max_size=40))
def test_any_values_make_a_chart_that_can_be_parsed(values: list[float]) -> None:
    root = chart(*values)
    assert "nan" not in ElementTree.tostring(root, encoding="unicode")
    assert root.get("role") == "img"
