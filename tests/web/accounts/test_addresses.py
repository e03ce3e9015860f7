"""How a device is called."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from zuoxi.web.accounts.addresses import device_of


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1", "Safari · iOS"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome · macOS"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile DingTalk/7.6", "DingTalk · Android"),
        ("curl/8.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_named_as_people_know_it_and_nothing_else_is_kept(told: str, name: str) -> None:
    assert device_of(RequestFactory().get("/", headers={"User-Agent": told})) == name
