"""Shift kinds (F-10): made, changed, put out of use. What was published keeps its meaning for ever: such a kind is copied, not changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zuoxi.core.errors import MovedMeanwhile, Problem
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster import breaks_windows
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.engine.roster.problem import BreakRule, Shift
from zuoxi.people.models import Person
from zuoxi.roster.models import Assignment, ShiftBlock, ShiftBreak, ShiftKind, VersionState


class CodeTaken(Problem):
    code, status = "roster.code_taken", 409
    text = _("Another shift kind has the code %(shift)s. Choose another code; codes of kinds that are out of use stay taken.")


class LetterTaken(Problem):
    code, status = "roster.letter_taken", 409
    text = _("The key %(letter)s already sets the shift kind %(shift)s. Choose another key.")


class InUse(Problem):
    """F-14: what was published is kept for ever, so its shift kinds keep their hours."""

    code, status = "roster.shift_in_use", 409
    text = _("The shift kind %(shift)s stands in a published roster, so its hours, breaks and tags stay as they are. Make a copy and change that.")


@dataclass(frozen=True)
class ShiftForm:
    """Everything about a shift kind that can be chosen. Blocks and breaks as the engine knows them: minutes from midnight, and from the start."""

    code: str
    letter: str
    name: str
    colour: str
    blocks: tuple[tuple[int, int], ...]
    breaks: tuple[BreakRule, ...] = ()
    tags: frozenset[str] = frozenset()
    name_en: str = ""
    order: int = 0

    def shift(self) -> Shift:
        """As the engine sees it; refused when the blocks make no shift."""
        return Shift(self.code, self.blocks, self.breaks, self.tags)


def form_of(kind: ShiftKind) -> ShiftForm:
    """What was chosen for a stored kind, blocks and breaks in order of time."""
    shift = to_engine(kind)
    return ShiftForm(kind.code, kind.letter, kind.name, kind.colour, shift.blocks, shift.breaks, shift.tags, kind.name_en, kind.order)


def to_engine(kind: ShiftKind) -> Shift:
    """A stored kind as the engine sees it."""
    blocks = tuple(sorted((block.start_min, block.end_min) for block in kind.blocks.all()))
    rules = sorted(kind.breaks.all(), key=lambda rule: (rule.earliest_min, rule.latest_min, rule.pk))
    breaks = tuple(BreakRule(rule.length_min, rule.earliest_min, rule.latest_min, rule.paid, rule.name) for rule in rules)
    return Shift(kind.code, blocks, breaks, frozenset(kind.tags))


@transaction.atomic
def create(*, form: ShiftForm, by: Person, now: datetime) -> ShiftKind:
    """A new kind, in use at once."""
    _refuse_impossible(form)
    _refuse_taken(form, None)
    kind = ShiftKind(code=form.code, changed_by=by, changed_at=now)
    _look(kind, form)
    kind.tags = sorted(form.tags)
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError as error:
        raise CodeTaken(shift=form.code) from error
    _store_hours(kind, form)
    return kind


@transaction.atomic
def edit(*, kind: ShiftKind, form: ShiftForm, seen_revision: int, by: Person, now: datetime) -> ShiftKind:
    """Change a kind. Name, key, colour and order always; code, hours, breaks and tags only while it stands in no published roster."""
    _refuse_impossible(form)
    _take(kind, seen_revision, by=by, now=now)
    _refuse_taken(form, kind)
    if _meaning(form) != _meaning(form_of(kind)):
        if is_published(kind):
            raise InUse(shift=kind.code)
        kind.code, kind.tags = form.code, sorted(form.tags)
        kind.blocks.all().delete()
        kind.breaks.all().delete()
        _store_hours(kind, form)
    _look(kind, form)
    kind.save()
    return kind


@transaction.atomic
def set_active(*, kind: ShiftKind, active: bool, seen_revision: int, by: Person, now: datetime) -> ShiftKind:
    """Put a kind out of use, or back in: rosters that have it keep it, new cells cannot take it."""
    _take(kind, seen_revision, by=by, now=now)
    if active:
        _refuse_taken(form_of(kind), kind)
    kind.is_active = active
    kind.save()
    return kind


def is_published(kind: ShiftKind) -> bool:
    """Whether it stands in a roster that is, or was, in force."""
    return Assignment.objects.filter(shift=kind).exclude(version__state=VersionState.DRAFT).exists()


def _take(kind: ShiftKind, seen_revision: int, *, by: Person, now: datetime) -> None:
    """Compare and swap: of two who change a kind at once one wins, the other is told."""
    mine = ShiftKind.objects.filter(pk=kind.pk, revision=seen_revision)
    if not mine.update(revision=F("revision") + 1, changed_by=by, changed_at=now):
        raise MovedMeanwhile(what=kind.code)
    kind.refresh_from_db()


def _refuse_impossible(form: ShiftForm) -> None:
    """Blocks that make no shift, breaks that fit nowhere: refused by the engine with what is wrong."""
    policy = BreakPolicy()
    for finding in breaks_windows.check([form.shift()], grid_min=policy.grid_min, gap_min=policy.min_gap_min):
        raise Refusal(finding.code, **finding.facts)


def _refuse_taken(form: ShiftForm, mine: ShiftKind | None) -> None:
    others = ShiftKind.objects.exclude(pk=mine.pk) if mine else ShiftKind.objects.all()
    if others.filter(code=form.code).exists():
        raise CodeTaken(shift=form.code)
    holder = others.active().filter(letter=form.letter).first()
    if holder:
        raise LetterTaken(letter=form.letter, shift=holder.code)


def _meaning(form: ShiftForm) -> tuple[object, ...]:
    return form.code, form.blocks, form.breaks, form.tags


def _look(kind: ShiftKind, form: ShiftForm) -> None:
    kind.letter, kind.name, kind.name_en = form.letter, form.name, form.name_en
    kind.colour, kind.order = form.colour, form.order


def _store_hours(kind: ShiftKind, form: ShiftForm) -> None:
    ShiftBlock.objects.bulk_create(ShiftBlock(kind=kind, start_min=start, end_min=end) for start, end in form.blocks)
    ShiftBreak.objects.bulk_create(_breaks(kind, form))


def _breaks(kind: ShiftKind, form: ShiftForm) -> Iterator[ShiftBreak]:
    for rule in form.breaks:
        yield ShiftBreak(
            kind=kind, name=rule.name, length_min=rule.length_min, earliest_min=rule.earliest_min, latest_min=rule.latest_min, paid=rule.paid
        )
