"""What a version breaks, costs and covers, for pages: the engine's answer with people, dates and the reader's language (F-13, F-14; UX 7, 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zuoxi.core.explanations import said
from zuoxi.core.sentences import sentence
from zuoxi.engine.roster import check
from zuoxi.people.models import Person
from zuoxi.roster import facts, labour, wording
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Version


@dataclass(frozen=True)
class Violation:
    """One place where a version breaks a rule. `person` is None where it concerns the floor; `cost` is 0 for a hard rule."""

    rule: str
    code: str
    person: Person | None
    days: tuple[date, ...]
    facts: Mapping[str, Any]
    hard: bool
    cost: int

    @property
    def text(self) -> str:
        """What is wrong, with the numbers, and what would mend it; in the reader's language."""
        return sentence(self.code, self.facts)


@dataclass(frozen=True)
class QueueCover:
    """Heads of one queue by day and interval: `difference` is scheduled less required."""

    queue: str
    required: list[list[int]]
    scheduled: list[list[int]]
    difference: list[list[int]]


@dataclass(frozen=True)
class Coverage:
    """Cover of some days, `24 x 60 / step_min` intervals each, one entry a queue."""

    days: tuple[date, ...]
    step_min: int
    queues: tuple[QueueCover, ...]


@dataclass(frozen=True)
class Figures:
    """A version in a few numbers. `costs` by soft rule; `short_h` and `over_h` are head-hours missing and too many, of `required_h`."""

    hard: int
    costs: Mapping[str, int]
    required_h: float
    short_h: float
    over_h: float

    @property
    def cost(self) -> int:
        return sum(self.costs.values())

    @property
    def short_share(self) -> float | None:
        """Head-hours missing, as a share of those required; None where nothing is required."""
        return self.short_h / self.required_h if self.required_h else None

    @property
    def over_share(self) -> float | None:
        return self.over_h / self.required_h if self.required_h else None


def violations(version: Version, people: Collection[int] | None = None) -> list[Violation]:
    """Everything the version breaks, hard rules first; with `people` only what concerns these (fast, for the moment after an edit)."""
    return found_in(facts.sheet(version), people)


def found_in(sheet: Sheet, people: Collection[int] | None = None) -> list[Violation]:
    """The same for a sheet that was read already."""
    if people is None:
        return [*against_law(sheet), *_for_pages(sheet, check.violations(sheet.problem, sheet.roster))]
    lines = [line for line, person in enumerate(sheet.people) if person.pk in people]
    once = {_key(one): one for line in lines for one in check.worker_violations(sheet.problem, sheet.roster, line)}
    return [*against_law(sheet, people), *_for_pages(sheet, once.values())]


def hard_violations(sheet: Sheet) -> list[Violation]:
    """What keeps a version from being published."""
    return [*_for_pages(sheet, check.hard_violations(sheet.problem, sheet.roster)), *against_law(sheet)]


def against_law(sheet: Sheet, people: Collection[int] | None = None) -> Iterable[Violation]:
    """X-03: what labour law forbids beyond the rules of the engine, which counts the days off of a week itself."""
    for line in labour.of_sheet(sheet, people):
        for verdict in line.verdicts(labour.policy_of(labour.SHIPPED)):
            if verdict.granted is False and verdict.outcome != "law.no_rest_day":
                told = {"worker": str(line.person), "text": said(verdict.outcome, verdict.told)}
                yield Violation(f"{verdict.rule} law", "law.of_person", line.person, (verdict.facts["day"],), told, hard=True, cost=0)


def coverage(version: Version, days: Sequence[date]) -> Coverage:
    """Required, scheduled and difference by queue and interval; people with several skills are counted once, where they are needed."""
    return cover_of(facts.sheet(version), days)


def cover_of(sheet: Sheet, days: Sequence[date]) -> Coverage:
    """The same for a sheet that was read already."""
    wanted = [(day - sheet.problem.first_day).days for day in days]
    found = check.coverage(sheet.problem, sheet.roster)
    queues = [
        QueueCover(queue, one.required[wanted].tolist(), one.scheduled[wanted].tolist(), (one.scheduled - one.required)[wanted].tolist())
        for queue, one in found.items()
    ]
    return Coverage(tuple(days), sheet.problem.step_min, tuple(queues))


def figures(sheet: Sheet) -> Figures:
    """What a version costs, lacks and breaks."""
    cover = check.coverage(sheet.problem, sheet.roster).values()
    hours = sheet.problem.step_min / 60
    return Figures(
        hard=len(check.hard_violations(sheet.problem, sheet.roster)),
        costs=check.costs(sheet.problem, sheet.roster),
        required_h=float(sum(one.required.sum() for one in cover)) * hours,
        short_h=float(sum(one.under.sum() for one in cover)) * hours,
        over_h=float(sum(one.over.sum() for one in cover)) * hours,
    )


def missing_by_day(sheet: Sheet) -> tuple[float, ...]:
    """Head-hours missing on each day."""
    short = sum(one.under.sum(axis=1) for one in check.coverage(sheet.problem, sheet.roster).values())
    hours = sheet.problem.step_min / 60
    return tuple(float(heads) * hours for heads in short) if not isinstance(short, int) else (0.0,) * sheet.problem.days


def _for_pages(sheet: Sheet, found: Iterable[check.Violation]) -> Iterable[Violation]:
    for one in found:
        person = sheet.by_worker[one.worker] if one.worker is not None else None
        days = tuple(sheet.problem.date_of(day) for day in one.days)
        yield Violation(one.rule, one.code, person, days, named(sheet, one.facts), one.hard, one.cost)


def named(sheet: Sheet, found: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with the names of people, teams, queues and tags where the engine has only their keys."""
    words: dict[str, Mapping[str, Any]] = {
        "worker": sheet.by_worker,
        "other": sheet.by_worker,
        "team": sheet.teams,
        "queue": sheet.queues,
        "tag": wording.TAGS,
    }
    return {key: str(words.get(key, {}).get(value, value)) if isinstance(value, str) else value for key, value in found.items()}


def _key(one: check.Violation) -> tuple[Any, ...]:
    return one.rule, one.worker, one.days, tuple(sorted((key, str(value)) for key, value in one.facts.items()))
