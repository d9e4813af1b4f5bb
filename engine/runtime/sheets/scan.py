"""A look at a workbook before anything parses it: is it one, is it honest about its size, how far does it reach."""

from __future__ import annotations

import io
import re
import zipfile

from engine.kernel.diagnostics import Reason, Refused
from engine.runtime.sheets.messages import CATALOGUE
from engine.runtime.sheets.sheet import MAX_CELLS, MAX_ROWS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MAX_UNPACKED = 400 * 1024 * 1024
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def _refused(name: str, **values: object) -> Refused:
    return CATALOGUE.refused(Reason.INVALID, name, None, **values)


def check_workbook(content: bytes) -> None:
    """Refused unless the bytes are a workbook that may be parsed within our means."""
    if content.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise _refused("encrypted" if encrypted else "old_excel")
    if not content.startswith(ZIP):
        raise _refused("not_a_sheet")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _check_parts(book)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _refused("broken", reason=type(error).__name__) from error


def _check_parts(book: zipfile.ZipFile) -> None:
    names = book.namelist()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _refused("not_a_sheet")
    if any(info.flag_bits & 1 for info in book.infolist()):
        raise _refused("encrypted")
    left = MAX_UNPACKED
    for info in book.infolist():
        left -= _measured(book, info, left)


def _measured(book: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """Unpack in pieces, counting: what the directory says of sizes is not to be trusted."""
    size, tail = 0, b""
    reach = _Reach() if _SHEET.fullmatch(info.filename) else None
    with book.open(info) as part:
        while piece := part.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise _refused("bomb", limit=MAX_UNPACKED // 1024 // 1024)
            if reach is not None:
                reach.look(tail + piece)
                tail = piece[-200:]
    if reach is not None:
        reach.check()
    return size


class _Reach:
    """How far the cells of a sheet reach: two cells can span seventeen thousand million."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0

    def look(self, text: bytes) -> None:
        for letters, digits in _REFERENCE.findall(text):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))

    def check(self) -> None:
        if self.rows * self.columns > MAX_CELLS or self.rows > MAX_ROWS + 1000:
            raise _refused("too_wide", rows=self.rows, columns=self.columns, limit=f"{MAX_CELLS:,}")


def _column(letters: bytes) -> int:
    """b"A" → 1, b"XFD" → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
