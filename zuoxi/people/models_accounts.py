"""What accounts leave behind: sessions, failures in a row, links that work once, second factors, old passwords (O-09)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UserSessionQuerySet(models.QuerySet["UserSession"]):
    def of(self, person: models.Model) -> UserSessionQuerySet:
        return self.filter(person_id=person.pk)

    def alive(self, now: datetime) -> UserSessionQuerySet:
        """Neither past its longest time nor idle for too long."""
        return self.filter(expire_date__gt=now, idle_at__gt=now)

    def latest_first(self) -> UserSessionQuerySet:
        return self.order_by("-seen_at", "session_key")


class UserSession(AbstractBaseSession):
    """A session: its key is stored as a hash only, so that a copy of the table lets nobody in; `idle_at` is when it ends if nothing happens."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    idle_at = models.DateTimeField()
    device = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)

    objects = UserSessionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        constraints = [models.CheckConstraint(name="a_session_is_seen_after_its_start", condition=Q(seen_at__gte=models.F("started_at")))]
        indexes = [models.Index(fields=["person", "expire_date"], name="sessions_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.seen_at}"


class LoginCounter(models.Model):
    """Failures in a row of one account, address, device or second factor; `key` is a hash of which. Accounts that do not exist have theirs too."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="failures_end_after_they_begin", condition=Q(failures__gte=1, last_at__gte=models.F("first_at")))]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.failures}"


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("password reset")


class OneTimeLink(models.Model):
    """A link by which a person sets a password; only the hash of its secret is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=16, choices=LinkPurpose.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_open_link_a_person", fields=["person"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="a_link_ends_after_it_is_made", condition=Q(expires_at__gt=models.F("made_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class SecondFactor(models.Model):
    """The shared secret of a person's one-time codes, encrypted, and the last step used: no code works twice."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=200)
    last_step = models.BigIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class RecoveryCode(models.Model):
    """One of the codes for a lost phone: kept as a hash, used once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_code_once", fields=["person", "code_hash"])]

    def __str__(self) -> str:
        return str(self.person_id)


class PasswordRecord(models.Model):
    """A password that a person had, as its hash: since when, so that it ages and is not taken again where the profile says so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passwords")
    password = models.CharField(max_length=128)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


class OutsideIdentity(models.Model):
    """Who somebody is at a login service: provider, issuer and subject name one person, whatever else the service says of them (A39)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_identities")
    provider = models.CharField(max_length=64)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_outside_identity_is_one_person", fields=["provider", "issuer", "subject"]),
            models.UniqueConstraint(name="one_identity_a_person_and_issuer", fields=["person", "provider", "issuer"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.provider}"
