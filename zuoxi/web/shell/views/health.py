"""`/health`: for whatever watches the installation; no login, no secrets."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

import zuoxi
from zuoxi.core import health as checks
from zuoxi.web.shell.doors import public


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when every part is as it should be, else 503."""
    found = checks.report(now=timezone.now())
    well = all(found.values())
    return JsonResponse({"status": "ok" if well else "failing", "version": zuoxi.__version__, "checks": found}, status=200 if well else 503)
