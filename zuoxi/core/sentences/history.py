"""Sentences of `zuoxi.engine.history`: what a call history says that cannot be, and what becomes of it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "history.unreadable_time": _("“%(value)s” is not a date and time. Write it as 2026-03-08 08:30. The row is not used."),
    "history.unreadable_number": _("“%(value)s” is not a number. The value is taken as missing."),
    "history.no_such_year": _("%(start)s lies outside the years %(least)s to %(last)s. Correct the year. The row is not used."),
    "history.far_day": _(
        "%(start)s lies more than %(most)s years from most rows of the history. Correct the year, or load the row as its own file. It is not used."
    ),
    "history.too_long": _(
        "The history spans %(first)s (row %(first_row)s) to %(last)s (row %(last_row)s); at most %(most)s years are read. "
        "Correct the years, or keep only the newest."
    ),
    "history.no_rows": _("No row of the history can be used. Correct the rows named above and load the file again."),
    "history.shape": _("The series of queue %(queue)s does not fit a grid of %(step)s minutes. Use 5, 15, 30 or 60 minutes."),
    "history.unknown_step": _("The intervals of queue %(queue)s are not 5, 15, 30 or 60 minutes long. Export the history in one of these."),
    "history.mixed_step": _("Queue %(queue)s, %(day)s: intervals of %(found)s minutes in a history of %(step)s minutes. The day is not used."),
    "history.off_grid": _("Queue %(queue)s: %(start)s is not a full interval of %(step)s minutes. The row is not used."),
    "history.unsorted": _("Queue %(queue)s: rows are not in order of time from %(start)s on (%(count)s steps back). They were sorted."),
    "history.negative": _("Queue %(queue)s, %(start)s: a negative count (%(value)s). The row is not used."),
    "history.absurd": _("Queue %(queue)s, %(start)s: %(value)s contacts in one interval is more than %(most)s. The row is not used."),
    "history.not_whole": _("Queue %(queue)s, %(start)s: %(value)s is not a whole number of contacts. It is used as it is; check the source."),
    "history.absurd_aht": _("Queue %(queue)s, %(start)s: a handling time of %(value)s s is not between 0 and %(most)s s. It is taken as missing."),
    "history.clock_forward": _("Queue %(queue)s: %(start)s does not exist, the clock was put forward. The row is not used; check the time zone."),
    "history.clock_back": _("Queue %(queue)s: %(start)s exists twice, the clock was put back. The interval is taken as missing."),
    "history.repeated": _("Queue %(queue)s, %(start)s: the row repeats row %(other)s. It is counted once."),
    "history.contradiction": _("Queue %(queue)s, %(start)s: the row contradicts row %(other)s. Neither is used; delete the wrong one."),
    "history.more_ended_than_offered": _(
        "Queue %(queue)s, %(day)s: %(ended)s contacts handled or abandoned, but only %(offered)s offered. Check the columns."
    ),
    "history.gap": _("Queue %(queue)s: nothing from %(start)s to %(end)s although the queue is usually open. Taken as missing, not as zero."),
    "history.missing_day": _("Queue %(queue)s: nothing on %(day)s although the queue is usually open. Taken as missing, not as zero."),
    "history.outage": _(
        "Queue %(queue)s, %(start)s to %(end)s: %(observed)s contacts where %(expected)s were to be expected. Probably an outage; better left out."
    ),
    "history.low": _(
        "Queue %(queue)s, %(start)s to %(end)s: %(observed)s contacts where %(expected)s were to be expected. Unusually low; better left out."
    ),
    "history.high": _(
        "Queue %(queue)s, %(start)s to %(end)s: %(observed)s contacts where %(expected)s were to be expected. Unusually high; better left out."
    ),
    "history.absent_day": _(
        "Queue %(queue)s, %(start)s to %(end)s: %(observed)s contacts where %(expected)s were to be expected. The day is better left out."
    ),
}
