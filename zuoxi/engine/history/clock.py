"""Daylight saving: local times that never were and local times that were twice. Only days on which the offset changes are looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)


def never_was(moment: datetime, zone: tzinfo) -> bool:
    """The clock was put forward over this local time."""
    aware = moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def was_twice(moment: datetime, zone: tzinfo) -> bool:
    """The clock was put back over this local time."""
    first, second = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    return first.utcoffset() != second.utcoffset() and not never_was(moment, zone)


def changes(day: date, zone: tzinfo) -> bool:
    """The day has not 24 hours."""
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return midnight.utcoffset() != (midnight + ONE_DAY).utcoffset()
