"""Reads for the pages of periods and versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from zuoxi.core.models import Job
from zuoxi.people.models import Person
from zuoxi.roster import access
from zuoxi.roster.checking import Figures
from zuoxi.roster.models import Period, Publication, Version, VersionState

JOB = "roster.solve"


def about(period: Period) -> str:
    """How the jobs of a period are found."""
    return f"roster:{period.pk}"


def period_list(person: Person) -> QuerySet[Period]:
    """Periods the person may see, with `drafts`, the number of the version in force, and whether a solve is open."""
    seen = access.versions(person)
    in_force = seen.published().filter(period=OuterRef("pk"))
    drafts = Count("versions", filter=Q(versions__in=seen.drafts()), distinct=True)
    return (
        access.periods(person)
        .select_related("unit")
        .annotate(
            drafts=drafts, in_force=Subquery(in_force.values("number")[:1]), published_at=Subquery(in_force.values("publication__published_at")[:1])
        )
    )


@dataclass(frozen=True)
class VersionRow:
    """A line of the table of versions. `figures` is None where the version changed since they were worked out."""

    version: Version
    figures: Figures | None

    @property
    def publication(self) -> Publication | None:
        return getattr(self.version, "publication", None)

    @property
    def gap(self) -> float | None:
        """How far the cost lies above the solver's bound at most; a share of the cost."""
        bound = self.version.bound
        if self.figures is None or bound is None or self.figures.cost <= 0:
            return None
        return max(0.0, (self.figures.cost - bound) / self.figures.cost)


def version_rows(person: Person, period: Period) -> list[VersionRow]:
    """The versions of a period that the person may see, newest first."""
    found = access.versions(person).filter(period=period).select_related("created_by", "based_on", "publication__published_by").order_by("-number")
    return [VersionRow(version, stored_figures(version)) for version in found]


def stored_figures(version: Version) -> Figures | None:
    """What was worked out for the version as it is now; None when it was changed since."""
    if version.appraised_revision != version.revision:
        return None
    stored = version.solve.get("figures")
    return Figures(costs=version.costs, **stored) if stored else None


def publications(person: Person, period: Period) -> QuerySet[Publication]:
    """Everything that was ever in force, newest first."""
    return access.publications(person).filter(version__period=period).select_related("version", "published_by").order_by("-published_at")


def solves(period: Period) -> QuerySet[Job]:
    return Job.objects.filter(kind=JOB, about=about(period)).select_related("asked_by").order_by("-asked_at")


def numbered(versions: Iterable[Version]) -> list[tuple[int, str]]:
    """Choices of a form: the newest first, with state and note."""
    labels = dict(VersionState.choices)
    return [(one.pk, f"{one.number} · {labels[one.state]}" + (f" · {one.remark}" if one.remark else "")) for one in versions]
