"""Setting a centre up: queues with their hours, contracts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast, client_of
from tests.web.reading import version_shown
from zuoxi.acd import facts
from zuoxi.acd.models import OpeningHours, Queue
from zuoxi.people.models import Contract, Skill, SkillKind

pytestmark = pytest.mark.django_db
FIELDS = {"name": "热线", "name_en": "Hotline", "code": "hotline", "channel": "phone", "order": "3", "open_on_holidays": "on"}


def rows(*several: tuple[list[int], str, str, int]) -> dict[str, Any]:
    """Rows of opening hours as the browser sends them."""
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(several), "form-INITIAL_FORMS": 0}
    for number, (days, opens, closes, least) in enumerate(several):
        data |= {
            f"form-{number}-days": days,
            f"form-{number}-opens_min": opens,
            f"form-{number}-closes_min": closes,
            f"form-{number}-least_heads": least,
        }
    return data


def save(cast: Cast, hours: dict[str, Any], path: str = "/centre/queues/new/", **fields: str) -> tuple[int, str]:
    response = client_of(cast.chen).post(path, {**FIELDS, **fields, **hours, **version_shown(client_of(cast.chen).get(path).content.decode())})
    return response.status_code, response.content.decode()


def test_a_queue_is_made_with_its_hours_and_a_skill_of_its_own(cast: Cast) -> None:
    status, _ = save(cast, rows(([0, 1, 2, 3, 4], "07:00", "21:00", 2), ([5, 6], "8:30", "17:30", 4), (list(range(7)), "21:00", "24:00", 1)))
    assert status == 302
    queue = Queue.objects.get(code="hotline")
    assert (queue.name, queue.name_en, queue.order, queue.open_on_holidays) == ("热线", "Hotline", 3, True)
    assert (queue.skill.code, queue.skill.kind) == ("hotline", SkillKind.QUEUE)
    fact = next(one for one in facts.queues() if one.code == "hotline")
    monday, sunday = (fact.least_heads(weekday=day, step_min=30) for day in (0, 6))
    assert (monday[13], monday[14], monday[41], monday[42], monday[47]) == (-1, 2, 2, 1, 1)
    assert (sunday[16], sunday[17], sunday[35]) == (-1, 4, -1)


def test_weekdays_with_the_same_hours_share_a_row_when_it_is_changed(cast: Cast) -> None:
    save(cast, rows(([0, 1, 2], "07:00", "21:00", 2), ([3], "07:00", "21:00", 2)))
    page = client_of(cast.chen).get(f"/centre/queues/{Queue.objects.get().pk}/").content.decode()
    assert page.count('value="07:00"') == 1
    assert page.count('value="21:00"') == 1


def test_changing_a_queue_replaces_its_hours_and_keeps_its_code(cast: Cast) -> None:
    save(cast, rows(([0], "07:00", "21:00", 2)))
    queue = Queue.objects.get()
    status, _ = save(cast, rows(([1], "09:00", "10:00", 5)), path=f"/centre/queues/{queue.pk}/", name="新热线", code="other")
    assert status == 302
    queue.refresh_from_db()
    assert (queue.name, queue.code, queue.skill.name) == ("新热线", "hotline", "新热线")
    assert list(OpeningHours.objects.values_list("weekday", "opens_min", "closes_min", "least_heads")) == [(1, 540, 600, 5)]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (rows(([0], "07:00", "07:00", 2)), "关闭须晚于开放"),
        (rows(([0], "25:00", "26:00", 2)), "时间写作 07:30"),
        (rows(([0], "seven", "12:00", 2)), "时间写作 07:30"),
        (rows(([0], "07:61", "12:00", 2)), "时间写作 07:30"),
        (rows(([0, 1], "07:00", "12:00", 2), ([1], "11:00", "13:00", 2)), "周二的两行开放时间重叠"),
        (rows(([], "07:00", "12:00", 2)), "field-error"),
        (rows(([0], "07:00", "12:00", -1)), "field-error"),
    ],
)
def test_hours_that_make_no_sense_are_refused_and_the_input_stays(cast: Cast, hours: dict[str, Any], words: str) -> None:
    status, page = save(cast, hours)
    assert status == 422
    assert words in page
    assert 'value="热线"' in page
    assert not Queue.objects.exists()


def test_rows_that_touch_are_fine_and_a_removed_row_is_gone(cast: Cast) -> None:
    hours = rows(([0], "07:00", "12:00", 2), ([0], "12:00", "13:00", 2), ([1], "01:00", "02:00", 1)) | {"form-2-DELETE": "on"}
    assert save(cast, hours)[0] == 302
    assert OpeningHours.objects.count() == 2


def test_a_code_that_a_queue_or_skill_has_is_refused_beside_the_field(cast: Cast) -> None:
    status, page = save(cast, rows(), code="card")
    assert status == 422
    assert "代码 card 已被队列或技能占用" in page
    assert Skill.objects.filter(code="card").count() == 1


def test_skills_that_wait_for_a_queue_are_named_to_who_may_make_it_with_the_form_filled(cast: Cast) -> None:
    link = f"/centre/queues/new/?skill={cast.skill.pk}"
    planner = client_of(cast.chen)
    assert link in planner.get("/centre/queues/").content.decode()
    assert link not in client_of(cast.zhou).get("/centre/queues/").content.decode()
    form = planner.get(link).context["form"]
    assert (form.initial["code"], form.initial["name"], form.initial["name_en"]) == ("card", "信用卡", "Cards")
    assert "code" not in planner.get("/centre/queues/new/?skill=x").context["form"].initial
    assert save(cast, rows(), code="card", name="信用卡")[0] == 302
    assert link not in planner.get("/centre/queues/").content.decode()
    assert Queue.objects.get().skill_id == cast.skill.pk


def test_a_queue_without_rows_is_open_around_the_clock(cast: Cast) -> None:
    assert save(cast, rows())[0] == 302
    assert "全天 24 小时" in client_of(cast.zhou).get("/centre/queues/").content.decode()


def test_an_empty_centre_says_where_to_begin_to_who_may(cast: Cast) -> None:
    assert "/centre/queues/new/" in client_of(cast.chen).get("/centre/queues/").content.decode()
    reader = client_of(cast.sun).get("/centre/queues/").content.decode()
    assert "还没有队列" in reader
    assert "/centre/queues/new/" not in reader


def contract(cast: Cast, path: str = "/centre/contracts/new/", **fields: str) -> tuple[int, str]:
    data = {"name": "实习", "name_en": "Intern", "code": "intern", "week_h": "20.5", "day_h": "6", "rate": "21.50"}
    response = client_of(cast.chen).post(path, {**data, **fields, **version_shown(client_of(cast.chen).get(path).content.decode())})
    return response.status_code, response.content.decode()


def test_a_contract_is_made_in_hours_and_kept_in_minutes(cast: Cast) -> None:
    assert contract(cast)[0] == 302
    made = Contract.objects.get(code="intern")
    assert (made.week_min, made.max_day_min, str(made.rate)) == (1230, 360, "21.50")
    assert contract(cast, path=f"/centre/contracts/{made.pk}/", week_h="24", code="other")[0] == 302
    made.refresh_from_db()
    assert (made.code, made.week_min) == ("intern", 1440)


@pytest.mark.parametrize(
    "wrong", [{"week_h": "0"}, {"week_h": "61"}, {"day_h": "13"}, {"rate": "-1"}, {"code": "内 部"}, {"name": ""}, {"code": "full"}]
)
def test_a_contract_that_makes_no_sense_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    status, page = contract(cast, **wrong)
    assert status == 422
    assert "field-error" in page
    assert Contract.objects.count() == 1
