"""Doors of accounts."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.areas import Door

NO_SESSION = "0" * 40
ADMINISTRATOR = {"nobody": 302, "gao": 200}
DEED = {"nobody": 302, "gao": 302}


def lin(cast: Cast) -> list[int]:
    return [cast.lin.pk]


DOORS = {
    "shell:login-code": [Door({}, others=302), Door({}, others=302, method="post", data={"code": "123456"})],
    "accounts:own": Door({"nobody": 302}, others=200),
    "accounts:sessions-end": Door({}, others=302, method="post"),
    "accounts:session-end": Door({"nobody": 302}, others=404, method="post", args=lambda cast: [NO_SESSION]),
    "accounts:confirm": [
        Door({"nobody": 302}, others=200),
        Door({"nobody": 302}, others=422, method="post", data={"password": "wrong"}),
    ],
    "accounts:factor": [Door({"nobody": 302}, others=200), Door({"nobody": 302}, others=422, method="post", data={"code": "1"})],
    "accounts:codes": Door({}, others=302, method="post"),
    "accounts:factor-remove": Door({}, others=302, method="post"),
    "accounts:link": [Door({}, others=410), Door({}, others=410, method="post", data={"new_password1": "x"})],
    "accounts:link-arrive": Door({}, others=302, args=lambda cast: ["no-such-secret"]),
    "accounts:oidc": Door({}, others=404),
    "accounts:oidc-back": Door({}, others=404),
    "accounts:people": Door(ADMINISTRATOR, others=403),
    "accounts:person": Door(ADMINISTRATOR, others=403, args=lin),
    "accounts:person-link": Door(ADMINISTRATOR, others=403, method="post", args=lin),
    "accounts:person-act": [
        Door(DEED, others=403, method="post", args=lambda cast, deed=deed: [cast.lin.pk, deed])  # type: ignore[misc]
        for deed in ("unlock", "log-out", "close", "open", "remove-factor")
    ],
}
