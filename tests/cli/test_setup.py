"""The first start: demo centre or first account."""

from __future__ import annotations

import stat
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate

from zuoxi.acd.models import Queue
from zuoxi.cli import setup
from zuoxi.cli.demo import calls, centre, names
from zuoxi.cli.demo.plan import PASSWORD, DemoPlan
from zuoxi.people.models import Person, PersonSkill, Role, RoleName, Unit
from zuoxi.planning.models import HistoryFile, HistoryInterval
from zuoxi.roster.models import Leave, ShiftKind

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


def picture() -> list[Any]:
    """What the centre consists of, without keys that the database gives."""
    people = Person.objects.order_by("work_number").values_list("work_number", "name", "unit__name", "post__code", "contract__code", "grade")
    skills = PersonSkill.objects.order_by("person__work_number", "skill__code").values_list("person__work_number", "skill__code", "level")
    history = HistoryInterval.objects.order_by("start", "queue__code").values_list("queue__code", "start", "offered", "aht_s")
    leaves = Leave.objects.order_by("person__work_number").values_list("person__work_number", "first_day", "last_day")
    return [list(people), list(skills), list(history), list(leaves)]


@pytest.mark.django_db
def test_the_same_seed_on_the_same_day_gives_the_same_centre_and_another_seed_another() -> None:
    pictures = []
    for seed in (7, 7, 8):
        for model in (HistoryInterval, HistoryFile, Leave, ShiftKind):
            model.objects.all().delete()
        for model in (Role, PersonSkill):
            model.objects.all().delete()
        wipe()
        centre.load(seed=seed, now=NOW)
        pictures.append(picture())
    assert pictures[0] == pictures[1]
    assert pictures[0][0] != pictures[2][0]


def wipe() -> None:
    from zuoxi.people.models import Contract, Post, Skill
    from zuoxi.planning.models import ShrinkageShare, Target

    Unit.objects.update(head=None, deputy=None)
    for model in (Target, ShrinkageShare, Queue, Person, Skill, Contract):
        model.objects.all().delete()
    Post.objects.update(reports_to=None)
    Post.objects.all().delete()
    for kind in ("team", "department", "centre"):
        Unit.objects.filter(kind=kind).delete()


@pytest.mark.django_db
def test_the_demo_centre_has_about_120_agents_in_nine_teams_of_12_to_14_with_everybody_around_them() -> None:
    logins = centre.load(seed=7, now=NOW)
    agents = Person.objects.rostered()
    assert agents.count() == 120
    sizes = Counter(agents.values_list("unit__name", flat=True))
    assert len(sizes) == 9
    assert all(12 <= size <= 14 for size in sizes.values())
    assert set(agents.values_list("contract__code", flat=True)) == {"full", "part"}
    assert all(unit.head and unit.deputy for unit in Unit.objects.filter(kind="team"))
    held = set(Role.objects.values_list("name", flat=True))
    assert held >= {
        RoleName.AGENT, RoleName.LEADER, RoleName.SUPERVISOR, RoleName.PLANNER, RoleName.QUALITY, RoleName.TRAINER, RoleName.HR, RoleName.MANAGER,
    }  # fmt: skip
    assert all(person.skills.exists() for person in agents)
    assert len(set(Person.objects.values_list("name", flat=True))) == Person.objects.count()
    assert len(logins) == len({number for number, _, _ in logins}) == 12


@pytest.mark.django_db
def test_every_demo_login_works_and_a_wrong_password_does_not() -> None:
    for number, password, _ in centre.load(seed=7, now=NOW):
        assert authenticate(username=number, password=password) is not None
        assert authenticate(username=number, password="another-password") is None


@pytest.mark.django_db
def test_the_history_stands_on_real_counts_and_says_what_was_drawn() -> None:
    centre.load(seed=7, now=NOW)
    file = HistoryFile.objects.get()
    assert file.name == "bank_calls_30min.csv"
    assert "aht_s" in file.generated
    assert file.rows == HistoryInterval.objects.count()
    first, last = (HistoryInterval.objects.order_by(order).first() for order in ("start", "-start"))
    assert first is not None
    assert last is not None
    assert TODAY - timedelta(weeks=12) <= first.start.astimezone(NOW.tzinfo).date() <= TODAY - timedelta(weeks=12) + timedelta(days=3)
    assert TODAY - timedelta(days=7) <= last.start.astimezone(NOW.tzinfo).date() < TODAY


@pytest.mark.parametrize("today", [date(2026, 11, 18) + timedelta(days=n) for n in range(7)])
def test_weekdays_are_kept_and_no_demo_day_lies_today_or_later(today: date) -> None:
    pairs = calls.matched(today, 12, set())
    assert all(demo.weekday() == real.weekday() for demo, real in pairs)
    assert all(today - timedelta(weeks=12) <= demo < today for demo, _ in pairs)
    assert (today - pairs[-1][0]).days <= 7
    assert 52 <= len(pairs) <= 60


def test_closed_days_take_no_calls() -> None:
    day = date(2026, 11, 18)
    assert day in [demo for demo, _ in calls.matched(TODAY, 12, set())]
    assert day not in [demo for demo, _ in calls.matched(TODAY, 12, {day})]


def test_the_handling_time_drawn_is_the_one_measured() -> None:
    import numpy as np

    drawn = calls.draw(plan=DemoPlan(), rng=np.random.default_rng(7), today=TODAY, closed=set())
    weight = sum(count.offered - count.abandoned for count in drawn)
    mean = sum((count.aht_s or 0) * (count.offered - count.abandoned) for count in drawn) / weight
    assert mean == pytest.approx(np.exp(4.78 + 0.93**2 / 2), rel=0.01)
    share = sum(count.offered for count in drawn if count.queue == "loan") / sum(count.offered for count in drawn)
    assert share == pytest.approx(0.17, abs=0.01)


def test_drawn_names_are_different_from_each_other() -> None:
    import numpy as np

    drawn = names.draw(np.random.default_rng(1), 300)
    assert len(set(drawn)) == 300
    assert all(2 <= len(name) <= 3 for name in drawn)


@pytest.mark.django_db
def test_an_empty_start_makes_the_three_administrators_with_drawn_passwords() -> None:
    """No power is without a holder, and no hand holds two of them."""
    logins = setup.first_account()
    assert len({password for _, password, _ in logins}) == 3
    for number, password, _ in logins:
        assert len(password) >= 16
        assert authenticate(username=number, password=password) is not None
    held = {number: set(Role.objects.filter(person__work_number=number).values_list("name", flat=True)) for number, _, _ in logins}
    assert held == {
        "admin": {RoleName.ADMINISTRATOR, RoleName.PLANNER},
        "security": {RoleName.SECURITY},
        "audit": {RoleName.AUDITOR},
    }


@pytest.mark.django_db
def test_a_second_start_changes_nothing(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    setup.command(demo=False, seed=7)
    kept = (tmp_path / "logins.txt").read_text(encoding="utf-8")
    password = Person.objects.get(work_number="admin").password
    setup.command(demo=True, seed=7)
    assert Person.objects.get(work_number="admin").password == password
    assert (tmp_path / "logins.txt").read_text(encoding="utf-8") == kept
    assert stat.S_IMODE((tmp_path / "logins.txt").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_the_demo_password_is_long_enough_for_our_own_rule() -> None:
    assert len(PASSWORD) >= 12


@pytest.mark.django_db
def test_static_files_are_collected_compressed_and_only_again_when_one_changed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}
    setup.collect()
    sheet = tmp_path / "static" / "shell" / "shell.css"
    assert sheet.with_name("shell.css.gz").stat().st_size < sheet.stat().st_size
    monkeypatch.setattr(setup, "call_command", lambda *_a, **_k: pytest.fail("nothing changed"))
    setup.collect()
