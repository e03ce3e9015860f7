"""The calendar feed of one's own shifts (R-05): a secret address, revocable, that any calendar program can read."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from zuoxi.people import access
from zuoxi.people.models import Person
from zuoxi.roster import own
from zuoxi.roster.models import Feed

PAST, AHEAD = timedelta(days=60), timedelta(days=120)
SECRET_BYTES = 24
"""192 bits: nobody guesses it."""


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create(*, person: Person, now: datetime) -> str:
    """A new secret; the old one dies at once. It is shown this once: only its digest is kept."""
    Person.objects.filter(pk=person.pk).update(name=F("name"))  # takes the row: of two addresses made at once one is dead
    revoke(person=person, now=now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    Feed.objects.create(person=person, digest=digest(secret), created_at=now)
    return secret


def revoke(*, person: Person, now: datetime) -> bool:
    """Kill the live address; False when there was none."""
    return bool(Feed.objects.filter(person=person, revoked_at=None).update(revoked_at=now))


def live(person: Person) -> Feed | None:
    return Feed.objects.filter(person=person, revoked_at=None).first()


def owner(secret: str) -> Person | None:
    """Whose live feed this is; nobody's once it was revoked or its owner left."""
    feed = Feed.objects.filter(digest=digest(secret), revoked_at=None, person__is_active=True).select_related("person").first()
    return feed.person if feed and access.is_here(feed.person) else None


def calendar(*, person: Person, now: datetime) -> bytes:
    """The published shifts of two months back and four ahead as iCalendar (RFC 5545), times in UTC, one event a block of presence."""
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    result = Calendar()
    result.add("prodid", "-//Zuoxi//Roster//ZH")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", _("Roster of %(name)s") % {"name": person.name})
    result.add("x-wr-timezone", settings.TIME_ZONE)
    result.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for day in own.days(person, first=today - PAST, count=(PAST + AHEAD).days):
        for number, block in enumerate(day.blocks):
            result.add_component(_event(person, day, number, block))
    return bytes(result.to_ical())


def _event(person: Person, day: own.OwnDay, number: int, block: own.Block) -> Event:
    """One block; its UID stays the same when the shift of that day changes, so that calendars update it in place."""
    event = Event()
    event.add("uid", f"{person.pk}-{day.day:%Y%m%d}-{number}@zuoxi")
    event.add("dtstart", block.start.astimezone(UTC))
    event.add("dtend", block.end.astimezone(UTC))
    published = day.published_at or block.start
    event.add("dtstamp", published.astimezone(UTC))
    event.add("last-modified", published.astimezone(UTC))
    event.add("sequence", int(published.timestamp()) % 2**31)
    event.add("summary", str(day.shift))
    pauses = [pause for pause in day.pauses if block.start <= pause.start < block.end]
    event.add("description", "\n".join(f"{pause.name} {pause.start:%H:%M}～{pause.end:%H:%M}" for pause in pauses))
    event.add("transp", "OPAQUE")
    return event
