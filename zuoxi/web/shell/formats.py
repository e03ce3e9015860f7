"""How dates, times, durations and numbers are written, everywhere the same (UX 37, 38). `--` is nothing, `0` is zero."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zuoxi.core.explanations import length

NONE = "--"
Number = int | float | Decimal


def local(moment: datetime) -> datetime:
    """In the centre's time zone."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def day(value: date | None) -> str:
    """2026-03-08."""
    if isinstance(value, datetime):
        value = local(value)
    return f"{value:%Y-%m-%d}" if value else NONE


def clock(value: datetime | time | int | None) -> str:
    """14:08; of a moment, of a time, or of minutes since midnight: 1440 is 24:00, later ones are 次日 02:00."""
    if value is None:
        return NONE
    if isinstance(value, int):
        late = value > 1440
        hour, minute = divmod(value - 1440 if late else value, 60)
        text = f"{hour:02d}:{minute:02d}"
        return _("next day %(time)s") % {"time": text} if late else text
    return f"{local(value) if isinstance(value, datetime) else value:%H:%M}"


def moment(value: datetime | None) -> str:
    """2026-03-08 14:08."""
    return f"{local(value):%Y-%m-%d %H:%M}" if value else NONE


def weekday(value: date | int | None) -> str:
    """周一, Mon; of a day or of a number with Monday 0."""
    if value is None:
        return NONE
    number = value if isinstance(value, int) else value.weekday()
    return _weekdays()[number]


def _weekdays() -> list[str]:
    return [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]


def span(start: str, end: str) -> str:
    """Two formatted ends as one range: 08:00～16:00."""
    return f"{start}～{end}"


def minutes_seconds(seconds: Number | None) -> str:
    """05:07, of seconds; longer than an hour 1:05:07."""
    if seconds is None:
        return NONE
    total = round(seconds)
    sign, total = ("-" if total < 0 else ""), abs(total)
    hours, rest = divmod(total, 3600)
    tail = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{sign}{hours}:{tail}" if hours else sign + tail


def hours_minutes(minutes: Number | None) -> str:
    """7 小时 30 分, of minutes."""
    return NONE if minutes is None else length(round(minutes))


def percent(share: Number | None, decimals: int = 1) -> str:
    """80.0%, of a share between 0 and 1."""
    return f"{share * 100:.{decimals}f}%" if share is not None else NONE


def number(value: Number | None, decimals: int = 0) -> str:
    """1,240, with thousands separators; a minus is shown only where a digit is."""
    if value is None:
        return NONE
    text = f"{value:,.{decimals}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.,") else text
