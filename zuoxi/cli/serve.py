"""`zuoxi serve`: makes the database ready and serves the pages, in one process, so that the libraries are read once and not twice."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from zuoxi.cli import setup

APPLICATION = "zuoxi.project.asgi:application"


def command(
    demo: Annotated[
        bool, typer.Option("--demo/--empty", help=str(_("Fill an empty database with the demo centre, or with a first account only.")))
    ] = True,
    host: Annotated[str, typer.Option(help=str(_("Address to listen at.")))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=str(_("Port to listen at.")))] = 8000,
) -> None:
    setup.command(demo=demo)
    connections.close_all()
    translation.deactivate()
    listen(host, port)


command.__doc__ = _("Bring the database up to date and serve the pages; what `script/server` runs.")


def listen(host: str, port: int) -> None:
    """Until it is told to stop; imported here because nothing before needs it."""
    import uvicorn

    uvicorn.run(APPLICATION, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
