"""Pictures of the pages about the interface."""

PICTURES = [
    {"name": "api-tokens", "login": "planner", "path": "/api/tokens", "full": True},
    {"name": "api-docs", "login": "planner", "path": "/api/docs", "full": True},
]
