"""What the core stores, by subject."""

from zuoxi.core.models.audit import AuditCheckpoint, AuditEvent, AuditHead, AuditQuerySet
from zuoxi.core.models.decisions import Decision, DecisionFact, DecisionQuerySet, DecisionState, FactCorrection
from zuoxi.core.models.jobs import OPEN_STATES, Job, JobQuerySet, JobState
from zuoxi.core.models.notices import Notice, NoticeQuerySet, Preference

__all__ = [
    "OPEN_STATES",
    "AuditCheckpoint",
    "AuditEvent",
    "AuditHead",
    "AuditQuerySet",
    "Decision",
    "DecisionFact",
    "DecisionQuerySet",
    "DecisionState",
    "FactCorrection",
    "Job",
    "JobQuerySet",
    "JobState",
    "Notice",
    "NoticeQuerySet",
    "Preference",
]
