"""What every subcommand says the same way: refusals as sentences on standard error, exit codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unicodedata import category

import typer
from django.utils.translation import gettext as _

from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Finding, Refusal

BAD_INPUT = 2
NO_RESULT = 3
"""Exit codes: 0 done, 2 the input cannot be used, 3 the input is fine and there is no answer (an infeasible roster)."""

UNSHOWN = ("Cc", "Cf", "Cs")
"""Control characters, invisible ones that turn the direction of writing, and halves of characters."""


def printable(text: str) -> str:
    """The text with a mark in place of every character that would command the terminal instead of being shown."""
    return "".join("\ufffd" if category(letter) in UNSHOWN else letter for letter in text)


def describe(finding: Finding, file: str = "") -> str:
    """`calls.csv, row 12, column aht: …`"""
    parts = [file] if file else []
    if finding.row is not None:
        parts.append(_("row %(row)s") % {"row": finding.row})
    if finding.column is not None:
        parts.append(_("column %(column)s") % {"column": finding.column})
    text = sentence(finding.code, finding.facts)
    return printable(f"{', '.join(parts)}: {text}" if parts else text)


def complain(findings: Sequence[Finding], file: str = "", most: int = 20) -> None:
    """Print findings to standard error, at most `most` of them, and how many more there are."""
    for finding in findings[:most]:
        typer.echo(describe(finding, file), err=True)
    if len(findings) > most:
        typer.echo(_("… and %(count)s more") % {"count": len(findings) - most}, err=True)


def stop_on_errors(findings: Sequence[Finding], file: str = "", *, hint: str = "", most: int = 20) -> None:
    """Say what was found, errors first; end with exit code 2 if any of it is an error. `hint` says what else can be done about errors."""
    wrong = any(finding.severity == "error" for finding in findings)
    complain(sorted(findings, key=lambda finding: finding.severity != "error"), file, most)
    if wrong:
        typer.echo(" ".join(filter(None, (_("Nothing was written."), hint))), err=True)
        raise typer.Exit(BAD_INPUT)


@contextmanager
def refusals(file: str = "") -> Iterator[None]:
    """Turn a Refusal into its sentence and exit code 2."""
    try:
        yield
    except Refusal as refusal:
        row, column = refusal.facts.get("row"), refusal.facts.get("column")
        complain([Finding(refusal.code, row=row, column=column, facts=refusal.facts)], refusal.facts.get("file", file))
        raise typer.Exit(BAD_INPUT) from refusal
