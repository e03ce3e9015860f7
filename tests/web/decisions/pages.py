"""Pages of decisions."""

from __future__ import annotations

from tests.web.areas import Page
from tests.web.decisions import scenes

PAGES = [
    Page("decisions:mine", "lin", grow=scenes.many),
    Page("decisions:team", "wu", grow=scenes.many),
    Page("decisions:decision", "wu", args=lambda cast: [scenes.taken_again(cast)[1].pk]),
    Page("decisions:decision", "wu", args=lambda cast: [scenes.taken_again(cast)[0].pk], name="decisions:decision-replaced"),
    Page("decisions:backtest", "chen", grow=scenes.many_tries),
    Page("decisions:backtest-result", "chen", args=lambda cast: [scenes.tried(cast).pk], grow=scenes.more_rows),
    Page("decisions:backtest-result", "chen", args=lambda cast: [scenes.tried(cast, state="waiting").pk], name="decisions:backtest-waiting"),
]
ALLOWED = {"X"}
