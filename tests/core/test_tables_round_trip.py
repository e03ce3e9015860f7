"""Out and in again without a difference: a thousand tables, long files, every way a Chinese office saves them (UX 47 and 48)."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zuoxi.core.tables import (
    Cell,
    Limits,
    Sheet,
    as_text,
    csv_bytes,
    moment,
    number,
    read_path,
    read_table,
    sheet_names,
    write_csv,
    write_xlsx,
    xlsx_bytes,
)

WORDS = ["早", "中", "晚", "休", "007", "13800138000", "=1+1", "林小满", "𠮷野", "a,b", 'say "hi"', "两\n行", "1E5", "－5", "'x", "客服一组"]


def random_rows(lot: random.Random, columns: int, rows: int) -> list[list[Cell]]:
    """Text, whole and broken numbers, moments to the second, and holes; the first cell is always filled so that no row is blank."""

    def cell() -> Cell:
        kind = lot.random()
        if kind < 0.45:
            return lot.choice(WORDS)
        if kind < 0.65:
            return float(lot.randrange(-(10**9), 10**9))
        if kind < 0.75:
            return round(lot.uniform(-1e6, 1e6), 6)
        if kind < 0.85:
            return datetime(2026, 1, 1) + timedelta(seconds=lot.randrange(365 * 86_400))
        return None

    return [[f"row {n}", *(cell() for _ in range(columns - 1))] for n in range(rows)]


def as_csv_shows(cell: Cell) -> str | None:
    """A CSV knows text only: numbers and moments come back as they are written."""
    if cell is None:
        return None
    return f"{cell:%Y-%m-%d %H:%M:%S}" if isinstance(cell, datetime) else as_text(cell) if isinstance(cell, float) else cell


def test_a_thousand_tables_come_back_from_csv_without_a_difference() -> None:
    for seed in range(1_000):
        lot = random.Random(seed)
        columns = lot.randrange(1, 9)
        header, rows = [f"列{n}" for n in range(columns)], random_rows(lot, columns, lot.randrange(1, 8))
        table = read_table(csv_bytes(header, rows))
        assert table.header == tuple(header)
        assert [row.cells for row in table.rows] == [tuple(as_csv_shows(cell) for cell in row) for row in rows], seed


def test_two_hundred_workbooks_come_back_without_a_difference() -> None:
    for seed in range(200):
        lot = random.Random(seed)
        columns = lot.randrange(1, 9)
        header, rows = [f"列{n}" for n in range(columns)], random_rows(lot, columns, lot.randrange(1, 8))
        table = read_table(xlsx_bytes([Sheet("班表", header, rows)]))
        assert table.header == tuple(header)
        assert [row.cells for row in table.rows] == [tuple(row) for row in rows], seed


def test_numbers_and_moments_mean_the_same_after_a_csv() -> None:
    lot = random.Random(7)
    rows = random_rows(lot, 6, 200)
    back = read_table(csv_bytes([f"c{n}" for n in range(6)], rows)).rows
    for row, read in zip(rows, back, strict=True):
        for cell, text in zip(row, read.cells, strict=True):
            if isinstance(cell, float):
                assert number(text) == cell
            if isinstance(cell, datetime):
                assert moment(text) == cell


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_file_saved_again_by_excel_or_wps_reads_the_same(encoding: str, mark: str) -> None:
    lines = [["队列", "开始时间", "来电量"], ["信用卡", "2026/3/8 8:30", "12"], ["贷款", "2026/3/8 9:00", "1,204"]]
    text = "\r\n".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in line) for line in lines) + "\r\n"
    table = read_table(text.encode(encoding))
    assert table.header == tuple(lines[0])
    assert [list(row.cells) for row in table.rows] == lines[1:]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_five_thousand_rows_are_written_and_read_well_within_ten_seconds(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"people.{suffix}"
    header, rows = [f"c{n}" for n in range(8)], random_rows(random.Random(3), 8, 5_000)
    started = time.process_time()
    if suffix == "csv":
        write_csv(path, header, rows)
    else:
        write_xlsx(path, [Sheet("people", header, rows)])
    assert len(read_path(path).rows) == 5_000
    assert time.process_time() - started < 10


def test_a_roster_of_300_people_by_31_days_with_its_coverage_stays_as_it_is() -> None:
    people = [[f"{10_000 + n}", f"座席{n}", *(random.Random(n).choice("早中晚休") for _ in range(31))] for n in range(300)]
    coverage = [[f"2026-03-{day:02d}", 12.5, 11.0, -1.5] for day in range(1, 32)]
    data = xlsx_bytes(
        [
            Sheet("班表", ["工号", "姓名", *(str(day) for day in range(1, 32))], people),
            Sheet("覆盖", ["日期", "需求", "排班", "差额"], coverage),
        ]
    )
    assert sheet_names(data) == ["班表", "覆盖"]
    assert [list(row.cells) for row in read_table(data).rows] == people
    assert [list(row.cells) for row in read_table(data, sheet="覆盖").rows] == coverage


def test_what_was_written_within_the_limits_is_read_within_them() -> None:
    limits = Limits(rows=40, columns=5)
    rows = random_rows(random.Random(1), 5, 40)
    for data in (csv_bytes(list("abcde"), rows), xlsx_bytes([Sheet("a", list("abcde"), rows)])):
        assert len(read_table(data, limits=limits).rows) == 40
