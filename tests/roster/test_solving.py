"""Finding a roster as a job: a draft comes of it, the base stays, a stopped one keeps what it has, a hopeless one says why (UX 13, R3, R23)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from django.utils import timezone, translation

from tests.cast import Cast, at
from tests.roster.builders import NOW, day, demand, put, shown, skilled
from zuoxi.core import jobs
from zuoxi.core.models import Job
from zuoxi.engine.roster import check
from zuoxi.people.models import Person
from zuoxi.roster import cells, checking, facts, leave, offers, publishing, searching, solving, versions
from zuoxi.roster.models import LeaveKind, Period, ShiftKind, Version
from zuoxi.roster.solving import Order

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def needy(week: Period, cast: Cast, kinds: dict[str, ShiftKind]) -> Period:
    """One head on the card line from 10:00 to 12:00 every day; both agents lead."""
    skilled(cast)
    need = np.zeros((7, 48), dtype=np.int64)
    need[:, 20:24] = 1
    week.requirement = demand(cast, {"card": need})
    week.save()
    Person.objects.filter(is_rostered=True).update(is_shift_lead=True)
    return week


def asked(period: Period, by: Person, *, base: Version | None = None, close: bool = False, seconds: int = 2, today: date = TODAY) -> Job:
    """A search that a worker has taken up."""
    job = solving.start(order=Order(period, base, close, seconds, 1), by=by, now=NOW, today=today)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=NOW, heartbeat_at=timezone.now())
    job.refresh_from_db()
    return job


def run(job: Job) -> dict[str, Any]:
    result = solving.run(jobs.Run(job), **job.arguments)
    Job.objects.filter(pk=job.pk).update(state="done", ended_at=NOW, result=result)
    job.refresh_from_db()
    return result


def test_a_new_draft_comes_of_it_that_keeps_every_hard_rule_and_covers_what_it_can(needy: Period, cast: Cast) -> None:
    result = run(asked(needy, cast.chen))
    made = Version.objects.get(pk=result["version"])
    assert (made.state, made.created_by, made.based_on, result["clashes"]) == ("draft", cast.chen, None, [])
    sheet = facts.sheet(made)
    assert checking.hard_violations(sheet) == []
    assert made.costs == check.costs(sheet.problem, sheet.roster)
    assert (made.solve["seed"], made.solve["figures"]["hard"], made.appraised_revision) == (1, 0, 0)
    assert made.bound is not None
    assert made.bound <= sum(made.costs.values())
    assert made.solve["figures"]["short_h"] == 0


def test_the_breaks_are_placed(needy: Period, cast: Cast) -> None:
    made = Version.objects.get(pk=run(asked(needy, cast.chen))["version"])
    worked = made.assignments.exclude(shift=None)
    assert worked
    assert all(len(cell.breaks) == 1 for cell in worked)


def test_locked_cells_of_the_base_stay_and_the_base_is_not_touched(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    locks = [cells.Change(cast.lin.pk, day(0), None, locked=True), cells.Change(cast.lin.pk, day(1), "晚", locked=True)]
    cells.change(version=base, changes=locks, kind="lock", seen_revision=0, by=cast.chen, now=NOW)
    base.refresh_from_db()
    before = shown(base)
    made = Version.objects.get(pk=run(asked(needy, cast.chen, base=base))["version"])
    found = shown(made)
    assert (found["林静", 1], found.get(("林静", 0))) == ("晚*", "*")
    assert made.based_on == base
    assert shown(base) == before


def test_staying_close_changes_only_what_must_change(needy: Period, cast: Cast) -> None:
    base = Version.objects.get(pk=run(asked(needy, cast.chen))["version"])
    worked = base.assignments.filter(person=cast.lin).exclude(shift=None).order_by("day")[0]
    leave.grant(person=cast.lin, kind=LeaveKind.SICK, first_day=worked.day, last_day=worked.day, by=cast.chen, now=NOW)
    made = Version.objects.get(pk=run(asked(needy, cast.chen, base=base, close=True))["version"])
    changed = publishing.diff(made, base)
    assert (cast.lin.pk, worked.day) in {(one.person.pk, one.day) for one in changed}
    assert len(changed) <= 4
    assert checking.hard_violations(facts.sheet(made)) == []


def test_days_of_a_published_base_that_have_begun_are_kept(needy: Period, cast: Cast) -> None:
    base = Version.objects.get(pk=run(asked(needy, cast.chen))["version"])
    publishing.publish(version=base, by=cast.chen, now=NOW, seen_revision=base.revision, seen_in_force=publishing.in_force_pk(base))
    base.refresh_from_db()
    order = Order(needy, base, True, 2, 1)
    sheet = solving.problem_of(order, today=day(2))
    codes = sheet.roster.codes(sheet.problem)
    assert [dict(worker.fixed) for worker in sheet.problem.workers] == [dict(enumerate(row[:3])) for row in codes]
    assert sheet.problem.change_factor == (5, 5, 5, 5, 5, 5, 4)
    assert solving.problem_of(order, today=day(-30)).problem.workers[0].fixed == {}
    assert solving.problem_of(order, today=day(90)).problem.workers[0].fixed.keys() == set(range(7))


def test_a_draft_base_has_no_past_and_no_nearness(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    problem = solving.problem_of(Order(needy, base, True, 2, 1), today=day(3)).problem
    assert (problem.workers[0].fixed, problem.change_factor) == ({}, ())
    assert problem.reference is not None
    assert solving.problem_of(Order(needy, base, False, 2, 1), today=day(3)).problem.reference is None


def test_one_search_a_period_at_a_time(needy: Period, cast: Cast) -> None:
    asked(needy, cast.chen)
    with pytest.raises(jobs.AlreadyRunning):
        asked(needy, cast.chen)


def test_progress_is_told_and_the_best_is_kept_as_a_checkpoint(needy: Period, cast: Cast) -> None:
    job = asked(needy, cast.chen)
    run(job)
    assert job.live["cost"] == job.checkpoint["cost"]
    assert (job.live["hard"], job.total) == (0, 5)  # a search gets five seconds at least
    assert set(job.checkpoint["rows"]) == {"1001", "1002"}
    assert job.live["track"][-1][1] == job.live["cost"]


def stopping(job: Job) -> None:
    """Somebody has asked to stop."""
    Job.objects.filter(pk=job.pk).update(cancel_asked_at=NOW)


def test_stopped_without_a_word_nothing_is_made_but_the_best_is_kept(needy: Period, cast: Cast) -> None:
    job = asked(needy, cast.chen)
    stopping(job)
    with pytest.raises(jobs.Cancelled):
        run(job)
    job.refresh_from_db()
    assert job.checkpoint["rows"]
    assert not Version.objects.exists()
    Job.objects.filter(pk=job.pk).update(state="cancelled", ended_at=NOW)
    job.refresh_from_db()
    made = solving.keep(job=job, by=cast.chen, now=NOW)
    assert made is not None
    assert checking.hard_violations(facts.sheet(made)) == []
    assert made.solve["status"] == "stopped"


def test_what_was_kept_once_is_not_kept_twice(needy: Period, cast: Cast) -> None:
    job = asked(needy, cast.chen)
    stopping(job)
    with pytest.raises(jobs.Cancelled):
        run(job)
    Job.objects.filter(pk=job.pk).update(state="interrupted", ended_at=NOW)
    job.refresh_from_db()
    stale = Job.objects.get(pk=job.pk)
    assert solving.keep(job=job, by=cast.chen, now=NOW)
    with pytest.raises(solving.NothingToKeep):
        solving.keep(job=stale, by=cast.chen, now=NOW)
    assert Version.objects.count() == 1


def test_stopped_with_keep_the_search_itself_makes_the_draft(needy: Period, cast: Cast) -> None:
    job = asked(needy, cast.chen)
    assert solving.keep(job=job, by=cast.chen, now=NOW) is None
    job.refresh_from_db()
    assert (job.arguments["keep"], job.cancel_asked_at) == (job.pk, NOW)
    result = run(job)
    assert Version.objects.get().pk == result["version"]


def test_a_search_without_a_roster_has_nothing_to_keep(needy: Period, cast: Cast) -> None:
    job = asked(needy, cast.chen)
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at=NOW)
    job.refresh_from_db()
    with pytest.raises(solving.NothingToKeep):
        solving.keep(job=job, by=cast.chen, now=NOW)


def test_an_interrupted_search_goes_on_from_its_checkpoint(needy: Period, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = asked(needy, cast.chen, seconds=30)
    rows = {"1001": ["早", "早", "早", "早", None, None, None], "1002": [None] * 7}
    Job.objects.filter(pk=first.pk).update(state="interrupted", ended_at=NOW, checkpoint={"rows": rows, "cost": 99, "bound": 1, "elapsed": 28.0})
    first.refresh_from_db()
    second = jobs.resume(first, by=cast.chen, now=NOW)
    Job.objects.filter(pk=second.pk).update(state="running", started_at=NOW, heartbeat_at=timezone.now())
    second.refresh_from_db()
    seen: dict[str, Any] = {}

    def search(watch: Any, *, seed: int, start: Any) -> searching.Found:
        seen.update(seconds=watch.seconds, before=watch.before_s, start=start.codes(watch.sheet.problem))
        return searching.Found(start, solving.Outcome("feasible", None, 1.0, seed))

    monkeypatch.setattr(searching, "search", search)
    run(second)
    assert (seen["seconds"], seen["before"], seen["start"][0]) == (5, 28.0, rows["1001"])


def test_a_month_nobody_can_staff_is_answered_with_who_clashes_and_the_best_part(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    locks = [cells.Change(cast.lin.pk, day(0), "夜", locked=True), cells.Change(cast.lin.pk, day(1), "早", locked=True)]
    cells.change(version=base, changes=locks, kind="lock", seen_revision=0, by=cast.chen, now=NOW)
    base.refresh_from_db()
    job = asked(needy, cast.chen, base=base)
    result = run(job)
    assert result["status"] == "infeasible"
    for language in ("zh-hans", "en"):
        with translation.override(language):
            clash = solving.clashes_of(job)[0]
            assert any("林静" in line and "2026-11-2" in line for line in clash.members)
            assert clash.ways
    part = Version.objects.get(pk=result["version"])
    assert part.solve["figures"]["hard"] > 0
    assert part.bound is None
    assert part.solve["clashes"] == result["clashes"]
    assert part.not_met[0]["cost"] == 0


def test_overlapping_locks_change_nothing_but_the_new_draft(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    put(base, cast.chen, (cast.lin, 0, "早"))
    before = shown(base), Version.objects.get(pk=base.pk).revision
    run(asked(needy, cast.chen, base=Version.objects.get(pk=base.pk)))
    assert (shown(base), Version.objects.get(pk=base.pk).revision) == before


def test_edits_made_meanwhile_are_kept_and_the_rest_is_offered(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    job = asked(needy, cast.chen, base=base)
    put(base, cast.chen, (cast.lin, 0, "夜"), (cast.zhao, 6, "晚"))
    made = Version.objects.get(pk=run(job)["version"])
    found = offers.offer(made)
    mine = {(cast.lin.pk, day(0)), (cast.zhao.pk, day(6))}
    assert {(one.person.pk, one.day) for one in found.kept} <= mine
    assert not {(one.person.pk, one.day) for one in found.changes} & mine
    done = offers.take_over(version=made, by=cast.chen, now=NOW)
    assert len(done.cells) == len(found.changes)
    after = shown(base)
    assert (after["林静", 0], after["赵磊", 6]) == ("夜", "晚")
    cells.undo(version=base, by=cast.chen, now=NOW)
    assert shown(base) == {("林静", 0): "夜", ("赵磊", 6): "晚"}


def test_every_hand_edit_during_a_search_survives_whatever_it_finds(needy: Period, cast: Cast) -> None:
    """R23: all of them."""
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    rng = np.random.default_rng(3)
    job = asked(needy, cast.chen, base=base)
    wanted: dict[tuple[str, int], str] = {}
    for _ in range(40):
        person, number, code = (cast.lin, cast.zhao)[rng.integers(2)], int(rng.integers(7)), ("早", "晚", "夜")[rng.integers(3)]
        put(base, cast.chen, (person, number, code))
        wanted[person.name, number] = code
    made = Version.objects.get(pk=run(job)["version"])
    offers.take_over(version=made, by=cast.chen, now=NOW)
    after = shown(base)
    assert {place: after[place] for place in wanted} == wanted


def test_a_version_from_nothing_or_from_a_published_one_cannot_be_taken_over(needy: Period, cast: Cast) -> None:
    alone = versions.create(period=needy, by=cast.chen, now=NOW)
    assert offers.offer(alone) == offers.Offer(None, None)
    with pytest.raises(offers.NothingToTakeOver):
        offers.take_over(version=alone, by=cast.chen, now=NOW)
    copy = versions.copy(version=alone, by=cast.chen, now=NOW)
    Version.objects.filter(pk=alone.pk).update(state="published")
    assert offers.offer(Version.objects.get(pk=copy.pk)).into is None


def test_a_base_that_was_thrown_away_meanwhile_is_none(needy: Period, cast: Cast) -> None:
    base = versions.create(period=needy, by=cast.chen, now=NOW)
    job = asked(needy, cast.chen, base=base)
    versions.discard(version=base)
    made = Version.objects.get(pk=run(job)["version"])
    assert made.based_on is None


def test_nobody_to_roster_is_told_and_not_found_out_the_hard_way(needy: Period, cast: Cast) -> None:
    Person.objects.update(is_rostered=False)
    job = asked(needy, cast.chen)
    with pytest.raises(Exception, match=r"roster\.empty"):
        run(job)


def test_published_hash_is_the_same_after_any_search(needy: Period, cast: Cast) -> None:
    """R3: whatever the search does, what was published stays."""
    base = Version.objects.get(pk=run(asked(needy, cast.chen))["version"])
    made = publishing.publish(version=base, by=cast.chen, now=at("2026-11-20 12:00"), seen_revision=base.revision, seen_in_force=None)
    base.refresh_from_db()
    run(asked(needy, cast.chen, base=base, close=True))
    assert publishing.is_intact(made)
