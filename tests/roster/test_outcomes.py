"""What came of a search is kept with its draft: cells, locks, breaks, figures, refused wishes; and what is out of date is not shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from django.utils import translation

from tests.cast import Cast
from tests.roster.builders import NOW, agent, day, demand, put, shown, skilled
from zuoxi.engine.roster import check
from zuoxi.engine.roster.problem import OFF, Roster
from zuoxi.people.models import Person
from zuoxi.roster import checking, facts, outcome, queries, versions
from zuoxi.roster.facts import Sheet
from zuoxi.roster.models import Period, ShiftKind, Version
from zuoxi.roster.outcome import Outcome
from zuoxi.rules.rostering import RosterPolicy

pytestmark = pytest.mark.django_db
FOUND = Outcome(status="feasible", bound=3.0, seconds=1.26, seed=9, base_revision=4)


@pytest.fixture
def needy(week: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> Period:
    """Two heads on the card line from 10:00 to 12:00 every day."""
    skilled(cast)
    need = np.zeros((7, 48), dtype=np.int64)
    need[:, 20:24] = 2
    week.requirement = demand(cast, {"card": need})
    week.save()
    return week


def sheet_of(period: Period, base: Version | None = None) -> Sheet:
    return facts.fresh(period, base, policy=RosterPolicy())


def roster_of(sheet: Sheet, shifts: dict[tuple[Person, int], str]) -> Roster:
    cells = np.full((len(sheet.people), sheet.problem.days), OFF, dtype=np.int64)
    rows = {person.pk: number for number, person in enumerate(sheet.people)}
    for (person, number), code in shifts.items():
        cells[rows[person.pk], number] = sheet.problem.shift_index[code]
    return Roster(cells)


def stored(period: Period, by: Person, shifts: dict[tuple[Person, int], str], *, base: Version | None = None, told: Outcome = FOUND) -> Version:
    sheet = sheet_of(period, base)
    return outcome.store(period=period, base=base, sheet=sheet, roster=roster_of(sheet, shifts), outcome=told, by=by, now=NOW)


def test_the_cells_found_are_the_cells_kept(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, 0): "早", (cast.lin, 1): "晚", (cast.zhao, 0): "早"})
    assert shown(made) == {("林静", 0): "早", ("林静", 1): "晚", (cast.zhao.name, 0): "早"}
    assert (made.number, made.note, made.created_by, made.is_draft) == (1, "", cast.chen, True)
    again = facts.sheet(made)
    wanted = roster_of(again, {(cast.lin, 0): "早", (cast.lin, 1): "晚", (cast.zhao, 0): "早"})
    np.testing.assert_array_equal(again.roster.cells, wanted.cells)


def test_how_a_version_was_found_is_said_in_the_readers_language_and_a_note_of_somebody_as_it_was_written(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    made = stored(needy, cast.chen, {(cast.lin, 0): "早"}, base=base)
    said = Version.objects.get(pk=made.pk)
    with translation.override("en"):
        assert said.remark == f"from version 1, found in {round(FOUND.seconds)} s, seed {FOUND.seed}"
        assert base.remark == ""
    with translation.override("zh-hans"):
        assert said.remark == "基于版本 1, 自动排班 1 秒，种子 9"
    with translation.override("en"):
        broken = stored(needy, cast.chen, {}, told=replace(FOUND, clashes=({"texts": []},)))
        assert broken.remark == "as far as the rules allow"
        said.note = "备选"
        assert said.remark == "备选"


def test_locks_of_the_base_are_kept_also_on_days_off(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    put(base, cast.chen, (cast.lin, 0, "早"), (cast.lin, 2, "早"))
    base.assignments.update(is_locked=True)
    made = stored(needy, cast.chen, {(cast.lin, 0): "早", (cast.zhao, 4): "晚"}, base=base)
    assert made.based_on == base
    locked = set(made.assignments.filter(is_locked=True).values_list("person__name", "day"))
    assert locked == {("林静", day(0)), ("林静", day(2))}
    assert not base.assignments.filter(person=cast.zhao).exclude(shift=None).exists(), "the base is not touched"


def test_every_shift_with_a_meal_has_it_placed_inside_its_window(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, 0): "早", (cast.zhao, 1): "夜"})
    placed = {(row.person.name, row.day): row.breaks for row in made.assignments.select_related("person")}
    (lunch,) = placed["林静", day(0)]
    assert (lunch[1] - lunch[0], lunch[2:]) == (60, ["午餐", False])
    assert 480 + 180 <= lunch[0] <= 480 + 300
    (supper,) = placed[cast.zhao.name, day(1)]
    assert 1320 + 180 <= supper[0] <= 1320 + 300


def test_the_same_seed_places_the_same_breaks(needy: Period, cast: Cast) -> None:
    shifts = {(cast.lin, n): "早" for n in range(5)} | {(cast.zhao, n): "早" for n in range(5)}
    first, second = (stored(needy, cast.chen, shifts) for _ in range(2))
    by_cell = [list(one.assignments.order_by("person_id", "day").values_list("person_id", "day", "breaks")) for one in (first, second)]
    assert by_cell[0] == by_cell[1]


def test_costs_and_figures_are_those_of_the_engine(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, 0): "早"})
    sheet = facts.sheet(made)
    assert made.costs == check.costs(sheet.problem, sheet.roster)
    assert made.bound == 3.0
    figures = made.solve["figures"]
    assert (made.solve["status"], made.solve["seconds"], made.solve["seed"], made.solve["base_revision"]) == ("feasible", 1.3, 9, 4)
    assert figures["required_h"] == 7 * 2 * 2
    assert figures["short_h"] == 7 * 2 * 2 - 2  # two hours of one head on Monday are there
    assert figures["hard"] == len(check.hard_violations(sheet.problem, sheet.roster))


def test_what_was_not_met_is_kept_the_hard_and_the_dear_first(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, n): "早" for n in range(7)} | {(cast.lin, 2): "夜", (cast.lin, 3): "早"})
    costs = [one["cost"] for one in made.not_met]
    hard = [one for one in made.not_met if one["cost"] == 0]
    assert hard
    assert made.not_met[: len(hard)] == hard
    assert costs[len(hard) :] == sorted(costs[len(hard) :], reverse=True)
    assert any(one["person"] == cast.lin.pk and day(3).isoformat() in one["days"] for one in hard), "early after a night"
    assert all(set(one) == {"rule", "code", "person", "days", "facts", "cost"} for one in made.not_met)


def test_no_more_is_kept_than_a_page_can_show(needy: Period, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "NOT_MET_AT_MOST", 2)
    made = stored(needy, cast.chen, {(cast.lin, n): "早" for n in range(7)})
    assert len(made.not_met) == 2


def test_clashes_are_kept_as_they_were_told(needy: Period, cast: Cast) -> None:
    clash: dict[str, Any] = {"members": [{"rule": "F-13 rest", "code": "roster.clash_rest", "facts": {"worker": "林静"}}], "ways": []}
    made = stored(needy, cast.chen, {}, told=replace(FOUND, status="infeasible", bound=None, clashes=(clash,)))
    made.refresh_from_db()
    assert (made.solve["status"], made.solve["clashes"], made.bound) == ("infeasible", [clash], None)


def test_nothing_is_stored_when_storing_breaks_half_way(needy: Period, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_more: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(outcome.pauses, "fill", broken)
    with pytest.raises(RuntimeError):
        stored(needy, cast.chen, {(cast.lin, 0): "早"})
    assert not Version.objects.exists()


def test_figures_are_shown_only_for_the_version_as_it_is_now(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, 0): "早"})
    known = queries.stored_figures(made)
    assert known == checking.figures(facts.sheet(made))
    put(made, cast.chen, (cast.lin, 1, "早"))
    made.refresh_from_db()
    assert queries.stored_figures(made) is None
    outcome.appraise(made, facts.sheet(made), FOUND)
    assert queries.stored_figures(made) == checking.figures(facts.sheet(made))


def test_a_version_never_appraised_has_no_figures_and_no_gap(draft: Version, cast: Cast) -> None:
    assert queries.stored_figures(draft) is None
    (row,) = queries.version_rows(cast.chen, draft.period)
    assert (row.figures, row.gap, row.publication) == (None, None, None)


def test_the_gap_is_a_share_of_the_cost_and_never_negative(needy: Period, cast: Cast) -> None:
    made = stored(needy, cast.chen, {(cast.lin, 0): "早"})
    cost = sum(made.costs.values())
    for bound, gap in ((0.0, 1.0), (cost / 4, 0.75), (float(cost), 0.0), (cost + 5.0, 0.0)):
        Version.objects.filter(pk=made.pk).update(bound=bound)
        (row,) = queries.version_rows(cast.chen, needy)
        assert row.gap == pytest.approx(gap)
    Version.objects.filter(pk=made.pk).update(bound=None)
    assert queries.version_rows(cast.chen, needy)[0].gap is None


def test_versions_come_newest_first_and_only_to_those_who_may_see_them(needy: Period, cast: Cast) -> None:
    for _ in range(3):
        versions.create(period=needy, by=cast.chen, now=NOW)
    assert [row.version.number for row in queries.version_rows(cast.chen, needy)] == [3, 2, 1]
    assert queries.version_rows(cast.lin, needy) == []


def test_the_list_of_periods_counts_drafts_and_names_the_version_in_force(week: Period, cast: Cast) -> None:
    for _ in range(2):
        versions.create(period=week, by=cast.chen, now=NOW)
    (row,) = queries.period_list(cast.chen)
    assert (row.pk, row.drafts, row.in_force, row.published_at) == (week.pk, 2, None, None)
    Version.objects.filter(period=week, number=2).update(state="published")
    (row,) = queries.period_list(cast.chen)
    assert (row.drafts, row.in_force) == (1, 2)


def test_choices_of_versions_show_number_state_and_note(week: Period, cast: Cast) -> None:
    versions.create(period=week, by=cast.chen, now=NOW)
    versions.create(period=week, by=cast.chen, now=NOW, note="试排")
    labels = dict(queries.numbered(week.versions.order_by("-number")))
    first, second = week.versions.order_by("number")
    assert labels[second.pk].startswith("2 · ")
    assert labels[second.pk].endswith(" · 试排")
    assert labels[first.pk].count("·") == 1


def test_somebody_hired_later_is_a_row_of_the_next_search(needy: Period, cast: Cast) -> None:
    before = len(sheet_of(needy).people)
    newcomer = agent(cast, "1099", "新来")
    assert [person for person in sheet_of(needy).people if person == newcomer] == [newcomer]
    assert len(sheet_of(needy).people) == before + 1
