"""The policy pages (P-01): a manager drafts, sees the difference, submits; another decides; everybody reads what is in force."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, at, client_of, hire
from zuoxi.core import policy
from zuoxi.core.models import PolicyVersion
from zuoxi.people.models import Person, RoleName
from zuoxi.rules.areas import area
from zuoxi.rules.rostering import RosterPolicy
from zuoxi.web.policy.forms import AreaForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def qian(cast: Cast) -> Person:
    """Another manager."""
    return hire("4002", "钱进", unit=cast.centre, post=cast.zhou.post, role=RoleName.MANAGER)


def filled(name: str, values: dict[str, Any] | None = None, **changes: str) -> dict[str, str]:
    """What a browser sends of an area's form when only `changes` were typed; a tick that is off is not sent."""
    form = AreaForm(area(name), values or {})
    shown = {key: value for key, value in form.initial.items() if value is not False}
    return {key: "on" if value is True else str(value) for key, value in {**shown, **changes}.items() if value != ""}


def begun(client: Client) -> int:
    response = client.post("/policy/versions/new/")
    assert response.status_code == 302
    return int(response.url.split("/")[3])


def saved(client: Client, number: int, name: str, **changes: str) -> Any:
    return client.post(f"/policy/versions/{number}/edit/{name}/", filled(name, PolicyVersion.objects.get(number=number).values, **changes))


def sent(client: Client, number: int, day: date | None = None, remark: str = "夜班后要多休息") -> Any:
    return client.post(f"/policy/versions/{number}/submit/", {"day": (day or timezone.localdate()).isoformat(), "remark": remark})


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_from_draft_to_what_everybody_reads(cast: Cast, qian: Person) -> None:
    zhou, other = client_of(cast.zhou), client_of(qian)
    number = begun(zhou)
    assert saved(zhou, number, "roster", rest_h="12").status_code == 302
    shown = page(zhou, f"/policy/versions/{number}/")
    assert "两个班之间至少休息的小时数" in shown
    assert "11 小时" in shown
    assert "12 小时" in shown
    assert sent(zhou, number).status_code == 302
    assert "须由另一位经理审批" in page(zhou, f"/policy/versions/{number}/")
    assert other.post(f"/policy/versions/{number}/approve/", {"verdict": "同意"}).status_code == 302
    assert policy.in_force(timezone.now()).of(RosterPolicy).rest_h == 12.0
    lin = page(client_of(cast.lin), "/policy/values/roster/")
    assert f"版本 {number}，自" in lin
    assert "12 小时" in lin
    history = page(client_of(cast.chen), "/policy/versions/")
    assert "已批准" in history
    assert "夜班后要多休息" in history


def test_the_author_is_offered_no_decision_and_a_reader_nothing_at_all(cast: Cast, qian: Person) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    sent(zhou, number)
    path, door = f"/policy/versions/{number}/", f"/policy/versions/{number}/approve/"
    assert door in page(client_of(qian), path)
    assert door not in page(zhou, path)
    assert '<form method="post" action="/policy' not in page(client_of(cast.chen), path)
    assert zhou.post(door).status_code == 403
    assert PolicyVersion.objects.get(number=number).state == "submitted"


def test_while_a_chain_of_approval_decides_the_page_does_not(cast: Cast, qian: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    sent(zhou, number)
    monkeypatch.setattr(policy, "SUBMITTED", [lambda version, by, now: None])
    assert f"/policy/versions/{number}/approve/" not in page(client_of(qian), f"/policy/versions/{number}/")


def test_a_rejection_needs_a_reason_and_the_author_reads_it(cast: Cast, qian: Person) -> None:
    zhou, other = client_of(cast.zhou), client_of(qian)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    sent(zhou, number)
    door = f"/policy/versions/{number}/reject/"
    refused = other.post(door, {"verdict": " "})
    assert (refused.status_code, "请说明理由" in refused.content.decode()) == (422, True)
    assert other.post(door, {"verdict": "先试一个组"}).status_code == 302
    shown = page(zhou, f"/policy/versions/{number}/")
    assert "先试一个组" in shown
    again = zhou.post("/policy/versions/new/", {"like": str(number)})
    draft = PolicyVersion.objects.get(number=int(again.url.split("/")[3]))
    assert (draft.state, draft.values) == ("draft", {"roster": {"rest_h": 12.0}})


@pytest.mark.parametrize("like", ["987", "x", "-1", "9" * 30])
def test_a_draft_like_nothing_is_not_found_or_a_plain_one(cast: Cast, like: str) -> None:
    assert client_of(cast.zhou).post("/policy/versions/new/", {"like": like}).status_code in (302, 404)
    assert all(one.values == {} for one in PolicyVersion.objects.all())


def test_what_is_wrong_stands_beside_its_field_and_the_input_stays(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    answer = saved(zhou, number, "roster", rest_h="3", max_nights="2.5", under="viele")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "政策项 rest_h 为 3，须在 8 与 24 之间（小时）。" not in html, "a text that is no number is told first"
    assert "请填写数字" in html
    answer = saved(zhou, number, "roster", rest_h="3", max_nights="2.5")
    html = answer.content.decode()
    assert "政策项 rest_h 为 3，须在 8 与 24 之间（小时）。" in html
    assert "政策项 max_nights 为 2.5，须为 0 与 31 之间的整数。" in html
    assert 'value="3"' in html
    assert PolicyVersion.objects.get(number=number).values == {}


def test_a_share_is_written_and_refused_in_per_cent(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    assert 'value="80"' in page(zhou, f"/policy/versions/{number}/edit/staffing/")
    assert saved(zhou, number, "staffing", phone_service_level="92.5").status_code == 302
    assert PolicyVersion.objects.get(number=number).values == {"staffing": {"phone_service_level": 0.925}}
    html = saved(zhou, number, "staffing", phone_service_level="20").content.decode()
    assert "为 20，须在 50 与 99 之间（%）" in html


def test_two_entries_that_clash_are_told_beside_the_first(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    html = saved(zhou, number, "organisation", least="20").content.decode()
    assert "政策项 least 为 20，大于 most 的 14" in html
    assert saved(zhou, number, "organisation", least="20", most="25").status_code == 302


def test_a_switch_that_is_not_sent_is_off(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    data = filled("roster")
    del data["needs_lead"]
    assert zhou.post(f"/policy/versions/{number}/edit/roster/", data).status_code == 302
    assert PolicyVersion.objects.get(number=number).values == {"roster": {"needs_lead": False}}


def test_saving_an_untouched_form_changes_nothing(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    for name in ("history", "forecast", "staffing", "roster", "organisation"):
        assert saved(zhou, number, name).status_code == 302
    assert PolicyVersion.objects.get(number=number).values == {}


def test_one_may_save_and_go_on_to_the_next_area(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    assert saved(zhou, number, "roster", next="1").url.endswith("/edit/organisation/")
    assert saved(zhou, number, "roster").url.endswith("/edit/roster/")


def test_what_differs_from_the_version_it_follows_is_marked(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    assert 'class="policy-entry policy-differs' not in page(zhou, f"/policy/versions/{number}/edit/roster/")
    saved(zhou, number, "roster", rest_h="12")
    html = page(zhou, f"/policy/versions/{number}/edit/roster/")
    assert html.count("policy-entry policy-differs") == 1
    assert "有 1 个条目与接续的版本不同" in html


def test_a_day_that_cannot_be_is_told_beside_the_field(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    refused = sent(zhou, number, timezone.localdate() - timedelta(days=1))
    assert (refused.status_code, "已过" in refused.content.decode()) == (422, True)
    assert sent(zhou, number, timezone.localdate() + timedelta(days=1)).status_code == 302


def test_an_empty_draft_is_not_submitted(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    refused = sent(zhou, begun(zhou))
    assert (refused.status_code, "没有任何改动" in refused.content.decode()) == (422, True)


def test_a_file_goes_out_and_comes_in_the_same(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    response = zhou.get(f"/policy/versions/{number}/export/")
    assert response.headers["Content-Disposition"] == f'attachment; filename="policy-{number}.toml"'
    other = begun(zhou)
    taken = zhou.post(f"/policy/versions/{other}/import/", {"file": SimpleUploadedFile("p.toml", response.content)})
    assert taken.status_code == 302
    assert PolicyVersion.objects.get(number=other).values == {"roster": {"rest_h": 12.0}}
    shipped = zhou.get("/policy/versions/0/export/").content.decode()
    assert "rest_h = 11.0" in shipped


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[roster]\nrest_h = 3\n", "第 2 行：政策项 roster.rest_h 为 3.0，须在 8 与 24 之间"),
        (b"[kitchen]\n", "第 1 行：没有名为 kitchen 的政策领域"),
        (b"[roster\n", "不是合法的 TOML"),
        (b"", "文件"),
        (b"\x00\xff\xfe\x01" * 50, "field-error"),
        (b"x = " + b"[" * 3000, "TOML"),
        (b"[roster]\n<script>hit()</script> = 1", "TOML"),
    ],
)
def test_a_wrong_file_is_told_by_line_and_changes_nothing(cast: Cast, content: bytes, words: str) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    saved(zhou, number, "roster", rest_h="12")
    answer = zhou.post(f"/policy/versions/{number}/import/", {"file": SimpleUploadedFile("p.toml", content)})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "<script>hit" not in html
    assert PolicyVersion.objects.get(number=number).values == {"roster": {"rest_h": 12.0}}


def test_a_draft_that_was_overtaken_is_carried_over_from_its_page(cast: Cast, qian: Person) -> None:
    zhou, other = client_of(cast.zhou), client_of(qian)
    mine, theirs = begun(zhou), begun(other)
    saved(zhou, mine, "organisation", most="15")
    saved(other, theirs, "roster", rest_h="12")
    sent(other, theirs)
    assert zhou.post(f"/policy/versions/{theirs}/approve/").status_code == 302
    html = page(zhou, f"/policy/versions/{mine}/")
    assert f"期间版本 {theirs} 已获批准" in html
    moved = zhou.post(f"/policy/versions/{mine}/carry-over/")
    assert moved.url == "/policy/versions/3/"
    assert PolicyVersion.objects.get(number=3).values == {"roster": {"rest_h": 12.0}, "organisation": {"most": 15}}


def test_a_version_is_compared_with_any_other(cast: Cast, qian: Person) -> None:
    zhou, other = client_of(cast.zhou), client_of(qian)
    first = begun(zhou)
    saved(zhou, first, "roster", rest_h="12")
    sent(zhou, first)
    other.post(f"/policy/versions/{first}/approve/")
    second = begun(zhou)
    saved(zhou, second, "roster", max_nights="5")
    assert "两个班之间至少休息的小时数" not in page(zhou, f"/policy/versions/{second}/")
    assert "两个班之间至少休息的小时数" in page(zhou, f"/policy/versions/{second}/?other=0")
    assert "每个排班周期的夜班上限" in page(zhou, f"/policy/versions/{second}/?other=nonsense")


def test_somebody_elses_draft_opens_as_a_version_not_as_a_form(cast: Cast, qian: Person) -> None:
    number = begun(client_of(qian))
    response = client_of(cast.zhou).get(f"/policy/versions/{number}/edit/roster/")
    assert (response.status_code, response.url) == (302, f"/policy/versions/{number}/")
    assert saved(client_of(cast.zhou), number, "roster", rest_h="12").status_code == 302
    assert PolicyVersion.objects.get(number=number).values == {}


def test_a_draft_is_withdrawn_and_stays_in_the_history(cast: Cast) -> None:
    zhou = client_of(cast.zhou)
    number = begun(zhou)
    assert zhou.post(f"/policy/versions/{number}/withdraw/").status_code == 302
    assert "已撤回" in page(zhou, "/policy/versions/")


def test_values_that_no_longer_fit_are_told_to_leaders_only(cast: Cast, qian: Person) -> None:
    now = at("2026-03-01 09:00")
    PolicyVersion.objects.create(
        number=1,
        state="approved",
        values={"roster": {"rest_h": 99}},
        effective_from=now,
        created_by=cast.zhou,
        created_at=now,
        changed_at=now,
        decided_by=qian,
        decided_at=now,
    )
    assert "roster.rest_h" in page(client_of(cast.chen), "/policy/values/")
    assert "roster.rest_h" not in page(client_of(cast.lin), "/policy/values/")


def test_everyone_finds_the_policy_in_the_navigation_and_agents_no_versions(cast: Cast) -> None:
    for person, sees in ((cast.lin, False), (cast.chen, True), (cast.zhou, True)):
        html = page(client_of(person), "/")
        assert 'href="/policy/values/"' in html
        assert 'href="/policy/rules/"' in html
        assert ('href="/policy/versions/"' in html) is sees
