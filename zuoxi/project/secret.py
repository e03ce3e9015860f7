"""Keys: from the environment, or made once and kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key(var: Path) -> str:
    """Django's signing key."""
    return _kept(var / "secret_key", "ZUOXI_SECRET_KEY", get_random_secret_key)


def audit_key(var: Path) -> str:
    """The key of the audit's seals: outside the database, so that whoever holds only the database cannot rebuild the chain (P-07)."""
    return _kept(var / "audit_key", "ZUOXI_AUDIT_KEY", lambda: secrets.token_hex(32))


def _kept(path: Path, variable: str, make: Callable[[], str]) -> str:
    """Of several processes that start at once one makes the file; none reads it half written."""
    if told := os.environ.get(variable):
        return told
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
