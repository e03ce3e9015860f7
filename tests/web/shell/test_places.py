"""From where a request comes (A38): headers are believed of known proxies and of nobody else."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from tests.cast import Cast, client_of
from zuoxi.core.models import AuditEvent
from zuoxi.project.environment import networks, syslog_address
from zuoxi.web.shell.places import client_ip

PROXY, OTHER, CLIENT, LIE = "10.0.0.5", "10.0.0.6", "203.0.113.7", "198.51.100.1"
CASES = [
    (CLIENT, "", CLIENT),
    (CLIENT, LIE, CLIENT),
    (CLIENT, f"{LIE}, {PROXY}", CLIENT),
    (PROXY, CLIENT, CLIENT),
    (PROXY, f"{LIE}, {CLIENT}", CLIENT),
    (PROXY, f"{LIE}, {CLIENT}, {OTHER}", CLIENT),
    (PROXY, "", PROXY),
    (PROXY, "garbage", PROXY),
    (PROXY, f"{CLIENT}, garbage", PROXY),
    (PROXY, f"{CLIENT}\r\nX: 1", PROXY),
    (PROXY, "2001:db8::1", "2001:db8::1"),
    (PROXY, ", ".join([LIE] * 100 + [CLIENT]), CLIENT),
    ("", CLIENT, ""),
    ("unix:", CLIENT, ""),
]


@pytest.mark.parametrize(("peer", "header", "told"), CASES)
def test_only_known_proxies_are_believed(peer: str, header: str, told: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/29")]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": header} if header else {})
    assert client_ip(request) == told


def test_without_a_known_proxy_no_header_is_believed(settings: Any) -> None:
    assert settings.TRUSTED_PROXIES == []
    for header in ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Client-Ip", "True-Client-Ip"):
        request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={header: LIE})
        assert client_ip(request) == "127.0.0.1"


@pytest.mark.django_db
def test_a_spoofed_address_does_not_reach_the_audit(cast: Cast) -> None:
    client_of(cast.wu).get(f"/people/{cast.lin.pk}/", headers={"X-Forwarded-For": LIE}, REMOTE_ADDR=CLIENT)
    event = AuditEvent.objects.get()
    assert (event.ip, event.path) == (CLIENT, f"/people/{cast.lin.pk}/")
    assert LIE not in str(event.facts)


@pytest.mark.django_db
def test_sessions_are_told_apart_and_not_given_away(cast: Cast) -> None:
    one, other = client_of(cast.wu), client_of(cast.wu)
    for client in (one, one, other):
        client.get(f"/people/{cast.lin.pk}/")
    first, second, third = AuditEvent.objects.order_by("seq").values_list("session", flat=True)
    assert first == second != third
    assert len(first) == 16
    assert one.session.session_key not in (first, third)


def test_networks_are_read_strictly() -> None:
    assert networks("X", {}) == []
    assert networks("X", {"X": "10.0.0.5, 192.168.7.0/24,2001:db8::/32"}) == [
        ip_network("10.0.0.5/32"),
        ip_network("192.168.7.0/24"),
        ip_network("2001:db8::/32"),
    ]
    for nonsense in ("all", "*", "10.0.0.5/24", "10.0.0"):
        with pytest.raises(ImproperlyConfigured, match="X="):
            networks("X", {"X": nonsense})


def test_the_syslog_is_a_socket_or_a_host_with_port() -> None:
    assert syslog_address("") is None
    assert syslog_address("/dev/log") == "/dev/log"
    assert syslog_address("log.example:514") == ("log.example", 514)
    for nonsense in ("log.example", "log:x", ":514"):
        with pytest.raises(ImproperlyConfigured, match="ZUOXI_SYSLOG"):
            syslog_address(nonsense)
