"""Every text that goes through gettext, found in code and templates without gettext's own tools."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""\b(_|gettext|ngettext|pgettext|npgettext)\((u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')(?:\s*,\s*u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))*)"""
)


@dataclass(frozen=True)
class Message:
    """A text to translate: its context (mostly none), itself, its plural, and where it was seen first."""

    context: str | None
    text: str
    plural: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Local name to gettext function, from `from django.utils.translation import gettext_lazy as _`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {one.asname or one.name: one.name for one in node.names if one.name in PLAIN | PLURAL | CONTEXT}
    return names


def in_python(source: str, place: str) -> Iterator[Message]:
    """The calls of gettext functions in a module; a text that is not a literal comes as an empty message."""
    tree = ast.parse(source)
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in aliases:
            continue
        kind, here = aliases[node.func.id], f"{place}:{node.lineno}"
        wanted = 2 if kind in PLURAL | CONTEXT else 1
        texts = [argument.value for argument in node.args[:wanted] if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
        yield _message(kind, texts, here) if len(texts) == wanted else Message(None, "", None, here)


def _message(kind: str, texts: list[str], place: str) -> Message:
    if kind.removesuffix("_lazy") == "pgettext":
        return Message(texts[0], texts[1], None, place)
    if kind.removesuffix("_lazy") == "ngettext":
        return Message(None, texts[0], texts[1], place)
    return Message(None, texts[0], None, place)


def in_template(source: str, place: str) -> Iterator[Message]:
    """The texts of a Django template, by way of the translation that Django itself makes for xgettext."""
    for found in IN_TEMPLATE.finditer(templatize(source)):
        texts = list(ast.literal_eval(f"[{found.group(2)}]"))
        yield _message("gettext" if found.group(1) == "_" else found.group(1), texts, place)


def every() -> list[Message]:
    """All messages of the product."""
    found: list[Message] = []
    for path in sorted((ROOT / "zuoxi").rglob("*.py")):
        found += in_python(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "zuoxi").rglob("templates/**/*")):
        if path.is_file():
            found += in_template(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    return found
