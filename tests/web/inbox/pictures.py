"""Pictures of the inbox."""

PICTURES = [
    {"name": "inbox", "login": "leader", "path": "/inbox/", "full": True},
    {"name": "inbox-one", "login": "leader", "path": "/inbox/", "click": [".inbox-what"], "full": True},
    {"name": "inbox-asked", "login": "agent", "path": "/inbox/asked/", "full": True},
    {"name": "inbox-delegates", "login": "leader", "path": "/inbox/delegates/", "full": True},
    {"name": "inbox-appeals", "login": "agent", "path": "/inbox/appeals/", "full": True},
    {"name": "inbox-settings", "login": "agent", "path": "/inbox/settings/", "full": True},
    {"name": "inbox-robots", "login": "manager", "path": "/inbox/robots/", "full": True},
    {"name": "inbox-robot", "login": "manager", "path": "/inbox/robots/new/", "full": True},
]
