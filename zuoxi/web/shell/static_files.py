"""Static files through WhiteNoise, answered whole: its own streaming answer is synchronous, which an ASGI server has to buffer with a warning."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise with its answer read into memory; the largest file is a megabyte, and most are sent compressed."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        with_content = found.file is not None
        response = HttpResponse(found.file.read() if with_content else b"", status=int(found.status))
        if with_content:
            found.file.close()
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
