"""From where a request comes: the address believed only of known proxies (A38), a hash that tells sessions apart, the page."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from zuoxi.core.audit import Where, placed

MOST_HOPS = 20
SESSION_CHARACTERS = 16


def client_ip(request: HttpRequest) -> str:
    """Who knocks. A header is read only as far back as known proxies (`ZUOXI_PROXIES`) wrote it; the first stranger on the way is the client."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()][-MOST_HOPS:]
    while hops and _is_proxy(address):
        told = hops.pop()
        if not _is_address(told):
            break
        address = told
    return address if _is_address(address) else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_proxy(text: str) -> bool:
    return _is_address(text) and any(ip_address(text) in network for network in settings.TRUSTED_PROXIES)


def place(request: HttpRequest) -> Where:
    """The address, the session without its key, the page without what was asked of it."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    session = salted_hmac("zuoxi.audit.session", key).hexdigest()[:SESSION_CHARACTERS] if key else ""
    return Where(client_ip(request), session, request.path)


def places(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whatever is recorded while a request is answered comes from where the request came."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with placed(place(request)):
            return get_response(request)

    return middleware
