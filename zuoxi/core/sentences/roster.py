"""Sentences of `zuoxi.engine.roster`: input that cannot be worked with, rules that are broken, wishes that were refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "roster.shift_blocks": _("Shift %(shift)s: its blocks must be in order, must not touch, and must start on the day of the shift."),
    "roster.empty": _("There is nothing to roster: %(workers)s people, %(shifts)s shift kinds, %(days)s days. Add what is missing."),
    "roster.step": _("An interval of %(step)s minutes does not divide a day; use 5, 10, 15, 20, 30 or 60."),
    "roster.shift_twice": _("Shift %(shift)s is there twice; give each shift kind a code of its own."),
    "roster.worker_twice": _("%(worker)s is there twice; remove one of the entries."),
    "roster.cover_twice": _("The heads wanted on shift %(shift)s of day %(day)s are given twice; remove one of the entries."),
    "roster.unknown_worker": _("%(worker)s is named but is not among the people of this roster; correct the name or add the person."),
    "roster.unknown_shift": _("Shift %(shift)s is named but is not among the shift kinds; correct the code or add the shift kind."),
    "roster.day_outside": _("Day %(day)s is named, but the period has days 1 to %(days)s; correct the date."),
    "roster.rest_bounds": _("%(worker)s: a rest of %(minutes)s minutes between shifts cannot be; use 0 to 24 hours."),
    "roster.demand_shape": _(
        "Queue %(queue)s: the requirement must have %(days)s days of %(slots)s intervals and no negative heads; compute it again."
    ),
    "roster.floor_queue": _("Queue %(queue)s has a least number of people but no requirement; add its requirement or take the least number out."),
    "roster.reference_shape": _("The roster to stay close to is not one of %(workers)s people and %(days)s days; choose a version of this period."),
    "roster.change_factor": _("The price of changes must be given for each of the %(days)s days."),
    "roster.allowed": _(
        "%(worker)s may not work shift %(shift)s, planned on %(date)s; choose a shift that fits their skills, contract and probation."
    ),
    "roster.leave": _("%(worker)s has leave on %(date)s but works shift %(shift)s; take the shift out or withdraw the leave."),
    "roster.lock": _("%(worker)s: the cell of %(date)s is locked but holds %(shift)s; unlock it or put the locked value back."),
    "roster.week_hours": _(
        "%(worker)s works %(hours)s h in the week from %(date)s, at most %(limit)s h are allowed; take a shift out or shorten one."
    ),
    "roster.most_hours": _("%(worker)s works %(hours)s h in the period, at most %(limit)s h are allowed; take shifts out."),
    "roster.least_hours": _("%(worker)s works %(hours)s h in the period, the contract asks for at least %(limit)s h; add shifts."),
    "roster.rest": _(
        "%(worker)s has only %(hours)s h of rest before the shift of %(date)s, %(limit)s h are needed; choose a later start or a day off."
    ),
    "roster.succession": _("%(worker)s: shift %(shift)s on %(date)s may not follow shift %(before)s; choose another shift or a day off."),
    "roster.consecutive_most": _(
        "%(worker)s works %(count)s days in a row up to %(date)s, at most %(limit)s are allowed; make one of them a day off."
    ),
    "roster.consecutive_least": _(
        "%(worker)s works only %(count)s day(s) in a row from %(date)s, at least %(limit)s are wanted; add a day or take it out."
    ),
    "roster.off_least": _("%(worker)s has only %(count)s day(s) off in a row from %(date)s, at least %(limit)s are needed; add a day off beside it."),
    "roster.days_off": _("%(worker)s has %(count)s day(s) off in the week from %(date)s, at least %(limit)s are needed; take a shift out."),
    "roster.weekends": _("%(worker)s works on %(count)s weekends, at most %(limit)s are allowed; free a weekend."),
    "roster.nights": _("%(worker)s has %(count)s night shifts in the period, at most %(limit)s are allowed; give one to somebody else."),
    "roster.night_run": _("%(worker)s has %(count)s nights in a row up to %(date)s, at most %(limit)s are allowed; end the run earlier."),
    "roster.recovery": _("%(worker)s is back on %(date)s after %(count)s day(s) off since the last night, %(limit)s are needed; add a day off."),
    "roster.shift_limit": _("%(worker)s has shift %(shift)s %(count)s times, at most %(limit)s are allowed; choose another shift for some of them."),
    "roster.floor": _("On %(date)s from %(start)s to %(end)s up to %(heads)s people are missing of those who must be there; move a shift here."),
    "roster.no_lead": _("No shift lead on shift %(shift)s of %(date)s; put one of the leads on it."),
    "roster.uncovered": _(
        "On %(date)s from %(start)s to %(end)s up to %(heads)s people are missing (%(hours)s h in all); add a shift that covers this time."
    ),
    "roster.overcovered": _("On %(date)s there are %(hours)s person-hours more than needed; a shift of that day could move to another one."),
    "roster.shift_cover": _("Shift %(shift)s of %(date)s has %(count)s people, %(need)s are wanted; add or take out people."),
    "roster.unfair": _(
        "%(worker)s has %(count)s unpopular shifts (%(tag)s) in this period and %(before)s before it, a fair share would be %(share)s; "
        "give one to somebody who has fewer."
    ),
    "roster.unstable": _("%(worker)s starts at %(start)s on %(date)s after %(before)s the day before; choose a start nearer to it."),
    "roster.team_apart": _("%(count)s of team %(team)s are not on shift %(shift)s with the others on %(date)s; put them on it if cover allows."),
    "roster.pair_split": _("%(worker)s and %(other)s want to work together but do not on %(date)s; give them the same shift."),
    "roster.pair_met": _("%(worker)s and %(other)s are to be kept apart but share shift %(shift)s on %(date)s; move one of them."),
    "roster.wish_refused": _("%(worker)s wished for shift %(wish)s on %(date)s and has %(shift)s; change the cell if cover allows."),
    "roster.wish_off": _("%(worker)s wished to be off on %(date)s and has shift %(shift)s; change the cell if cover allows."),
    "roster.wish_work": _("%(worker)s wished to work on %(date)s and is off; change the cell if cover allows."),
    "roster.wish_against": _("%(worker)s wished not to have shift %(shift)s on %(date)s; change the cell if cover allows."),
    "roster.changed": _("%(worker)s had %(was)s on %(date)s and now has %(shift)s; lock the cell to keep it."),
    "roster.clash_lock": _("%(worker)s: a lock wants %(shift)s on %(date)s; unlock the cell."),
    "roster.clash_leave": _("%(worker)s has leave on %(date)s; withdraw it or plan without this person."),
    "roster.clash_allowed": _("%(worker)s may work only some shift kinds (skills, contract, probation); allow another kind."),
    "roster.clash_week_hours": _("%(worker)s may work at most %(limit)s h in the week from %(date)s; raise the limit."),
    "roster.clash_most_hours": _("%(worker)s may work at most %(limit)s h in the period; raise the limit."),
    "roster.clash_least_hours": _("%(worker)s must work at least %(limit)s h in the period; lower the least hours."),
    "roster.clash_rest": _("%(worker)s needs %(limit)s h of rest between the shifts of %(date)s and %(until)s; shorten the rest or change a lock."),
    "roster.clash_succession": _("%(worker)s: some shifts may not follow each other from %(date)s to %(until)s; allow the succession."),
    "roster.clash_consecutive_most": _("%(worker)s may work at most %(limit)s days in a row, here %(date)s to %(until)s; raise the limit."),
    "roster.clash_consecutive_least": _("%(worker)s must work at least %(limit)s days in a row, here around %(date)s; lower the number."),
    "roster.clash_days_off": _("%(worker)s needs %(limit)s day(s) off in the week from %(date)s; lower the number."),
    "roster.clash_off_least": _("%(worker)s needs at least %(limit)s days off in a row, here around %(date)s; lower the number."),
    "roster.clash_weekends": _("%(worker)s may work at most %(limit)s weekends; raise the limit."),
    "roster.clash_nights": _("%(worker)s may work at most %(limit)s nights in the period; raise the limit."),
    "roster.clash_night_run": _("%(worker)s may work at most %(limit)s nights in a row, here %(date)s to %(until)s; raise the limit."),
    "roster.clash_recovery": _("%(worker)s needs %(limit)s day(s) off after nights, here %(date)s to %(until)s; lower the number."),
    "roster.clash_shift_limit": _("%(worker)s may work some shift kinds only so often in the period; raise the limit."),
    "roster.clash_floor": _("On %(date)s from %(start)s to %(end)s at least %(heads)s people must be there; lower the number or free more people."),
    "roster.clash_no_lead": _("Shift %(shift)s of %(date)s needs a shift lead; name another lead or allow the shift without one."),
}
