"""The files that `zuoxi plan` and `zuoxi roster solve` read, with every error named by file, row and column, and the ones they write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from zuoxi.cli.console import refusals, stop_on_errors
from zuoxi.core.tables import read_bytes, read_path, write_whole
from zuoxi.core.tables.writing import disk_full
from zuoxi.engine.finding import Refusal
from zuoxi.engine.roster.breaks import BreakPolicy
from zuoxi.people.files import PersonRow, read_people
from zuoxi.roster.shift_files import QueueEntry, ShiftFile, read_shifts


def load_shifts(path: Path, *, policy: BreakPolicy) -> ShiftFile:
    with refusals(str(path)):
        file = read_shifts(read_bytes(path), policy=policy)
    stop_on_errors(file.findings, str(path))
    return file


def load_people(path: Path, *, shifts: ShiftFile, skills: Mapping[str, str]) -> tuple[PersonRow, ...]:
    """Everybody, or the end: contracts and skills must be known from the shifts file (and the queues)."""
    with refusals(str(path)):
        file = read_people(read_path(path), contracts=shifts.contract_names, skills=skills)
    stop_on_errors(file.findings, str(path))
    return file.people


def queue_shares(given: Sequence[str]) -> dict[str, float]:
    """`hotline=0.6` or `hotline=60%`, as often as there are queues."""
    shares: dict[str, float] = {}
    for text in given:
        name, equals, number = text.rpartition("=")
        try:
            share = float(number.rstrip("%")) / (100 if number.endswith("%") else 1)
        except ValueError:
            share = 0.0
        if not equals or not name.strip() or not 0 < share <= 1 or name.strip() in shares:
            raise Refusal("file_plan.bad_share", text=text)
        shares[name.strip()] = share
    return shares


def with_shares(queues: Sequence[QueueEntry], shares: Mapping[str, float], *, aht_s: float | None) -> tuple[QueueEntry, ...]:
    """The queues of the shifts file with the shares of the command line, which may name further queues; `aht_s` where no queue has its own."""
    known = {name: queue for queue in queues for name in (queue.code, queue.name)}
    chosen = [replace(known.get(name, QueueEntry(name, name)), share=share) for name, share in shares.items()] if shares else list(queues)
    return tuple(replace(queue, aht_s=queue.aht_s if queue.aht_s is not None else aht_s) for queue in chosen)


def skill_names(shifts: ShiftFile, queues: Sequence[QueueEntry]) -> dict[str, str]:
    """Code by every name a skill may be called."""
    return {**shifts.skill_names, **{name: queue.code for queue in queues for name in (queue.code, queue.name)}}


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write finished files, each whole or not at all; the folder is made if it is not there."""
    try:
        for path, content in contents.items():
            path.parent.mkdir(exist_ok=True)
            write_whole(path, content)
    except OSError as error:
        raise disk_full(error, path) or Refusal("file_plan.unwritable", file=str(error.filename or path)) from error
