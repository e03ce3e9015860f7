"""A page that shows every component, for tests only: routes of the product plus its own."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import include, path

from zuoxi.core.errors import MovedMeanwhile
from zuoxi.core.models import Job
from zuoxi.engine.finding import Refusal
from zuoxi.people import access
from zuoxi.web.shell import respond
from zuoxi.web.shell.doors import everyone, public
from zuoxi.web.shell.forms import ClockInput, DayField, PeopleField, PersonField, WeekField

SLOTS = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(0, 1440, 30)]


def curve(peak: float) -> list[float]:
    return [round(peak * (1 + math.sin((n - 12) / 8)), 1) for n in range(48)]


def band(name: str, around: float) -> dict[str, Any]:
    return {"name": name, "lo": curve(50 - around), "hi": curve(50 + around)}


LINES = {
    "x": SLOTS,
    "unit": "通",
    "decimals": 1,
    "zoom": True,
    "series": [
        {
            "name": "预测",
            "values": curve(50),
            "bands": [{"name": "80%", "lo": curve(40), "hi": curve(60)}, {"name": "95%", "lo": curve(30), "hi": curve(70)}],
        },
        {"name": "实际", "values": [None, *curve(52)[1:30], *[None] * 18], "type": "dots"},
        {"name": "需求", "values": curve(8), "type": "step", "dashed": True},
        {"name": "<b>坏</b>", "values": curve(5), "type": "bar"},
    ],
    "marks": [{"from": "11:30", "to": "13:00", "name": "午餐"}],
}
HEAT = {"x": SLOTS, "y": ["周一", "周二", "周三"], "unit": "通", "values": [[n, row, curve(30 + row)[n]] for row in range(3) for n in range(16, 44)]}


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="名称", max_length=20, help_text="最多 20 个字")
    day = DayField(label="日期")
    week = WeekField(label="周", required=False)
    clock = forms.TimeField(label="时间", widget=ClockInput, required=False)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")])
    agree = forms.BooleanField(label="同意", required=False)
    several = forms.MultipleChoiceField(label="多选", choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple, required=False)
    remark = forms.CharField(label="备注", widget=forms.Textarea, required=False)
    person = PersonField(label="人员", required=False)
    people = PeopleField(label="多人", required=False)

    def __init__(self, reader: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("person", "people"):
            self.fields[field].queryset = access.visible_to(reader)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("name") == "整体":
            raise forms.ValidationError("整体不对。")
        return self.cleaned_data


FORM = """{% extends "shell/base.html" %}{% load static %}
{% block title %}组件{% endblock %}{% block heading %}组件{% endblock %}
{% block head %}{{ form.media.css }}<link rel="stylesheet" href="{% static 'vendor/tom-select.min.css' %}">{% endblock %}
{% block scripts %}
<script src="{% static 'vendor/tom-select.min.js' %}" defer></script>
<script src="{% static 'shell/people.js' %}" defer></script>
{% endblock %}
{% block content %}
<form method="post" class="card" novalidate><div class="card-body">{% csrf_token %}{% fields form %}
<button class="btn btn-primary" type="submit">保存</button></div></form>
{% endblock %}"""
PIECES = """{% extends "shell/base.html" %}
{% block title %}组件{% endblock %}{% block heading %}组件{% endblock %}
{% block scripts %}{% include "shell/parts/chart_scripts.html" %}{% endblock %}
{% block content %}
{% badge "一般" %} {% badge "信息" "info" "info-circle" %} {% badge "良好" "good" "check" %}
{% badge "注意" "warning" "alert-triangle" %} {% badge "错误" "bad" "x" %}
{% tabs items label="页签" %}
{% legend colours %}
{% figures numbers %}
<div class="alert alert-danger">错误</div><div class="alert alert-warning">注意</div>
<div class="alert alert-info">信息</div><div class="alert alert-success">良好</div>
<div class="card"><div class="card-body">{% difflist changes %}</div></div>
<form method="post" action="/gallery/done/">{% csrf_token %}
<button class="btn btn-danger" data-confirm="要删除吗？" data-confirm-typed="删除">删除</button></form>
<form method="post" action="/gallery/done/">{% csrf_token %}<button class="btn" data-confirm="要撤回吗？">撤回</button></form>
<button class="btn" hx-post="/gallery/fragment/" hx-confirm="x" data-confirm="要换班吗？" hx-target="#place">换班</button>
<button class="btn" hx-post="/gallery/problem/" hx-target="#place">问题</button>
<button class="btn" hx-post="/gallery/nowhere/" hx-target="#place">没有</button>
<div id="place"></div>
<div class="card"><div class="card-body">{% chart "lines" lines label="每半小时话务量" %}</div></div>
<div class="card"><div class="card-body">{% chart "heat" heat kind="heatmap" label="热力图" %}</div></div>
<div class="card"><div class="card-body">{% chart "fetched" src="/gallery/data/" label="取来的" height=160 %}</div></div>
<div class="card"><div class="card-body">{% chart "none" nothing label="没有数据" height=80 %}</div></div>
{% empty_state "还没有预测。" url="/" action="新建预测" icon="chart-line" hint="先上传历史话务。" %}
{% endblock %}"""
JOB = """{% extends "shell/base.html" %}{% block title %}任务{% endblock %}{% block heading %}任务{% endblock %}
{% block content %}{% job_progress job %}{% endblock %}"""


def page(text: str, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(text).render(context, request), status=status)


@everyone
def form(request: Any) -> HttpResponse:
    shown = GalleryForm(request.person, request.POST or None, initial={"day": date(2026, 3, 8)})
    if request.method == "POST" and shown.is_valid():
        return respond.go(request, "shell:home")
    return page(FORM, request, 422 if shown.errors else 200, form=shown)


@everyone
def pieces(request: Any) -> HttpResponse:
    changes = [
        {"what": "林静 2026-03-08", "before": "早", "after": "晚"},
        {"what": "赵磊", "before": None, "after": "早"},
        {"what": "吴", "before": "早", "after": None},
    ]
    return page(
        PIECES,
        request,
        items=[("周", "/a/", True), ("月", "/b/", False)],
        colours=[("早班", "#2f6fde"), ("夜班", "#333333")],
        numbers=[("服务水平", "80.0", "%"), ("人数", 0, ""), ("费用", None, "元")],
        changes=changes,
        lines=LINES,
        heat=HEAT,
        nothing={"x": [], "series": []},
    )


@everyone
def data(request: Any) -> JsonResponse:
    return JsonResponse({"x": ["a", "b"], "series": [{"name": "n", "values": [1, 2]}]})


@everyone
def fragment(request: Any) -> HttpResponse:
    return respond.toast(HttpResponse("换好了"), "已换班")


@everyone
def problem(request: Any) -> HttpResponse:
    raise MovedMeanwhile(what="班表")


@everyone
def refusal(request: Any) -> HttpResponse:
    raise Refusal("interval.ends_before_start", start="09:00", end="08:00")


@everyone
def broken(request: Any) -> HttpResponse:
    raise ZeroDivisionError


@everyone
def done(request: Any) -> HttpResponse:
    return respond.go(request, "/gallery/")


@everyone
def job(request: Any, pk: int) -> HttpResponse:
    return page(JOB, request, job=get_object_or_404(Job, pk=pk))


@public
def open_to_all(request: Any) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("gallery/", pieces),
    path("gallery/form/", form),
    path("gallery/data/", data),
    path("gallery/fragment/", fragment),
    path("gallery/problem/", problem),
    path("gallery/refusal/", refusal),
    path("gallery/broken/", broken),
    path("gallery/done/", done),
    path("gallery/open/", open_to_all),
    path("gallery/job/<int:pk>/", job),
    path("", include("zuoxi.project.urls")),
]
handler400 = "zuoxi.web.shell.views.errors.bad_request"
handler403 = "zuoxi.web.shell.views.errors.forbidden"
handler404 = "zuoxi.web.shell.views.errors.not_found"
handler500 = "zuoxi.web.shell.views.errors.failed"
