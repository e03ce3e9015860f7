"""`zuoxi audit`: check the audit trail, anchor it, let the oldest part of it go (P-07)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from zuoxi.cli.console import BAD_INPUT, complain, refusals
from zuoxi.core import audit
from zuoxi.core.errors import Problem

app = typer.Typer(no_args_is_help=True, help=_("The audit trail: check it, anchor it, let the oldest part of it go."))
BROKEN = 1
"""Exit code of a check that found something; also of a purge that is not done because of it."""
COMMAND = "zuoxi"
"""Who did it, where a person would stand."""


@app.command()
def verify(
    anchor: Annotated[list[Path] | None, typer.Option(help=_("A further copy of anchors, such as a saved log."), exists=True, dir_okay=False)] = None,
) -> None:
    """Check every event, every cut and every anchor; exit code 1 names the first broken event and what is wrong with it."""
    report = audit.verify(anchor_files=tuple(anchor or ()))
    complain(report.findings, "audit")
    facts = {"events": report.events, "first": report.first, "last": report.last, "anchors": report.anchors}
    typer.echo(_("%(events)s events read (%(first)s to %(last)s), %(anchors)s anchors compared.") % facts)
    if not report.is_sound:
        typer.echo(_("The audit trail is NOT whole."), err=True)
        raise typer.Exit(BROKEN)
    typer.echo(_("The audit trail is whole."))


@app.command()
def anchor(if_due: Annotated[bool, typer.Option("--if-due", help=_("Only when new events have waited long enough or are many."))] = False) -> None:
    """Write where the trail ends now into the anchor file and the log; for a timer with --if-due."""
    made = audit.anchor_if_due(now=timezone.now()) if if_due else audit.anchor(now=timezone.now())
    if made:
        typer.echo(made.as_line())
    elif not if_due:
        typer.echo(_("There is no event to anchor yet."))


@app.command()
def purge(
    keep_days: Annotated[int | None, typer.Option(help=_("Days that stay; 180 at least, by default those of the policy."))] = None,
) -> None:
    """Let the events go that are older than the retention, behind a signed cut."""
    try:
        with refusals():
            cut = audit.purge(now=timezone.now(), number=COMMAND, keep_days=keep_days)
    except Problem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(BROKEN if problem.status == 409 else BAD_INPUT) from problem
    if cut is None:
        typer.echo(_("No event is old enough to go."))
    else:
        typer.echo(_("%(events)s events up to %(upto)s were let go.") % {"events": cut.events, "upto": cut.upto})
