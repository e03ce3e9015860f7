"""What the grid's script sends, checked for its shape; meaning is checked by the verbs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, RawPostDataException
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.roster.cells import Change
from zuoxi.roster.models import Version
from zuoxi.web.roster.grid_texts import KINDS
from zuoxi.web.shell import numbers

MOST_STEPS, MOST_CELLS, MOST_TURNS = 50, 20_000, 200
LONGEST = 20


class Unreadable(Problem):
    """Not what our own script would send."""

    code, status = "roster.grid_unreadable", 400
    text = _("The change could not be read. Nothing was saved; reload the page and try again.")


@dataclass(frozen=True)
class Step:
    """One step of the planner: what it is called and the cells it sets."""

    kind: str
    changes: tuple[Change, ...]


def steps(request: HttpRequest, version: Version) -> tuple[int, list[Step]]:
    """The revision the page has seen, and its steps in order."""
    body = _body(request)
    found = body.get("steps")
    if not isinstance(found, list) or not 0 < len(found) <= MOST_STEPS:
        raise Unreadable
    return _number(body.get("seen")), [_step(one, version) for one in found]


def turn(request: HttpRequest) -> tuple[int, int]:
    """The revision the page has seen, and how many steps to turn."""
    body = _body(request)
    times = _number(body.get("times"))
    if not 0 < times <= MOST_TURNS:
        raise Unreadable
    return _number(body.get("seen")), times


def view(request: HttpRequest) -> dict[str, Any]:
    """How the reader wants the grid: only keys and values we know."""
    body = _body(request)
    words = {key: body[key] for key in ("group", "sort") if is_word(body.get(key))}
    columns = body.get("cols")
    if isinstance(columns, list) and len(columns) <= 20 and all(map(is_word, columns)):
        words["cols"] = columns
    return {**words, "keys": body.get("keys") is not False}


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise Unreadable from error
    if not isinstance(body, dict):
        raise Unreadable
    return body


def _number(value: object) -> int:
    number = numbers.exact(value)
    if number is None:
        raise Unreadable
    return number


def is_word(value: object) -> bool:
    """A short text that can be written down: no control character, no half of a character."""
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def _step(found: object, version: Version) -> Step:
    if not isinstance(found, dict) or not is_word(found.get("kind")) or found["kind"] not in KINDS or not isinstance(found.get("cells"), list):
        raise Unreadable
    if not 0 < len(found["cells"]) <= MOST_CELLS:
        raise Unreadable
    return Step(found["kind"], tuple(_change(one, version.period.first_day) for one in found["cells"]))


def _change(found: object, first: date) -> Change:
    if not isinstance(found, list) or len(found) != 4:
        raise Unreadable
    person, day, shift, locked = found
    if not (shift is None or is_word(shift)) or not (locked is None or isinstance(locked, bool)) or _number(day) > 400:
        raise Unreadable
    return Change(_number(person), first + timedelta(days=day), shift, locked)
