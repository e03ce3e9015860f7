"""What the roster stores."""

from zuoxi.roster.models.feed import Feed
from zuoxi.roster.models.period import Assignment, Edit, Leave, LeaveKind, Period, Publication, Version, VersionState
from zuoxi.roster.models.shift import ShiftBlock, ShiftBreak, ShiftKind

__all__ = [
    "Assignment",
    "Edit",
    "Feed",
    "Leave",
    "LeaveKind",
    "Period",
    "Publication",
    "ShiftBlock",
    "ShiftBreak",
    "ShiftKind",
    "Version",
    "VersionState",
]
