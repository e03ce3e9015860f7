"""Environment variables, read strictly: nonsense is refused with what was said and what is possible."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Settings = dict[str, object]


def flag(name: str, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    value = environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value}, use True or False")
    return value == "True"


def words(name: str, default: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int, *, low: int, high: int, environ: Mapping[str, str] = os.environ) -> int:
    value = environ.get(name, str(default))
    if not value.isascii() or not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value}, use a whole number from {low} to {high}")
    return int(value)


def encryption(name: str, environ: Mapping[str, str] = os.environ) -> tuple[bool, bool]:
    """Whether mail goes over TLS from the start (`tls`), after STARTTLS (`starttls`, the default), or in the clear (`none`)."""
    value = environ.get(name, "starttls")
    if value not in ("tls", "starttls", "none"):
        raise ImproperlyConfigured(f"{name}={value}, use tls, starttls or none")
    return value == "tls", value == "starttls"


def sender(name: str, default: str, environ: Mapping[str, str] = os.environ) -> str:
    """An e-mail address, or `Name <address>`."""
    value = environ.get(name, default)
    found = parseaddr(value)[1]
    if "\n" in value or not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", found):
        raise ImproperlyConfigured(f"{name}={value}, use an address such as zuoxi@example.com or Zuoxi <zuoxi@example.com>")
    return value


def address(name: str, default: str, environ: Mapping[str, str] = os.environ) -> str:
    """Where people reach the product, such as https://zuoxi.example.com; without it, links are left out of e-mails."""
    value = environ.get(name, default).rstrip("/")
    if value and not re.fullmatch(r"https?://[^/\s?#]+", value):
        raise ImproperlyConfigured(f"{name}={value}, use an address such as https://zuoxi.example.com")
    return value


SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;"


def database(url: str) -> Settings:
    """`sqlite:///path/to/file` (WAL, synchronous=FULL, immediate transactions) or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or ":memory:",
            "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 10},
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": dict(parse_qsl(parts.query)).get("host") or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": True},
        }
    raise ImproperlyConfigured(f"ZUOXI_DATABASE={url}, use sqlite:///file or postgresql://user:password@host/name")


def syslog_address(told: str) -> str | tuple[str, int] | None:
    """`/dev/log` or `host:port`; where the anchors of the audit are sent besides their file."""
    if not told or told.startswith("/"):
        return told or None
    host, _, port = told.rpartition(":")
    if not host or not port.isdigit():
        raise ImproperlyConfigured(f"ZUOXI_SYSLOG={told}, use /dev/log or host:port")
    return host, int(port)


def networks(name: str, environ: Mapping[str, str] = os.environ) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Addresses or networks, separated by commas."""
    try:
        return [ipaddress.ip_network(word) for word in words(name, "", environ)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={environ.get(name)}, use addresses or networks such as 10.0.0.5,192.168.7.0/24 ({error})") from error
