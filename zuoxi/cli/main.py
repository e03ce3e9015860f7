"""The command itself: sets Django up for translations and hands each subcommand to its own module."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer
from django.utils.translation import gettext as _

from zuoxi.cli.speech import Command, Group

COMMANDS = {
    "erlang": "erlang",
    "forecast": "forecast",
    "plan": "plan",
    "setup": "setup",
    "serve": "serve",
    "tick": "tick",
    "demo-roster": "demo.first_roster",
}
GROUPS = {"audit": "audit", "policy": "policy", "roster": "roster"}


def language() -> str:
    """The language of the terminal: Chinese when the locale says so, otherwise English."""
    told = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh-hans" if told.startswith("zh") else "en"


def build(asked: str = "") -> typer.Typer:
    """The application with the subcommand asked for, or with all of them; imported here so that translations are ready and a start is quick."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.callback(cls=Group, help=_("Zuoxi: from real call history to a legal, explained roster."))(_root)
    known = asked in COMMANDS or asked in GROUPS
    for name, module in COMMANDS.items():
        if not known or name == asked:
            app.command(name, cls=Command)(import_module(f"zuoxi.cli.{module}").command)
    for name, module in GROUPS.items():
        if not known or name == asked:
            app.add_typer(import_module(f"zuoxi.cli.{module}").app, name=name, cls=Group)
    return app


def _root() -> None:
    """The command by itself does nothing."""


def run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())
    build(next(iter(sys.argv[1:]), ""))()
