"""Pictures of the planning pages."""

PICTURES = [
    {"name": "history", "login": "planner", "path": "/planning/history/"},
    {"name": "history-file", "login": "planner", "path": "/planning/history/", "click": ["tbody td a"], "wait": ".planning-top"},
    {"name": "history-week", "login": "planner", "path": "/planning/history/week/", "wait": "#week[data-drawn]"},
    {"name": "history-doubts", "login": "planner", "path": "/planning/history/doubts/"},
    {"name": "forecasts", "login": "planner", "path": "/planning/forecasts/"},
    {"name": "forecast-new", "login": "planner", "path": "/planning/forecasts/new/"},
    {"name": "requirements", "login": "manager", "path": "/planning/requirements/"},
    {"name": "targets", "login": "planner", "path": "/planning/targets/"},
    {"name": "shrinkage", "login": "planner", "path": "/planning/shrinkage/"},
]
