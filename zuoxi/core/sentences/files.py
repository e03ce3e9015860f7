"""Sentences of the files of people, shifts and rosters, and of public instances."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "curtois_qu.section": _("%(name)s is not a section of this format, stands twice, or is missing."),
    "curtois_qu.fields": _("The line has %(count)s fields; wanted are %(wanted)s, below the name of a section."),
    "curtois_qu.number": _("“%(text)s” is not a whole number of 0 or more."),
    "curtois_qu.out_of_bounds": _("“%(text)s” cannot stand here. Give a whole number from %(least)s to %(most)s."),
    "curtois_qu.unknown": _("“%(text)s” is not named in the sections of staff and shifts."),
    "curtois_qu.day": _("Day %(day)s lies outside the horizon of %(days)s days, which are counted from 0."),
    "people.empty": _("The cell is empty. Fill it in."),
    "people.twice": _("Work number %(number)s already stands in row %(first)s. Delete one of the two rows."),
    "people.number_cell": _("Work number %(number)s is stored as a number, which loses leading zeros. If it has any, format the column as text."),
    "people.unknown_contract": _("There is no contract “%(contract)s”. Known are: %(known)s."),
    "people.unknown_skill": _("There is no skill “%(skill)s”. Known are: %(known)s. Correct it, or add the skill first."),
    "people.unknown_post": _("There is no post “%(post)s”. Known are: %(known)s."),
    "people.bad_skill": _("“%(text)s” is not a skill with a level from 1 to 5. Write it as name:level, several parted by semicolons."),
    "people.skill_twice": _("Skill “%(skill)s” stands twice. Keep one level."),
    "people.not_yes_or_no": _("“%(text)s” is neither yes nor no."),
    "people.bad_grade": _("“%(text)s” is not a star grade from 1 to 5."),
    "people.bad_date": _("“%(text)s” is not a day. Write it as 2026-03-08."),
    "people.bad_leave": _("“%(text)s” is neither a day nor a range of days. Write 2026-12-03 or 2026-12-10~2026-12-14."),
    "shifts.toml": _("This is not TOML: %(text)s."),
    "shifts.beyond": _(
        "The file nests its values too deep, or has a number of more than %(most)s digits. Keep to the format of the example in the documentation."
    ),
    "shifts.none": _("The file describes no shift. Add a [[shift]] with code, name and blocks."),
    "shifts.unknown_key": _("“%(key)s” is not a key here. Known are: %(known)s."),
    "shifts.missing_key": _("“%(key)s” is missing. Wanted: %(wanted)s."),
    "shifts.bad_value": _("“%(text)s” cannot be used here. Wanted: %(wanted)s."),
    "shifts.not_tables": _("“%(key)s” must be written as tables, [[%(key)s]]."),
    "shifts.code_taken": _("“%(code)s” stands for a day off and cannot be the code of a shift. Choose another."),
    "shifts.too_long": _("The blocks must be in order, must not touch, and must end within 24 hours of the shift's start."),
    "shifts.window": _("The latest start lies before the earliest. Exchange them."),
    "shifts.too_late": _("The break would start after the shift has ended. Correct the time."),
    "shifts.twice": _("“%(text)s” already belongs to another. Choose one of its own."),
    "shifts.unknown_code": _("There is no shift with the code “%(code)s” in this file."),
    "shifts.no_free_key": _("Shift kind %(shift)s has no key, and no letter is free. Give it a key, or put another kind out of use."),
    "shifts.no_rate": _("Contract %(contract)s is new here and needs a rate in yuan an hour. Add rate."),
    "shifts.code_not_plain": _("The code “%(text)s” must consist of letters without accents, digits, hyphens and underscores here. Choose another."),
    "shifts.contract_shifts": _("Which shifts a contract may work is not kept: people may get every shift that fits its longest day."),
    "shifts.shares": _("Shares and handling times of queues are not kept: they are asked for when a history is uploaded."),
    "roster_file.no_days": _("No column is a day. The first row must hold dates such as 2026-12-01, one a column."),
    "roster_file.bad_day": _("Column %(address)s: “%(text)s” is not a day of this roster. Correct or delete the column."),
    "roster_file.day_twice": _("Column %(address)s: %(day)s stands twice. Delete one of the columns."),
    "roster_file.no_number": _("Cell %(address)s: the row has shifts but no work number. Fill it in or clear the row."),
    "roster_file.unknown_person": _("Cell %(address)s: nobody in this roster has work number %(number)s."),
    "roster_file.person_twice": _("Cell %(address)s: work number %(number)s already stands in row %(first)s. Delete one of the rows."),
    "roster_file.unknown_shift": _("Cell %(address)s: “%(text)s” is not the code of a shift."),
    "requirement.other_days": _("The file speaks of %(from)s to %(to)s and not of the period %(first)s to %(last)s. Start with --from %(from)s."),
    "requirement.late_start": _(
        "The requirement starts on %(from)s, the roster on %(first)s. Start with --from %(from)s, or write a row of 0 heads on %(first)s "
        "if nobody is needed before."
    ),
    "requirement.early_end": _(
        "The requirement ends on %(to)s, the roster on %(last)s. On the days between nobody is needed; give fewer --weeks if not."
    ),
    "requirement.bad_start": _("“%(text)s” is not the start of an interval. Write 2026-12-01 08:30, on a grid of 5 minutes."),
    "requirement.twice": _("This interval already stands in row %(first)s. Delete one of the rows."),
    "requirement.bad_heads": _("“%(text)s” is not a number of heads. Write a whole number from 0 to %(most)s."),
    "requirement.no_queue": _("The file has no column for the queue, but there are several: %(known)s. Add the column."),
    "requirement.unknown_queue": _("There is no queue “%(queue)s”. Known are: %(known)s."),
    "file_plan.unknown_queue": _("There is no queue “%(queue)s”. Known are: %(known)s. Correct it, or describe it as [[queue]] in the shifts file."),
    "file_plan.no_queues": _(
        "The history tells no queues apart. Give shares with --queue name=share, or describe the queues as [[queue]] with share in the shifts file."
    ),
    "file_plan.shares": _("The shares of the queues add up to %(total)s %% and must add up to 100 %%."),
    "file_plan.period_in_history": _(
        "The period starts on %(first)s, but the history goes to %(last)s. Start later, or move the history with --align weeks."
    ),
    "file_plan.gap": _(
        "The history ends on %(last)s, more than %(weeks)s weeks before %(first)s. Give a newer history, or move it with --align weeks."
    ),
    "file_plan.steps": _("The queues are counted in intervals of different length (%(steps)s minutes). Bring them to one length."),
    "file_plan.no_handling_time": _(
        "The history has no handling times for queue %(queue)s. Give --aht in seconds, or aht_s of the [[queue]] in the shifts file."
    ),
    "file_plan.no_contacts": _(
        "No contacts are expected in the period, so no scale makes the people busy. Check the history and the hours of the queues."
    ),
    "file_plan.bad_share": _("“%(text)s” is not a queue with its share. Write --queue hotline=0.6, each queue once."),
    "file_plan.unwritable": _("%(file)s cannot be written. Give another place that exists and may be written to."),
    "file_plan.bad_scale": _("“%(text)s” is neither auto nor a number above 0. Write --scale auto or --scale 0.5."),
    "file_plan.bad_weeks": _("A plan takes %(least)s to %(most)s weeks (given: %(weeks)s)."),
    "file_plan.bad_choice": _("“%(text)s” cannot be chosen for %(option)s. Choose one of: %(known)s."),
    "file_plan.not_given": _("%(option)s is needed here. See --help for an example."),
    "file_plan.turns": _("The shares of the time for the turns (%(shares)s) must be above 0 and add up to 1 at most."),
    "file_plan.too_few_people": _(
        "The people have %(hours)s hours to give, but the open queues need %(least)s even when next to nobody calls. "
        "Add people, shorten the hours of the queues, or raise --fill."
    ),
}
