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
VALUES: dict[str, Label] = {
    "password": _("by password"),
    "wrong": _("number or password wrong"),
    "403": _("not for this role"),
    "404": _("out of reach"),
    "role.oneself": _("to oneself"),
    "role.not_yours": _("not entitled"),
}
NONE: Mapping[str, Label] = {}


def register(
    *,
    actions: Mapping[str, Label] = NONE,
    resources: Mapping[str, Label] = NONE,
    facts: Mapping[str, Label] = NONE,
    values: Mapping[str, Label] = NONE,
) -> None:
    """Name further codes."""
    for known, more in ((ACTIONS, actions), (RESOURCES, resources), (FACTS, facts), (VALUES, values)):
        known.update(more)


def action(code: str) -> str:
    return str(ACTIONS.get(code, code))


def resource(code: str) -> str:
    return str(RESOURCES.get(code, code))


def fact(code: str) -> str:
    return str(FACTS.get(code, code))


def value(said: object) -> str:
    """A value of a fact; a code that has a name by its name."""
    return str(VALUES.get(str(said), said)) if said is not None else ""


def about(text: str) -> str:
    """`person:12` as people read it."""
    kind, _colon, which = text.partition(":")
    return f"{resource(kind)} {which}".strip()
