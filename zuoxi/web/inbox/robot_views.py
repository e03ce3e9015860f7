"""Group robots of the centre: which chats are told which notices, with a test."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zuoxi.core import egress, notices
from zuoxi.core import robots as verbs
from zuoxi.core.models import DeliveryState, Flavour, NoticeWebhook
from zuoxi.core.sentences import sentence
from zuoxi.engine.finding import Refusal
from zuoxi.people.models import RoleName
from zuoxi.web.shell import seen
from zuoxi.web.shell.doors import roles
from zuoxi.web.shell.requests import PersonRequest
from zuoxi.web.shell.respond import go

MAY_CHANGE = (RoleName.MANAGER,)


class RobotForm(forms.Form):
    """A robot: its address and secret as the chat gives them, and what it is told."""

    name = forms.CharField(label=gettext_lazy("name"), max_length=100)
    flavour = forms.ChoiceField(label=gettext_lazy("Chat"), choices=Flavour.choices)
    url = forms.URLField(
        label=gettext_lazy("Address of the robot"), max_length=500, assume_scheme="https",
        help_text=gettext_lazy("Copy it from the robot's settings in the chat. Whoever knows it can write there."),
    )  # fmt: skip
    secret = forms.CharField(
        label=gettext_lazy("Signing secret"), max_length=200, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("For DingTalk and Feishu, if signing is on there. Empty: the stored one stays."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Is told"), widget=forms.CheckboxSelectMultiple())
    is_on = forms.BooleanField(label=gettext_lazy("on"), required=False, initial=True)

    def __init__(self, *args: Any, robot: NoticeWebhook | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.robot = robot
        self.fields["kinds"].choices = [(name, kind.label) for name, kind in notices.KINDS.items()]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = NoticeWebhook.objects.exclude(pk=self.robot.pk) if self.robot else NoticeWebhook.objects.all()
        if others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a robot of this name already. Choose another name."))
        return name

    def clean_url(self) -> str:
        """Only where the server may call; said at once, not at night."""
        url: str = self.cleaned_data["url"]
        try:
            egress.listed(url, allowed=settings.WEBHOOK_HOSTS)
        except Refusal as refused:
            raise forms.ValidationError(sentence(refused.code, refused.facts)) from refused
        return url

    def save(self) -> NoticeWebhook:
        robot, data = self.robot or NoticeWebhook(), dict(self.cleaned_data)
        secret = data.pop("secret")
        for name, value in data.items():
            setattr(robot, name, value)
        robot.secret = secret or robot.secret
        robot.save()
        return robot


@roles(*MAY_CHANGE)
@require_safe
def robots(request: PersonRequest) -> HttpResponse:
    """Every robot and how its messages fare."""
    waiting, failed = Q(deliveries__state=DeliveryState.WAITING, deliveries__tries__gt=0), Q(deliveries__state=DeliveryState.FAILED)
    rows = NoticeWebhook.objects.annotate(
        sent=Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT)),
        waiting=Count("deliveries", filter=waiting), failed=Count("deliveries", filter=failed),
    ).order_by("name")  # fmt: skip
    return render(request, "inbox/robots.html", {"rows": rows})


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    return _edit(request, None)


@roles(*MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(NoticeWebhook, pk=pk))


@transaction.atomic
def _edit(request: PersonRequest, robot: NoticeWebhook | None) -> HttpResponse:
    if robot and request.method == "POST":
        NoticeWebhook.objects.filter(pk=robot.pk).update(name=F("name"))  # holds the row: of two who save at once the second sees the first
        robot.refresh_from_db()
    kept = {name: getattr(robot, name) for name in ("name", "flavour", "url", "kinds", "is_on")} if robot else {}
    status = 422 if request.method == "POST" else 200
    form = RobotForm(request.POST if request.method == "POST" else None, initial=kept, robot=robot)
    if form.is_valid() and robot and seen.is_stale(request, kept):
        seen.tell(form, kept)
        status = 409
    elif form.is_valid():
        saved = form.save()
        messages.success(request, _("%(name)s was saved. Send a test to see that it works.") % {"name": saved})
        return go(request, "inbox:robot", saved.pk)
    last = robot.deliveries.exclude(error="").order_by("-pk").first() if robot else None
    context = {"form": form, "robot": robot, "last": last, "seen": seen.mark(kept) if robot else ""}
    return render(request, "inbox/robot.html", context, status=status)


@roles(*MAY_CHANGE)
@require_POST
def test(request: PersonRequest, pk: int) -> HttpResponse:
    """Send a message now and say what the robot answered."""
    robot = get_object_or_404(NoticeWebhook, pk=pk)
    try:
        verbs.post(robot, sentence("notice.test", {"name": robot.name}), now=timezone.now())
    except Refusal as refused:
        messages.error(request, sentence(refused.code, refused.facts))
    else:
        messages.success(request, _("The robot took the test. Look into the chat."))
    return go(request, "inbox:robot", robot.pk)
