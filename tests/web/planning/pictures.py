"""Pictures of the planning pages."""

PICTURES = [
    {"name": "history", "login": "planner", "path": "/planning/history/"},
    {"name": "history-file", "login": "planner", "path": "/planning/history/", "click": ["tbody td a"], "wait": ".section-title"},
    {"name": "history-week", "login": "planner", "path": "/planning/history/week/", "wait": "[data-drawn]"},
    {"name": "history-doubts", "login": "planner", "path": "/planning/history/doubts/"},
]
