"""Pictures of the policy pages and the rulebook."""

PICTURES = [
    {"name": "policy-values", "login": "agent", "path": "/policy/values/roster/"},
    {"name": "policy-rules", "login": "agent", "path": "/policy/rules/"},
    {"name": "policy-rule", "login": "agent", "path": "/policy/rules/F-13/", "full": True},
    {"name": "policy-versions", "login": "manager", "path": "/policy/versions/"},
    {"name": "policy-version", "login": "manager", "path": "/policy/versions/", "click": ["tbody a"], "full": True},
    {
        "name": "policy-edit",
        "login": "manager",
        "path": "/policy/versions/",
        "click": ["tbody a", ".head-actions .btn-primary", ".tabs a:nth-child(4)"],
        "full": True,
    },
]
