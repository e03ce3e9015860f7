"""Pictures of the roster pages."""

PICTURES = [
    {"name": "rosters", "login": "planner", "path": "/roster/"},
    {"name": "roster-period", "login": "planner", "path": "/roster/", "click": ["tbody a"], "wait": ".versions-table", "full": True},
    {"name": "shift-kinds", "login": "planner", "path": "/roster/shifts/"},
    {"name": "shift-new", "login": "planner", "path": "/roster/shifts/new/", "full": True},
    {"name": "shift-proposals", "login": "planner", "path": "/roster/proposals/"},
    {"name": "leave", "login": "planner", "path": "/roster/leave/"},
    {"name": "rosters-leader", "login": "leader", "path": "/roster/"},
]
