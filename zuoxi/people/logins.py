"""Who may try to log in now, and what a try leads to (O-09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from zuoxi.people import tries
from zuoxi.people.account_events import Act, tell
from zuoxi.people.models import Person
from zuoxi.people.tries import Reserved
from zuoxi.rules import accounts
from zuoxi.rules.accounts import AccountPolicy


@dataclass(frozen=True)
class Knock:
    """Somebody at the door: the work number as typed, from which address; `device` is the browser's id if this person logged in there before."""

    number: str
    address: str
    device: str = ""

    @property
    def account_key(self) -> str:
        return tries.key_of("device", f"{self.device}|{self.number}") if self.device else tries.key_of("account", self.number)

    @property
    def address_key(self) -> str:
        return tries.key_of("address", self.address)


@dataclass(frozen=True)
class Admission:
    """Whether the password is looked at; if not, how long to wait."""

    knock: Knock
    left: timedelta
    account: Reserved | None = None

    @property
    def granted(self) -> bool:
        return not self.left


def knock(knocking: Knock, *, now: datetime, policy: AccountPolicy) -> Admission:
    """Count the try of the account, or say how long it must wait. A known device neither suffers from strangers' tries nor from its neighbours'.

    The address is only asked, and counted when the try has failed: a whole shift logs in from one address at once, and all but a few succeed."""
    if not knocking.device:
        left = tries.waits(knocking.address_key, free=policy.free_failures_of_address, now=now, policy=policy)
        if left:
            return Admission(knocking, left)
    account = tries.reserve(knocking.account_key, free=policy.free_failures, now=now, policy=policy)
    return Admission(knocking, account.left, account)


def minutes(left: timedelta) -> int:
    """A wait as people are told it: minutes begun."""
    return ceil(left / timedelta(minutes=1))


def refused(admission: Admission, *, about: Person | None, now: datetime) -> None:
    """A try that had to wait: told, nothing else."""
    tell(Act.REFUSED, about=about, by=None, now=now, where=admission.knock.address, wait_s=int(admission.left.total_seconds()))


def failed(admission: Admission, *, about: Person | None, now: datetime, policy: AccountPolicy) -> None:
    """The pair did not fit: told; the failure that begins the delays is told as a lock as well."""
    knocking = admission.knock
    tell(Act.LOGIN_FAILED, about=about, by=None, now=now, where=knocking.address)
    if _begins(admission.account, policy.free_failures):
        tell(Act.LOCKED, about=about, by=None, now=now, where=knocking.address, what="account")
    if knocking.device:
        return
    free = policy.free_failures_of_address
    if _begins(tries.reserve(knocking.address_key, free=free, now=now, policy=policy), free):
        tell(Act.LOCKED, about=None, by=None, now=now, where=knocking.address, what="address")


def _begins(reserved: Reserved | None, free: int) -> bool:
    return bool(reserved and reserved.tries and accounts.begins_a_delay(reserved.tries, free=free))


def passed(admission: Admission, *, now: datetime, policy: AccountPolicy) -> None:
    """The pair fitted: the account's row is forgotten; rows of long ago are swept away."""
    tries.sweep(now=now, policy=policy)
    tries.forgive(admission.knock.account_key)


def unlock(*, person: Person, by: Person, now: datetime) -> None:
    """An administrator lets somebody try again at once."""
    tries.forgive(tries.key_of("account", person.work_number), tries.key_of("code", str(person.pk)))
    tell(Act.UNLOCKED, about=person, by=by, now=now)


def is_locked(person: Person, *, now: datetime, policy: AccountPolicy) -> bool:
    """Whether strangers' tries at this account must wait just now."""
    return bool(tries.waits(tries.key_of("account", person.work_number), free=policy.free_failures, now=now, policy=policy))
