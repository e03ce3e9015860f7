"""Sentences of swaps (T-04, T-05): each refusal with what to do, each move of the chain, the steps of the arithmetic."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "swap.allowed": _("The shifts of %(day)s and %(other_day)s may be swapped."),
    "swap.oneself": _("A swap needs two people; choose a colleague."),
    "swap.other_rank": _("Only people of one rank swap: %(rank)s and %(other_rank)s cannot. Choose a colleague of your rank."),
    "swap.asker_lacks": _("The shift of %(other_day)s needs skills you do not hold: %(missing)s. Choose another shift."),
    "swap.partner_lacks": _("The shift of %(day)s needs skills your colleague does not hold: %(missing)s. Choose another colleague."),
    "swap.too_late": _("A swap is asked for %(least)s days ahead, the shift of %(day)s or %(other_day)s is too near. Speak with your leader."),
    "swap.asker_often": _("You have %(count)s swaps in %(month)s already, at most %(most)s are allowed. Choose days of another month."),
    "swap.partner_often": _("Your colleague has %(count)s swaps in %(month)s already, at most %(most)s are allowed. Choose another colleague."),
    "swap.breaks_rules": _("After this swap %(count)s hard rules would be broken: %(rules)s. Choose other days."),
    "swap.closed": _("This swap has ended; nothing more can be done with it. Ask for a new one."),
    "swap.own": _("Nobody signs, approves or refuses their own swap; it waits for somebody else."),
    "swap.not_yours": _("This step of the swap waits for somebody else; there is nothing for you to do."),
    "swap.not_now": _("This step does not come now in the chain of the swap. Reload to see where it stands."),
    "swap.moved_accepted": _("The colleague accepted; the team leaders sign next."),
    "swap.moved_signed_asker": _("The asker's team leader signed; the colleague's team leader signs next."),
    "swap.moved_signed_partner": _("The colleague's team leader signed; the asker's team leader signs next."),
    "swap.moved_signed": _("Both team leaders signed; the department head approves next."),
    "swap.moved_approved": _("The swap was approved; the roster changes for both."),
    "swap.moved_declined": _("The colleague declined the swap."),
    "swap.moved_refused": _("The swap was refused."),
    "swap.moved_withdrawn": _("The swap was withdrawn."),
    "swap.moved_expired": _("The swap was not finished in time and has lapsed."),
    "swap.step_ahead": _("%(day)s - %(asked_on)s = %(ahead)s days ahead"),
    "swap.step_count": _("%(count)s swaps this month, at most %(most)s"),
}
