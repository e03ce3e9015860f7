"""Files nobody should hand in, each with the words the answer must hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.test import Client

from tests.core.workbooks import BOOK_RELS, TYPES, sheet, two_columns, workbook

MIB = 2**20
BOUNDARY = "edge"


def bomb() -> bytes:
    """A small workbook whose sheet unpacks to forty megabytes of spaces."""
    return workbook(sheet(two_columns(2)) + " " * (40 * MIB))


def nested() -> bytes:
    """A zip with a zip with a zip."""
    inner = b"0" * MIB
    for depth in range(4):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip", inner)
        inner = target.getvalue()
    return inner


def macros() -> bytes:
    return workbook(sheet(two_columns(3)), types=TYPES.replace("spreadsheetml.sheet.main", "spreadsheetml.sheet.macroEnabled.main"))


def entities() -> bytes:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return workbook(sheet(two_columns(3)).replace("<worksheet", laughs + "<worksheet", 1))


def far_cell() -> bytes:
    return workbook(sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def far_cell_elsewhere() -> bytes:
    """The relationships lead to a sheet outside the usual folder."""
    far = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    rels = BOOK_RELS.replace("worksheets/sheet1.xml", "other/big.xml")
    return workbook(sheet(two_columns(2)), more={"xl/_rels/workbook.xml.rels": rels.encode(), "xl/other/big.xml": far.encode()})


UNREADABLE: dict[str, bytes] = {
    "one line only": "开始时间,队列,来电量\n".encode(),
    "blank lines": b"\n\n  \n",
    "wrong encoding": b"\xff\xfe\x00\xd8\x00",
    "noise": bytes(range(128, 256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a broken workbook": b"PK\x03\x04 and then nothing",
    "an empty zip": b"PK\x05\x06" + bytes(18),
    "a bomb": bomb(),
    "zips in zips": nested(),
    "macros": macros(),
    "entities": entities(),
    "a far cell": far_cell(),
    "a far cell in a sheet elsewhere": far_cell_elsewhere(),
    "only days after the end": "开始时间,队列,来电量\n9999-12-31 08:00,通用,3\n9999-12-31 08:30,通用,4\n".encode(),
    "only days before the start": "开始时间,队列,来电量\n0001-01-01 08:00,通用,3\n0001-01-01 08:30,通用,4\n".encode(),
    "a quote that never closes": '工号,姓名\n"1001,林静\n'.encode(),
    "a header twice": "工号,工号,来电量\n1,2,3\n".encode(),
    "a row too long": "开始时间,来电量\n2026-01-01,2,3,4\n".encode(),
    "no column we know": b"weather,mood\nrain,fair\n",
    "only NUL": bytes(500),
    "a huge cell": b"a,b\n" + b"x" * 40_000 + b",1\n",
    "too many columns": (",".join(f"c{n}" for n in range(500)) + "\n" + ",".join("1" * 500) + "\n").encode(),
}


class Endless:
    """A multipart upload of `size` bytes that is made while it is read; remembers how much was read."""

    def __init__(self, size: int, name: str = "big.csv") -> None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
        self.length = len(head.encode()) + size + len(f"\r\n--{BOUNDARY}--\r\n")
        self.parts = self._parts(head.encode(), size)
        self.buffer = b""

    def _parts(self, head: bytes, size: int) -> Iterator[bytes]:
        yield head
        block = b"2026-01-01 08:00,card,12\n" * 2622
        for start in range(0, size, len(block)):
            yield block[: size - start]
        yield f"\r\n--{BOUNDARY}--\r\n".encode()

    def read(self, count: int = -1) -> bytes:
        while count < 0 or len(self.buffer) < count:
            part = next(self.parts, b"")
            if not part:
                break
            self.buffer += part
        found, self.buffer = (self.buffer, b"") if count < 0 else (self.buffer[:count], self.buffer[count:])
        return found

    def readline(self, count: int = -1) -> bytes:
        raise AssertionError("an upload is read in blocks")


def stream(client: Client, url: str, body: Endless) -> Any:
    """Post a body that does not exist as a whole anywhere."""
    return client.request(
        **{
            "PATH_INFO": url,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )
