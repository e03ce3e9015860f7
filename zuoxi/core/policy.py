"""The policy of the centre (P-01): what is in force, and the way of a version from draft to approval.

policy.in_force(now).of(StaffingPolicy)        # checked values at a moment
policy.on(period.first_day).of(RosterPolicy)   # at the midnight with which a day begins
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import PolicyVersion, VersionState
from zuoxi.rules import values as rules
from zuoxi.rules.values import Faults, Values

Policy = TypeVar("Policy")
Stored = dict[str, dict[str, Any]]
MOVES = {
    ("draft", "submit"): VersionState.SUBMITTED,
    ("draft", "withdraw"): VersionState.WITHDRAWN,
    ("submitted", "withdraw"): VersionState.WITHDRAWN,
    ("submitted", "approve"): VersionState.APPROVED,
    ("submitted", "reject"): VersionState.REJECTED,
}
"""From which state which verb leads where; everything else is refused."""


class NotTheAuthor(Problem):
    code, status = "policy.not_the_author", 403
    text = _("Version %(number)s was drafted by %(who)s, who alone may change, submit or withdraw it. Start a draft of your own.")


class OwnVersion(Problem):
    code, status = "policy.own_version", 403
    text = _("You drafted version %(number)s yourself; somebody else must decide on it.")


class NothingChanged(Problem):
    code, status = "policy.nothing_changed", 409
    text = _("Version %(number)s changes nothing. Change an entry before you submit it.")


class Overtaken(Problem):
    code, status = "policy.overtaken", 409
    text = _("Version %(newest)s was approved since version %(number)s was drafted. Carry the draft over onto it first.")


class DayPassed(Problem):
    code, status = "policy.day_passed", 409
    text = _("%(day)s has passed; what has happened keeps its rules. Choose today or a later day.")


class BeforeTheLast(Problem):
    code, status = "policy.before_the_last", 409
    text = _("Version %(newest)s takes effect on %(day)s; the next one cannot begin before it. Choose that day or a later one.")


class StillWrong(Problem):
    code, status = "policy.still_wrong", 409
    text = _("Version %(number)s has %(count)s entries that may not stand. Mend them before you submit it.")


class ReasonMissing(Problem):
    code, status = "policy.reason_missing", 422
    text = _("Say why, so that the author can do better.")


@dataclass(frozen=True)
class InForce:
    """The policy at a moment: `version` is its number (0: as shipped), `values` what differs from the defaults, `dropped` what no longer fits."""

    version: int
    values: Stored
    since: datetime | None
    dropped: Faults
    built: dict[type[Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def of(self, kind: type[Policy]) -> Policy:
        """The checked policy of a class that stands in `zuoxi.rules.areas`; built once."""
        if kind not in self.built:
            self.built[kind] = rules.policy_of(self.values, kind)
        found: Policy = self.built[kind]
        return found


SHIPPED = InForce(0, {}, None, {})
_kept: ContextVar[list[PolicyVersion] | None] = ContextVar("approved_policy_versions", default=None)
_keeping: ContextVar[bool] = ContextVar("keeping_policy_versions", default=False)


@contextmanager
def remembered() -> Iterator[None]:
    """Within it the approved versions are read once: around a request, around a long computation."""
    keeping, kept = _keeping.set(True), _kept.set(None)
    try:
        yield
    finally:
        _keeping.reset(keeping)
        _kept.reset(kept)


def _approved() -> list[PolicyVersion]:
    """Every approved version, the last to begin first; one query, or none within `remembered`."""
    found = _kept.get()
    if found is None:
        found = list(PolicyVersion.objects.approved().order_by("-effective_from", "-number"))
        if _keeping.get():
            _kept.set(found)
    return found


def in_force(moment: datetime) -> InForce:
    """What holds at a moment."""
    version = next((one for one in _approved() if one.effective_from and one.effective_from <= moment), None)
    return SHIPPED if version is None else _held(version)


def _held(version: PolicyVersion) -> InForce:
    """What a version says; judged once for each time it is read, so that a year of decisions does not judge it a year long."""
    found: InForce | None = version.__dict__.get("_held")
    if found is None:
        found = InForce(version.number, rules.usable(version.values), version.effective_from, rules.wrong(version.values))
        version.__dict__["_held"] = found
    return found


def on(day: date) -> InForce:
    """What holds when a day begins in the centre's time zone: a roster, a requirement are bound by the policy of their first day."""
    return in_force(midnight(day))


def of_version(number: int) -> InForce:
    """What version `number` says, as a decision that was taken under it must see it again; 0 is as shipped."""
    if number == 0:
        return SHIPPED
    version = next((one for one in _kept.get() or () if one.number == number), None) or PolicyVersion.objects.get(number=number)
    return _held(version)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def day_of(moment: datetime) -> date:
    """The day on the centre's clock."""
    return timezone.localtime(moment).date()


def newest() -> PolicyVersion | None:
    """The approved version that the next one follows; it may not have begun yet."""
    return PolicyVersion.objects.approved().newest_first().first()


def base_values(version: PolicyVersion) -> Stored:
    """The values that a version was made from."""
    return of_version(version.base).values


SUBMITTED: list[Callable[[PolicyVersion, Any, datetime], None]] = []
"""Called with a submitted version, who submitted it and when, in the same transaction: a chain of approval asks its first step here and calls
`approve` or `reject` at its end. While there is one, pages leave the decision to it."""


@transaction.atomic
def draft(*, by: Any, now: datetime, remark: str = "", like: PolicyVersion | None = None) -> PolicyVersion:
    """A new draft of what will be in force; `like` does again what another version (a rejected one) changed."""
    last = newest()
    onto = rules.usable(last.values) if last else {}
    kept = onto if like is None else rules.carried_over(base=base_values(like), mine=rules.usable(like.values), onto=onto)
    told = remark.strip() or (like.remark if like else "")
    made: PolicyVersion = PolicyVersion.objects.create(
        number=_next(), base=last.number if last else 0, values=kept, remark=told, created_by=by, created_at=now, changed_at=now
    )
    return made


def _next() -> int:
    return (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def change(*, version: PolicyVersion, values: Values, by: Any, now: datetime) -> Faults:
    """Give a draft these values, an area that is not named stays as it is. Returns what is wrong by area and entry; then nothing was changed."""
    _author(version, by)
    whole = {**version.values, **values}
    if faults := rules.wrong(whole):
        return faults
    _save(version, now, values=rules.trimmed(whole))
    return {}


@transaction.atomic
def replace(*, version: PolicyVersion, values: Values, by: Any, now: datetime) -> Faults:
    """Give a draft exactly these values, everything else as shipped (an imported file). Returns what is wrong; then nothing was changed."""
    _author(version, by)
    if faults := rules.wrong(values):
        return faults
    _save(version, now, values=rules.trimmed(values))
    return {}


@transaction.atomic
def carry_over(*, version: PolicyVersion, by: Any, now: datetime) -> PolicyVersion:
    """Move a draft onto the version that was approved meanwhile: what it changed is done again, under a new number."""
    _author(version, by)
    last = newest()
    if last is not None and last.number != version.base:
        moved = rules.carried_over(base=base_values(version), mine=rules.usable(version.values), onto=rules.usable(last.values))
        _save(version, now, values=moved, base=last.number, number=_next())
    return version


def _save(version: PolicyVersion, now: datetime, **fields: Any) -> None:
    """Write to a draft that is still as it was read."""
    mine = PolicyVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT, changed_at=version.changed_at)
    if mine.update(changed_at=now, **fields) != 1:
        raise MovedMeanwhile(what=version.number)
    version.refresh_from_db()


@transaction.atomic
def submit(*, version: PolicyVersion, day: date, remark: str, by: Any, now: datetime) -> None:
    """Ask for approval from a day on."""
    _author(version, by)
    if faults := rules.wrong(version.values):
        raise StillWrong(number=version.number, count=len(faults))
    if not list(rules.differences(base_values(version), version.values)):
        raise NothingChanged(number=version.number)
    _check_day(version, day, now)
    _move(version, "submit", effective_from=midnight(day), remark=remark.strip(), submitted_at=now)
    for hook in SUBMITTED:
        hook(version, by, now)


@transaction.atomic
def approve(*, version: PolicyVersion, by: Any, now: datetime, remark: str = "") -> None:
    """Put a submitted version in force from its day on; from this moment on where that day is today. Never by its author."""
    _not_the_author(version, by)
    if version.state != VersionState.SUBMITTED or version.effective_from is None:
        raise MovedMeanwhile(what=version.number)
    day = day_of(version.effective_from)
    _check_day(version, day, now)
    begins = now if day == day_of(now) else version.effective_from
    try:
        with transaction.atomic():
            _move(version, "approve", effective_from=begins, decided_by=by, decided_at=now, verdict=remark.strip())
    except IntegrityError as error:
        raise MovedMeanwhile(what=version.number) from error
    _kept.set(None)


@transaction.atomic
def reject(*, version: PolicyVersion, by: Any, now: datetime, remark: str) -> None:
    """Send a submitted version away, with a reason. Never by its author."""
    _not_the_author(version, by)
    if not remark.strip():
        raise ReasonMissing
    _move(version, "reject", decided_by=by, decided_at=now, verdict=remark.strip())


@transaction.atomic
def withdraw(*, version: PolicyVersion, by: Any, now: datetime) -> None:
    """Take a draft or a submitted version back; only its author can."""
    _author(version, by)
    _move(version, "withdraw", changed_at=now)


def _move(version: PolicyVersion, verb: str, **fields: Any) -> None:
    state = MOVES.get((version.state, verb))
    if state is None or PolicyVersion.objects.filter(pk=version.pk, state=version.state).update(state=state, **fields) != 1:
        raise MovedMeanwhile(what=version.number)
    version.refresh_from_db()


def _author(version: PolicyVersion, by: Any) -> None:
    if version.created_by.pk != by.pk:
        raise NotTheAuthor(number=version.number, who=version.created_by)


def _not_the_author(version: PolicyVersion, by: Any) -> None:
    if version.created_by.pk == by.pk:
        raise OwnVersion(number=version.number)


def _check_day(version: PolicyVersion, day: date, now: datetime) -> None:
    """Refuse a version that does not follow the newest one any more, or whose day lies in the past or before that one's."""
    last = newest()
    if (last.number if last else 0) != version.base:
        raise Overtaken(newest=last.number if last else 0, number=version.number)
    if day < day_of(now):
        raise DayPassed(day=day)
    if last and last.effective_from and day < day_of(last.effective_from):
        raise BeforeTheLast(newest=last.number, day=day_of(last.effective_from))
