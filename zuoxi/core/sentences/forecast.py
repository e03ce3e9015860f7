"""Sentences of `zuoxi.engine.forecast` and of the working calendar."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "calendar.unknown_year": _(
        "The calendar has no holidays of %(year)s for %(country)s; Monday to Friday are taken as working days. Enter them when they are published."
    ),
    "calendar.unknown_country": _("There is no holiday calendar for country %(country)s. Use an ISO code such as CN or US, or none."),
    "forecast.no_history": _("Queue %(queue)s has no count that can be used. Load a history first."),
    "forecast.inside_history": _(
        "Queue %(queue)s: a forecast must begin after the history ends (%(last)s) and last at least a day; asked from %(first)s."
    ),
    "forecast.short_history": _(
        "Queue %(queue)s: %(days)s days of history are too few to compare methods; means are used and the bounds are a rule of thumb."
    ),
    "forecast.few_methods": _(
        "Queue %(queue)s: with %(days)s days of history only %(methods)s methods could be compared. Load more for better choices."
    ),
    "forecast.weekday_unseen": _(
        "Queue %(queue)s: the history has no day like %(day)s; that weekday is taken as closed. Set it by a layer if it is open."
    ),
    "forecast.holiday_taken_as_open": _(
        "Queue %(queue)s: %(name)s (%(day)s) was never seen; taken as open, as other days. Set it by a layer if it is closed."
    ),
    "forecast.holiday_taken_as_closed": _(
        "Queue %(queue)s: %(name)s (%(day)s) was never seen; taken as closed, as other holidays were. Set it by a layer if open."
    ),
    "forecast.bad_horizon": _("“%(value)s” is not a horizon. Write days or weeks from 1 to %(most)s days, such as 28d or 4w."),
    "forecast.bad_day": _("“%(value)s” is not a day. Write it as 2026-12-01."),
    "forecast.far_day": _("%(value)s lies outside the years %(least)s to %(most)s. Correct the year."),
    "calendar.ends": _("The calendar ends before %(days)s days from %(first)s have passed. Correct the year."),
    "forecast.unknown_zone": _("There is no time zone “%(value)s”. Write one such as Asia/Shanghai or America/New_York."),
    "forecast.unwritable": _("The file %(file)s cannot be written. Choose a folder that exists and that you may write to."),
    "forecast.unknown_layer": _("A layer cannot %(operation)s %(measure)s. Use add, percent, set, min or max on volume or aht_s."),
    "forecast.other_step": _("The counts have intervals of %(found)s minutes, the forecast %(step)s. Compare them in the same intervals."),
}

METHODS = {
    "seasonal_naive": _("last week (baseline)"),
    "mean4": _("mean of recent weeks"),
    "weighted_means": _("weighted weekday means"),
    "decomposition": _("decomposition"),
    "smoothing": _("exponential smoothing"),
    "theta": _("theta"),
    "regression": _("calendar regression"),
    "combination": _("combination of the best"),
}
"""What the reader calls each method of `zuoxi.engine.forecast.methods.registry`."""
