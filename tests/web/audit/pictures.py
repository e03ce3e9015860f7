"""Pictures of the audit."""

PICTURES = [
    {"name": "audit", "login": "audit_admin", "path": "/audit/", "full": True},
    {"name": "audit-event", "login": "audit_admin", "path": "/audit/", "click": ["tbody a"], "wait": ".facts"},
    {"name": "roles", "login": "security_admin", "path": "/people/roles/"},
    {"name": "roles-of", "login": "security_admin", "path": "/people/roles/?role=trainer", "click": ["tbody a"], "wait": "#id_role", "full": True},
]
