"""Small charts as inline SVG: they print, need no script and no network, and every colour is doubled by a number or a line style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 900, 220, 44, 24, 12
TICKS = 4
SHORT, ENOUGH, OVER = "#d64545", "#e8f1ea", "#4a7fc1"


@dataclass(frozen=True)
class Line:
    """A line of a chart: what it is called, its values (NaN: a gap), colour, and an SVG dash pattern ("" for a solid line)."""

    label: str
    values: Values
    colour: str
    dash: str = ""


@dataclass(frozen=True)
class Band:
    """A shaded range between two lines."""

    label: str
    low: Values
    high: Values
    colour: str


def line_chart(lines: Sequence[Line], *, labels: Sequence[str], title: str, bands: Sequence[Band] = ()) -> str:
    """Lines over labels, from zero up; `title` is what a screen reader says."""
    every = [line.values for line in lines] + [band.high for band in bands]
    top = _round_up(max((float(np.nanmax(values)) for values in every if not np.isnan(values).all()), default=1.0))
    scale = _Scale(len(labels), top)
    body = [*_axis(scale, labels), *(_band(scale, band) for band in bands), *(_line(scale, line) for line in lines)]
    return _svg(HEIGHT + 22, title, [*body, *_key(lines, bands)])


def heat_map(difference: Values, *, rows: Sequence[str], columns: Sequence[str], title: str, full: float = 4.0) -> str:
    """Heads too many (blue, +) or missing (red, -) by row and column; a number stands in every cell that is off by half a head or more.

    A cell has its full colour at `full` heads.
    """
    width, height = (WIDTH - 80) / max(len(columns), 1), 15
    cells = [
        _cell(80 + column * width, 18 + row * height, width, height, float(difference[row, column]), full)
        for row in range(len(rows))
        for column in range(len(columns))
        if not np.isnan(difference[row, column])
    ]
    names = [_text(74, 18 + row * height + 11, name, "end") for row, name in enumerate(rows)]
    heads = [_text(80 + column * width, 12, name, "start") for column, name in enumerate(columns) if column % 2 == 0]
    return _svg(24 + height * len(rows), title, [*heads, *names, *cells])


@dataclass(frozen=True)
class _Scale:
    points: int
    top: float

    def x(self, point: int) -> float:
        return LEFT + (WIDTH - LEFT - 8) * point / max(self.points - 1, 1)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / self.top


SMALLEST = 1e-9
"""Heads below this are none; powers of ten as small as floating point allows are not exact."""


def _round_up(value: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    if value < SMALLEST:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value))


def _axis(scale: _Scale, labels: Sequence[str]) -> list[str]:
    parts = []
    for tick in range(TICKS + 1):
        value = scale.top * tick / TICKS
        y = scale.y(value)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - 8}" stroke="#dde2e7"/>')
        parts.append(_text(LEFT - 6, y + 4, f"{value:,.4g}" if value < 1000 else f"{value:,.0f}", "end"))
    every = -(-len(labels) // 14)
    parts += [_text(scale.x(point), HEIGHT - 8, label, "middle") for point, label in enumerate(labels) if point % every == 0]
    return parts


def _path(scale: _Scale, values: Values) -> str:
    """A path with a new beginning after each gap; a value between two gaps is a dot."""
    parts, pen = [], "M"
    for point, value in enumerate(values):
        if np.isnan(value):
            pen = "M"
            continue
        alone = pen == "M" and (point + 1 == len(values) or np.isnan(values[point + 1]))
        parts.append(f"{pen}{scale.x(point):.1f} {scale.y(float(value)):.1f}{'h0' if alone else ''}")
        pen = "L"
    return "".join(parts)


def _line(scale: _Scale, line: Line) -> str:
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    return f'<path d="{_path(scale, line.values)}" fill="none" stroke="{line.colour}" stroke-width="2" stroke-linecap="round"{dash}/>'


def _band(scale: _Scale, band: Band) -> str:
    """One polygon for each stretch without a gap."""
    known = ~np.isnan(band.low) & ~np.isnan(band.high)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    shapes = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        points = range(int(first), int(last))
        upper = [f"{scale.x(p):.1f} {scale.y(float(band.high[p])):.1f}" for p in points]
        lower = [f"{scale.x(p):.1f} {scale.y(float(band.low[p])):.1f}" for p in reversed(points)]
        shapes.append(f"M{'L'.join(upper + lower)}Z")
    return f'<path d="{"".join(shapes)}" fill="{band.colour}" stroke="{band.colour}" stroke-width="3"/>'


def _key(lines: Sequence[Line], bands: Sequence[Band]) -> list[str]:
    parts, x = [], float(LEFT)
    for label, colour, dash in [*((line.label, line.colour, line.dash) for line in lines), *((band.label, band.colour, "") for band in bands)]:
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<path d="M{x:.0f} {HEIGHT + 10}h22" stroke="{colour}" stroke-width="4"{pattern}/>')
        parts.append(_text(x + 28, HEIGHT + 14, label, "start"))
        x += 56 + sum(13 if ord(letter) > 255 else 7 for letter in label)
    return parts


def _cell(x: float, y: float, width: float, height: float, value: float, full: float) -> str:
    colour = _mixed(SHORT if value < 0 else OVER, min(abs(value) / full, 1.0))
    rect = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width - 1:.1f}" height="{height - 1}" fill="{colour}"/>'
    heads = int(abs(value) + 0.5)
    if not heads:
        return rect
    ink = "light" if abs(value) >= 0.7 * full else "dark"
    return rect + f'<text x="{x + width / 2:.1f}" y="{y + 11:.1f}" class="{ink}">{"-" if value < 0 else "+"}{heads}</text>'


def _mixed(colour: str, share: float) -> str:
    """`ENOUGH` mixed with a share of the colour."""
    pairs = ((int(ENOUGH[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    head = f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
    return head + "".join(parts) + "</svg>"
