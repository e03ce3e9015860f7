"""Pictures of the pages of decisions."""

PICTURES = [
    {"name": "decisions-mine", "login": "agent", "path": "/decisions/"},
    {"name": "decisions-why", "login": "agent", "path": "/decisions/", "click": [".explain summary"], "wait": ".explanation"},
    {"name": "decisions-team", "login": "leader", "path": "/decisions/team/", "full": True},
    {"name": "backtest", "login": "planner", "path": "/decisions/backtest/", "full": True},
]
