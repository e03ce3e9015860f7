"""Many points for `zuoxi erlang` from a file into a file: every fault by row and column, nothing written unless all rows are right."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import typer
from numpy.typing import NDArray

from zuoxi.cli.console import BAD_INPUT, complain
from zuoxi.cli.places import check_file
from zuoxi.core.tables import Cell, Limits, Table, as_text, csv_bytes, find_columns, number, read_path, write_whole
from zuoxi.engine.finding import Finding, Refusal
from zuoxi.engine.staffing.domains import DOMAINS
from zuoxi.engine.staffing.erlang import CODES, COLUMNS, Performance, evaluate_many
from zuoxi.engine.staffing.sizing import least_agents_many
from zuoxi.engine.staffing.targets import MEANINGFUL, Targets
from zuoxi.rules.staffing import StaffingPolicy

TARGETS = ("service_level", "max_abandon", "max_occupancy", "max_asa_s")
POINT = ("erlangs", "aht_s", "agents", "patience_s", "sl_threshold_s")
NAMES = {"model": ("model",), "sl_threshold_s": ("sl_threshold_s", "threshold_s"), **{name: (name,) for name in (*POINT[:4], *TARGETS)}}
ALWAYS = ("erlangs", "aht_s")
LIMITS = Limits(rows=2_000_000, file_bytes=500 * 1024 * 1024)
"""A person's own machine and own file: room for years of quarter hours."""

Floats = NDArray[np.float64]


@dataclass
class Points:
    """The columns as read, NaN where a cell is empty, and what is wrong with them."""

    table: Table
    given: Mapping[str, Any]
    places: Mapping[str, int]
    models: list[str] = field(default_factory=list)
    columns: dict[str, Floats] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def cells(self, name: str) -> Iterator[Cell]:
        """The cells of a column; where the file has no such column, what the options say."""
        place = self.places.get(name)
        stand_in = self.given.get(name)
        for row in self.table.rows:
            yield stand_in if place is None else row.cells[place]

    def fault(self, index: int, column: str, code: str, **facts: Any) -> None:
        """Remember one fault."""
        self.findings.append(Finding(code, row=self.table.rows[index].number, column=column, facts=facts))


def run(source: Path, target: Path | None, *, size: bool, given: Mapping[str, Any]) -> None:
    """Read, compute, write. `given` are the options, which stand in for columns that the file does not have."""
    if target is None:
        raise Refusal("staffing.out_missing")
    check_file(target, "staffing.unwritable")
    table = read_path(source, limits=LIMITS)
    points = Points(table, given, find_columns(table.header, NAMES, optional=tuple(name for name in NAMES if name not in ALWAYS)))
    _read(points, size)
    if points.findings:
        complain(sorted(points.findings, key=lambda finding: finding.row or 0), str(source))
        raise typer.Exit(BAD_INPUT)
    agents = _least(points) if size else points.columns["agents"].astype(np.int64)
    _write(target, points, agents, size)


def _read(points: Points, size: bool) -> None:
    points.models = [as_text(cell).upper() for cell in points.cells("model")]
    for index, (model, cell) in enumerate(zip(points.models, points.cells("model"), strict=True)):
        if model not in CODES:
            points.fault(index, "model", "staffing.model", value=as_text(cell) or '""')
    for name in (*POINT, *(TARGETS if size else ())):
        if not (size and name == "agents"):
            points.columns[name] = _numbers(points, name)
    models = np.array(points.models)
    for name in ("erlangs", "aht_s", *(() if size else ("agents",))):
        _missing(points, name, np.isnan(points.columns[name]))
    _missing(points, "sl_threshold_s", np.isnan(points.columns["sl_threshold_s"]) & (models != "B"))
    _missing(points, "patience_s", np.isnan(points.columns["patience_s"]) & (models == "A"), "staffing.patience_missing")
    points.columns["sl_threshold_s"][models == "B"] = 0.0
    if size:
        _check_targets(points)


def _numbers(points: Points, name: str) -> Floats:
    """A column as numbers; what is no number, or outside its range, is a fault."""
    domain = DOMAINS["threshold_s" if name == "sl_threshold_s" else name]
    values = np.full(len(points.table.rows), np.nan)
    for index, cell in enumerate(points.cells(name)):
        if cell is None:
            continue
        value = number(float(cell) if isinstance(cell, int) else cell)
        if value is None:
            points.fault(index, name, "staffing.not_a_number", name=name, value=as_text(cell))
        elif not domain.holds(value):
            points.fault(
                index,
                name,
                "staffing.out_of_range",
                name=name,
                value=as_text(cell) if isinstance(cell, str) else cell,
                low=domain.low,
                high=domain.high,
            )
        else:
            values[index] = value
    return values


def _missing(points: Points, name: str, lacking: NDArray[np.bool_], code: str = "staffing.not_given") -> None:
    """Empty cells where a number is needed; a cell that holds rubbish has been named already."""
    place = points.places.get(name)
    for index in np.flatnonzero(lacking).tolist():
        if place is None or points.table.rows[index].cells[place] is None:
            points.fault(index, name, code, name=name)


def _check_targets(points: Points) -> None:
    """Every row needs a target that its model can speak of. Where neither file nor options have any, the service level of the policy is it."""
    if all(np.isnan(points.columns[name]).all() for name in TARGETS) and not any(name in points.places for name in TARGETS):
        points.columns["service_level"][:] = StaffingPolicy().phone_service_level
    faulty = {finding.row for finding in points.findings}
    for index, model in enumerate(points.models):
        if points.table.rows[index].number not in faulty and all(np.isnan(points.columns[name][index]) for name in MEANINGFUL[model]):
            points.fault(index, MEANINGFUL[model][0], "staffing.no_target", model=model, names=", ".join(MEANINGFUL[model]))


def _targets(points: Points) -> list[Targets]:
    columns = [points.columns[name].tolist() for name in ("service_level", "sl_threshold_s", "max_abandon", "max_occupancy", "max_asa_s")]
    known: dict[tuple[float | None, ...], Targets] = {}
    rows = [tuple(None if value != value else value for value in row) for row in zip(*columns, strict=True)]
    return [known.setdefault(row, known.get(row) or Targets(*row)) for row in rows]


def _least(points: Points) -> NDArray[np.int64]:
    columns = points.columns
    return least_agents_many(
        model=points.models, erlangs=columns["erlangs"], aht_s=columns["aht_s"], targets=_targets(points), patience_s=columns["patience_s"]
    )


def _write(target: Path, points: Points, agents: NDArray[np.int64], size: bool) -> None:
    columns = points.columns
    performance = evaluate_many(
        model=points.models,
        erlangs=columns["erlangs"],
        agents=agents,
        aht_s=columns["aht_s"],
        patience_s=columns["patience_s"],
        threshold_s=columns["sl_threshold_s"],
    )
    content = csv_bytes((*_header(points, size), *COLUMNS), _rows(points, agents, performance, size))
    try:
        write_whole(target, content.removeprefix(codecs.BOM_UTF8) if content[3:].isascii() else content)
    except OSError as error:
        raise Refusal("staffing.unwritable", file=str(target)) from error


def _header(points: Points, size: bool) -> list[str]:
    header = list(points.table.header)
    return [*header, "agents"] if size and "agents" not in points.places else header


def _rows(points: Points, agents: NDArray[np.int64], performance: Performance[Floats], size: bool) -> Iterator[Sequence[Cell | int]]:
    """The row as it was read, the agents that were found in their own column or behind, then the results."""
    figures = np.column_stack([getattr(performance, name) for name in COLUMNS]).tolist()
    place = points.places.get("agents")
    for row, heads, results in zip(points.table.rows, agents.tolist(), figures, strict=True):
        cells: list[Cell | int] = list(row.cells)
        if size and place is None:
            cells.append(heads)
        elif size and place is not None:
            cells[place] = heads
        yield [*cells, *results]
