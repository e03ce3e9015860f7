"""Names that a people file needs and the centre does not have, as lines to tick: "Skill 贷款 is not known: 40 rows"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zuoxi.people import missing
from zuoxi.people.imports import Preview
from zuoxi.people.missing import Missing
from zuoxi.people.models import Person

SHOWN = 60


@dataclass(frozen=True)
class Line:
    """One name: what is said of it, what a ticked box sends (empty: no box), whether it was ticked, why there is no box."""

    text: str
    key: str = ""
    ticked: bool = False
    hint: str = ""
    route: str = ""


def missing_lines(plan: Preview, *, by: Person, ticked: Collection[str]) -> list[Line]:
    """Every missing name once; with a box where the reader may have it made."""
    able = {one.key for one in plan.missing}
    found = missing.missing(plan.file.errors) or plan.missing
    return [_line(one, one.key in able, by, one.key in ticked) for one in found[:SHOWN]]


def _line(one: Missing, able: bool, by: Person, ticked: bool) -> Line:
    text = _texts(one)[one.kind] % {"name": one.name, "rows": one.rows}
    if able and one.may_be_made_by(by):
        return Line(text, one.key, ticked)
    if one.kind == "contract":
        return Line(
            text, hint=_("A contract binds hours and pay, so it is made on its own page; then open this page again."), route="centre:contract_new"
        )
    if able:
        return Line(text, hint=_("A planner may have it made; ask one to import the file."))
    return Line(text, hint=_("Correct the file: too many or too long names are not made."))


def _texts(one: Missing) -> dict[str, str]:
    return {
        "skill": ngettext("Skill “%(name)s” is not known: %(rows)s row", "Skill “%(name)s” is not known: %(rows)s rows", one.rows),
        "post": ngettext("Post “%(name)s” is not known: %(rows)s row", "Post “%(name)s” is not known: %(rows)s rows", one.rows),
        "contract": ngettext("Contract “%(name)s” is not known: %(rows)s row", "Contract “%(name)s” is not known: %(rows)s rows", one.rows),
    }
