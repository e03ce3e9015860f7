"""Sentences of `zuoxi.engine.staffing`, `zuoxi.rules.policy` and the `zuoxi erlang` command."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "staffing.out_of_range": _("%(name)s is %(value)s; give a number from %(low)s to %(high)s."),
    "staffing.not_a_number": _("%(value)s is not a number. Give %(name)s as digits, with a point for decimals."),
    "staffing.not_given": _("%(name)s is missing. Fill it in."),
    "staffing.model": _("There is no model %(value)s. Choose B (turned away when busy), C (waits until answered) or A (hangs up after a while)."),
    "staffing.patience_missing": _("Model A needs a mean patience in seconds. Give patience_s, or choose model C."),
    "staffing.threshold_missing": _("A service level needs a time. Give the threshold in seconds with it."),
    "staffing.no_target": _("There is no target for model %(model)s. Give at least one of: %(names)s."),
    "staffing.too_many_agents": _("More than %(most)s agents would be needed. Loosen the targets or check the load."),
    "staffing.lengths": _("The columns have different lengths: %(shapes)s. Give one value or one for each interval."),
    "staffing.shrinkage_kind": _("There is no kind of shrinkage called %(kind)s. The kinds are: %(kinds)s."),
    "staffing.shrinkage_shape": _("A shrinkage table needs a row for each of the %(days)s weekdays and the same intervals for every kind."),
    "staffing.shrinkage_total": _(
        "Weekday %(weekday)s, interval %(period)s: the kinds of shrinkage add up to %(value)s. They must leave some time for contacts."
    ),
    "staffing.no_paid_hours": _("There are no paid hours to measure the shrinkage against. Choose a period in which people worked."),
    "staffing.no_such_interval": _("There is no weekday %(weekday)s with interval %(period)s; weekdays are 1 to 7, intervals 1 to %(periods)s."),
    "staffing.no_rate": _("There is no %(table)s rate for %(key)s. Known: %(known)s. Add the rate or correct the name."),
    "staffing.response_impossible": _(
        "Interval %(interval)s: no number of agents answers within %(hours)s h, because the centre is closed too long. Lengthen the response time."
    ),
    "staffing.out_missing": _("Say with --out where the results are to be written."),
    "staffing.unwritable": _("%(file)s cannot be written. Check the folder and your right to write there."),
}
