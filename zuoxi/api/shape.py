"""What a request may look like, asked before anything is read or done (A5 to A7, A28): parameters, media type, size, depth."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.operation import Operation

from zuoxi.api import limits
from zuoxi.api.errors import ParameterTwice, TooDeep, TooLarge, UnknownParameter, WrongMediaType

JSON, BYTES = "application/json", "application/octet-stream"
WITH_BODY = ("POST", "PUT", "PATCH")


def check(request: HttpRequest, operation: Operation) -> None:
    """Refuse what this operation does not take."""
    _parameters(request, operation)
    _body(request, media_type(operation))


def media_type(operation: Operation) -> str:
    """What the body is: JSON, the bytes of a file, or nothing."""
    if any(model.__ninja_param_source__ == "body" for model in operation.models):
        return JSON
    content = (operation.openapi_extra or {}).get("requestBody", {}).get("content", {})
    return BYTES if BYTES in content else ""


def known_parameters(operation: Operation) -> set[str]:
    return {name for model in operation.models if model.__ninja_param_source__ == "query" for name in getattr(model, "__ninja_flatten_map__", {})}


def _parameters(request: HttpRequest, operation: Operation) -> None:
    """No parameter that is not known, none twice: what cannot be asked cannot be probed."""
    known = known_parameters(operation)
    for name in request.GET:
        if name not in known:
            raise UnknownParameter(name=name[:50], known=", ".join(sorted(known)) or "-")
        if len(request.GET.getlist(name)) > 1:
            raise ParameterTwice(name=name)


def _body(request: HttpRequest, wanted: str) -> None:
    most = limits.MOST_JSON_BYTES if wanted == JSON else limits.MOST_BYTES
    body = _bytes(request, most)
    if wanted and request.content_type != wanted and (body or wanted == JSON):
        raise WrongMediaType(wanted=wanted)
    if body and not wanted:
        raise TooLarge(most=0)
    if wanted == JSON and depth(body, most=limits.MOST_DEPTH) > limits.MOST_DEPTH:
        raise TooDeep(most=limits.MOST_DEPTH)


def _bytes(request: HttpRequest, most: int) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdecimal() or int(length) > most:
        raise TooLarge(most=most)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise TooLarge(most=most) from error
    if len(body) > most:
        raise TooLarge(most=most)
    return body


def depth(body: bytes, *, most: int) -> int:
    """How deep the brackets of a JSON text nest, outside its strings; counting ends beyond `most`."""
    level = deepest = 0
    quoted = escaped = False
    for byte in body:
        if quoted:
            quoted, escaped = (True, False) if escaped else (byte != 0x22, byte == 0x5C)
        elif byte == 0x22:
            quoted = True
        elif byte in b"[{":
            level += 1
            deepest = max(deepest, level)
            if deepest > most:
                break
        elif byte in b"]}":
            level -= 1
    return deepest
