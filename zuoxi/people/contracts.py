"""Kinds of contracts (F-13, F-09): made and changed. A kind that people have keeps its code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import Problem
from zuoxi.people.models import Contract

DEFAULTS = (
    # code, name, English name, hours a week, yuan an hour
    ("full", "全日制", "Full time", 40, "38.00"),
    ("part", "非全日制", "Part time", 24, "32.00"),
)
"""What a new centre starts with (X-03: 40 h a week; part-time work at most 24 h a week, Labour Contract Law, Art. 68)."""


class CodeTaken(Problem):
    code, status = "contract.code_taken", 409
    text = _("There is a contract with the code %(taken)s already. Choose another code.")


@dataclass(frozen=True)
class ContractForm:
    """What a contract is: hours a week, the longest day, yuan an hour."""

    code: str
    name: str
    name_en: str
    week_min: int
    max_day_min: int
    rate: Decimal

    @property
    def fields(self) -> dict[str, object]:
        return {"name": self.name, "name_en": self.name_en, "week_min": self.week_min, "max_day_min": self.max_day_min, "rate": self.rate}


@transaction.atomic
def create(form: ContractForm) -> Contract:
    if Contract.objects.filter(code=form.code).exists():
        raise CodeTaken(taken=form.code)
    return Contract.objects.create(code=form.code, **form.fields)


@transaction.atomic
def change(contract: Contract, form: ContractForm) -> Contract:
    """Change everything but the code; rosters made before keep what they were."""
    Contract.objects.filter(pk=contract.pk).update(**form.fields)
    contract.refresh_from_db()
    return contract


def hold(contract: Contract) -> Contract:
    """Hold the row until the transaction ends, and read it as it is now."""
    Contract.objects.filter(pk=contract.pk).update(week_min=F("week_min"))
    contract.refresh_from_db()
    return contract


def ship_defaults() -> dict[str, Contract]:
    """Full time and part time, for a centre that starts."""
    return {
        code: create(ContractForm(code, name, english, week_min=hours * 60, max_day_min=8 * 60, rate=Decimal(rate)))
        for code, name, english, hours, rate in DEFAULTS
    }
