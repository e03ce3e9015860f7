"""The whole way on real counts: a bank's half hours become history, a forecast that beats last week, heads, and a judgement afterwards."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings as configured

from zuoxi.core import jobs
from zuoxi.core.models import JobState
from zuoxi.core.tables import csv_bytes
from zuoxi.planning import accuracy, facts, forecasting, history_files, marks, queries, requirements, shrinkage, snapshots, targets
from zuoxi.planning.history_reading import Options
from zuoxi.planning.models import Forecast, HistoryMark
from zuoxi.planning.targets import Goal

SOURCE = Path(configured.BASE) / "examples" / "bank_calls_30min.csv"
FIRST, HELD_OUT = date(2003, 6, 2), date(2003, 9, 1)


def rows(first: date, last: date) -> Iterator[list[str | int]]:
    """The bank's counts of these days, last one not included."""
    with SOURCE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start = datetime.fromisoformat(row["interval_start"])
            if first <= start.date() < last and start.hour < 21:
                yield [f"{start:%Y-%m-%d %H:%M}", int(row["calls"])]


@pytest.fixture
def load(queues, planner, now):
    def run(first: date, last: date) -> history_files.Stored:
        data = csv_bytes(["start", "calls"], list(rows(first, last)))
        options = Options(shares={"general": 0.5, "billing": 0.32, "cards": 0.18})
        file = history_files.check(data=data, name="bank.csv", options=options, by=planner, now=now)
        return history_files.store(file=file, by=planner, now=now, leave_out=True)

    return run


@pytest.mark.slow
def test_from_a_banks_half_hours_to_heads_and_a_judgement(load, queues, planner, now, settings) -> None:
    settings.COUNTRY = "US"
    load(FIRST, HELD_OUT)
    open_marks = list(HistoryMark.objects.filter(by=None))
    if open_marks:
        marks.decide(marks=open_marks, leave_out=True, reason="检查", by=planner, now=now)
    job = forecasting.start(first_day=HELD_OUT, days=28, queues=queues, name="九月", by=planner, now=now)
    jobs.perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    forecast = Forecast.objects.get()
    for row in forecast.series.all():
        errors = {line["method"]: line for line in row.errors}
        assert errors[row.method]["wape"] < errors["seasonal_naive"]["wape"]

    for queue in queues:
        goal = Goal(model="A", service_level=0.8, within_s=20, max_abandon=0.05, patience_s=180.0)
        targets.promise(queue=queue, goal=goal, effective_from=date(2003, 1, 1), by=planner, now=now)
    series = forecast.series.all()
    for row in series:
        row.values["aht_s"] = [None if value is None else 180.0 for value in row.values["volume"]]
        row.save()
    shrinkage.store(shares={("break", day): 0.1 for day in range(7)})
    snapshot = snapshots.freeze(forecast=forecast, by=planner, now=now)
    made = requirements.compute(snapshot=snapshot, by=planner, now=now)
    demand, net = facts.demand(made), facts.net(made)
    for code, heads in demand.items():
        volume = np.array(snapshot.values[code]["volume"], dtype=float).reshape(28, 48)
        erlangs = np.nan_to_num(volume) * 180 / 1800
        open_slots = net[code] > 0
        assert (net[code][open_slots] >= np.floor(erlangs[open_slots] * 0.85)).all()
        assert (heads >= net[code]).all()
        assert heads.shape == (28, 48)

    load(HELD_OUT, HELD_OUT + timedelta(days=28))
    for one in accuracy.compare(snapshot, queues):
        month = one.horizons[-1]
        assert month.intervals > 400
        assert month.wape < 0.2
        assert month.cover95 > 0.8
        assert month.cover80 < month.cover95
    assert queries.last_day(queues) == date(2003, 9, 26)


def test_loading_the_same_weeks_twice_changes_nothing(load, queues) -> None:
    first = load(FIRST, FIRST + timedelta(days=14))
    known = queries.holdings(queues)
    again = load(FIRST, FIRST + timedelta(days=14))
    assert (again.added, again.replaced, again.unchanged) == (0, 0, first.added)
    assert queries.holdings(queues) == known


def test_overlapping_exports_join_without_a_seam(load, queues) -> None:
    load(FIRST, FIRST + timedelta(days=14))
    second = load(FIRST + timedelta(days=7), FIRST + timedelta(days=21))
    whole = sum(count for _start, count in rows(FIRST, FIRST + timedelta(days=21)))
    assert sum(holding.known.contacts for holding in queries.holdings(queues) if holding.known) == whole
    assert second.added + second.unchanged == 2 * 3 * len({start for start, _count in rows(FIRST, FIRST + timedelta(days=7))})
