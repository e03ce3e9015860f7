"""Requirement pages: targets and shrinkage with their errors, the curve, the money, one more agent, the files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast, client_of
from tests.web.planning import world
from zuoxi.core.tables import read_table
from zuoxi.people.models import Contract
from zuoxi.planning import facts, shrinkage
from zuoxi.planning.models import Requirement, Target

pytestmark = pytest.mark.django_db


def promise(cast: Cast, **change: Any) -> dict[str, Any]:
    data = {"queue": world.queue(cast).pk, "effective_from": "2026-12-01", "model": "A", "service_level": "80", "within_s": "20", "patience_s": "180"}
    return {**data, **change}


def get(cast: Cast, requirement: Requirement, **query: str):
    return client_of(cast.chen).get(reverse("planning:requirement", args=[requirement.pk]), query)


def test_a_promise_in_per_cent_is_stored_as_shares(cast: Cast) -> None:
    client_of(cast.chen).post(reverse("planning:target-promise"), promise(cast, max_abandon="5", max_occupancy="88"))
    target = Target.objects.get()
    assert (target.service_level, target.max_abandon, target.max_occupancy, target.effective_from) == (0.8, 0.05, 0.88, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"service_level": "100"}, "service_level"),
        ({"service_level": ""}, "service_level"),
        ({"patience_s": ""}, "patience_s"),
        ({"model": "C", "max_abandon": "5"}, "max_abandon"),
        ({"max_occupancy": "101"}, "max_occupancy"),
        ({"within_s": "-1"}, "within_s"),
        ({"effective_from": ""}, "effective_from"),
        ({"model": "B"}, "model"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused_beside_its_field(cast: Cast, change: dict[str, str], field: str) -> None:
    response = client_of(cast.chen).post(reverse("planning:target-promise"), promise(cast, **change))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Target.objects.exists()


def test_the_page_shows_which_promise_holds_today_and_which_comes(cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-22 12:00 +0800")
    world.target(cast)
    client = client_of(cast.chen)
    client.post(reverse("planning:target-promise"), promise(cast, effective_from="2026-12-01", service_level="90"))
    promises = client.get(reverse("planning:targets")).context["lines"][0]["promises"]
    assert [(one["stands"], one["target"].service_level) for one in promises] == [("later", 0.9), ("now", 0.8)]


def test_the_form_starts_from_what_is_in_force(cast: Cast) -> None:
    world.target(cast)
    form = client_of(cast.chen).get(reverse("planning:targets"), {"queue": "card"}).context["form"]
    assert (form.initial["service_level"], form.initial["max_abandon"], form.initial["model"]) == (80.0, 5.0, "A")


def test_shrinkage_is_entered_in_per_cent_and_an_empty_cell_is_zero(cast: Cast) -> None:
    client_of(cast.chen).post(reverse("planning:shrinkage-store"), {"leave_0": "6", "break_0": "12.5", "break_6": ""})
    table = shrinkage.table()
    assert (table[("leave", 0)], table[("break", 0)], table[("break", 6)]) == (0.06, 0.125, 0.0)


def test_a_day_without_anybody_left_is_refused_and_the_table_stays(cast: Cast) -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    response = client_of(cast.chen).post(reverse("planning:shrinkage-store"), {"leave_0": "60", "break_0": "40"})
    assert response.status_code == 422
    assert "无人可用" in response.content.decode()
    assert shrinkage.table()[("leave", 0)] == 0.1


def test_a_leader_reads_the_shares_without_inputs(cast: Cast) -> None:
    shrinkage.store(shares={("leave", 0): 0.1})
    html = client_of(cast.wu).get(reverse("planning:shrinkage")).content.decode()
    assert "10.0" in html
    assert '<input type="number"' not in html


def test_working_a_requirement_out_leads_to_it(cast: Cast) -> None:
    world.target(cast)
    snapshot = world.snapshot(cast)
    response = client_of(cast.chen).post(reverse("planning:requirement-compute"), {"snapshot": snapshot.pk})
    made = Requirement.objects.get()
    assert response.headers["Location"] == reverse("planning:requirement", args=[made.pk])
    assert facts.demand(made)["card"].shape == (14, 48)


def test_without_a_target_the_refusal_names_the_queue(cast: Cast) -> None:
    snapshot = world.snapshot(cast)
    response = client_of(cast.chen).post(reverse("planning:requirement-compute"), {"snapshot": snapshot.pk})
    assert response.status_code == 422
    assert "信用卡" in response.content.decode()
    assert not Requirement.objects.exists()


def test_the_busiest_day_is_shown_first_and_any_other_on_demand(cast: Cast) -> None:
    made = world.requirement(cast)
    assert get(cast, made).context["line"].day == world.MONDAY
    assert get(cast, made, day="2026-11-25").context["line"].day == date(2026, 11, 25)
    assert get(cast, made, day="1999-01-01", queue="nope").context["line"].day == world.MONDAY


def test_the_curve_has_net_seated_and_gross_heads_from_the_first_to_the_last_open_slot(cast: Cast) -> None:
    shrinkage.store(shares={("leave", 0): 0.2, ("break", 0): 0.3})
    chart = get(cast, world.requirement(cast)).context["heads_chart"]
    gross, seated, net = (series["values"] for series in chart["series"])
    assert (chart["x"][0], len(chart["x"])) == ("08:00", 24)
    assert net[0] < seated[0] < gross[0]


def test_all_queues_together_are_their_sum(cast: Cast) -> None:
    made = world.requirement(cast)
    one, every = (get(cast, made, queue=queue).context["whole"] for queue in ("card", "all"))
    assert every == one
    assert get(cast, made, queue="all").context["row"] is None


def test_days_add_up_to_weeks_and_to_the_whole(cast: Cast) -> None:
    context = get(cast, world.requirement(cast)).context
    lines = [line for line, _url, _current in context["lines"]]
    assert sum(line.seated_h for line in lines) == context["whole"].seated_h == sum(week.seated_h for _monday, week in context["weeks"])
    assert context["whole"].contacts == pytest.approx(10 * 480)
    assert max(line.peak for line in lines) == context["whole"].peak


def test_the_cost_stands_in_the_table_or_is_said_to_be_unknown(cast: Cast) -> None:
    with_people = get(cast, world.requirement(cast)).context["whole"]
    assert with_people.money == pytest.approx(30 * with_people.gross_h)
    assert with_people.per_contact == pytest.approx(with_people.money / 4800)
    cast.lin.is_rostered = cast.zhao.is_rostered = False
    cast.lin.save()
    cast.zhao.save()
    assert Contract.objects.exists()
    without = get(cast, world.requirement(cast))
    assert without.context["whole"].money is None
    assert "无法计算成本" in without.content.decode()


def test_one_more_agent_is_worked_out_for_the_hours_asked_as_a_fragment(cast: Cast) -> None:
    made = world.requirement(cast)
    url = reverse("planning:requirement", args=[made.pk])
    query = {"queue": "card", "day": "2026-11-23", "start": "09:00", "end": "11:00", "by": "1"}
    response = client_of(cast.chen).get(url, query, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert html.lstrip().startswith('<section class="card" id="one-more"')
    assert "<html" not in html
    assert "+2.0" in html


def test_one_more_agent_makes_the_service_better(cast: Cast) -> None:
    query = {"queue": "card", "day": "2026-11-23", "start": "09:00", "end": "11:00", "by": "1"}
    worth = get(cast, world.requirement(cast), **query).context["worth"]
    assert worth.after.service_level > worth.before.service_level
    assert worth.hours == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"by": "0"}, "至少增加或减少一人"),
        ({"end": "08:00"}, "结束须晚于开始"),
        ({"start": "00:00", "end": "06:00"}, "没有预测话务"),
        ({"by": ""}, ""),
    ],
)
def test_a_senseless_question_about_one_more_is_answered_beside_its_field(cast: Cast, change: dict[str, str], words: str) -> None:
    query = {"queue": "card", "day": "2026-11-23", "start": "09:00", "end": "11:00", "by": "1", **change}
    response = get(cast, world.requirement(cast), **query)
    assert response.context["one_more"].errors
    assert "worth" not in response.context
    assert words in response.content.decode()


def test_until_midnight_is_the_end_of_the_day(cast: Cast) -> None:
    response = get(cast, world.requirement(cast), queue="card", day="2026-11-23", start="19:00", end="00:00", by="1")
    assert response.context["worth"].hours == 5


def test_a_closed_day_needs_nobody_and_says_so(cast: Cast) -> None:
    html = get(cast, world.requirement(cast), day="2026-11-29").content.decode()
    assert "这一天不开放" in html


def test_the_csv_is_what_the_roster_reads_and_the_workbook_has_the_days(cast: Cast) -> None:
    made = world.requirement(cast)
    client = client_of(cast.wu)
    table = read_table(client.get(reverse("planning:requirement-csv", args=[made.pk])).content)
    demand = facts.demand(made)["card"]
    assert table.header[:3] == ("queue", "start", "required")
    assert [int(str(row.cells[2])) for row in table.rows] == [int(heads) for heads in demand.ravel() if heads]
    book = client.get(reverse("planning:requirement-xlsx", args=[made.pk])).content
    assert len(read_table(book).rows) == len(table.rows)
    assert len(read_table(book, sheet="按天").rows) == 14


def test_before_anything_is_stored_the_rulebooks_shares_are_proposed_and_said_not_to_count(cast: Cast) -> None:
    client = client_of(cast.chen)
    response = client.get(reverse("planning:shrinkage"))
    assert response.context["form"]["break_0"].initial == 10.0
    assert "按 0 计" in response.content.decode()
    client.post(reverse("planning:shrinkage-store"), {"break_0": "6"})
    again = client.get(reverse("planning:shrinkage"))
    assert (again.context["form"]["break_0"].initial, again.context["form"]["leave_0"].initial) == (6.0, 0.0)
    assert "按 0 计" not in again.content.decode()
