"""Pictures of the shell."""

PICTURES = [
    {"name": "login", "path": "/login/"},
    {"name": "home-planner", "login": "planner", "path": "/"},
    {"name": "home-agent", "login": "agent", "path": "/"},
    {"name": "home-manager", "login": "manager", "path": "/"},
    {"name": "account-menu", "login": "planner", "path": "/", "click": ["details[data-menu-popup] summary"]},
    {"name": "notices", "login": "agent", "path": "/notices/"},
    {"name": "jobs", "login": "planner", "path": "/jobs/"},
    {"name": "password", "login": "agent", "path": "/password/"},
    {"name": "not-found", "login": "agent", "path": "/nothing/"},
]
