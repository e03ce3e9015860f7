"""What the roster stores."""

from zuoxi.roster.models.feed import Feed
from zuoxi.roster.models.period import Assignment, Edit, Leave, Period, Publication, Version
from zuoxi.roster.models.shift import ShiftBlock, ShiftBreak, ShiftKind

__all__ = ["Assignment", "Edit", "Feed", "Leave", "Period", "Publication", "ShiftBlock", "ShiftBreak", "ShiftKind", "Version"]
