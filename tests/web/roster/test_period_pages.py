"""Periods, versions, searches and publication in the browser."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import zuoxi
from tests.cast import Cast, client_of
from tests.roster.builders import MONDAY, NOW, put, shown
from tests.web.roster import scenes
from zuoxi.core.models import Job, Notice
from zuoxi.engine.roster.rules.registry import FLOOR
from zuoxi.people.models import Role
from zuoxi.planning.models import Requirement
from zuoxi.roster import publishing, queries, solving, versions
from zuoxi.roster.models import Period, Version
from zuoxi.web.roster import labels
from zuoxi.web.roster.templatetags import roster as tags
from zuoxi.web.roster.views import publishing as publishing_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(cast: Cast) -> Client:
    return client_of(cast.chen)


def url(name: str, *args: Any) -> str:
    return reverse(f"roster:{name}", args=args)


def period_form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"name": "十二月", "unit": cast.centre.pk, "first_day": MONDAY.isoformat(), "days": "7", **more}


def test_a_period_is_made_for_the_days_of_the_newest_requirement(planner: Client, cast: Cast) -> None:
    requirement = scenes.requirement(cast)
    form = planner.get(url("period-new")).context["form"]
    assert (form.initial["requirement"], form.initial["first_day"], form.initial["days"]) == (requirement, MONDAY, 28)
    answer = planner.post(url("period-new"), period_form(cast, requirement=requirement.pk))
    made = Period.objects.get()
    assert answer.headers["Location"] == url("period", made.pk)
    assert (made.requirement, made.created_by) == (requirement, cast.chen)


def test_the_next_period_is_offered_after_what_is_rostered(planner: Client, cast: Cast) -> None:
    week = scenes.week(cast)
    offered = planner.get(url("period-new")).context["form"].initial
    assert (offered["first_day"], offered["days"]) == (MONDAY + timedelta(days=7), 21)
    answer = planner.post(
        url("period-new"), period_form(cast, first_day=offered["first_day"].isoformat(), days=offered["days"], requirement=week.requirement_id)
    )
    assert answer.status_code == 302


def test_past_the_end_of_the_requirement_the_first_free_day_is_offered_without_it(planner: Client, cast: Cast) -> None:
    whole = scenes.week(cast, unit=cast.team)
    Period.objects.filter(pk=whole.pk).update(days=28)
    offered = planner.get(url("period-new")).context["form"].initial
    assert offered == {"first_day": MONDAY + timedelta(days=28)}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"days": "0"}, "days"), ({"days": "63"}, "days"), ({"first_day": "昨天"}, "first_day"), ({"name": ""}, "name"), ({"unit": "999"}, "unit")],
)
def test_a_wrong_period_is_said_beside_the_field(wrong: dict[str, str], where: str, planner: Client, cast: Cast) -> None:
    answer = planner.post(url("period-new"), period_form(cast, **wrong))
    assert answer.status_code == 422
    assert where in answer.context["form"].errors


def test_overlap_and_a_short_requirement_are_said_beside_the_field(planner: Client, cast: Cast) -> None:
    scenes.week(cast)
    overlap = planner.post(url("period-new"), period_form(cast))
    assert "first_day" in overlap.context["form"].errors
    late = (MONDAY + timedelta(days=25)).isoformat()
    short = planner.post(url("period-new"), period_form(cast, first_day=late, requirement=Requirement.objects.get().pk))
    assert "requirement" in short.context["form"].errors


def test_a_planner_of_one_team_cannot_make_a_period_of_the_centre(planner: Client, cast: Cast) -> None:
    Role.objects.filter(person=cast.chen).update(unit=cast.team)
    answer = planner.post(url("period-new"), period_form(cast))
    assert "unit" in answer.context["form"].errors


def test_the_list_shows_what_is_in_force_and_an_empty_one_says_what_to_do(planner: Client, cast: Cast) -> None:
    assert url("period-new") in planner.get(url("periods")).content.decode()
    made = scenes.published(cast)
    page = planner.get(url("periods")).content.decode()
    assert made.period.name in page
    assert client_of(cast.wu).get(url("periods")).context["listing"].total == 1


def test_the_page_of_a_period_lists_versions_with_what_they_lack(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    row = planner.get(url("period", draft.period_id)).context["rows"][0]
    assert (row.version, row.figures, row.gap) == (draft, None, None)
    cells = planner.get(url("version-figures", draft.pk))
    assert cells.context["row"].figures.hard == 0
    assert cells.content.decode().count('<td class="num') - cells.content.decode().count("<tr>") == 5


def test_figures_that_were_kept_are_shown_until_the_version_changes(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    figures = {"figures": {"hard": 0, "required_h": 14.0, "short_h": 6.0, "over_h": 1.0}}
    Version.objects.filter(pk=draft.pk).update(
        costs={"F-13 coverage": 100, "F-13 fairness": 0}, bound=80, solve=figures, appraised_revision=draft.revision
    )
    row = planner.get(url("period", draft.period_id)).context["rows"][0]
    assert (row.figures.short_h, row.figures.cost, row.gap) == (6.0, 100, 0.2)
    put(draft, cast.chen, (cast.lin, 5, "早"))
    assert planner.get(url("period", draft.period_id)).context["rows"][0].figures is None


def test_readers_get_no_buttons_and_leaders_no_drafts(cast: Cast) -> None:
    draft = scenes.draft(cast)
    reader = client_of(cast.sun).get(url("period", draft.period_id))
    assert [row.version for row in reader.context["rows"]] == [draft]
    assert url("solve", draft.period_id) not in reader.content.decode()
    leader = client_of(cast.wu).get(url("period", draft.period_id))
    assert leader.context["rows"] == []


def test_a_search_is_started_from_the_page(planner: Client, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    draft = scenes.draft(cast)
    data = {"base": draft.pk, "stay_close": "on", "seconds": "30", "seed": "7"}
    assert planner.post(url("solve", draft.period_id), data).headers["Location"] == url("period", draft.period_id)
    job = Job.objects.get()
    assert (job.kind, job.about) == (solving.KIND, queries.about(draft.period))
    said = {key: job.arguments[key] for key in ("base", "base_revision", "stay_close", "seconds", "seed")}
    assert said == {"base": draft.pk, "base_revision": draft.revision, "stay_close": True, "seconds": 30, "seed": 7}
    again = planner.post(url("solve", draft.period_id), data)
    assert again.status_code == 422
    assert again.context["solve"].non_field_errors()


@pytest.mark.parametrize("wrong", [{"seconds": "1"}, {"seconds": "99999"}, {"seed": "-1"}, {"base": "999"}, {"stay_close": "on"}])
def test_a_wrong_search_is_said_beside_the_field(wrong: dict[str, str], planner: Client, cast: Cast) -> None:
    week = scenes.week(cast)
    answer = planner.post(url("solve", week.pk), {"seconds": "30", "seed": "1", **wrong})
    assert answer.status_code == 422
    assert set(answer.context["solve"].errors) == set(wrong)
    assert not Job.objects.exists()


def test_a_base_of_another_period_is_refused(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    other = Period.objects.create(unit=cast.centre, name="后一周", first_day=MONDAY + timedelta(days=7), days=7, created_by=cast.chen, created_at=NOW)
    answer = planner.post(url("solve", other.pk), {"base": draft.pk, "seconds": "30", "seed": "1"})
    assert "base" in answer.context["solve"].errors


def test_a_running_search_is_seen_and_can_be_stopped_with_what_it_has(planner: Client, cast: Cast) -> None:
    rows = {"1001": [None] * 7, "1002": [None] * 7}
    live = {"cost": 40, "bound": 30, "gap": 0.25, "hard": 0, "left": 20, "seconds": 60, "track": [[1, 50, 30], [2, 40, 30]]}
    job = scenes.search(cast, "running", live=live, checkpoint={"rows": rows, "cost": 40, "bound": 30, "elapsed": 2.0})
    page = planner.get(url("period", job.arguments["period"])).content.decode()
    assert url("solve-keep", job.pk) in page
    assert "<polyline" in page
    planner.post(url("solve-keep", job.pk))
    job.refresh_from_db()
    assert (job.arguments["keep"], job.cancel_asked_at is not None) == (job.pk, True)


def test_a_search_that_found_nothing_says_so_and_one_that_clashes_says_why(planner: Client, cast: Cast) -> None:
    clash = {
        "rule": "F-13 rest",
        "code": "roster.clash_rest",
        "facts": {"worker": "林静", "date": "2026-11-23", "until": "2026-11-24", "limit": "11"},
    }
    job = scenes.search(cast, result={"version": None, "status": "none", "clashes": []})
    page = url("period", job.arguments["period"])
    assert planner.get(page).context["found_nothing"]
    Job.objects.update(result={"version": None, "status": "infeasible", "clashes": [{"members": [clash], "ways": [clash]}]})
    shown = planner.get(page).content.decode()
    assert "林静" in shown
    assert "2026-11-24" in shown


def test_a_finished_search_leads_to_what_it_would_change(planner: Client, cast: Cast) -> None:
    base = scenes.draft(cast)
    made = versions.copy(version=base, by=cast.chen, now=NOW)
    job = scenes.search(cast, period=base.period, arguments={"base": base.pk}, result={"version": made.pk, "clashes": []})
    assert planner.get(url("solve-result", job.pk)).headers["Location"] == url("take-over", made.pk)
    Job.objects.update(arguments={**job.arguments, "base": None})
    assert planner.get(url("solve-result", job.pk)).headers["Location"] == url("period", base.period_id)


def test_a_stopped_search_is_kept_as_a_draft_once(planner: Client, cast: Cast) -> None:
    scenes.kinds()
    rows = {"1001": ["早"] * 4 + [None] * 3, "1002": [None] * 7}
    job = scenes.search(cast, "cancelled", checkpoint={"rows": rows, "cost": 12, "bound": 10, "elapsed": 3.0})
    assert planner.post(url("solve-keep", job.pk)).headers["Location"] == url("period", job.arguments["period"])
    assert shown(Version.objects.get()) == {("林静", n): "早" for n in range(4)}
    assert planner.post(url("solve-keep", job.pk)).status_code == 409
    assert Version.objects.count() == 1


def test_a_planner_of_another_unit_finds_neither_search_nor_version(cast: Cast) -> None:
    job = scenes.search(cast)
    Period.objects.update(unit=cast.other_team)
    Role.objects.filter(person=cast.chen).update(unit=cast.team)
    client = client_of(cast.chen)
    assert client.get(url("solve-result", job.pk)).status_code == 404
    assert client.get(url("period", job.arguments["period"])).status_code == 404


def test_what_a_draft_changes_of_its_origin_is_taken_over_as_one_step(planner: Client, cast: Cast) -> None:
    base = scenes.draft(cast)
    made = versions.copy(version=base, by=cast.chen, now=NOW)
    put(made, cast.chen, (cast.lin, 0, "晚"), (cast.lin, 1, None))
    page = planner.get(url("take-over", made.pk))
    assert [len(one.days) for one in page.context["changed"]] == [2]
    assert planner.post(url("take-over", made.pk)).headers["Location"] == url("grid", base.pk)
    assert shown(base)["林静", 0] == "晚"


def test_a_draft_is_made_copied_and_thrown_away(planner: Client, cast: Cast) -> None:
    week = scenes.week(cast)
    planner.post(url("version-new", week.pk), {"note": "手工"})
    first = Version.objects.get()
    assert first.note == "手工"
    planner.post(url("version-copy", first.pk))
    assert Version.objects.count() == 2
    planner.post(url("version-discard", first.pk))
    assert list(Version.objects.values_list("number", flat=True)) == [2]


def test_the_requirement_of_a_period_is_changed_unless_somebody_was_faster(planner: Client, cast: Cast) -> None:
    week = scenes.week(cast)
    old = week.requirement
    assert old is not None
    assert planner.post(url("period-requirement", week.pk), {"requirement": "", "seen": old.pk}).status_code == 302
    week.refresh_from_db()
    assert week.requirement is None
    assert planner.post(url("period-requirement", week.pk), {"requirement": old.pk, "seen": old.pk}).status_code == 409


def test_two_versions_are_compared_side_by_side(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    first = Version.objects.get(state="published")
    page = planner.get(url("compare", second.period_id), {"v": [first.pk, second.pk]})
    assert page.status_code == 200
    assert [version.pk for version in page.context["result"].versions] == [first.pk, second.pk]
    lin = next(line for line in page.context["lines"] if line.person == cast.lin)
    assert lin.differs == (0, 2)
    assert len(page.context["chart"]["series"]) == 2


def test_one_four_or_foreign_versions_are_not_compared(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    for wanted in ([draft.pk], [draft.pk, 999], ["x"], []):
        assert planner.get(url("compare", draft.period_id), {"v": wanted}).headers["Location"] == url("period", draft.period_id)


def test_a_leader_compares_published_versions_by_the_own_team_only(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    first = Version.objects.get(state="published")
    planner.post(url("publish", second.pk), {"revision": second.revision, "in_force": publishing.in_force_pk(second)})
    page = client_of(cast.wu).get(url("compare", second.period_id), {"v": [first.pk, second.pk]})
    assert [line.person for line in page.context["lines"]] == [cast.lin]


def test_of_many_people_that_change_some_are_listed_at_first_and_all_when_asked_for(
    planner: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing_pages, "SHOWN", 1)
    version = scenes.revised(cast)
    put(version, cast.chen, (cast.zhao, 3, None))
    page = planner.get(url("publish", version.pk))
    assert [one.person for one in page.context["changed"]] == [cast.lin]
    assert "下面列出前 1 人" in page.content.decode()
    assert 'href="?all=1#changed"' in page.content.decode()
    whole = planner.get(url("publish", version.pk), {"all": "1"})
    assert [one.person for one in whole.context["changed"]] == [cast.lin, cast.zhao]
    assert 'href="?all=1' not in whole.content.decode()


def test_publishing_shows_who_and_what_first_and_then_tells_them(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    page = planner.get(url("publish", second.pk))
    assert [one.person for one in page.context["changed"]] == [cast.lin]
    assert page.context["told"] == [cast.lin]
    before = Notice.objects.count()
    answer = planner.post(url("publish", second.pk), {"revision": second.revision, "in_force": publishing.in_force_pk(second)})
    assert answer.headers["Location"] == url("publication", second.pk)
    assert Notice.objects.count() == before + 1
    assert "林静" in planner.get(url("publication", second.pk)).content.decode()


def test_a_broken_draft_lists_what_is_broken_and_offers_no_button(planner: Client, cast: Cast) -> None:
    broken = scenes.broken(cast)
    page = planner.get(url("publish", broken.pk))
    assert page.context["broken"]
    assert f'name="revision" value="{broken.revision}"' not in page.content.decode()
    assert planner.post(url("publish", broken.pk), {"revision": broken.revision}).status_code == 409


def test_a_draft_that_changed_since_it_was_shown_is_not_published(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    seen = draft.revision
    put(draft, cast.chen, (cast.lin, 4, "早"))
    assert planner.post(url("publish", draft.pk), {"revision": seen}).status_code == 409
    assert planner.post(url("publish", draft.pk), {"revision": "x"}).status_code == 409


def test_a_leader_sees_of_a_publication_only_the_own_people(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    put(second, cast.chen, (cast.zhao, 3, None), (cast.zhao, 4, "晚"))
    second.refresh_from_db()
    planner.post(url("publish", second.pk), {"revision": second.revision, "in_force": publishing.in_force_pk(second)})
    page = client_of(cast.wu).get(url("publication", second.pk))
    assert [one.person for one in page.context["changed"]] == [cast.lin]
    assert "赵磊" not in page.content.decode()
    assert page.context["intact"]


def test_a_superseded_publication_says_what_replaced_it(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    first = Version.objects.get(state="published")
    planner.post(url("publish", second.pk), {"revision": second.revision, "in_force": publishing.in_force_pk(second)})
    assert [one.version for one in planner.get(url("publication", first.pk)).context["later"]] == [second]


def test_every_soft_rule_of_the_engine_has_words() -> None:
    assert {rule.name for rule in FLOOR} <= set(labels.RULES)
    assert labels.rule("Z-99 unknown") == "Z-99 unknown"


def test_the_curve_of_a_search_lies_within_its_picture() -> None:
    drawn = tags.search_line([(1, 100, None), (5, 60, 20), (10, 40, 30)], 20)
    points = [tuple(map(float, point.split(","))) for point in drawn["cost"].split()]
    assert [x for x, _ in points] == [30.0, 150.0, 300.0]
    assert all(0 <= x <= tags.WIDTH and 0 <= y <= tags.HEIGHT for x, y in points)
    assert len(drawn["bound"].split()) == 2
    assert tags.search_line([], 60)["cost"] == ""
    assert tags.search_line(None, None)["cost"] == ""


def test_the_pages_of_a_period_hold_no_script_of_their_own(planner: Client, cast: Cast) -> None:
    draft = scenes.draft(cast)
    for name in ("period", "publish", "print", "import"):
        target = draft.period_id if name == "period" else draft.pk
        assert "<script>" not in planner.get(url(name, target)).content.decode()
    assert json.dumps({"v": 1})


def test_the_foot_names_the_programme_not_the_version_of_the_roster(planner: Client, cast: Cast) -> None:
    version = scenes.draft(cast)
    for name in ("publish", "print", "import"):
        assert f"<span>Zuoxi {zuoxi.__version__}</span>" in planner.get(url(name, version.pk)).content.decode(), name


def test_a_sheet_from_before_another_publication_publishes_nothing(planner: Client, cast: Cast) -> None:
    second = scenes.revised(cast)
    assert planner.post(url("publish", second.pk), {"revision": second.revision}).status_code == 409
    assert Version.objects.get(state="published") != second
