"""What a people file names and the centre does not have (R-05): told once a name with the rows it stands in, and made with the file when ticked.

A skill or post is no more than its name, so it can be made from a file. A contract binds hours and pay: it is never guessed, only told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify

from zuoxi.engine.finding import Finding
from zuoxi.people import access, pinyin
from zuoxi.people.files import plain
from zuoxi.people.models import Person, Post, RoleName, Skill, SkillKind

Kind = Literal["skill", "post", "contract"]
KIND_OF: dict[str, Kind] = {"people.unknown_skill": "skill", "people.unknown_post": "post", "people.unknown_contract": "contract"}
"""Which errors of a file are about a name that is not known; the fact with the name is called like the kind."""
MAKERS: dict[Kind, frozenset[str]] = {
    "skill": frozenset({RoleName.PLANNER}),
    "post": frozenset({RoleName.PLANNER, RoleName.HR}),
    "contract": frozenset(),
}
"""Who may have each kind made by a file."""
MOST = 50
"""Names that can be made by one file; more of them are a wrong column, not a new centre."""
LONGEST_NAME, LONGEST_CODE = 200, 50


@dataclass(frozen=True)
class Missing:
    """A name the centre does not know, and in how many rows it stands."""

    kind: Kind
    name: str
    rows: int

    @property
    def key(self) -> str:
        """What a ticked box sends."""
        return f"{self.kind}:{self.name}"

    @property
    def can_be_made(self) -> bool:
        return bool(MAKERS[self.kind]) and len(self.name) <= LONGEST_NAME and self.name.isprintable()

    def may_be_made_by(self, person: Person) -> bool:
        return self.can_be_made and access.has(person, *MAKERS[self.kind])


def name_of(finding: Finding) -> tuple[Kind, str] | None:
    """Kind and name, as names are compared, that an error is about; None for errors of another sort."""
    kind = KIND_OF.get(finding.code)
    return (kind, plain(str(finding.facts[kind]))) if kind else None


def missing(findings: Iterable[Finding]) -> tuple[Missing, ...]:
    """Every unknown name once, skills first, then as the file has them."""
    rows: dict[tuple[Kind, str], set[int | None]] = {}
    spelled: dict[tuple[Kind, str], str] = {}
    for finding in findings:
        if place := name_of(finding):
            rows.setdefault(place, set()).add(finding.row)
            spelled.setdefault(place, str(finding.facts[place[0]]))
    found = (Missing(place[0], spelled[place], len(places)) for place, places in rows.items())
    return tuple(sorted(found, key=lambda one: list(MAKERS).index(one.kind)))


def makeable(found: Sequence[Missing]) -> tuple[Missing, ...]:
    """Those that the file may bring along; none when they are too many to be meant."""
    able = tuple(one for one in found if one.can_be_made)
    return able if len(able) <= MOST else ()


def make(wanted: Collection[Missing], *, by: Person) -> None:
    """Make skills and posts of these names. Who may not make one of them makes none (403)."""
    if not all(one.may_be_made_by(by) for one in wanted):
        raise PermissionDenied
    skills = [one.name for one in wanted if one.kind == "skill"]
    posts = [one.name for one in wanted if one.kind == "post"]
    Skill.objects.bulk_create([Skill(code=code, name=name, kind=SkillKind.QUEUE) for name, code in _codes(Skill, skills)])
    Post.objects.bulk_create([Post(code=code, name=name) for name, code in _codes(Post, posts)])


def _codes(model: type[Skill | Post], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name with a free code: its pinyin, with a number where that is taken."""
    taken = set(model._default_manager.values_list("code", flat=True))
    for name in names:
        base = slugify(pinyin.spell(name)[0])[: LONGEST_CODE - 6] or model.__name__.lower()
        code = next(text for text in chain([base], (f"{base}-{number}" for number in count(2))) if text not in taken)
        taken.add(code)
        yield name, code
