"""Bytes → sheets: workbooks through a child process, comma- or otherwise separated text here."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import orjson

from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json
from engine.runtime.sheets.child import SECONDS
from engine.runtime.sheets.messages import CATALOGUE
from engine.runtime.sheets.scan import OLE, ZIP, check_workbook
from engine.runtime.sheets.sheet import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, sheet_of

_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = ",;\t|"


def _refused(name: str, **values: object) -> Refused:
    return CATALOGUE.refused(Reason.INVALID, name, None, **values)


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file that have something in them, or a refusal that says what to do."""
    if not content:
        raise _refused("empty")
    if len(content) > MAX_BYTES:
        raise _refused("too_large", limit=MAX_BYTES // 1024 // 1024)
    if content.startswith((OLE, ZIP)):
        check_workbook(content)
        named = _workbook(content)
    else:
        named = [("CSV", _separated(content))]
    sheets = [sheet for name, rows in named if (sheet := sheet_of(name, rows)) is not None]
    if not sheets:
        raise _refused("empty")
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS:
            raise _refused("too_many_rows", rows=len(sheet.rows), limit=MAX_ROWS)
        if len(sheet.header) > MAX_COLUMNS:
            raise _refused("too_many_columns", limit=MAX_COLUMNS)
    return tuple(sheets)


def _workbook(content: bytes) -> list[tuple[str, Sequence[Row]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(content)
        command = [sys.executable, "-m", "engine.runtime.sheets.child", str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS * 2, check=False)
        except subprocess.TimeoutExpired as error:
            raise _refused("timeout") from error
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise _refused("broken", reason=lines[-1][:200] if lines else f"exit {done.returncode}")
    told = orjson.loads(done.stdout)
    return [(sheet["name"], [[_cell(cell) for cell in row] for row in sheet["rows"]]) for sheet in told["sheets"]]


def _cell(told: Json) -> Cell:
    if not isinstance(told, dict):
        return _number(told)
    return date.fromisoformat(told["d"]) if "d" in told else datetime.fromisoformat(told["t"])


def _number(told: Cell) -> Cell:
    """Workbooks know only floats; 5.0 was written as 5."""
    if isinstance(told, float) and told.is_integer() and abs(told) < 2**53:
        return int(told)
    return told


def _separated(content: bytes) -> Sequence[Row]:
    """CSV in UTF-8 or GB18030, whatever separates its columns."""
    text = _decoded(content)
    if "\x00" in text:
        raise _refused("not_a_sheet")
    sample = text[:20_000]
    first = sample.splitlines()[0] if sample.strip() else ""
    separator = max(_SEPARATORS, key=first.count) if first else ","
    limit = csv.field_size_limit(2_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as error:
        raise _refused("broken", reason=str(error)) from error
    finally:
        csv.field_size_limit(limit)
    return [[cell if cell != "" else None for cell in row] for row in rows]


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused("bad_encoding")
