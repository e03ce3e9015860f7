"""Sentences of policies: values that may not stand, files that cannot be read, versions that may not move (P-01)."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "policy.out_of_bounds": _("The policy entry %(entry)s is %(value)s; it must lie between %(low)s and %(high)s (%(unit)s)."),
    "policy.not_a_number": _("The policy entry %(entry)s is %(value)s; it must be a number between %(low)s and %(high)s."),
    "policy.not_whole": _("The policy entry %(entry)s is %(value)s; it must be a whole number between %(low)s and %(high)s."),
    "policy.not_a_switch": _("The policy entry %(entry)s is %(value)s; write true or false."),
    "policy.not_a_choice": _("The policy entry %(entry)s is %(value)s; it must be one of: %(choices)s."),
    "policy.not_a_list": _("The policy entry %(entry)s is %(value)s; it must be a list."),
    "policy.list_length": _("The policy entry %(entry)s has %(count)s items; it must have %(least)s to %(most)s."),
    "policy.list_twice": _("The policy entry %(entry)s names %(value)s twice. Leave one of them out."),
    "policy.not_bands": _("The policy entry %(entry)s is %(value)s; it must be rows of three numbers: from, to, value."),
    "policy.band_empty": _("The policy entry %(entry)s has a band from %(start)s to %(end)s; a band ends after it starts."),
    "policy.bands_overlap": _(
        "The policy entry %(entry)s has two bands that overlap between %(start)s and %(end)s. Let one begin where the other ends."
    ),
    "policy.bands_hole": _("The policy entry %(entry)s leaves a hole between %(start)s and %(end)s. Let one band begin where the other ends."),
    "policy.bands_ends": _("The bands of the policy entry %(entry)s must reach from %(start)s to %(end)s."),
    "policy.not_a_ladder": _("The policy entry %(entry)s is %(value)s; it must be rows of a rank and a number."),
    "policy.ladder_missing": _("The policy entry %(entry)s lacks the rank %(rank)s. Every rank needs a number."),
    "policy.ladder_order": _("The ranks of the policy entry %(entry)s must stand once each, in this order: %(ranks)s."),
    "policy.ladder_falls": _("The policy entry %(entry)s gives %(rank)s less than %(beneath)s beneath it; a higher rank may not have less."),
    "policy.not_a_duration": _("The policy entry %(entry)s is %(value)s; write a length of time such as 1 d 2 h 15 min."),
    "policy.not_a_clock": _("The policy entry %(entry)s is %(value)s; write a time of day such as 08:30."),
    "policy.crossed": _("The policy entry %(entry)s is %(value)s, above %(other)s with %(limit)s. Lower one or raise the other."),
    "policy.unknown_entry": _("There is no policy entry called %(entry)s. Known: %(known)s."),
    "policy.unknown_area": _("There is no policy area called %(area)s. Known: %(known)s."),
    "policy.not_an_area": _("The policy area %(area)s must be a table: [%(area)s] with its entries beneath."),
    "policy.no_database": _("There is no database to read the policy from. Run zuoxi setup first, or ask for --defaults."),
    "policy.not_toml": _("This is not TOML: %(text)s."),
}
