"""What the core stores, by subject."""

from zuoxi.core.models.approvals import (
    Appeal,
    AppealState,
    Approval,
    ApprovalQuerySet,
    ApprovalState,
    ApprovalStep,
    ApprovalWait,
    Delegation,
    DelegationQuerySet,
    StepVerdict,
)
from zuoxi.core.models.audit import AuditCheckpoint, AuditEvent, AuditHead, AuditQuerySet
from zuoxi.core.models.calendar import CentreDay, CentreDayQuerySet, DayKind
from zuoxi.core.models.decisions import Decision, DecisionFact, DecisionQuerySet, DecisionState, FactCorrection
from zuoxi.core.models.deliveries import DeliveryQuerySet, DeliveryState, Flavour, NoticeDelivery, NoticeSetting, NoticeWebhook
from zuoxi.core.models.jobs import OPEN_STATES, Job, JobQuerySet, JobState
from zuoxi.core.models.notices import Notice, NoticeQuerySet, Preference
from zuoxi.core.models.periodic import PeriodicRun
from zuoxi.core.models.policy import PolicyVersion, PolicyVersionQuerySet, VersionState
from zuoxi.core.models.sendings import Sending

__all__ = [
    "OPEN_STATES",
    "Appeal",
    "AppealState",
    "Approval",
    "ApprovalQuerySet",
    "ApprovalState",
    "ApprovalStep",
    "ApprovalWait",
    "AuditCheckpoint",
    "AuditEvent",
    "AuditHead",
    "AuditQuerySet",
    "CentreDay",
    "CentreDayQuerySet",
    "DayKind",
    "Decision",
    "DecisionFact",
    "DecisionQuerySet",
    "DecisionState",
    "Delegation",
    "DelegationQuerySet",
    "DeliveryQuerySet",
    "DeliveryState",
    "FactCorrection",
    "Flavour",
    "Job",
    "JobQuerySet",
    "JobState",
    "Notice",
    "NoticeDelivery",
    "NoticeQuerySet",
    "NoticeSetting",
    "NoticeWebhook",
    "PeriodicRun",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "Preference",
    "Sending",
    "StepVerdict",
    "VersionState",
]
