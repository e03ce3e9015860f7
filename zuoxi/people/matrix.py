"""The access matrix: who may do what with what, within which scope, and which fields they see; one file that code and tests read.

A role is held within a unit: the scope `unit` is that unit with everything beneath it, a team for a leader, the centre for a manager. `own` is
what concerns oneself, `all` is bound to no unit. What the matrix does not name is refused.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("access_matrix.toml")
SCOPES = ("own", "unit", "all")
ANYBODY = "*"


@dataclass(frozen=True)
class Cell:
    """One right: whoever holds one of `roles` may do `action` with `resource` within `scope`, and sees `fields` of it."""

    resource: str
    action: str
    scope: str
    roles: frozenset[str]
    fields: tuple[str, ...] = ()


@cache
def cells() -> tuple[Cell, ...]:
    """Every right, in the order of the file."""
    return tuple(read(FILE.read_text(encoding="utf-8")))


def read(text: str) -> list[Cell]:
    """The rights of a matrix; a scope, role or resource that makes no sense is an error of whoever wrote it (ValueError)."""
    said: dict[str, dict[str, Any]] = tomllib.loads(text)
    found = []
    for resource, actions in said.items():
        for action, scopes in actions.items():
            for scope, right in scopes.items():
                if scope not in SCOPES or not set(right) <= {"roles", "fields"} or not right.get("roles"):
                    raise ValueError(f"{resource}.{action}.{scope}: a scope is one of {SCOPES} and names roles, perhaps fields")
                found.append(Cell(resource, action, scope, frozenset(right["roles"]), tuple(right.get("fields", ()))))
    return found


def roles(resource: str, action: str, scope: str = "unit") -> frozenset[str]:
    """Who may. A right that the matrix does not know is a defect: KeyError."""
    found = [cell.roles for cell in cells() if (cell.resource, cell.action, cell.scope) == (resource, action, scope)]
    if not found:
        raise KeyError(f"{resource}.{action}.{scope}")
    return frozenset().union(*found)


def fields(role: str, resource: str, action: str, scope: str) -> frozenset[str]:
    """What somebody of this role sees; nothing where the right is not theirs."""
    mine = [cell for cell in cells() if (cell.resource, cell.action, cell.scope) == (resource, action, scope) and cell.roles & {role, ANYBODY}]
    return frozenset(field for cell in mine for field in cell.fields)
