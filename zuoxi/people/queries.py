"""Reads for the people pages: the list with its filters, the tree of units, the sheets of posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from zuoxi.people import access
from zuoxi.people.models import Person, PersonQuerySet, Post, Skill, Unit, UnitKind
from zuoxi.rules.organisation import Span, SpanPolicy, span


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; a unit stands for everything beneath it, `gone` for those who have left."""

    text: str = ""
    unit: Unit | None = None
    post: Post | None = None
    skill: Skill | None = None
    gone: bool = False


def listed(reader: Person, wanted: Wanted, *, day: date) -> PersonQuerySet:
    """The people `reader` may see that match, with what a row shows."""
    reach = access.visible_to(reader)
    found = reach.filter(left_on__lte=day) if wanted.gone else reach.present(day)
    if wanted.text:
        found = found.matching(wanted.text)
    if wanted.unit:
        found = found.filter(unit_id__in=access.below([wanted.unit]))
    if wanted.post:
        found = found.filter(post=wanted.post)
    if wanted.skill:
        found = found.filter(skills__skill=wanted.skill)
    return found.select_related("unit", "post", "contract").prefetch_related("skills__skill")


@dataclass(frozen=True)
class Branch:
    """A unit in the tree: how deep it lies, who is in it, how many are beneath it. `span` judges teams only (O-01)."""

    unit: Unit
    depth: int
    agents: int
    people: int
    span: Span | None


def tree(*, day: date, policy: SpanPolicy) -> list[Branch]:
    """Every unit, depth first, in two queries. Agents are those whose work is rostered, without the head."""
    units = list(Unit.objects.select_related("head", "deputy").order_by("order", "name"))
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit)
    return list(_branches(None, 0, children, _heads(units, day), policy))


def _heads(units: list[Unit], day: date) -> dict[int, tuple[int, int]]:
    """Agents and people of each unit itself."""
    heads = {unit.head_id for unit in units if unit.head_id}
    rows = (
        Person.objects.present(day).values("unit_id").annotate(people=Count("pk"), agents=Count("pk", filter=Q(is_rostered=True) & ~Q(pk__in=heads)))
    )
    return {row["unit_id"]: (row["agents"], row["people"]) for row in rows.order_by()}


def _branches(
    parent: int | None, depth: int, children: dict[int | None, list[Unit]], heads: dict[int, tuple[int, int]], policy: SpanPolicy
) -> Iterator[Branch]:
    for unit in children.get(parent, []):
        beneath = list(_branches(unit.pk, depth + 1, children, heads, policy))
        agents, people = heads.get(unit.pk, (0, 0))
        direct = [branch for branch in beneath if branch.depth == depth + 1]
        agents, people = agents + sum(b.agents for b in direct), people + sum(b.people for b in direct)
        verdict = span(agents=agents, policy=policy) if unit.kind == UnitKind.TEAM else None
        yield Branch(unit, depth, agents, people, verdict)
        yield from beneath


@dataclass(frozen=True)
class Sheet:
    """A post with how many hold it and which posts report to it (O-02)."""

    post: Post
    people: int
    below: list[Post]


def post_sheets(*, day: date) -> list[Sheet]:
    """The sheets of all posts, in two queries."""
    posts = list(Post.objects.select_related("reports_to").order_by("pk"))
    counts = dict(Person.objects.present(day).order_by().values_list("post_id").annotate(Count("pk")))
    return [Sheet(post, counts.get(post.pk, 0), [other for other in posts if other.reports_to_id == post.pk]) for post in posts]
