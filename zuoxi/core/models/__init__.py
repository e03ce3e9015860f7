"""What the core stores, by subject."""

from zuoxi.core.models.jobs import OPEN_STATES, Job, JobQuerySet, JobState
from zuoxi.core.models.notices import Notice, NoticeQuerySet, Preference
from zuoxi.core.models.sendings import Sending

__all__ = ["OPEN_STATES", "Job", "JobQuerySet", "JobState", "Notice", "NoticeQuerySet", "Preference", "Sending"]
