"""Progress on standard error: a bar for stages; for the roster's search a live line with best price, bound, gap and time.

Ctrl-C once ends the search and keeps the best roster so far; twice ends the command.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Any

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

from zuoxi.cli.console import NO_RESULT
from zuoxi.core.sentences import sentence
from zuoxi.engine.roster.clash import Clash
from zuoxi.engine.roster.problem import Problem, Roster
from zuoxi.engine.roster.result import Progress as State
from zuoxi.engine.roster.result import Result, Stop
from zuoxi.engine.roster.solve import solve
from zuoxi.engine.roster.warm_up import warm_up
from zuoxi.roster.file_plan.outcome import Solved
from zuoxi.roster.file_plan.turns import Search

QUIET_S = 10.0
"""Seconds between two lines where standard error is no terminal."""
MOST_CLASHES, MOST_WAYS = 5, 3


@contextmanager
def stage(name: str) -> Iterator[Callable[[float], None]]:
    """A bar for one stage of the work; the tick takes the share done. Where standard error is no terminal the stage is named on a line."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(f"{name} …", highlight=False, markup=False)
        yield _nothing
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _nothing(_share: float) -> None:
    """Where nobody looks."""


def watched(problem: Problem, start: Roster | None, *, seconds: float, threads: int, seed: int) -> tuple[Roster, Solved]:
    """Search from `start` while showing how it goes. Ends the command with exit code 3 where there is no roster, saying why."""
    if not warm_up.cache_info().currsize:
        with stage(_("Preparing the search")):
            warm_up()
    cancelled = _Interrupt()
    stop = Stop(clock=monotonic, seconds=seconds, cancelled=cancelled.came)
    with cancelled, _line(seconds) as show:
        result = solve(problem, stop=stop, seed=seed, threads=threads, warm_start=start, progress=show)
    if result.best is None:
        for text in explain(result):
            typer.echo(text, err=True)
        raise typer.Exit(NO_RESULT)
    return result.best, Solved(str(result.status), result.cost or 0, float(result.bound or 0), seed, seconds)


def searching(threads: int, seed: int) -> Search:
    """`watched` as the turns of a plan call it."""
    return lambda problem, start, seconds: watched(problem, start, seconds=seconds, threads=threads, seed=seed)


@contextmanager
def _line(seconds: float) -> Iterator[Callable[[State], None]]:
    """A line that changes in place, or a line now and then."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Quiet(console).show
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_("Roster"), total=seconds, told="")
        yield lambda state: bar.update(task, completed=min(state.elapsed, seconds), told=told(state))


def told(state: State) -> str:
    """`best 1,234, bound 1,200, gap 2.8 %`."""
    bound = "--" if state.bound is None else f"{state.bound:,}"
    gap = "--" if state.gap is None else f"{100 * state.gap:.1f} %"
    return _("best %(best)s, bound %(bound)s, gap %(gap)s") % {"best": f"{state.cost:,}", "bound": bound, "gap": gap}


class _Quiet:
    """Prints a state when the last one is old enough."""

    def __init__(self, console: Console) -> None:
        self.console, self.last = console, -QUIET_S

    def show(self, state: State) -> None:
        if state.elapsed - self.last >= QUIET_S:
            self.last = state.elapsed
            self.console.print(f"{state.elapsed:5.1f} s  {told(state)}", highlight=False, markup=False)


class _Interrupt:
    """Remembers the first Ctrl-C; the second is as usual. Only where signals can be caught at all, in the main thread."""

    def __init__(self) -> None:
        self.pressed = False
        self._before: Any = None

    def came(self) -> bool:
        return self.pressed

    def __enter__(self) -> None:
        if current_thread() is main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)

    def __exit__(self, *_exc: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.pressed = True
        signal.signal(signal.SIGINT, self._before)


def explain(result: Result) -> list[str]:
    """Why there is no roster: rules and days that clash, and the ways out, easiest first."""
    if not result.clashes:
        return [_("No legal roster was found in the time given. Give more seconds, or loosen a rule.")]
    texts = [_("There is no legal roster. These rules clash:")]
    clashes: Sequence[Clash] = sorted(result.clashes, key=lambda clash: len(clash.members))
    for number, clash in enumerate(clashes[:MOST_CLASHES], start=1):
        texts.append(f"{number}. " + " ".join(sentence(member.code, member.facts) for member in clash.members))
        ways = [way.member for way in clash.relaxations if way.helps][:MOST_WAYS] if len(clash.members) > 1 else []
        texts += ["   " + _("Way out: do without “%(rule)s”") % {"rule": sentence(way.code, way.facts)} for way in ways]
    if len(clashes) > MOST_CLASHES:
        texts.append(_("… and %(count)s more") % {"count": len(clashes) - MOST_CLASHES})
    return texts
