"""Sentences on the audit trail: what a check found and what to do (P-07)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "audit.kept_too_short": _("The audit trail is kept for %(least)s days at least, not %(days)s. Ask for %(least)s days or more."),
    "audit.changed": _("Event %(seq)s is not as it was written: its seal does not fit its content."),
    "audit.missing": _("Event %(seq)s is missing (deleted up to %(upto)s): the next one there is later in the chain."),
    "audit.moved": _("Event %(seq)s was moved: it was written as event %(former)s."),
    "audit.unlinked": _("Event %(seq)s does not follow the event before it: one of the two was slipped in."),
    "audit.other_key": _(
        "From event %(seq)s on nothing is sealed with the key of this installation: the chain was rebuilt without the key, or the key was exchanged."
    ),
    "audit.came_back": _("Event %(seq)s is there although everything up to %(upto)s was let go: it was put in later."),
    "audit.cut": _("The end of the trail was cut off: events %(seq)s to %(upto)s are gone. If an older backup was restored, that is the reason."),
    "audit.rebuilt": _("Event %(seq)s is not the one that was anchored at %(at)s: the chain was rebuilt."),
    "audit.checkpoint_forged": _("The cut up to event %(seq)s was not signed with the key of this installation."),
    "audit.anchor_forged": _("The file %(file)s holds an anchor that was not written by this installation."),
    "audit.anchor_missing": _("The anchor of event %(seq)s is missing in the folder %(folder)s: the file was removed or shortened."),
    "audit.other_chain": _(
        "The file %(file)s anchors another trail. If the database was set up anew on purpose, move the file away; otherwise the trail was exchanged."
    ),
    "audit.headless": _("The trail has no head although event %(seq)s is there: the row that remembers its end was deleted."),
    "audit.unguarded": _("The database no longer refuses to change events: its triggers are gone. Nothing was changed so far."),
}
