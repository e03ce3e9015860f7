"""Sentences of `zuoxi.engine.roster.breaks` and `zuoxi.engine.roster.design`."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "breaks.no_room": _(
        "Shift %(shift)s: its breaks do not fit into their windows with %(gap)s minutes between them. Widen a window, or shorten a break or the gap."
    ),
    "breaks.too_many": _("Shift %(shift)s has %(count)s breaks; at most %(most)s can be placed. Join some of them."),
    "breaks.too_many_skill_sets": _(
        "%(queues)s queues are linked by too many different combinations of skills to be counted together. Join queues that the same people serve."
    ),
    "breaks.policy": _("Breaks start on a grid that divides the day (given: %(grid)s min) and lie a time of 0 or more apart (given: %(gap)s min)."),
}
