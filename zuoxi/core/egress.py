"""Where the server itself may call (A27 of the attacks): hosts that are listed, over https, never to a private address that is not listed itself.

`ZUOXI_WEBHOOK_HOSTS` lists `host` (https, port 443), `host:port` (https), or `http://host:port`. The name is looked up once, every address it
has is judged, and the connection goes to the judged address: a name that leads elsewhere a moment later (rebinding) leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import httpx

from zuoxi.engine.finding import Refusal

TIMEOUT = httpx.Timeout(5.0)
MOST_ANSWER = 64 * 1024
Lookup = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Target:
    """An address that may be called: where the name leads, and how it is called there."""

    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def url(self) -> str:
        place = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{place}:{self.port}{self.path}"


def look_up(host: str, port: int) -> list[str]:
    """Every address of a name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refusal("webhook.unknown_host", host=host) from error
    return sorted({str(entry[4][0]) for entry in found})


def listed(url: str, *, allowed: Collection[str]) -> tuple[SplitResult, str, int]:
    """The parts, host and port of a URL whose host is listed, or the refusal that says what is wrong; asks no name service."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise Refusal("webhook.unknown_host", host=url[:100]) from error
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.password is not None:
        raise Refusal("webhook.not_https")
    port = port or (443 if parts.scheme == "https" else 80)
    if not host or not _is_listed(parts.scheme, host, port, allowed):
        if parts.scheme == "http" and host in allowed:
            raise Refusal("webhook.not_https")
        raise Refusal("webhook.not_listed", host=parts.netloc)
    return parts, host, port


def target(url: str, *, allowed: Collection[str], lookup: Lookup = look_up) -> Target:
    """The judged target of a URL, or the refusal that says what keeps it from being called."""
    parts, host, port = listed(url, allowed=allowed)
    addresses = lookup(host, port)
    for address in addresses:
        if not ipaddress.ip_address(address.partition("%")[0]).is_global and not _is_listed(parts.scheme, address, port, allowed):
            raise Refusal("webhook.private_address", host=host, address=address)
    if not addresses:
        raise Refusal("webhook.unknown_host", host=host)
    return Target(parts.scheme, host, port, addresses[0], (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _written(scheme: str, host: str, port: int) -> str:
    """How the list writes it."""
    place = f"[{host}]" if ":" in host else host
    return f"{place}:{port}" if scheme == "https" else f"http://{place}:{port}"


def _is_listed(scheme: str, address: str, port: int, allowed: Collection[str]) -> bool:
    return bool({_written(scheme, address, port), address if scheme == "https" and port == 443 else ""} & set(allowed))


def post(url: str, payload: object, *, allowed: Collection[str], lookup: Lookup = look_up) -> httpx.Response:
    """POST JSON to a judged target: no redirect is followed, no proxy is asked, an answer is read only so far."""
    to = target(url, allowed=allowed, lookup=lookup)
    default = 443 if to.scheme == "https" else 80
    host = to.host if to.port == default else f"{to.host}:{to.port}"
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
            request = client.build_request("POST", to.url, json=payload, headers={"Host": host}, extensions={"sni_hostname": to.host})
            answer = client.send(request, stream=True)
            content = b""
            for piece in answer.iter_bytes():
                content = (content + piece)[:MOST_ANSWER]
                if len(content) >= MOST_ANSWER:
                    break
            answer.close()
    except httpx.HTTPError as error:
        raise Refusal("webhook.unreachable", error=str(error) or type(error).__name__) from error
    return httpx.Response(answer.status_code, content=content, headers={"Content-Type": answer.headers.get("Content-Type", "")})
