"""Sentences of labour law (X-03): articles by name, breaches, and the steps of the arithmetic."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "law.no_pack": _("The labour law of %(country)s on %(day)s is not known here; check the country in the settings and the day."),
    "law.hours.3": _("State Council rules on working hours, Art. 3"),
    "law.labour.15": _("Labour Law, Art. 15"),
    "law.labour.38": _("Labour Law, Art. 38"),
    "law.labour.41": _("Labour Law, Art. 41"),
    "law.labour.44": _("Labour Law, Art. 44"),
    "law.labour.58": _("Labour Law, Art. 58"),
    "law.labour.61": _("Labour Law, Art. 61"),
    "law.labour.63": _("Labour Law, Art. 63"),
    "law.women.6": _("Special provisions on the labour protection of women, Art. 6"),
    "law.women.9": _("Special provisions on the labour protection of women, Art. 9"),
    "law.cycles.5": _("Approval of flexible and comprehensive hours (Labour Ministry 1994 No. 503), Art. 5"),
    "law.of_person": _("Labour law, %(worker)s: %(text)s"),
    "law.kept": _("%(first)s ～ %(last)s keeps labour law: %(worked_min)s on %(days)s days. %(article)s."),
    "law.overtime_owed": _("%(first)s ～ %(last)s has %(total_min)s of overtime, which is paid by its kind. %(article)s."),
    "law.long_day": _("%(day)s has %(paid_min)s of work; a day may be extended by %(limit_min)s at most. Shorten the shift. %(article)s."),
    "law.no_rest_day": _(
        "The week from %(week)s has %(off)s days of rest, at least %(least)s is due. Take a shift out. %(article)s.",
    ),
    "law.long_month": _("%(month)s has %(total_min)s of overtime, at most %(limit_min)s is allowed. Take shifts out or shorten them. %(article)s."),
    "law.long_cycle": _(
        "%(first)s ～ %(last)s has %(over_min)s of overtime over the approved cycle, at most %(limit_min)s is allowed. Take shifts out. %(article)s."
    ),
    "law.too_young": _("%(day)s: works at the age of %(age)s; from %(least)s on is allowed. Take this person out of the roster. %(article)s."),
    "law.pregnant_night": _("%(day)s has %(night_min)s at night in week %(weeks)s of pregnancy. Give another shift or a day off. %(article)s."),
    "law.pregnant_overtime": _("%(day)s has %(overtime_min)s of overtime in week %(weeks)s of pregnancy. Shorten the work. %(article)s."),
    "law.nursing_night": _("%(day)s has %(night_min)s at night while nursing a child born on %(child_born_on)s. Give another shift. %(article)s."),
    "law.nursing_overtime": _(
        "%(day)s has %(overtime_min)s of overtime while nursing a child born on %(child_born_on)s. Shorten the work. %(article)s."
    ),
    "law.minor_night": _("%(day)s has %(night_min)s at night at the age of %(age)s. Give another shift. %(article)s."),
    "law.minor_overtime": _("%(day)s has %(overtime_min)s of overtime at the age of %(age)s. Shorten the work. %(article)s."),
    "law.time_off": _("Work on the rest day %(day)s may be made good by time off. %(article)s."),
    "law.no_time_off_extended": _("The extended day %(day)s is paid %(factor)s times and cannot be made good by time off. %(article)s."),
    "law.no_time_off_holiday": _("Work on the statutory day %(day)s is paid %(factor)s times and cannot be made good by time off. %(article)s."),
    "law.step_extended": _("%(paid_min)s worked - %(day_min)s a day = %(extended_min)s of extension"),
    "law.step_limit": _("%(is_min)s > %(limit_min)s allowed"),
    "law.step_days_off": _("7 days - %(worked)s worked = %(off)s of rest, %(least)s due"),
    "law.step_sum": _("%(extended_min)s of extended days + %(rest_day_min)s on rest days + %(holiday_min)s on statutory days = %(total_min)s"),
    "law.step_pay": _("paid %(extended_pay)s times, %(rest_day_pay)s times, %(holiday_pay)s times"),
    "law.step_cycle": _("%(worked_min)s worked - %(standard_min)s standard hours of the cycle = %(over_min)s"),
    "law.step_worked": _("%(worked_min)s on %(days)s days, %(off)s days off, %(overtime_min)s of it overtime"),
    "law.step_night_min": _("%(night_min)s lie at night"),
    "law.step_overtime_min": _("%(overtime_min)s are overtime"),
    "law.step_pregnant": _("due on %(due_on)s: week %(weeks)s"),
    "law.step_nursing": _("the child was born on %(child_born_on)s"),
    "law.step_minor": _("%(age)s years old, under 18"),
    "law.step_age": _("%(age)s years old, at least %(least)s"),
}
