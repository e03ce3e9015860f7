"""From what somebody comes: a browser's name that people recognise."""

from __future__ import annotations

import re

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


def device_of(request: HttpRequest) -> str:
    """`Chrome · Windows`; nothing where the browser does not say."""
    told = request.headers.get("User-Agent", "")
    names = [next((name for pattern, name in known if re.search(pattern, told)), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in names if name)
