"""The command itself: sets Django up for translations and hands each subcommand to its own module."""

from __future__ import annotations

import os
from importlib import import_module

import typer

COMMANDS = {"erlang": "erlang", "forecast": "forecast", "plan": "plan"}
GROUPS = {"roster": "roster"}


def language() -> str:
    """The language of the terminal: Chinese when the locale says so, otherwise English."""
    told = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh-hans" if told.startswith("zh") else "en"


def build() -> typer.Typer:
    """The application with every subcommand; modules are imported here so that translations are ready."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    for name, module in COMMANDS.items():
        app.command(name)(import_module(f"zuoxi.cli.{module}").command)
    for name, module in GROUPS.items():
        app.add_typer(import_module(f"zuoxi.cli.{module}").app, name=name)
    return app


def run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())
    build()()
