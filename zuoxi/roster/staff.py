"""Whose rows a roster has."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from zuoxi.people import access
from zuoxi.people.models import Person
from zuoxi.roster.models import Period, Version


def of_period(period: Period) -> QuerySet[Person]:
    """The people to be rostered: in the unit or beneath it, planned by roster, employed on at least one of the days."""
    employed = Q(hired_on=None) | Q(hired_on__lte=period.last_day), Q(left_on=None) | Q(left_on__gt=period.first_day)
    return Person.objects.rostered().filter(*employed, unit_id__in=access.below([period.unit]))


def of_version(version: Version) -> QuerySet[Person]:
    """The rows of a roster: those of the period, and whoever worked in this version though they have moved since."""
    if not version.is_draft:
        return Person.objects.filter(pk__in=version.assignments.values("person_id"))
    return of_revision(version)


def of_revision(version: Version) -> QuerySet[Person]:
    """The rows of a new roster that starts from this one: also people who came since it was published."""
    worked = version.assignments.exclude(shift=None).values("person_id")
    return Person.objects.filter(Q(pk__in=of_period(version.period).values("pk")) | Q(pk__in=worked))


def is_employed(person: Person, day: date) -> bool:
    """From the day of hiring until the day before the day of leaving; an unknown day does not bind."""
    return (person.hired_on is None or person.hired_on <= day) and (person.left_on is None or day < person.left_on)
