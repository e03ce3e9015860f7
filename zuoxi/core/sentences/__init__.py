"""The sentence for each code that the engine and the rulebook know, with named placeholders; one module per area, each with SENTENCES."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils.functional import Promise

from zuoxi.core.errors import PROBLEMS


def _all() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for module in iter_modules(__path__):
        for code, text in import_module(f"{__name__}.{module.name}").SENTENCES.items():
            if code in found:
                raise RuntimeError(f"two sentences for {code}")
            found[code] = text
    return found


SENTENCES = _all()


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """What the code of a finding, refusal or problem means, in the reader's language. An unknown code is a defect and raises KeyError."""
    return str(SENTENCES[code] if code in SENTENCES else PROBLEMS[code]) % dict(facts)
