"""Heads of one queue: against print, against opening hours, against each day's promise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.engine.staffing.erlang import evaluate
from zuoxi.planning.needs import Work, needed
from zuoxi.planning.targets import Goal
from zuoxi.rules.staffing import StaffingPolicy

POLICY = StaffingPolicy()
EIGHTY_TWENTY = Goal(model="C", service_level=0.8, within_s=20)
IMPATIENT = Goal(model="A", service_level=0.8, within_s=20, max_abandon=0.05, patience_s=180.0)


def work(*, volume: float = 10.0, aht_s: float = 180.0, least: int = 0, days: int = 1, slots: int = 48) -> Work:
    shape = (days, slots)
    return Work(np.full(shape, volume), np.full(shape, aht_s), np.full(shape, least, dtype=np.int64), 1440 // slots)


def test_one_erlang_needs_three_agents_for_eighty_in_twenty() -> None:
    """By hand: with 2 agents C = 1/3 and 70.2 % are answered in time, with 3 agents C = 1/11 and 92.7 %."""
    need = needed(work(), goals=[EIGHTY_TWENTY], channel="phone", policy=POLICY)
    assert set(need.heads.ravel()) == {3}
    assert need.erlangs[0, 0] == pytest.approx(1.0)
    assert need.service_level[0, 0] == pytest.approx(1 - np.exp(-2 * 20 / 180) / 11, abs=1e-9)
    assert need.occupancy[0, 0] == pytest.approx(1 / 3)


def test_a_closed_slot_needs_nobody_whatever_comes() -> None:
    closed = work(volume=50.0)
    closed.least[0, :16] = -1
    need = needed(closed, goals=[IMPATIENT], channel="phone", policy=POLICY)
    assert set(need.heads[0, :16]) == {0}
    assert (need.heads[0, 16:] > 0).all()
    assert np.isnan(need.service_level[0, :16]).all()


def test_an_open_slot_keeps_its_fewest_heads_also_when_nobody_is_expected() -> None:
    quiet = work(volume=np.nan, aht_s=np.nan, least=2)
    need = needed(quiet, goals=[IMPATIENT], channel="phone", policy=POLICY)
    assert set(need.heads.ravel()) == {2}
    assert np.isnan(need.service_level).all()
    assert np.isnan(need.occupancy).all()


def test_fewest_heads_only_raise_what_the_work_needs() -> None:
    free, bound = (needed(work(volume=40.0, least=least), goals=[IMPATIENT], channel="phone", policy=POLICY) for least in (0, 12))
    assert (free.heads < 12).all()
    assert set(bound.heads.ravel()) == {12}
    assert (bound.service_level > free.service_level).all()


def test_each_day_is_held_to_its_own_promise() -> None:
    strict = replace(EIGHTY_TWENTY, service_level=0.99, within_s=5)
    need = needed(work(volume=60.0, days=3), goals=[EIGHTY_TWENTY, strict, EIGHTY_TWENTY], channel="phone", policy=POLICY)
    assert need.heads.shape == (3, 48)
    assert (need.heads[1] > need.heads[0]).all()
    assert (need.heads[2] == need.heads[0]).all()
    assert (need.service_level[1] >= 0.99).all()


def test_an_agent_on_two_chats_at_a_time_halves_the_heads() -> None:
    phone, chat = (needed(work(volume=200.0), goals=[EIGHTY_TWENTY], channel=channel, policy=POLICY) for channel in ("phone", "chat"))
    assert chat.heads[0, 0] == -(-phone.heads[0, 0] // 2)


def mail(volume: float = 12.0) -> Work:
    """Open from 08:00 to 20:00, mail at all hours."""
    found = work(volume=volume, aht_s=300.0, days=3)
    found.least[:, :16] = found.least[:, 40:] = -1
    return found


def test_mail_is_answered_in_its_time_with_one_level_of_heads_that_the_night_does_not_stop() -> None:
    """48 h of work a day in 12 open hours at 90 %: 4.4 agents; what lay there in the morning, 24 h, is done by five in 5 h 20 min."""
    need = needed(mail(), goals=[Goal(model="C", within_s=8 * 3600, max_occupancy=0.9)] * 3, channel="email", policy=POLICY)
    is_open = mail().least >= 0
    assert set(need.heads[is_open]) == {5}
    assert set(need.heads[~is_open]) == {0}
    assert set(need.occupancy[is_open]) == {0.9}
    assert np.isnan(need.service_level).all()


def test_a_tighter_answer_time_needs_more_heads_for_the_mail_of_the_night() -> None:
    heads = [
        int(needed(mail(), goals=[Goal(model="C", within_s=hours * 3600, max_occupancy=0.9)] * 3, channel="email", policy=POLICY).heads.max())
        for hours in (12, 8, 4, 1)
    ]
    assert heads == sorted(heads)
    assert heads[-1] > heads[0]


def test_mail_that_comes_after_closing_is_no_work_of_the_period() -> None:
    late = mail(volume=0.0)
    late.volume[2, 41:] = 500.0
    assert needed(late, goals=[Goal(model="C", within_s=3600)] * 3, channel="email", policy=POLICY).heads.sum() == 0


@settings(deadline=None, max_examples=40)
@given(volume=st.floats(0.5, 400), aht=st.floats(30, 900), patience=st.floats(10, 900))
def test_all_promises_are_kept_and_one_head_fewer_breaks_one(volume: float, aht: float, patience: float) -> None:
    goal = Goal(model="A", service_level=0.8, within_s=20, max_abandon=0.05, max_occupancy=0.9, patience_s=patience)
    need = needed(work(volume=volume, aht_s=aht), goals=[goal], channel="phone", policy=POLICY)
    heads, erlangs = int(need.heads[0, 0]), float(need.erlangs[0, 0])

    def kept(agents: int) -> bool:
        found = evaluate(model="A", erlangs=erlangs, agents=agents, aht_s=aht, patience_s=patience, threshold_s=20)
        return found.sl_offered >= 0.8 - 1e-9 and found.p_abandon <= 0.05 + 1e-9 and found.occupancy <= 0.9 + 1e-9

    assert kept(heads)
    assert heads == 0 or not kept(heads - 1)


def test_without_contacts_the_handling_time_may_be_unknown() -> None:
    need = needed(work(volume=0.0, aht_s=np.nan), goals=[IMPATIENT], channel="phone", policy=POLICY)
    assert set(need.heads.ravel()) == {0}
