"""The share of paid time that does not serve anybody, per kind and weekday (F-08)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.planning.models import ShrinkageShare
from zuoxi.planning.models.requirement import ShrinkageKind
from zuoxi.rules.staffing import StaffingPolicy, shrinkage_shares

Shares = Mapping[tuple[str, int], float]
"""(kind, weekday with Monday 0) to a share of paid time between 0 and 1."""
KINDS = tuple(ShrinkageKind.values)
WEEKDAYS = range(7)


class NotAShare(Problem):
    code = "shrinkage.not_a_share"
    text = _("Each share lies between 0 and 100 %%. Correct %(kind)s on %(weekday)s.")


class NobodyLeft(Problem):
    code = "shrinkage.nobody_left"
    text = _("The shares of one day add up to 100 %% or more; nobody would be left to work. Lower them.")


@transaction.atomic
def store(*, shares: Shares) -> None:
    """Set the whole table; what is not named is 0."""
    check(shares)
    ShrinkageShare.objects.all().delete()
    ShrinkageShare.objects.bulk_create(ShrinkageShare(kind=kind, weekday=weekday, share=share) for (kind, weekday), share in shares.items() if share)


def check(shares: Shares) -> None:
    """Refuse what is no share, and days on which nothing is left."""
    for (kind, weekday), share in shares.items():
        if kind not in KINDS or weekday not in WEEKDAYS or not 0 <= share < 1:
            raise NotAShare(kind=kind, weekday=weekday)
    for weekday in WEEKDAYS:
        if sum(share for (_kind, day), share in shares.items() if day == weekday) >= 1:
            raise NobodyLeft


def table() -> dict[tuple[str, int], float]:
    """Every kind and weekday, 0 where nothing was set; one query."""
    found = {(kind, weekday): 0.0 for kind in KINDS for weekday in WEEKDAYS}
    found.update({(row.kind, row.weekday): row.share for row in ShrinkageShare.objects.all()})
    return found


def is_set() -> bool:
    """Whether anything was ever stored."""
    return ShrinkageShare.objects.exists()


def of_policy(policy: StaffingPolicy) -> dict[tuple[str, int], float]:
    """Where a centre starts that has measured nothing yet: the same shares on every weekday."""
    return {(kind, weekday): share for kind, share in shrinkage_shares(policy).items() for weekday in WEEKDAYS}
