"""Pages of the policy and the rulebook."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.web.areas import Page
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.people.models import Person, RoleName
from zuoxi.rules.areas import AREAS


def another(cast: Cast) -> Person:
    made, _ = Person.objects.get_or_create(work_number="4002", defaults={"name": "钱进", "unit": cast.centre, "post": cast.zhou.post})
    made.roles.get_or_create(name=RoleName.MANAGER, unit=cast.centre)
    return made


def draft(cast: Cast) -> PolicyVersion:
    made = policy.draft(by=cast.zhou, now=timezone.now(), remark="多休息")
    policy.change(version=made, values={"roster": {"rest_h": 12, "needs_lead": False}}, by=cast.zhou, now=timezone.now())
    return made


def a_draft(cast: Cast) -> list[Any]:
    return [draft(cast).number]


def a_submitted(cast: Cast) -> list[Any]:
    made = draft(cast)
    policy.submit(version=made, day=timezone.localdate(), remark="多休息", by=cast.zhou, now=timezone.now())
    return [made.number]


def more_versions(cast: Cast, count: int) -> None:
    """A chain of approved versions, each followed by the next."""
    now, decider = timezone.now(), another(cast)
    PolicyVersion.objects.bulk_create(
        PolicyVersion(
            number=n + 1000,
            base=n + 999 if n else 0,
            state=VersionState.APPROVED,
            values={"roster": {"max_nights": n % 8}},
            effective_from=now,
            created_by=cast.zhou,
            created_at=now,
            changed_at=now,
            decided_by=decider,
            decided_at=now,
        )
        for n in range(count)
    )


PAGES = [
    Page("policy:rules", "lin"),
    Page("policy:rule", "lin", args=lambda _: ["F-13"]),
    Page("policy:rule", "lin", args=lambda _: ["F-14"], name="policy:rule-plain"),
    Page("policy:values", "lin", grow=more_versions),
    *(Page("policy:values_of", "chen", args=lambda _, name=one.name: [name], name=f"policy:values-{one.name}") for one in AREAS),
    Page("policy:versions", "chen", grow=more_versions),
    Page("policy:version", "zhou", args=a_draft, grow=more_versions),
    Page("policy:version", "zhou", args=a_submitted, name="policy:version-waiting"),
    *(Page("policy:edit", "zhou", args=lambda cast, name=one.name: [*a_draft(cast), name], name=f"policy:edit-{one.name}") for one in AREAS),
]

ALLOWED = {"TOML"}
