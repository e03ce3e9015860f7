"""CSV in: encoding and delimiter are found out, what cannot be decoded for certain is refused (A24)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from charset_normalizer import from_bytes

from zuoxi.core.tables.formulas import without_guard
from zuoxi.core.tables.limits import Limits
from zuoxi.core.tables.table import Cell, Table, build
from zuoxi.engine.finding import Refusal

DELIMITERS = (",", ";", "\t")
SAMPLE = 64 * 1024
GB18030 = "gb18030"


def read_csv(data: bytes, *, limits: Limits) -> Table:
    """UTF-8 with or without BOM, UTF-16, GB18030; delimiter comma, semicolon or tab; quoted as RFC 4180."""
    text = decoded(data)
    return build(_records(text, delimiter(text), limits), limits=limits)


def decoded(data: bytes) -> str:
    """The text, by BOM, else UTF-8, else UTF-16 without BOM (every second byte is 0), else GB18030 if that makes plausible text."""
    for bom, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(bom):
            return _strictly(data, encoding)
    if (encoding16 := _utf16_by_zeros(data)) is not None:
        return _strictly(data, encoding16)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _gb18030(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("tables.undecodable", encoding=encoding, position=error.start) from error


def _utf16_by_zeros(data: bytes) -> str | None:
    """Latin letters, digits and delimiters in UTF-16 have a zero byte on one side; other encodings of text have next to none."""
    sample = data[: SAMPLE & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _gb18030(data: bytes) -> str:
    text = _strictly(data, GB18030)
    cut = data.rfind(b"\n", 0, SAMPLE) + 1 or len(data)
    if from_bytes(data[:cut] if len(data) > SAMPLE else data, cp_isolation=[GB18030]).best() is None:
        raise Refusal("tables.undecodable", encoding=GB18030, position=0)
    return text


def delimiter(text: str) -> str:
    """The one that splits the first line that is not blank into the most fields; comma when none does."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark))))


def _records(text: str, mark: str, limits: Limits) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if any(len(field) > limits.cell_characters for field in record):
                raise Refusal("tables.cell_too_long", row=number, most=limits.cell_characters)
            yield number, tuple(without_guard(field) for field in record)
    except csv.Error as error:
        raise Refusal("tables.broken_quotes", row=number + 1) from error
