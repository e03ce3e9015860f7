"""`zuoxi policy`: check a policy file, and show what holds as a file that can be changed (P-01)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zuoxi.cli.console import refusals, stop_on_errors
from zuoxi.core import policy
from zuoxi.core.tables import read_bytes
from zuoxi.core.tables.csv_file import decoded
from zuoxi.core.tables.reading import check_size
from zuoxi.engine.finding import Refusal
from zuoxi.rules import policy_file
from zuoxi.rules.areas import AREAS, area
from zuoxi.rules.units import unit
from zuoxi.rules.values import Difference, Values, differences

app = typer.Typer(no_args_is_help=True, help=_("The numbers that rule the centre, as a file."))


def load(path: Path | None) -> Values:
    """The values of a policy file, nothing where none is given; everything that is wrong is named and ends with exit code 2."""
    if path is None:
        return {}
    with refusals(str(path)):
        data = read_bytes(path)
        check_size(len(data))
        file = policy_file.read(decoded(data))
    stop_on_errors(file.findings, str(path))
    return file.values


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help=_("Policy, TOML: [area] entry = value."))]) -> None:
    """Name everything wrong in a policy file by line, area and entry; when nothing is, tell what differs from the shipped defaults."""
    found = list(differences({}, load(file)))
    if not found:
        typer.echo(_("%(file)s is right and changes nothing.") % {"file": file})
        return
    typer.echo(_("%(file)s is right. It changes:") % {"file": file})
    for line in told(found):
        typer.echo(f"  {line}")


def told(found: list[Difference]) -> Iterator[str]:
    """`roster.rest_h (F-13): 11.0 -> 12 h  两个班之间至少休息的小时数。`"""
    language = get_language() or ""
    for one in found:
        after = " ".join(part for part in (written(one.new), unit(one.entry.unit, language)) if part)
        yield f"{one.area.name}.{one.entry.name} ({one.entry.rule}): {written(one.old)} -> {after}  {one.entry.sentence(language)}"


def written(value: Any) -> str:
    """As a policy file writes it."""
    return policy_file.toml(value)


@app.command("show")
def show(
    area_name: Annotated[str | None, typer.Option("--area", help=_("Only this area."))] = None,
    defaults: Annotated[bool, typer.Option("--defaults", help=_("The shipped defaults instead of what is in force."))] = False,
) -> None:
    """Print the policy in force as a file, with both sentences, unit, bounds and rule of every entry."""
    with refusals():
        chosen = [area(area_name)] if area_name else list(AREAS)
        values = {} if defaults else in_force()
    typer.echo(policy_file.write(values, areas=chosen), nl=False)


def in_force() -> Values:
    """The values that the centre's database says; a refusal where there is none."""
    try:
        return policy.in_force(timezone.now()).values
    except DatabaseError as error:
        raise Refusal("policy.no_database") from error
