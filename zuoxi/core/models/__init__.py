"""What the core stores, by subject."""

from zuoxi.core.models.calendar import CentreDay, CentreDayQuerySet, DayKind
from zuoxi.core.models.jobs import OPEN_STATES, Job, JobQuerySet, JobState
from zuoxi.core.models.notices import Notice, NoticeQuerySet, Preference

__all__ = [
    "OPEN_STATES",
    "CentreDay",
    "CentreDayQuerySet",
    "DayKind",
    "Job",
    "JobQuerySet",
    "JobState",
    "Notice",
    "NoticeQuerySet",
    "Preference",
]
