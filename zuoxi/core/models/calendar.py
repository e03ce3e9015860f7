"""The centre's own days in the calendar (P-08, X-04)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What a day is. The first two and the last are not worked."""

    HOLIDAY = "holiday", _("public holiday")
    STATUTORY = "statutory", _("300 % day")
    WORKING = "working", _("working day")
    CLOSED = "closed", _("closed by the centre")


class CentreDayQuerySet(models.QuerySet["CentreDay"]):
    def there(self) -> CentreDayQuerySet:
        """Not removed."""
        return self.filter(removed_at=None)


class CentreDay(models.Model):
    """A day as the centre has it, in place of what the library says. `pay_factor` is the multiple of the wage for work on it.

    `source` is where it comes from (a notice, a file), `revision` grows with every change. A removed day stays, so that its removal can be undone.
    """

    day = models.DateField()
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=DayKind.choices)
    pay_factor = models.DecimalField(_("pay factor"), max_digits=4, decimal_places=2)
    source = models.CharField(_("source"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CentreDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_centre_day_a_day", fields=["day"], condition=Q(removed_at=None)),
            models.CheckConstraint(name="centre_day_pay_factor_1_to_5", condition=Q(pay_factor__gte=1, pay_factor__lte=5)),
            models.CheckConstraint(name="centre_day_is_removed_by_somebody", condition=Q(removed_at=None) | Q(removed_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name if (get_language() or "").startswith("zh") or not self.name_en else self.name_en
