"""Publishing (F-14): one version of a period is in force. What differs is known beforehand, who is concerned is told once, and what was
published is kept for ever with the hash of every cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.core import audit
from zuoxi.core import notices as outgoing
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import Notice
from zuoxi.people.models import Person
from zuoxi.roster import checking, facts, labour, pauses, staff, versions
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Assignment, Period, Publication, Version, VersionState

NOTICE, CHANGED = "roster.published", "roster.days_changed"
"""What a notice says: the roster is there, or some of one's days are other than before."""
Link = Callable[[date], str]
"""The address of a page that shows somebody's own roster from a day on."""


class HardViolations(Problem):
    """F-13: no roster is published that breaks a hard rule; nobody can override it."""

    code, status = "roster.hard_violations", 409
    text = _("This version breaks hard rules in %(count)s places and cannot be published. First: %(first)s")


class PublishedMeanwhile(Problem):
    """The sheet showed the difference to a version that is not in force any more."""

    code, status = "roster.published_meanwhile", 409
    text = _("Version %(number)s was published meanwhile. Nothing was published; open the page again to see what would change now, then publish.")


@dataclass(frozen=True)
class Difference:
    """A cell that two versions hold differently: shift codes, None for a day off."""

    person: Person
    day: date
    before: str | None
    after: str | None

    def row(self) -> list[Any]:
        """As a Publication keeps it."""
        return [self.person.pk, self.day.isoformat(), self.before, self.after]


def in_force(version: Version) -> Version | None:
    """The published version of the same period."""
    return Version.objects.published().filter(period=version.period_id).first()


def in_force_pk(version: Version) -> int | None:
    """The key of that version: what whoever publishes must have seen."""
    return Version.objects.published().filter(period=version.period_id).values_list("pk", flat=True).first()


def diff(version: Version, against: Version) -> list[Difference]:
    """What `version` changes of `against`, by person and day. Locks and breaks are no difference."""
    new, old = _codes(version), _codes(against)
    places = sorted(place for place in new.keys() | old.keys() if new.get(place) != old.get(place))
    people = Person.objects.select_related("unit").in_bulk({person for person, _ in places})
    return [Difference(people[person], day, old.get((person, day)), new.get((person, day))) for person, day in places]


def told(version: Version) -> list[Person]:
    """Who will get a notice: at the first publication everybody on the roster, later those whose days change."""
    former = in_force(version)
    if former is None:
        return list(staff.of_version(version).select_related("unit").order_by("pinyin", "work_number"))
    once = {difference.person.pk: difference.person for difference in diff(version, former)}
    return sorted(once.values(), key=lambda person: (person.pinyin, person.work_number))


def publish(*, version: Version, by: Person, now: datetime, seen_revision: int, seen_in_force: int | None, link: Link | None = None) -> Publication:
    """Put a draft in force in place of the former version. Refused when hard rules are broken, when it changed after `seen_revision`, or when
    another than `seen_in_force` (None: none) is in force by now. `link` tells where a notice leads."""
    sheet = facts.sheet(version)
    broken = checking.hard_violations(sheet)
    if broken:
        raise HardViolations(count=len(broken), first=broken[0].text)
    return _put_in_force(version, sheet, (seen_revision, seen_in_force), by=by, now=now, link=link)


@transaction.atomic
def _put_in_force(version: Version, sheet: Sheet, seen: tuple[int, int | None], *, by: Person, now: datetime, link: Link | None) -> Publication:
    former = _as_seen(version, *seen)
    complete(version, sheet)
    pauses.fill(version, sheet)
    changes = diff(version, former) if former else []
    people = told(version)
    Version.objects.published().filter(period=version.period_id).update(state=VersionState.SUPERSEDED)
    Version.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    version.refresh_from_db(fields=["state"])
    made = Publication.objects.create(
        version=version, published_by=by, published_at=now, diff=[one.row() for one in changes], sha256=fingerprint(version)
    )
    labour.decide(version, by=by, now=now)
    tell(made, people, changes, now=now, link=link)
    said = {"version": version.number, "changes": len(changes), "sha256": made.sha256}
    audit.record(by=by, action="roster.published", resource="roster", about=f"version:{version.pk}", at=now, facts=said)
    return made


def _as_seen(version: Version, revision: int, former: int | None) -> Version | None:
    """The version in force; nobody else publishes in this period until the transaction ends. Refused unless all is as the planner saw it."""
    Period.objects.filter(pk=version.period_id).update(name=F("name"))
    if versions.hold(version) != revision:
        raise MovedMeanwhile(what=_("Version %(number)s") % {"number": version.number})
    found = in_force(version)
    if found is not None and found.pk != former:
        raise PublishedMeanwhile(number=found.number)
    return found


def complete(version: Version, sheet: Sheet) -> None:
    """Write a row for every day off, so that a day off can be told from a day nobody planned."""
    have = set(version.assignments.values_list("person_id", "day"))
    rows = [
        Assignment(version=version, person=person, day=day)
        for person in sheet.people
        for day in version.period.dates()
        if (person.pk, day) not in have and staff.is_employed(person, day)
    ]
    Assignment.objects.bulk_create(rows, batch_size=2000)


def fingerprint(version: Version) -> str:
    """SHA-256 of every cell: work number, day, shift, lock, breaks, in order."""
    digest = hashlib.sha256()
    rows = version.assignments.order_by("person__work_number", "day")
    for number, day, shift, locked, breaks in rows.values_list("person__work_number", "day", "shift__code", "is_locked", "breaks"):
        digest.update(json.dumps([number, day.isoformat(), shift, locked, breaks], ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def is_intact(publication: Publication) -> bool:
    """Whether the cells are still those that were published."""
    return fingerprint(publication.version) == publication.sha256


def tell(publication: Publication, people: Iterable[Person], changes: Iterable[Difference], *, now: datetime, link: Link | None = None) -> None:
    """One notice a person; told again, the same notice. It leads to the first day that changed."""
    period = publication.version.period
    days: dict[int, list[date]] = {}
    for one in changes:
        days.setdefault(one.person.pk, []).append(one.day)
    common = {"period": period.name, "first": period.first_day.isoformat(), "last": period.last_day.isoformat()}
    notices = [
        Notice(
            person=person,
            kind=CHANGED if person.pk in days else NOTICE,
            key=f"{NOTICE}:{publication.version_id}",
            facts={**common, "changes": len(days.get(person.pk, []))},
            link=link(min(days.get(person.pk, [period.first_day]))) if link else "",
            at=now,
        )
        for person in people
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    outgoing.send(key=f"{NOTICE}:{publication.version_id}", people=[one.person_id for one in notices], now=now)


def _codes(version: Version) -> Mapping[tuple[int, date], str | None]:
    rows = version.assignments.exclude(shift=None).values_list("person_id", "day", "shift__code")
    return {(person, day): code for person, day, code in rows}
