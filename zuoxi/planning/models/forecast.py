"""What will come (F-04, F-05, X-05): forecasts, the planner's layers on them, frozen snapshots."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zuoxi.acd.models import Queue


class Forecast(models.Model):
    """A forecast for `days` days from `first_day`, in steps of `step_min` minutes of the centre's local clock, one series a queue."""

    name = models.CharField(max_length=200)
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    step_min = models.PositiveSmallIntegerField()
    history_until = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="forecast_has_days", condition=Q(days__gte=1, days__lte=400))]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        """The last day it speaks of."""
        return self.first_day + timedelta(days=self.days - 1)


class ForecastSeries(models.Model):
    """One queue's forecast.

    `values` holds flat lists of `days x slots` numbers, null where closed: volume, lo80, hi80, lo95, hi95, aht_s; and `day_bounds`, lists that bound
    the totals of days: lo80, hi80, lo95, hi95. `errors` is the back-test table of every method tried, `method` the one chosen, `members` the methods
    it is the mean of. `aht_wape`: error of the handling time in the back-test, null when it was not tried. `findings`: what was assumed.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="series")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=32)
    members = models.JSONField(default=list)
    values = models.JSONField()
    errors = models.JSONField(default=list)
    aht_wape = models.FloatField(null=True, blank=True)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_series_a_queue", fields=["forecast", "queue"])]

    def __str__(self) -> str:
        return f"{self.forecast_id} {self.queue_id} {self.method}"


class Operation(models.TextChoices):
    ADD = "add", _("add or take off")
    PERCENT = "percent", _("change by percent")
    SET = "set", _("set to")
    MIN = "min", _("not less than")
    MAX = "max", _("not more than")


class Measure(models.TextChoices):
    VOLUME = "volume", _("volume")
    AHT = "aht_s", _("handling time")


class LayerQuerySet(models.QuerySet["Layer"]):
    def there(self) -> LayerQuerySet:
        """Not removed, in the order in which they are applied."""
        return self.filter(removed_at=None).order_by("created_at", "pk")


class Layer(models.Model):
    """A named, switchable change of a forecast over a range, with author and reason (X-05). No queue: all of them."""

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="layers")
    queue = models.ForeignKey(Queue, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    operation = models.CharField(max_length=16, choices=Operation.choices)
    measure = models.CharField(max_length=16, choices=Measure.choices, default=Measure.VOLUME)
    amount = models.FloatField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=200)
    is_on = models.BooleanField(default=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = LayerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="layer_ends_after_it_starts", condition=Q(end__gt=F("start")))]

    def __str__(self) -> str:
        return f"{self.forecast_id} {self.operation} {self.amount}"


class Snapshot(models.Model):
    """A forecast with its layers as they were when it was frozen: never changed, compared later with what came.

    `values` maps queue code to the same lists as a series. `layers` lists what was switched on.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.PROTECT, related_name="snapshots")
    values = models.JSONField()
    layers = models.JSONField(default=list)
    remark = models.CharField(max_length=200, blank=True)
    taken_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.forecast_id} {self.taken_at:%Y-%m-%d %H:%M}"
