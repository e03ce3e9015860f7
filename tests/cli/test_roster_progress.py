"""Progress goes to standard error, Ctrl-C keeps the best so far, and an impossible roster is explained in sentences."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from threading import Thread

import numpy as np
import pytest
import typer
from django.utils import translation
from rich.console import Console

from tests.engine.roster.test_curtois_qu import SMALL
from zuoxi.cli import roster_progress
from zuoxi.cli.console import NO_RESULT
from zuoxi.cli.roster_progress import explain, stage, told, watched
from zuoxi.engine.roster.clash import Clash, Member, Relaxation
from zuoxi.engine.roster.curtois_qu import parse
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.result import Progress, Result, Status, Stop
from zuoxi.engine.roster.warm_up import warm_up


@pytest.fixture(autouse=True)
def _warm() -> None:
    warm_up()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def state(cost: int = 1234, bound: int | None = 1200, elapsed: float = 1.0) -> Progress:
    return Progress(cost, bound, elapsed, Roster(np.zeros((1, 1), dtype=np.int64)))


def test_best_bound_and_gap_are_told() -> None:
    assert told(state()) == "best 1,234, bound 1,200, gap 2.8 %"
    assert told(state(bound=None)) == "best 1,234, bound --, gap --"


def test_a_stage_is_named_on_standard_error_and_not_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with stage("Forecast") as tick:
        tick(0.5)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Forecast …\n")


def test_where_nobody_watches_a_line_comes_only_now_and_then() -> None:
    screen = io.StringIO()
    quiet = roster_progress._Quiet(Console(file=screen, width=100))
    for elapsed in (0.0, 1.0, 5.0, 10.5, 11.0, 21.0):
        quiet.show(state(elapsed=elapsed))
    assert [line.split(" s ")[0].strip() for line in screen.getvalue().splitlines()] == ["0.0", "10.5", "21.0"]


def test_a_search_returns_its_roster_and_what_it_cost() -> None:
    problem = parse(SMALL)
    roster, solved = watched(problem, None, seconds=2, threads=1, seed=1)
    assert roster.cells.shape == (2, 7)
    assert (solved.seed, solved.seconds) == (1, 2)
    assert 0 <= solved.bound <= solved.cost
    assert 0 <= solved.gap <= 1


def test_the_first_ctrl_c_ends_the_search_and_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bool] = []

    def interrupted(problem: Problem, *, stop: Stop, progress: object, **_more: object) -> Result:
        heard.append(stop.cancelled())
        os.kill(os.getpid(), signal.SIGINT)
        heard.append(stop.cancelled())
        return Result(Status.FEASIBLE, Roster(np.zeros((2, 7), dtype=np.int64)), 10, 5)

    monkeypatch.setattr(roster_progress, "solve", interrupted)
    before = signal.getsignal(signal.SIGINT)
    _, solved = watched(parse(SMALL), None, seconds=60, threads=1, seed=1)
    assert heard == [False, True]
    assert solved.gap == 0.5
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_ctrl_c_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def stubborn(problem: Problem, **_more: object) -> Result:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
        return Result(Status.NONE, None)

    monkeypatch.setattr(roster_progress, "solve", stubborn)
    with pytest.raises(KeyboardInterrupt):
        watched(parse(SMALL), None, seconds=60, threads=1, seed=1)


def member(worker: str, hours: int) -> Member:
    return Member("F-13 least hours", "roster.least_hours", worker, (0,), {"worker": worker, "hours": hours})


def test_a_roster_that_cannot_be_ends_with_three(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(roster_progress, "solve", lambda *_args, **_more: Result(Status.NONE, None))
    with pytest.raises(typer.Exit) as end:
        watched(parse(SMALL), None, seconds=1, threads=1, seed=1)
    assert end.value.exit_code == NO_RESULT
    assert "No legal roster was found in the time given" in capsys.readouterr().err


def test_clashes_are_sentences_the_smallest_first_with_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_progress, "sentence", lambda code, facts: f"{facts['worker']} {facts['hours']} h.")
    first, second = member("A", 40), member("B", 30)
    big = Clash((first, second), (Relaxation(second, helps=True), Relaxation(first, helps=False)))
    texts = explain(Result(Status.INFEASIBLE, None, clashes=(big, Clash((first,)))))
    assert texts == [
        "There is no legal roster. These rules clash:",
        "1. A 40 h.",
        "2. A 40 h. B 30 h.",
        "   Way out: do without “B 30 h.”",
    ]


def test_of_many_clashes_some_are_shown_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_progress, "sentence", lambda code, facts: facts["worker"])
    texts = explain(Result(Status.INFEASIBLE, None, clashes=tuple(Clash((member(str(n), 1),)) for n in range(8))))
    assert len(texts) == 7
    assert texts[-1] == "… and 3 more"


class Terminal(Console):
    """A terminal that keeps what it was told."""

    kept = io.StringIO()

    def __init__(self, **_more: object) -> None:
        super().__init__(file=self.kept, force_terminal=True, width=120)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    Terminal.kept = io.StringIO()
    monkeypatch.setattr(roster_progress, "Console", Terminal)
    return Terminal.kept


def test_on_a_terminal_a_stage_is_a_bar_that_goes_away(terminal: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    with stage("Forecast") as tick:
        tick(0.5)
        tick(1.0)
    assert "Forecast" in terminal.getvalue()
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_search_shows_best_bound_and_gap(terminal: io.StringIO) -> None:
    with roster_progress._line(60) as show:
        show(state(elapsed=0.0))
        show(state(cost=1210, elapsed=30.0))
        show(state(cost=1205, elapsed=90.0))
    assert "Roster" in terminal.getvalue()
    assert "best 1,205, bound 1,200, gap 0.4 %" in terminal.getvalue()


def test_progress_is_told_in_chinese_too() -> None:
    with translation.override("zh-hans"):
        assert told(state()) == "当前最好 1,234，下界 1,200，差距 2.8 %"
        assert explain(Result(Status.NONE, None)) == ["限时内没有找到合规的班表。请加长时间，或放宽某条规则。"]


def test_a_search_begins_where_the_last_turn_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[object] = []

    def noted(problem: Problem, *, warm_start: Roster | None, seed: int, threads: int, **_more: object) -> Result:
        starts.append((warm_start, seed, threads))
        return Result(Status.OPTIMAL, Roster(np.zeros((2, 7), dtype=np.int64)), 0, 0)

    monkeypatch.setattr(roster_progress, "solve", noted)
    search = roster_progress.searching(2, 7)
    first, solved = search(parse(SMALL), None, 1.0)
    search(parse(SMALL), first, 1.0)
    assert starts == [(None, 7, 2), (first, 7, 2)]
    assert (solved.status, solved.gap) == ("optimal", 0.0)


def test_a_search_off_the_main_thread_leaves_signals_alone() -> None:
    before, found = signal.getsignal(signal.SIGINT), []
    thread = Thread(target=lambda: found.append(watched(parse(SMALL), None, seconds=1, threads=1, seed=1)))
    thread.start()
    thread.join()
    assert len(found) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_warming_up_is_done_once() -> None:
    warm_up()
    hits = warm_up.cache_info().hits
    warm_up()
    assert warm_up.cache_info().hits == hits + 1
    assert warm_up.cache_info().misses == 1
