"""Pictures of accounts."""

PICTURES = [
    {"name": "account-login", "path": "/login/"},
    {"name": "account-own", "login": "agent", "path": "/account/"},
    {"name": "account-factor", "login": "agent", "path": "/account/factor/", "full": True},
    {"name": "account-confirm", "login": "agent", "path": "/account/confirm/"},
    {"name": "account-people", "login": "administrator", "path": "/account/people/"},
    {"name": "account-person", "login": "administrator", "path": "/account/people/", "click": ["tbody a"], "full": True},
    {"name": "account-link", "login": "administrator", "path": "/account/people/", "click": ["tbody a", ".deeds .btn-primary"], "full": True},
    {"name": "account-dead-link", "path": "/account/link/"},
]
