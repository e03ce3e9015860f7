"""Trying a draft on the past: what the form takes and refuses, what the answer shows, what the file holds (P-04)."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import Cast, at, client_of
from tests.web.decisions import scenes
from zuoxi.core import backtest, backtest_job
from zuoxi.core.models import Job
from zuoxi.people.models import Person

pytestmark = pytest.mark.django_db


def values(**changes: object) -> dict[str, object]:
    """What the form sends when nothing but these was changed."""
    sent: dict[str, object] = {"first": "2026-01-01", "last": "2026-03-31"}
    for provider in backtest.PROVIDERS.values():
        for entry in provider.entries:
            if entry.default is not False:
                sent[f"{provider.policy.__name__}-{entry.name}"] = "on" if entry.default is True else entry.default
    return {**sent, **{key.replace("__", "-"): value for key, value in changes.items()}}


def send(person: Person, **changes: object) -> tuple[int, str]:
    response = client_of(person).post(reverse("decisions:backtest"), values(**changes))
    return response.status_code, response.content.decode()


def test_the_form_starts_with_the_twelve_months_before_and_the_values_in_force(cast: Cast) -> None:
    with time_machine.travel(at("2026-11-27 09:00"), tick=False):
        html = client_of(cast.chen).get(reverse("decisions:backtest")).content.decode()
    for text in ('value="2025-11-01"', 'value="2026-10-31"', "每周至少休息的天数", "两个班之间至少休息的小时数", "天 · 1～3", 'value="36.0"'):
        assert text in html, text


def test_a_changed_value_is_compared_over_the_readers_people(cast: Cast) -> None:
    status, _ = send(cast.chen, LabourLawPolicy__rest_days=2, RosterPolicy__rest_h=12)
    job = Job.objects.get()
    assert status == 302
    assert job.arguments["drafts"] == {"LabourLawPolicy": {"rest_days": 2}, "RosterPolicy": {"rest_h": 12.0}}
    assert job.arguments["people"] == sorted([cast.lin.pk, cast.zhao.pk])
    assert (job.arguments["first"], job.arguments["last"]) == ("2026-01-01", "2026-03-31")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "草案与生效中的政策相同"),
        ({"LabourLawPolicy__rest_days": 0}, "大于或等于"),
        ({"LabourLawPolicy__max_day_h": 9}, "小于或等于"),
        ({"LabourLawPolicy__rest_days": "x"}, "整数"),
        ({"LabourLawPolicy__rest_days": 2, "last": "2025-12-31"}, "期间的结束须晚于开始"),
        ({"LabourLawPolicy__rest_days": 2, "first": "2024-01-01"}, "期间的结束须晚于开始"),
        ({"LabourLawPolicy__rest_days": 2, "first": "2026-02-30"}, "日期"),
    ],
)
def test_what_cannot_be_compared_comes_back_with_what_is_wrong(cast: Cast, changes: dict[str, object], said: str) -> None:
    status, html = send(cast.chen, **changes)
    assert status == 422
    assert said in html
    assert not Job.objects.exists()


def test_a_second_one_waits_for_the_first(cast: Cast) -> None:
    assert send(cast.chen, LabourLawPolicy__rest_days=2)[0] == 302
    status, html = send(cast.chen, LabourLawPolicy__rest_days=3)
    assert status == 422
    assert "正在" in html or "已经" in html
    assert Job.objects.count() == 1


def test_the_answer_lists_who_what_and_how_much_with_sums(cast: Cast) -> None:
    job = scenes.tried(cast)
    html = client_of(cast.chen).get(reverse("decisions:backtest-result", args=[job.pk])).content.decode()
    for text in ("林静", "X-03", "2026-03-02 这一周只休息 1 天，至少应休息 2 天", "12.50", "37.50", "每周至少休息的天数。", "1 天", "2 天"):
        assert text in html, text
    english = client_of(cast.chen, language="en").get(reverse("decisions:backtest-result", args=[job.pk])).content.decode()
    assert "The week from 2026-03-02 has 1 days of rest" in english


def test_rows_that_were_not_kept_are_told(cast: Cast) -> None:
    job = scenes.tried(cast)
    assert job.result is not None
    job.result["more"] = 1234
    job.save()
    assert "另有 1,234 条不同" in client_of(cast.chen).get(reverse("decisions:backtest-result", args=[job.pk])).content.decode()


def test_while_it_waits_the_page_shows_how_far_it_is(cast: Cast) -> None:
    job = scenes.tried(cast, state="waiting")
    html = client_of(cast.chen).get(reverse("decisions:backtest-result", args=[job.pk])).content.decode()
    assert reverse("decisions:backtest-export", args=[job.pk]) not in html
    assert "回测政策草案" in html


def test_the_files_hold_the_same_rows(cast: Cast) -> None:
    job = scenes.tried(cast)
    address = reverse("decisions:backtest-export", args=[job.pk])
    book = client_of(cast.chen).get(address)
    assert 'filename="backtest.xlsx"' in book["Content-Disposition"]
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert header == ["姓名", "规则", "按现行政策", "按草案", "积分", "工资"]
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [("林静", "X-03", "--", 12.5)] * 3
    lines = client_of(cast.chen).get(address + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("林静,X-03,")


def test_somebody_who_is_gone_is_not_named(cast: Cast) -> None:
    job = scenes.tried(cast)
    assert job.result is not None
    for row in job.result["rows"]:
        row["person"] = 987654
    job.save()
    html = client_of(cast.chen).get(reverse("decisions:backtest-result", args=[job.pk])).content.decode()
    assert "林静" not in html
    assert job.kind == backtest_job.KIND
