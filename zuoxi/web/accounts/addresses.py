"""From where somebody comes: the network address, believed from trusted proxies only (A38), and a browser's name that people recognise."""

from __future__ import annotations

import re
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (
    (r"MicroMessenger", "WeChat"),
    (r"DingTalk", "DingTalk"),
    (r"Lark|Feishu", "Feishu"),
    (r"Edg[A-Z]?/|EdgiOS", "Edge"),
    (r"OPR/", "Opera"),
    (r"Firefox/|FxiOS", "Firefox"),
    (r"Chrome/|CriOS", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"HarmonyOS", "HarmonyOS"),
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "macOS"),
    (r"Linux|X11", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """The peer, or, behind a trusted proxy, the nearest address in X-Forwarded-For that is not one itself. What is no address is not believed."""
    found = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    while found in settings.TRUSTED_PROXIES and hops and _is_address(hops[-1]):
        found = hops.pop()
    return found


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def device_of(request: HttpRequest) -> str:
    """`Chrome · Windows`; nothing where the browser does not say."""
    told = request.headers.get("User-Agent", "")
    names = [next((name for pattern, name in known if re.search(pattern, told)), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in names if name)
