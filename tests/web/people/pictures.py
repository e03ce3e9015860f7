"""Pictures of the people pages."""

PICTURES = [
    {"name": "people", "login": "planner", "path": "/people/"},
    {"name": "people-nobody", "login": "planner", "path": "/people/?q=xyz"},
    {"name": "person", "login": "planner", "path": "/people/", "click": ["tbody a"], "wait": ".facts", "full": True},
    {"name": "units", "login": "leader", "path": "/people/units/"},
    {"name": "posts", "login": "agent", "path": "/people/posts/"},
]
