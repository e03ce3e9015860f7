"""Units, posts, contracts, people, roles, skills (O-01, O-02, O-04)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zuoxi.people import models_accounts as models_accounts  # Django finds its tables through this module
from zuoxi.people import pinyin


class Bilingual(models.Model):
    """A name in Chinese and, where one is given, in English; shown in the reader's language."""

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name if (get_language() or "").startswith("zh") or not self.name_en else self.name_en


class UnitKind(models.TextChoices):
    CENTRE = "centre", _("centre")
    DEPARTMENT = "department", _("department")
    TEAM = "team", _("team")


class Unit(Bilingual):
    """Centre, department or team, with a head and a deputy (O-01)."""

    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    head = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    deputy = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unit_name_once", fields=["kind", "name"]),
            models.CheckConstraint(
                name="only_the_centre_has_no_parent", condition=Q(kind="centre", parent=None) | ~Q(kind="centre") & Q(parent__isnull=False)
            ),
        ]


class Post(Bilingual):
    """A post and its sheet (O-02)."""

    code = models.SlugField(unique=True)
    purpose = models.TextField(blank=True)
    duties = models.TextField(blank=True)
    kpis = models.TextField(blank=True)
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class Contract(Bilingual):
    """A kind of contract: the hours it binds (F-13). Rates are in yuan per hour (F-09)."""

    code = models.SlugField(unique=True)
    week_min = models.PositiveIntegerField(_("minutes a week"))
    max_day_min = models.PositiveIntegerField(_("most minutes a day"), default=8 * 60)
    rate = models.DecimalField(_("yuan an hour"), max_digits=8, decimal_places=2)

    class Meta:
        constraints = [models.CheckConstraint(name="contract_week_is_possible", condition=Q(week_min__gt=0, week_min__lte=7 * 24 * 60))]


class PersonQuerySet(models.QuerySet["Person"]):
    def present(self, day: date) -> PersonQuerySet:
        """Employed on `day`."""
        return self.filter(Q(hired_on=None) | Q(hired_on__lte=day)).filter(Q(left_on=None) | Q(left_on__gt=day))

    def rostered(self) -> PersonQuerySet:
        """Those whose work is planned by the roster."""
        return self.filter(is_rostered=True)

    def matching(self, text: str) -> PersonQuerySet:
        """By name, pinyin, initials or work number: zhangs, zs and 张三 all find 张三."""
        words = text.split()
        joined = "".join(words).lower()
        return self.filter(
            Q(name__icontains=text.strip()) | Q(work_number__startswith=text.strip()) | Q(pinyin__contains=joined) | Q(initials__startswith=joined)
        )

    def by_name(self) -> PersonQuerySet:
        """In the order of a Chinese register: by pinyin."""
        return self.order_by("pinyin", "work_number")


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(work_number=username)


class Person(AbstractBaseUser):
    """Somebody who works here; the work number is the login (O-09)."""

    work_number = models.CharField(_("work number"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=200)
    pinyin = models.CharField(max_length=400, editable=False, db_index=True)
    initials = models.CharField(max_length=200, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="people")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    grade = models.PositiveSmallIntegerField(_("star grade"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)])
    hired_on = models.DateField(null=True, blank=True)
    probation_until = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_rostered = models.BooleanField(default=False)
    is_shift_lead = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True)

    USERNAME_FIELD = "work_number"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager.from_queryset(PersonQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_leaves_after_being_hired", condition=Q(left_on=None) | Q(hired_on=None) | Q(left_on__gte=F("hired_on"))
            ),
            models.CheckConstraint(name="who_is_rostered_has_a_contract", condition=Q(is_rostered=False) | Q(contract__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pinyin, self.initials = pinyin.spell(self.name)
        super().save(*args, **kwargs)


class RoleName(models.TextChoices):
    AGENT = "agent", _("agent")
    LEADER = "leader", _("team leader")
    SHIFT_LEAD = "shift_lead", _("shift lead")
    SUPERVISOR = "supervisor", _("supervisor")
    PLANNER = "planner", _("planner")
    QUALITY = "quality", _("quality officer")
    TRAINER = "trainer", _("trainer")
    COORDINATOR = "coordinator", _("information coordinator")
    HR = "hr", _("HR officer")
    MANAGER = "manager", _("operations manager")
    ADMINISTRATOR = "administrator", _("system administrator")
    SECURITY = "security_admin", _("security administrator")
    AUDITOR = "audit_admin", _("audit administrator")


ADMINISTRATORS = (RoleName.ADMINISTRATOR, RoleName.SECURITY, RoleName.AUDITOR)
"""Three powers that no person holds two of (GB/T 22239 8.1.4.2): accounts and connections, rights and rules, the audit of both."""


class RoleQuerySet(models.QuerySet["Role"]):
    def valid(self, day: date) -> RoleQuerySet:
        """In force on `day`: `[valid_from, valid_until)`, open where nothing is said."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(Q(valid_until=None) | Q(valid_until__gt=day))


class Role(models.Model):
    """A role of a person within a unit and everything beneath it; an agent's role reaches only oneself. What ended is a FormerRole."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=16, choices=RoleName.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="role_once", fields=["person", "name", "unit"]),
            models.UniqueConstraint(
                name="one_administrator_role_a_person", fields=["person"], condition=Q(name__in=["administrator", "security_admin", "audit_admin"])
            ),
            models.CheckConstraint(
                name="role_ends_after_it_begins", condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.name}"

    def state(self, day: date) -> str:
        """`valid`, `later` or `over` on `day`."""
        if self.valid_from and day < self.valid_from:
            return "later"
        return "over" if self.valid_until and self.valid_until <= day else "valid"


class FormerRole(models.Model):
    """A role that somebody held, with who gave it and who took it, when and why; never changed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_roles")
    name = models.CharField(max_length=16, choices=RoleName.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.person_id} {self.name}"


class SkillKind(models.TextChoices):
    QUEUE = "queue", _("queue")
    LANGUAGE = "language", _("language")
    PRODUCT = "product", _("product")
    CHANNEL = "channel", _("channel")


class Skill(Bilingual):
    """What somebody can do (O-04)."""

    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=16, choices=SkillKind.choices, default=SkillKind.QUEUE)


class PersonSkill(models.Model):
    """A skill at a level of 1 to 5, since when and on what evidence (O-04)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holders")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    since = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="skill_once_a_person", fields=["person", "skill"]),
            models.CheckConstraint(name="skill_level_1_to_5", condition=Q(level__gte=1, level__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id} {self.level}"


class UploadState(models.TextChoices):
    CHECKED = "checked", _("checked, not stored")
    STORED = "stored", _("stored")
    DISCARDED = "discarded", _("discarded")


class PeopleUpload(models.Model):
    """A people file that somebody uploaded: shown as a preview, then stored or discarded; `content` is kept until then."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=UploadState.choices, default=UploadState.CHECKED)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
