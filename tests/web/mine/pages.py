"""Pages of my roster."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast, at
from tests.web.areas import Page
from zuoxi.roster.models import Assignment, Period, Publication, ShiftBlock, ShiftKind, Version


def published_days(cast: Cast, count: int) -> None:
    """A published roster of lin around today: up to two months of early shifts, in as many periods as it takes."""
    early, _ = ShiftKind.objects.get_or_create(code="早", defaults={"letter": "E", "name": "早班", "name_en": "Early", "colour": "#2f7ed8"})
    ShiftBlock.objects.get_or_create(kind=early, start_min=420, defaults={"end_min": 960})
    first = timezone.localdate() - timedelta(days=15)
    period = Period.objects.create(
        name="本月", unit=cast.centre, first_day=first, days=min(30 + count, 60), created_by=cast.chen, created_at=at("2026-03-01 09:00")
    )
    version = Version.objects.create(period=period, number=1, state="published", created_by=cast.chen, created_at=at("2026-03-01 09:00"))
    Publication.objects.create(version=version, published_by=cast.chen, published_at=at("2026-03-01 09:00"), diff=[], sha256="0" * 64)
    days = [first + timedelta(days=n) for n in range(period.days)]
    Assignment.objects.bulk_create(
        Assignment(version=version, person=cast.lin, day=day, shift=early, breaks=[[660, 720, "午餐", False]]) for day in days
    )


PAGES = [
    Page("mine:roster", "lin", grow=published_days),
    Page("mine:week", "lin", grow=published_days),
    Page("mine:month", "lin", grow=published_days),
    Page("mine:feed", "lin"),
]
