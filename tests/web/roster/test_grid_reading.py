"""What the grid is told about a roster, and who is told it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast, client_of
from tests.web.roster.grid_world import FIRST_DAY, World, build
from zuoxi.core import preferences
from zuoxi.people.models import Person
from zuoxi.roster import cells
from zuoxi.roster.models import Assignment, Leave, ShiftKind, Version
from zuoxi.roster.models.period import LeaveKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


def ask(reader: Person, name: str, version: Version, **query: Any) -> Any:
    response = client_of(reader).get(reverse(f"roster:{name}", args=[version.pk]), query, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.content
    return response.json()


def status(reader: Person, name: str, version: Version, **query: Any) -> int:
    return client_of(reader).get(reverse(f"roster:{name}", args=[version.pk]), query, headers={"Accept": "application/json"}).status_code


def publish(version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(state="published")


def row_of(found: Any, person: Person) -> int:
    return [row[0] for row in found["people"]].index(person.pk)


def cell_of(found: Any, person: Person, day: int) -> str | None:
    number = found["cells"][row_of(found, person) * len(found["days"]) + day]
    return None if number == -1 else found["shifts"][number]["code"]


def test_every_cell_of_the_roster_arrives_at_its_person_and_day(world: World) -> None:
    found = ask(world.cast.chen, "grid-data", world.draft)
    for person in world.people:
        assert [cell_of(found, person, day) for day in range(14)] == [world.code(person, day) for day in range(14)], person.name
    assert len(found["cells"]) == 12 * 14


def test_a_locked_cell_arrives_locked_and_no_other_does(world: World) -> None:
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=world.day(3)).update(is_locked=True)
    found = ask(world.cast.chen, "grid-data", world.draft)
    assert found["locks"] == [row_of(found, world.cast.lin) * 14 + 3]


def test_people_come_with_what_is_needed_to_find_them(world: World) -> None:
    found = ask(world.cast.chen, "grid-data", world.draft)
    row = found["people"][row_of(found, world.cast.lin)]
    assert row[1:5] == ["1001", "林静", "linjing", "lj"]
    assert found["units"][row[5]] == "一组"
    assert found["contracts"][row[6]] == "全日制"
    assert "信用卡" in {found["skills"][number] for number in row[7]}


def test_people_are_in_the_order_of_teams_and_pinyin(world: World) -> None:
    rows = ask(world.cast.chen, "grid-data", world.draft)["people"]
    assert [(row[5], row[3]) for row in rows] == sorted((row[5], row[3]) for row in rows)


def test_whoever_is_hired_or_leaves_within_the_period_has_the_days_of_employment_marked(world: World) -> None:
    Person.objects.filter(pk=world.people[2].pk).update(hired_on=world.day(3))
    Person.objects.filter(pk=world.people[3].pk).update(left_on=world.day(10))
    found = ask(world.cast.chen, "grid-data", world.draft)
    assert found["people"][row_of(found, world.people[2])][-2:] == [3, 13]
    assert found["people"][row_of(found, world.people[3])][-2:] == [0, 9]
    assert found["people"][row_of(found, world.people[5])][-2:] == [0, 13]


def test_leave_is_cut_to_the_period_and_withdrawn_leave_is_left_out(world: World) -> None:
    Leave.objects.all().delete()
    Leave.objects.create(person=world.cast.lin, kind="sick", first_day=world.day(-3), last_day=world.day(1))
    gone = Leave.objects.create(person=world.cast.zhao, kind="annual", first_day=world.day(2), last_day=world.day(3))
    Leave.objects.filter(pk=gone.pk).update(withdrawn_at=world.now, withdrawn_by=world.cast.chen)
    found = ask(world.cast.chen, "grid-data", world.draft)
    with translation.override("zh-hans"):
        assert found["leave"] == [[row_of(found, world.cast.lin), 0, 1, LeaveKind("sick").label]]


def test_a_night_shift_comes_with_its_one_block_across_midnight(world: World) -> None:
    night = next(shift for shift in ask(world.cast.chen, "grid-data", world.draft)["shifts"] if shift["code"] == "夜")
    assert night["blocks"] == [[21 * 60, 31 * 60]]
    assert night["night"] is True
    assert night["paid_min"] == 8 * 60


def test_a_shift_kind_out_of_use_comes_only_while_a_cell_still_has_it(world: World) -> None:
    def codes() -> set[str]:
        return {shift["code"] for shift in ask(world.cast.chen, "grid-data", world.draft)["shifts"]}

    assert "长" not in codes()
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=world.day(0)).update(shift=world.kinds["长"])
    assert "长" in codes()


def test_days_carry_weekday_holiday_and_make_up_marks(cast: Cast) -> None:
    world = build(cast, people=3, days=14)
    first = FIRST_DAY.replace(year=2025, month=9, day=27)
    type(world.period).objects.filter(pk=world.period.pk).update(first_day=first, requirement=None)
    days = ask(cast.chen, "grid-data", world.draft)["days"]
    assert days[1] == ["2025-09-28", 7, "makeup", "国庆节"]
    assert days[4][:3] == ["2025-10-01", 3, "holiday"]
    assert days[0][2] == "rest"
    assert days[2][2] == "work"


def test_the_planner_may_edit_a_draft_and_nobody_a_published_roster(world: World) -> None:
    assert ask(world.cast.chen, "grid-data", world.draft)["editable"] is True
    assert ask(world.cast.zhou, "grid-data", world.draft)["editable"] is False
    publish(world.draft)
    assert ask(world.cast.chen, "grid-data", world.draft)["editable"] is False


def test_a_leader_sees_her_own_team_of_the_published_roster_and_no_draft(world: World) -> None:
    assert status(world.cast.wu, "grid-data", world.draft) == 404
    publish(world.draft)
    found = ask(world.cast.wu, "grid-data", world.draft)
    assert {row[0] for row in found["people"]} == {person.pk for person in world.people if person.unit_id == world.cast.team.pk}
    assert found["units"] == ["一组"]
    assert found["version"]["floor"] is False


@pytest.mark.parametrize("name", ["grid", "grid-data", "grid-violations", "grid-coverage", "grid-steps"])
def test_an_agent_and_an_administrator_are_turned_away_and_a_manager_reads(world: World, name: str) -> None:
    assert status(world.cast.lin, name, world.draft) == 403
    assert status(world.cast.gao, name, world.draft) == 403
    assert status(world.cast.zhou, name, world.draft) == 200


def test_a_leader_learns_of_no_rule_cover_or_step_beyond_her_team(world: World) -> None:
    publish(world.draft)
    whole = ask(world.cast.chen, "grid-violations", world.draft)["items"]
    seen = ask(world.cast.wu, "grid-violations", world.draft)["items"]
    team = {person.pk for person in world.people if person.unit_id == world.cast.team.pk}
    assert {item["person"] for item in seen} <= team
    assert {item["person"] for item in whole} - team, "the planner sees more"
    assert ask(world.cast.wu, "grid-coverage", world.draft) == {"coverage": None}
    assert ask(world.cast.wu, "grid-steps", world.draft) == {"steps": []}


def test_a_leader_is_not_shown_a_cell_of_another_team(world: World) -> None:
    publish(world.draft)
    day = world.day(0).isoformat()
    assert status(world.cast.wu, "grid-cell", world.draft, person=world.cast.lin.pk, day=day) == 200
    assert status(world.cast.wu, "grid-cell", world.draft, person=world.cast.zhao.pk, day=day) == 404


def test_a_cell_outside_the_period_is_not_there(world: World) -> None:
    assert status(world.cast.chen, "grid-cell", world.draft, person=world.cast.lin.pk, day="2027-12-01") == 404
    assert status(world.cast.chen, "grid-cell", world.draft, person=world.cast.lin.pk, day="soon") == 400
    assert status(world.cast.chen, "grid-cell", world.draft, person="lin", day="2026-12-01") == 400


def test_the_breaks_stored_for_a_cell_are_the_ones_shown(world: World) -> None:
    breaks = [[600, 615, "休息", True], [720, 780, "午餐", False]]
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=world.day(0)).update(breaks=breaks)
    found = ask(world.cast.chen, "grid-cell", world.draft, person=world.cast.lin.pk, day=world.day(0).isoformat())
    assert (found["shift"], found["breaks"]) == ("早", breaks)


def test_what_others_changed_is_told_with_what_follows_from_it(world: World) -> None:
    nothing = ask(world.cast.zhou, "grid-since", world.draft, revision=0)
    assert (nothing["revision"], nothing["cells"], nothing.get("violations")) == (0, [], None)
    wish = cells.Change(world.cast.lin.pk, world.day(2), "晚")
    cells.change(version=world.draft, changes=[wish], kind="key", seen_revision=0, by=world.cast.chen, now=world.now)
    found = ask(world.cast.zhou, "grid-since", world.draft, revision=0)
    assert (found["revision"], found["cells"]) == (1, [[world.cast.lin.pk, 2, "晚", False]])
    assert found["violations"]["people"] == [world.cast.lin.pk]
    assert ask(world.cast.zhou, "grid-since", world.draft, revision=1)["cells"] == []
    assert status(world.cast.zhou, "grid-since", world.draft, revision="x") == 400


def test_ones_own_changes_come_back_without_being_worked_out_again(world: World) -> None:
    wish = cells.Change(world.cast.lin.pk, world.day(2), "晚")
    cells.change(version=world.draft, changes=[wish], kind="key", seen_revision=0, by=world.cast.chen, now=world.now)
    found = ask(world.cast.chen, "grid-since", world.draft, revision=0)
    assert len(found["cells"]) == 1
    assert "violations" not in found


def test_coverage_counts_heads_by_queue_day_and_interval(world: World) -> None:
    found = ask(world.cast.chen, "grid-coverage", world.draft, days="3")["coverage"]
    assert [queue["name"] for queue in found["queues"]] == ["热线", "信用卡", "投诉"]
    assert [day["day"] for day in found["days"]] == [3]
    required = world.period.requirement.series.get(queue__code="hotline").values["seated"]
    assert found["days"][0]["cover"][0][0] == required[3 * 48 : 4 * 48]
    at_noon = [one for one in world.people if world.code(one, 3) in {"早", "白", "中", "两"}]
    scheduled = sum(queue[1][22] for queue in found["days"][0]["cover"])
    assert 0 < scheduled <= len(at_noon) + 1


def test_all_days_are_covered_when_none_or_only_nonsense_is_named(world: World) -> None:
    for query in ({}, {"days": ""}, {"days": "x,-1,99999999"}):
        found = ask(world.cast.chen, "grid-coverage", world.draft, **query)["coverage"]
        assert [day["day"] for day in found["days"]] == list(range(14))


def test_a_rule_comes_with_person_days_severity_and_a_sentence(world: World) -> None:
    day = world.day(1)
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=day).update(shift=world.kinds["夜"])
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=day + timedelta(days=1)).update(shift=world.kinds["早"])
    items = ask(world.cast.chen, "grid-violations", world.draft)["items"]
    rest = [item for item in items if item["person"] == world.cast.lin.pk and item["hard"] and 2 in item["days"]]
    assert rest
    assert all(item["rule"] == "F-13" and item["text"] and "%(" not in item["text"] for item in rest)
    assert any("11" in item["text"] for item in rest), "the limit of hours of rest stands in the sentence"


def test_a_broken_hard_rule_comes_with_shifts_that_would_mend_it(world: World) -> None:
    Assignment.objects.filter(version=world.draft, person=world.cast.lin, day=world.day(1)).update(shift=world.kinds["夜"])
    query = {"person": world.cast.lin.pk, "day": world.day(1).isoformat()}
    fixes = ask(world.cast.chen, "grid-cell", world.draft, **query)["fixes"]
    assert fixes
    assert fixes[0]["hard"] == 0
    assert "夜" not in {fix["code"] for fix in fixes}
    assert ask(world.cast.zhou, "grid-cell", world.draft, **query)["fixes"] == [], "who may only read is offered nothing"


def test_a_cell_that_keeps_every_rule_needs_no_mending(world: World) -> None:
    query = {"person": world.cast.lin.pk, "day": world.day(0).isoformat()}
    assert ask(world.cast.chen, "grid-cell", world.draft, **query)["fixes"] == []


def test_how_a_planner_wants_the_grid_is_the_same_on_every_machine(world: World) -> None:
    body = {"group": "none", "sort": "-hours", "cols": ["team", "hours"], "keys": False, "evil": "x" * 999}
    url = reverse("roster:grid-keep")
    client_of(world.cast.chen).post(url, json.dumps(body), content_type="application/json")
    assert preferences.kept(person=world.cast.chen, page="roster:grid") == {key: body[key] for key in ("group", "sort", "cols", "keys")}
    page = client_of(world.cast.chen).get(reverse("roster:grid", args=[world.draft.pk])).content.decode()
    assert '"sort": "-hours"' in page
    assert preferences.kept(person=world.cast.zhou, page="roster:grid") == {}


def test_the_page_says_clearly_whether_it_is_a_draft(world: World) -> None:
    url = reverse("roster:grid", args=[world.draft.pk])
    draft = client_of(world.cast.chen).get(url).content.decode()
    assert "草稿，未发布" in draft
    assert "已发布，生效中" not in draft
    publish(world.draft)
    published = client_of(world.cast.chen).get(url).content.decode()
    assert "已发布，生效中" in published
    assert "草稿" not in published.split("grid-texts")[0].split("rg-palette")[0].replace("复制为新草稿", "")


def test_a_superseded_roster_points_to_the_one_in_force(world: World) -> None:
    Version.objects.filter(pk=world.draft.pk).update(state="superseded")
    newer = Version.objects.create(period=world.period, number=2, state="published", created_by=world.cast.chen, created_at=world.now)
    page = client_of(world.cast.chen, language="en").get(reverse("roster:grid", args=[world.draft.pk])).content.decode()
    assert "Superseded" in page
    assert reverse("roster:grid", args=[newer.pk]) in page


def test_the_number_of_queries_does_not_grow_with_people_or_days(cast: Cast, django_assert_max_num_queries: Any) -> None:
    world = build(cast, people=60, days=31)
    client = client_of(cast.chen)
    for name in ("grid", "grid-data", "grid-violations", "grid-coverage", "grid-since", "grid-steps"):
        query = {"revision": 0} if name == "grid-since" else {}
        with django_assert_max_num_queries(30):
            client.get(reverse(f"roster:{name}", args=[world.draft.pk]), query)


def test_the_roster_of_60_people_and_31_days_fits_into_a_few_kilobytes(cast: Cast) -> None:
    world = build(cast, people=60, days=31)
    response = client_of(cast.chen).get(reverse("roster:grid-data", args=[world.draft.pk]))
    assert len(response.content) < 16_000


def test_an_empty_draft_of_nobody_is_answered_too(cast: Cast) -> None:
    world = build(cast, people=3, days=7)
    Person.objects.update(is_rostered=False)
    Assignment.objects.all().delete()
    ShiftKind.objects.update(is_active=False)
    found = ask(cast.chen, "grid-data", world.draft)
    assert (found["people"], found["cells"], found["shifts"]) == ([], [], [])
