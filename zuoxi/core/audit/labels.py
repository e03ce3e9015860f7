"""What the codes of the audit are called on its pages; whoever records an action of their own names it here in `AppConfig.ready()`.

labels.register(actions={"policy.enacted": _("put a policy in force")}, resources={"policy": _("Policy")})
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise

ACTIONS: dict[str, Label] = {
    "audit.exported": _("exported the audit"),
    "audit.opened": _("searched the audit"),
    "audit.purged": _("let old events go"),
    "login": _("logged in"),
    "logout": _("logged out"),
    "people.exported": _("exported people"),
    "people.imported": _("stored a people file"),
    "person.opened": _("opened a personal file"),
    "person.revealed": _("revealed masked data"),
    "role.granted": _("gave a role"),
    "role.withdrawn": _("took a role"),
    "roster.exported": _("exported a roster"),
    "roster.published": _("published a roster"),
    "planning.exported": _("exported figures of the plan"),
}
RESOURCES: dict[str, Label] = {
    "account": _("Account"),
    "audit": _("Audit"),
    "people": _("People"),
    "person": _("Person"),
    "plan": _("Plan"),
    "role": _("Role"),
    "roster": _("Roster"),
    "upload": _("File"),
    "version": _("Version"),
}
FACTS: dict[str, Label] = {
    "changed": _("changed"),
    "changes": _("changes"),
    "file": _("file"),
    "from": _("from"),
    "how": _("how"),
    "new": _("new"),
    "older_than": _("older than"),
    "query": _("asked for"),
    "reason": _("reason"),
    "refused": _("refused because"),
    "role": _("role"),
    "rows": _("rows"),
    "unit": _("unit"),
    "until": _("until"),
    "upto": _("up to event"),
    "version": _("version"),
    "whose": _("whose"),
}


def register(*, actions: Mapping[str, Label] = {}, resources: Mapping[str, Label] = {}, facts: Mapping[str, Label] = {}) -> None:
    """Name further codes."""
    ACTIONS.update(actions)
    RESOURCES.update(resources)
    FACTS.update(facts)


def action(code: str) -> str:
    return str(ACTIONS.get(code, code))


def resource(code: str) -> str:
    return str(RESOURCES.get(code, code))


def fact(code: str) -> str:
    return str(FACTS.get(code, code))


def about(text: str) -> str:
    """`person:12` as people read it."""
    kind, _colon, which = text.partition(":")
    return f"{resource(kind)} {which}".strip()
