"""Doors of the pages about the interface; its own addresses are opened by tokens, see tests/api."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.cast import Cast
from tests.web.areas import Door
from zuoxi.api import tokens

OPEN = {"nobody": 302}
TOKEN = {"name": "薪资导出", "days": "90", "scopes": ["people:read"]}


def a_token(cast: Cast) -> list[int]:
    """lin's."""
    return [tokens.make(person=cast.lin, name="手机", scopes=["own:read"], days=30, now=datetime.now(UTC))[0].pk]


DOORS = {
    "api:docs": Door(OPEN, others=200),
    "api:tokens": [Door(OPEN, others=200), Door(OPEN, others=200, method="post", data=TOKEN), Door(OPEN, others=422, method="post")],
    "api:token-revoke": [Door({"nobody": 302, "lin": 302}, others=404, args=a_token, method="post")],
}
