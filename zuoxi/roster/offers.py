"""What a found roster would change of the version it started from: offered as a difference, never put over a planner's edits (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people.models import Person
from zuoxi.roster import cells, publishing
from zuoxi.roster.cells import Applied, Change
from zuoxi.roster.models import Version
from zuoxi.roster.publishing import Difference

KIND = "solve"


class NothingToTakeOver(Problem):
    code, status = "roster.nothing_to_take_over", 409
    text = _("Version %(number)s was not made from a draft, so it cannot be taken over into one. Publish it, or copy it.")


@dataclass(frozen=True)
class Offer:
    """`origin` is what the version was made from; `into` the same while it is a draft. `changes` may be taken over; `kept` were changed there by
    hand after the search began, and stay."""

    origin: Version | None
    into: Version | None
    changes: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()


def offer(version: Version) -> Offer:
    """What `version` changes of its origin as that is now."""
    origin = version.based_on
    if origin is None:
        return Offer(None, None)
    known = version.solve.get("base_revision")
    since = origin.revision if known is None else known
    mine = {(cell.person_id, cell.day) for cell in cells.changes_since(origin, since)}
    found = publishing.diff(version, origin)
    changes = tuple(one for one in found if (one.person.pk, one.day) not in mine)
    kept = tuple(one for one in found if (one.person.pk, one.day) in mine)
    return Offer(origin, origin if origin.is_draft else None, changes, kept)


def take_over(*, version: Version, by: Person, now: datetime) -> Applied:
    """Change the origin as offered, as one step that can be undone; its locked cells and those changed by hand since stay."""
    found = offer(version)
    origin = found.into
    if origin is None:
        raise NothingToTakeOver(number=version.number)
    wanted = [Change(one.person.pk, one.day, one.after) for one in found.changes]
    return cells.change(version=origin, changes=wanted, kind=KIND, seen_revision=origin.revision, by=by, now=now)
