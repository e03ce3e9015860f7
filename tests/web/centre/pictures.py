"""Pictures of the centre's own pages."""

PICTURES = [
    {"name": "calendar-year", "login": "planner", "path": "/centre/calendar/2026/", "full": True},
    {"name": "calendar-unpublished", "login": "agent", "path": "/centre/calendar/2027/"},
    {"name": "calendar-day", "login": "manager", "path": "/centre/calendar/2026-10-01/"},
    {"name": "calendar-import", "login": "planner", "path": "/centre/calendar/import/"},
]
