"""Corrections of facts (P-02, P-03): a further fact that says who, when and why; the decisions that rest on it are taken again at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zuoxi.core import decisions
from zuoxi.core.decisions import Recomputed
from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.core.models import FactCorrection
from zuoxi.rules.decision import as_json


class NoReason(Problem):
    code, status = "correction.no_reason", 400
    text = _("Say why the fact is corrected; whoever reads the decision later wants to know.")


class NothingNew(Problem):
    code, status = "correction.nothing_new", 400
    text = _("The fact already says this. Nothing was changed.")


@dataclass(frozen=True)
class Corrected:
    """The correction, and what came of it."""

    correction: FactCorrection
    recomputed: Recomputed


Apply = Callable[[FactCorrection], None]
APPLIES: dict[str, Apply] = {}


def register(prefix: str, apply: Apply) -> None:
    """What else happens with the corrections of one kind of fact (`punch` for `punch:7:at`), before decisions are taken again."""
    APPLIES[prefix] = apply


@transaction.atomic
def correct(*, key: str, old: Any, new: Any, why: str, by: Any, now: datetime) -> Corrected:
    """Say what a fact should have been. `old` is what the reader saw: refused when somebody corrected it meanwhile."""
    if not why.strip():
        raise NoReason
    if as_json(old) == as_json(new):
        raise NothingNew
    last = FactCorrection.objects.filter(key=key).order_by("-number").first()
    if last is not None and last.new != as_json(old):
        raise MovedMeanwhile(what=_("The fact"))
    made = _write(key=key, number=last.number + 1 if last else 1, old=as_json(old), new=as_json(new), why=why.strip(), by=by, at=now)
    apply = APPLIES.get(key.partition(":")[0])
    if apply is not None:
        apply(made)
    return Corrected(made, decisions.recompute([key], now=now, correction=made))


def _write(**fields: Any) -> FactCorrection:
    """Of two corrections at one moment the second finds the number taken."""
    try:
        with transaction.atomic():
            return FactCorrection.objects.create(**fields)
    except IntegrityError as error:
        raise MovedMeanwhile(what=_("The fact")) from error


def newest(keys: Collection[str]) -> dict[str, Any]:
    """By key: what the last correction says; facts that were never corrected are not in it."""
    rows = FactCorrection.objects.filter(key__in=keys).order_by("number")
    return dict(rows.values_list("key", "new"))


def newest_under(*prefixes: str) -> dict[str, Any]:
    """The same for every fact whose key begins so (`person:`)."""
    begins = reduce(or_, (Q(key__startswith=prefix) for prefix in prefixes))
    return dict(FactCorrection.objects.filter(begins).order_by("number").values_list("key", "new"))
