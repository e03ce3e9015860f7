"""The pages about the interface."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.cast import Cast
from tests.web.areas import Page
from zuoxi.api.models import ApiToken


def more_tokens(cast: Cast, count: int) -> None:
    now = datetime.now(UTC)
    ApiToken.objects.bulk_create(
        ApiToken(
            person=cast.chen,
            name=f"程序{n}",
            scopes=["people:read", "roster:read"],
            digest=f"{n:064d}",
            prefix=f"zx_{n:07d}",
            created_at=now,
            expires_at=now + timedelta(days=30),
        )
        for n in range(count)
    )


PAGES = [Page("api:tokens", "chen", grow=more_tokens), Page("api:docs", "chen")]

HEADERS = {"Authorization", "ETag", "If-Match", "Idempotency-Key"}
METHODS = {"POST", "PUT", "PATCH", "DELETE", "GET"}
ALLOWED = {"application", "problem", "json", "_min", "_s", "min", "s", "OpenAPI", "JSON", "HTML", "UTC"} | HEADERS | METHODS
