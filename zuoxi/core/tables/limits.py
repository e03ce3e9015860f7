"""How much of a file from outside is read at all (A23): everything is counted before anything is unpacked."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Policy for files handed in. Bytes, counts of rows below the header, of columns, and of filled cells in a workbook's sheet."""

    file_bytes: int = 50 * MIB
    unpacked_bytes: int = 50 * MIB
    ratio: int = 100
    """Unpacked over packed size of one part of a workbook; parts under `ratio_floor_bytes` are too small to harm."""
    ratio_floor_bytes: int = MIB
    parts: int = 1_000
    rows: int = 50_000
    columns: int = 400
    cells: int = 1_000_000
    text_bytes: int = 50 * MIB
    """All text of a sheet when every reference to a shared string is replaced by the string."""
    cell_characters: int = 32_767
    """Excel's own limit for the text of one cell."""
