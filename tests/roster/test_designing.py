"""A proposal of shift kinds for a requirement (F-11), as a job."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.roster.builders import NOW, day, demand, skilled
from zuoxi.core import jobs
from zuoxi.core.models import Job
from zuoxi.engine.roster.problem import DAY_MIN, Shift
from zuoxi.planning.models import Requirement
from zuoxi.roster import designing
from zuoxi.roster.designing import Wish
from zuoxi.roster.models import ShiftKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def fortnight(cast: Cast) -> Requirement:
    """Two heads from 8:00 to 17:00, three more on the second Monday."""
    skilled(cast)
    need = np.zeros((14, 48), dtype=np.int64)
    need[:, 16:34] = 2
    need[7, 16:34] = 5
    return demand(cast, {"card": need})


def test_a_typical_week_is_the_mean_by_weekday(fortnight: Requirement) -> None:
    need, step = designing.typical_week(fortnight)
    assert (need.shape, step) == ((7, 48), 30)
    assert need[:, 20].tolist() == [3.5, 2, 2, 2, 2, 2, 2]


def test_a_requirement_of_some_days_is_as_long_as_it_is(cast: Cast) -> None:
    skilled(cast)
    heads = np.arange(3 * 48, dtype=np.int64).reshape(3, 48)
    need, _ = designing.typical_week(demand(cast, {"card": heads}, first_day=day(2)))
    assert np.array_equal(need, heads)


def test_kinds_are_proposed_within_the_wish_and_kept_with_the_job(fortnight: Requirement, cast: Cast) -> None:
    wish = Wish(at_most=2, lengths_min=(540,), earliest_start_min=420, latest_end_min=1320, seconds=5)
    job = designing.start(requirement=fortnight, wish=wish, by=cast.chen, now=NOW)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=NOW, heartbeat_at=timezone.now())
    result = designing.run(jobs.Run(job), **job.arguments)
    shifts = [designing.shift_of(kind) for kind in result["kinds"]]
    assert 1 <= len(shifts) <= 2
    assert all(shift.start_min >= 420 and shift.end_min <= 1320 and shift.end_min - shift.start_min == 540 for shift in shifts)
    assert result["bound"] <= result["cost"] + 1e-6
    assert result["under_h"] >= 0
    assert np.array(result["scheduled"]).shape == (7, 48)
    assert all(len(kind["heads"]) == 7 for kind in result["kinds"])


def test_a_stored_kind_is_read_back(fortnight: Requirement) -> None:
    kind = {"code": "0800-1700", "blocks": [[480, 1020]], "breaks": [["meal", 60, 180, 270, False]], "tags": ["late"]}
    shift = designing.shift_of(kind)
    assert isinstance(shift, Shift)
    assert (shift.blocks, shift.breaks[0].length_min, shift.tags, shift.paid_min) == (((480, 1020),), 60, {"late"}, 480)


def test_one_proposal_a_requirement_at_a_time(fortnight: Requirement, cast: Cast) -> None:
    designing.start(requirement=fortnight, wish=Wish(), by=cast.chen, now=NOW)
    with pytest.raises(jobs.AlreadyRunning):
        designing.start(requirement=fortnight, wish=Wish(seed=2), by=cast.chen, now=NOW)


def test_a_late_end_bounds_the_latest_start() -> None:
    assert Wish(lengths_min=(480, 540), latest_end_min=1320).policy().latest_start_min == 840
    assert Wish(lengths_min=(540,), latest_end_min=2040).policy().latest_start_min == DAY_MIN - 1
    assert Wish(two_ended=True).policy().two_ended == ((240, 240),)


def test_free_keys_are_those_no_kind_in_use_has(kinds: dict[str, ShiftKind]) -> None:
    free = designing.free_letters()
    assert "O" in free
    assert not {"E", "L", "N"} & set(free)


@pytest.mark.parametrize(("first", "last", "hours"), [(420, 1320, 4.5), (420, 1440, 3.5), (1320, 1860, 14.0), (0, 1440, 0.0)])
def test_what_no_kind_may_cover_is_counted_in_hours(first: int, last: int, hours: float) -> None:
    need = np.zeros((1, 48))
    need[0, [6, 40, 44]] = [7, 28, 2]
    assert designing.outside_hours(need.tolist(), 30, first=first, last=last) == hours
