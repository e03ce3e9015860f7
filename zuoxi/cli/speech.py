"""What the command-line library says by itself, in the reader's language: headings, placeholders, and what is wrong with the arguments."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import typer
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from rich.text import Text
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

KINDS: dict[str, Promise] = {
    "<int>": pgettext_lazy("kind of value", "whole number"),
    "<int range>": pgettext_lazy("kind of value", "whole number"),
    "<float>": pgettext_lazy("kind of value", "number"),
    "<str>": pgettext_lazy("kind of value", "text"),
    "<list[str]>": pgettext_lazy("kind of value", "text"),
    "<path>": pgettext_lazy("kind of value", "path"),
    "<bool>": pgettext_lazy("kind of value", "switch"),
}
"""What an option takes, by the library's own name of it."""
PLACES: dict[str, Promise] = {"[OPTIONS]": gettext_lazy("[OPTIONS]"), "COMMAND [ARGS]...": gettext_lazy("COMMAND [ARGS]...")}
ABORTED = 1


def headings() -> None:
    """The library's own words; it reads them whenever it prints."""
    rich_utils.DEFAULT_STRING = _("[default: %(value)s]") % {"value": "{}"}
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.ERRORS_PANEL_TITLE = _("Error")
    rich_utils.ABORTED_TEXT = _("Aborted.")
    setattr(rich_utils, "Columns", _flowing)  # noqa: B010 - a class by name, a function by use
    rich_utils.RICH_HELP = _("Try [blue]%(command)s[/] for help.") % {"command": "{command_path} {help_option}"}


def _flowing(items: Iterable[Text | str]) -> Text:
    """The parts of an option's help one after another; Chinese has no spaces to break at, and the library cut it off."""
    text = Text(" ").join(Text(item) if isinstance(item, str) else item for item in items)
    text.overflow = "fold"
    return text


class _Spoken:
    """Usage line, help option, kinds of values and errors, for commands and for groups of them."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = [str(PLACES.get(piece, piece)) for piece in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:
        found = super().get_help_option(ctx)  # type: ignore[misc]
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            own = param.display_type(ctx)
            if own in KINDS:
                param.display_type = lambda _ctx, told=f"<{KINDS[own]}>": told
        return params

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """As the library's, but errors are said in our words."""
        headings()
        try:
            code = super().main(*args, standalone_mode=False, **extra)  # type: ignore[misc]
        except typer.Abort:
            rich_utils.rich_abort_error()
            sys.exit(ABORTED)
        except typer.TyperException as error:
            if not standalone_mode or not hasattr(error, "format_message"):
                raise
            text = wrong(error)
            error.format_message = lambda: text  # type: ignore[method-assign]
            rich_utils.rich_format_error(error)  # type: ignore[arg-type]
            sys.exit(error.exit_code)
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


class Command(_Spoken, TyperCommand):
    """A command that speaks the reader's language."""


class Group(_Spoken, TyperGroup):
    """A group of commands that speaks the reader's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0][:1] != "-" and self.get_command(ctx, args[0]) is None:
            ctx.fail(_("There is no command “%(name)s”. Known are: %(known)s.") % {"name": args[0], "known": ", ".join(self.commands)})
        return super().resolve_command(ctx, args)


def wrong(error: Any) -> str:
    """What is wrong with the arguments, and what would be right."""
    param, ctx = getattr(error, "param", None), error.ctx
    match type(error).__name__:
        case "NoSuchOption":
            known = sorted(name for one in ctx.command.get_params(ctx) if one.param_type_name == "option" for name in one.opts)
            return _("There is no option %(option)s. Known are: %(known)s.") % {"option": error.option_name, "known": ", ".join(known)}
        case "MissingParameter" if param is not None:
            return _("%(option)s is needed here. See --help for an example.") % {"option": _name(param)}
        case "BadParameter" if param is not None:
            return _("The value of %(option)s must be: %(kind)s") % {"option": _name(param), "kind": _kind(param, ctx)}
        case "BadOptionUsage":
            said = _("%(option)s needs a value.") if "requires" in error.message else _("%(option)s takes no value.")
            return said % {"option": error.option_name}
    extra = error.message.partition("unexpected extra argument")[2].partition("(")[2].partition(" (")[2]
    return _("These arguments are too many: %(arguments)s") % {"arguments": extra.rstrip(")")} if extra else str(error.format_message())


def _name(param: Any) -> str:
    return " / ".join(param.opts) if param.param_type_name == "option" else str(param.display_name_raw)


def _kind(param: Any, ctx: Any) -> str:
    """`whole number, x>=1`"""
    descriptor, own = param.type_descriptor, param.display_type(ctx)
    kind = str(KINDS.get(own, own)).strip("<>")
    low, high = (getattr(descriptor.parameter_info, name, None) for name in ("min", "max"))
    bounds = [f"{sign} {bound}" for sign, bound in (("≥", low), ("≤", high)) if bound is not None]
    return ", ".join([kind, *bounds])
