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
    "design.policy": _(
        "The grid of starts (given: %(grid)s min) must be above 0, prices must not be negative, and paid hours or hours too many need a price."
    ),
    "design.no_candidates": _("No shift fits between the earliest start and the latest end. Allow shorter shifts or a later end."),
    "design.no_kinds": _("At least one shift kind must be allowed (given: %(kinds)s)."),
    "design.shape": _("The requirement has the form %(shape)s; wanted are days x intervals, with intervals of %(step)s minutes that fill the day."),
    "design.heads": _("The requirement holds negative or missing heads. Correct them first."),
}
