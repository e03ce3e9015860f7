"""People from a file (R-05): checked with a preview, stored when somebody says so, all rows or none.

A work number that is known is brought up to date (name, team, contract, grade, shift lead, probation, skills); one that is new becomes a person
with an agent's role in the team and no password yet. Teams that do not exist are made; skills and posts that do not exist are made when they
are ticked (`people.missing`). Nobody is removed: who is missing in the file stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.core import audit
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.tables import read_table
from zuoxi.engine.finding import Finding
from zuoxi.people import missing, pinyin
from zuoxi.people.files import PeopleFile, PersonRow, plain, read_people
from zuoxi.people.missing import Missing
from zuoxi.people.models import Contract, PeopleUpload, Person, PersonSkill, Post, Role, RoleName, Skill, Unit, UnitKind, UploadState

EVIDENCE = "import"
CHANGED = ["name", "unit", "contract", "is_shift_lead", "grade", "probation_until", "post", "pinyin", "initials"]
News = Literal["new", "changed", "same"]


class HasErrors(Problem):
    code, status = "people_file.has_errors", 409
    text = _("The file has %(count)s errors, so nothing of it can be stored. Correct them and upload it again.")


class NotMade(Problem):
    code, status = "people_file.not_made", 409
    text = _("These do not exist yet: %(names)s. Tick them to have them made with the file, or correct the file. Nothing was stored.")


@dataclass(frozen=True)
class Planned:
    """What storing will do to one person: `changes` are field, before, after."""

    row: PersonRow
    news: News
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What storing the file will do; with errors nothing is planned. `missing` are names the file needs and may bring along."""

    planned: tuple[Planned, ...]
    new_teams: tuple[str, ...]
    file: PeopleFile
    missing: tuple[Missing, ...] = ()

    def count(self, news: News) -> int:
        return sum(1 for one in self.planned if one.news == news)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What no tick can mend."""
        mended = {(one.kind, plain(one.name)) for one in self.missing}
        return tuple(finding for finding in self.file.errors if missing.name_of(finding) not in mended)


def check(*, data: bytes, name: str, by: Person, now: datetime) -> PeopleUpload:
    """Read a file and keep it for the preview. Of a file that cannot be read at all nothing is kept (Refusal)."""
    read(data)
    return PeopleUpload.objects.create(name=name[:255], sha256=hashlib.sha256(data).hexdigest(), content=data, uploaded_by=by, uploaded_at=now)


def preview(upload: PeopleUpload) -> Preview:
    """Compare the file with who is there now; where only names are missing that it may bring along, as if they were there."""
    file = read(bytes(upload.content or b""))
    lacking = missing.makeable(missing.missing(file.errors))
    plan = Preview((), (), file, lacking)
    if lacking and not plan.errors:
        file = read(bytes(upload.content or b""), brought=lacking)
    known = _known([row.number for row in file.people])
    teams = set(Unit.objects.filter(kind=UnitKind.TEAM).values_list("name", flat=True))
    return Preview(
        planned=tuple(_planned(row, known.get(row.number)) for row in file.people),
        new_teams=tuple(dict.fromkeys(row.team for row in file.people if row.team not in teams)),
        file=file,
        missing=lacking,
    )


@transaction.atomic
def store(*, upload: PeopleUpload, by: Person, now: datetime, make: Collection[str] = ()) -> Preview:
    """Do what the preview says, in one transaction; returns it. `make`: keys of the missing names to be made first."""
    Unit.objects.filter(parent=None).update(name=F("name"))  # takes the centre's row: of two files at once the second sees whom the first brought
    plan = _complete(upload, by=by, make=make)
    _end(upload, UploadState.STORED, by, now)
    touched = [one.row for one in plan.planned if one.news != "same"]
    people = _bring(touched, _teams(plan.new_teams), now)
    _skill(touched, people, now)
    facts = {"file": upload.name, "sha256": upload.sha256, "new": plan.count("new"), "changed": plan.count("changed")}
    audit.record(by=by, action="people.imported", resource="people", about=f"upload:{upload.pk}", at=now, facts=facts)
    return plan


def _complete(upload: PeopleUpload, *, by: Person, make: Collection[str]) -> Preview:
    """The plan, with nothing wrong and nothing missing any more, or a refusal of the whole."""
    plan = preview(upload)
    if plan.errors:
        raise HasErrors(count=len(plan.errors))
    left = [one.name for one in plan.missing if one.key not in make]
    if left:
        raise NotMade(names=", ".join(left))
    missing.make(plan.missing, by=by)
    return preview(upload) if plan.missing else plan


@transaction.atomic
def discard(*, upload: PeopleUpload, by: Person, now: datetime) -> None:
    """Let the file go; nothing of it was stored."""
    _end(upload, UploadState.DISCARDED, by, now)


def read(data: bytes, *, brought: Sequence[Missing] = ()) -> PeopleFile:
    """The file against the contracts, skills and posts of this centre, and those that it brings along."""
    skills, posts = _codes(Skill), _codes(Post)
    for one in brought:
        (skills if one.kind == "skill" else posts)[one.name] = one.name
    return read_people(read_table(data), contracts=_codes(Contract), skills=skills, posts=posts)


def _codes(model: type[Contract | Skill | Post]) -> dict[str, str]:
    """Every name of each row, and its code, to the code."""
    rows = model._default_manager.values_list("code", "name", "name_en")
    return {name: code for code, *names in rows for name in (code, *names) if name}


def _known(numbers: list[str]) -> dict[str, Person]:
    found = Person.objects.filter(work_number__in=numbers).select_related("unit", "contract", "post").prefetch_related("skills__skill")
    return {person.work_number: person for person in found}


def _planned(row: PersonRow, person: Person | None) -> Planned:
    if person is None:
        return Planned(row, "new")
    before, after = _of_person(person), _of_row(row, person)
    changes = tuple((field, before[field], after[field]) for field in before if before[field] != after[field])
    return Planned(row, "changed" if changes else "same", changes)


def _of_person(person: Person) -> dict[str, str]:
    skills = {held.skill.code: held.level for held in person.skills.all()}
    return _facts(
        person.name,
        person.unit.name,
        person.post.code,
        person.contract.code if person.contract else "",
        skills,
        person.is_shift_lead,
        person.grade,
        person.probation_until,
    )


def _of_row(row: PersonRow, person: Person) -> dict[str, str]:
    """What the file says; an empty optional cell leaves post and grade as they are."""
    return _facts(
        row.name, row.team, row.post or person.post.code, row.contract, dict(row.skills), row.lead, row.grade or person.grade, row.probation_until
    )


def _facts(name: str, team: str, post: str, contract: str, skills: Mapping[str, int], lead: bool, grade: int, probation: Any) -> dict[str, str]:
    return {
        "name": name,
        "team": team,
        "post": post,
        "contract": contract,
        "skills": "; ".join(f"{code}:{skills[code]}" for code in sorted(skills)),
        "lead": "+" if lead else "",
        "grade": str(grade),
        "probation": str(probation or ""),
    }


def _teams(new: tuple[str, ...]) -> dict[str, Unit]:
    centre = Unit.objects.get(kind=UnitKind.CENTRE)
    last = Unit.objects.filter(kind=UnitKind.TEAM).count()
    Unit.objects.bulk_create([Unit(kind=UnitKind.TEAM, name=name, parent=centre, order=last + number) for number, name in enumerate(new)])
    return {unit.name: unit for unit in Unit.objects.filter(kind=UnitKind.TEAM)}


def _bring(rows: Sequence[PersonRow], teams: Mapping[str, Unit], now: datetime) -> dict[str, Person]:
    """Make the new people, change the others; all of them by work number."""
    contracts, posts = Contract.objects.in_bulk(field_name="code"), Post.objects.in_bulk(field_name="code")
    agent = posts.get("agent") or Post.objects.create(code="agent", name="座席代表", name_en="Agent")
    known = _known([row.number for row in rows])
    made: list[Person] = []
    for row in rows:
        if row.number not in known:
            known[row.number] = Person(work_number=row.number, post=agent, hired_on=now.date(), is_rostered=True, password=make_password(None))
            made.append(known[row.number])
        person = known[row.number]
        person.name, person.unit, person.contract, person.is_shift_lead = row.name, teams[row.team], contracts[row.contract], row.lead
        person.grade, person.probation_until = row.grade or person.grade, row.probation_until
        person.post = posts[row.post] if row.post else person.post
        person.pinyin, person.initials = pinyin.spell(row.name)
    changed = [person for person in known.values() if person.pk]
    Person.objects.bulk_create(made, batch_size=1000)
    Person.objects.bulk_update(changed, CHANGED, batch_size=500)
    Role.objects.bulk_create([Role(person=person, name=RoleName.AGENT, unit=person.unit) for person in made], batch_size=1000)
    return known


def _skill(rows: Sequence[PersonRow], people: Mapping[str, Person], now: datetime) -> None:
    """Give everybody the skills and levels of their row, and no others; a skill that was there keeps since when and on what evidence."""
    skills = {skill.code: skill for skill in Skill.objects.all()}
    wanted = {(people[row.number].pk, skills[code].pk): level for row in rows for code, level in row.skills}
    held = PersonSkill.objects.filter(person__in=[people[row.number].pk for row in rows]).values_list("pk", "person_id", "skill_id")
    PersonSkill.objects.filter(pk__in=[pk for pk, person, skill in held if (person, skill) not in wanted]).delete()
    PersonSkill.objects.bulk_create(
        [
            PersonSkill(person_id=person, skill_id=skill, level=level, since=now.date(), evidence=EVIDENCE)
            for (person, skill), level in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "skill"],
        update_fields=["level"],
        batch_size=1000,
    )


def _end(upload: PeopleUpload, state: UploadState, by: Person, now: datetime) -> None:
    """Compare and swap: of two who decide at once one wins; the bytes go."""
    if not PeopleUpload.objects.filter(pk=upload.pk, state=UploadState.CHECKED).update(state=state, content=None, decided_by=by, decided_at=now):
        raise MovedMeanwhile(what=upload.name)
    upload.refresh_from_db()
