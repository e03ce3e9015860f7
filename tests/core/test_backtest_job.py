"""The back-test as a job: checked before it is queued, one at a time, its answer with the job (P-04)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, at
from zuoxi.core import backtest_job, jobs
from zuoxi.core.models import Decision, Job
from zuoxi.engine.finding import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2026-11-27 09:00")
DRAFT = {"LabourLawPolicy": {"rest_days": 2}}


def start(cast: Cast, **more: Any) -> Job:
    asked = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "people": [cast.lin.pk], "drafts": DRAFT, **more}
    return backtest_job.start(by=cast.chen, now=NOW, **asked)


def test_it_is_queued_with_its_period_its_people_and_its_values(cast: Cast) -> None:
    job = start(cast)
    assert (job.kind, job.asked_by, job.about) == (backtest_job.KIND, cast.chen, f"person:{cast.chen.pk}")
    assert job.arguments == {"first": "2026-01-01", "last": "2026-03-31", "people": [cast.lin.pk], "drafts": DRAFT}
    with pytest.raises(jobs.AlreadyRunning):
        start(cast)


@pytest.mark.parametrize(
    ("first", "last", "fine"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 2), date(2026, 1, 1), False),
        (date(2025, 1, 1), date(2026, 2, 4), True),
        (date(2025, 1, 1), date(2026, 2, 5), False),
    ],
)
def test_a_period_that_cannot_be_is_refused(cast: Cast, first: date, last: date, fine: bool) -> None:
    if fine:
        assert start(cast, first=first, last=last)
    else:
        with pytest.raises(backtest_job.BadPeriod):
            start(cast, first=first, last=last)
        assert not Job.objects.exists()


@pytest.mark.parametrize("drafts", [{}, {"LabourLawPolicy": {}}, {"LabourLawPolicy": {"rest_days": 1}}])
def test_a_draft_that_changes_nothing_is_refused(cast: Cast, drafts: dict[str, Any]) -> None:
    with pytest.raises(backtest_job.NothingChanged):
        start(cast, drafts=drafts)


def test_a_draft_that_is_laxer_than_the_law_or_knows_another_entry_is_refused_by_name(cast: Cast) -> None:
    for values, entry in (({"rest_days": 0}, "rest_days"), ({"nights": 3}, "nights")):
        with pytest.raises(Refusal) as refused:
            start(cast, drafts={"LabourLawPolicy": values})
        assert refused.value.facts["entry"] == entry


def test_its_answer_is_kept_with_the_job_and_nothing_about_anybody(cast: Cast) -> None:
    job = start(cast)
    jobs.perform.func(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert job.result == {"rows": [], "more": 0, "decided": 3, "points": 0, "pay": "0", "people": 0, "by_rule": {}}
    assert not Decision.objects.exists()
