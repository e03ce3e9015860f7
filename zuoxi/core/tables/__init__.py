"""Tables from outside, read safely, and tables for outside, written safely (A22 to A24, UX 47 and 48).

Reading
    `read_table(data, *, sheet=None, limits=Limits()) -> Table`   bytes of CSV (UTF-8, UTF-16, GB18030; `,` `;` tab) or XLSX, told apart by content
    `read_path(path, *, sheet=None, limits=Limits()) -> Table`    the same of a file; refused by size before it is read; refusals carry fact `file`
    `read_bytes(path, *, limits=Limits()) -> bytes`   of a file that is none of a folder, a device, empty or too large
    `check_size(size, *, limits=Limits())`                        for an upload, before its bytes are read
    `sheet_names(data, *, limits=Limits()) -> list[str]`          visible sheets of a workbook
    `Table(header: tuple[str, ...], rows: list[Row], notes: tuple[Finding, ...])`, `Row(number: int, cells: tuple[Cell, ...])`
        `number` is the row a spreadsheet shows (header usually 1); blank rows are left out; every row is as long as the header;
        `Cell = str | float | datetime | None`. CSV gives text and None only; XLSX gives numbers as float, dates as naive datetime.
    `find_columns(header, {"calls": ("calls", "来电量"), ...}, optional=("queue",)) -> {"calls": 1, ...}`
        case, spaces, `_` and `-` do not matter; a missing or ambiguous column is refused with its names
    `as_text(cell) -> str`, `number(cell) -> float | None`, `moment(cell) -> datetime | None`
        what the cell means: `10086` for 10086.0; thousands commas; year-first dates with `-`, `/`, 年月日
    `Limits(...)` frozen policy: sizes, ratio, rows (50 000), columns, cells; pass your own to allow more

Writing
    `csv_bytes(header, rows) -> bytes`, `write_csv(path, header, rows)`        UTF-8 with BOM, formula guard, None and NaN empty
    `xlsx_bytes([Sheet(name, header, rows, widths=())]) -> bytes`, `write_xlsx(path, sheets)`        text as text, no formulas
    `write_whole(path, content)`        atomic: temporary file beside the target, then rename

Every refusal is a `zuoxi.engine.finding.Refusal` with a code `tables.*`; rows and columns are in its facts. Nothing is guessed.
"""

from zuoxi.core.tables.cells import moment, number
from zuoxi.core.tables.columns import find_columns
from zuoxi.core.tables.limits import Limits
from zuoxi.core.tables.reading import check_size, read_bytes, read_path, read_table, sheet_names
from zuoxi.core.tables.table import Cell, Row, Table, as_text
from zuoxi.core.tables.writing import Sheet, csv_bytes, write_csv, write_whole, write_xlsx, xlsx_bytes

__all__ = [
    "Cell",
    "Limits",
    "Row",
    "Sheet",
    "Table",
    "as_text",
    "check_size",
    "csv_bytes",
    "find_columns",
    "moment",
    "number",
    "read_bytes",
    "read_path",
    "read_table",
    "sheet_names",
    "write_csv",
    "write_whole",
    "write_xlsx",
    "xlsx_bytes",
]
