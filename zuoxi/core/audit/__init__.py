"""The audit trail (P-07): who read or changed what, when, from where; append-only, chained by a keyed hash, anchored outside the database.

`record` is called inside the verb that it records and as late in it as possible: it holds the end of the chain until the transaction ends.
"""

from zuoxi.core.audit.anchors import Anchor, anchor, anchor_if_due, last_anchor
from zuoxi.core.audit.places import Where, here, placed
from zuoxi.core.audit.purging import purge
from zuoxi.core.audit.verifying import Report, verify
from zuoxi.core.audit.writing import AuditUnavailable, record

__all__ = [
    "Anchor",
    "AuditUnavailable",
    "Report",
    "Where",
    "anchor",
    "anchor_if_due",
    "here",
    "last_anchor",
    "placed",
    "purge",
    "record",
    "verify",
]
