"""`zuoxi erlang`: what given agents achieve, or the least agents for given targets (F-06); one point by options, many by a file."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from zuoxi.cli import erlang_file
from zuoxi.cli.console import refusals
from zuoxi.engine.finding import Refusal
from zuoxi.engine.staffing.domains import check
from zuoxi.engine.staffing.erlang import COLUMNS, evaluate, model_code
from zuoxi.engine.staffing.sizing import erlangs_offered, least_agents
from zuoxi.engine.staffing.targets import Targets
from zuoxi.rules.staffing import StaffingPolicy

DEFAULT = StaffingPolicy()
HELP = _(
    "Erlang B, C and A: what given agents achieve, or with --size the least agents that keep all targets.\n\n"
    "One point: zuoxi erlang --model A --calls 400 --aht 180 --agents 45 --patience 380\n\n"
    "Least agents: zuoxi erlang --size --erlangs 40 --aht 180 --service-level 0.8 --threshold 20 --max-occupancy 0.85\n\n"
    "Many: zuoxi erlang --csv examples/points.csv --out results.csv with the columns model, erlangs, aht_s, agents, patience_s, sl_threshold_s; "
    "with --size also service_level, max_abandon, max_occupancy, max_asa_s (an empty cell is not a target) and no agents. "
    "Options stand in for columns that are not there.\n\n"
    "Erlang C with fewer agents than erlangs has no end to its queue: p_wait is 1, the waits are inf (null in JSON)."
)


def command(
    model: Annotated[str, typer.Option(help=_("B: turned away when busy, C: waits until answered, A: hangs up after a while."))] = "C",
    erlangs: Annotated[float | None, typer.Option(help=_("Offered load: contacts per second x handling seconds."))] = None,
    calls: Annotated[float | None, typer.Option(help=_("Instead of the load: contacts in one interval of --step seconds."))] = None,
    step: Annotated[float, typer.Option(help=_("Seconds of the interval for --calls."))] = 1800.0,
    aht: Annotated[float | None, typer.Option(help=_("Mean handling time in seconds."))] = None,
    agents: Annotated[int | None, typer.Option(help=_("Agents on the contacts."))] = None,
    patience: Annotated[float | None, typer.Option(help=_("Mean patience in seconds, for model A."))] = None,
    threshold: Annotated[
        float, typer.Option(help=_("Seconds within which an answer counts for the service level."))
    ] = DEFAULT.phone_report_threshold_s,
    size: Annotated[
        bool, typer.Option("--size", help=_("Find the least agents for the targets; without any target 80 % within the threshold."))
    ] = False,
    service_level: Annotated[float | None, typer.Option(help=_("Target: least share of offered answered within the threshold."))] = None,
    max_abandon: Annotated[float | None, typer.Option(help=_("Target: largest share that hangs up."))] = None,
    max_occupancy: Annotated[float | None, typer.Option(help=_("Target: highest occupancy."))] = None,
    max_asa: Annotated[float | None, typer.Option(help=_("Target: longest mean wait of the answered in seconds."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    csv: Annotated[Path | None, typer.Option(help=_("File of points, CSV or XLSX."))] = None,
    out: Annotated[Path | None, typer.Option(help=_("CSV file for the results; it appears whole or not at all."))] = None,
) -> None:
    given: dict[str, Any] = {"model": model.upper(), "patience_s": patience, "sl_threshold_s": threshold, "agents": agents}
    given |= {"service_level": service_level, "max_abandon": max_abandon, "max_occupancy": max_occupancy, "max_asa_s": max_asa}
    with refusals(str(csv or "")):
        if csv is not None:
            erlang_file.run(csv, out, size=size, given=given)
            return
        given |= {"aht_s": _needed("aht_s", aht), "erlangs": _load(erlangs, calls, step, aht)}
        _show(_sized(given) if size else given, as_json)


command.__doc__ = HELP


def _needed(name: str, value: float | None) -> float:
    if value is None:
        raise Refusal("staffing.not_given", name=name)
    check(name, value)
    return value


def _load(erlangs: float | None, calls: float | None, step_s: float, aht_s: float | None) -> float:
    if erlangs is None and calls is not None:
        return float(erlangs_offered(volume=calls, aht_s=_needed("aht_s", aht_s), step_s=step_s))
    return _needed("erlangs", erlangs)


def _sized(given: dict[str, Any]) -> dict[str, Any]:
    """The point with the least agents in place."""
    model_code(given["model"])
    wanted = {name: given[name] for name in erlang_file.TARGETS}
    if all(value is None for value in wanted.values()):
        wanted["service_level"] = DEFAULT.phone_service_level
    targets = Targets(threshold_s=given["sl_threshold_s"], **wanted)
    agents = least_agents(model=given["model"], erlangs=given["erlangs"], aht_s=given["aht_s"], targets=targets, patience_s=given["patience_s"])
    return given | {"agents": agents}


def _show(point: dict[str, Any], as_json: bool) -> None:
    performance = evaluate(
        model=point["model"],
        erlangs=point["erlangs"],
        agents=int(_needed("agents", point["agents"])),
        aht_s=point["aht_s"],
        patience_s=point["patience_s"],
        threshold_s=point["sl_threshold_s"],
    )
    names = ("model", "erlangs", "aht_s", "agents", "patience_s", "sl_threshold_s")
    figures = {name: point[name] for name in names} | {name: getattr(performance, name) for name in COLUMNS}
    if as_json:
        typer.echo(json.dumps({name: None if figure == math.inf else figure for name, figure in figures.items()}))
        return
    for name, figure in figures.items():
        if figure is not None:
            typer.echo(f"{name:<15} {figure:.6g}" if isinstance(figure, float) else f"{name:<15} {figure}")
