"""A sheet as rows of plain cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None
Row = Sequence[Cell]

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 300
MAX_CELLS = 6_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """`header` is the first row that is not empty; `rows` come after it; `first` is the number of the first of them
    as the spreadsheet program counts (the header is row 1 in most files, its first row then 2)."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Row]
    first: int


def is_blank(row: Row) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def sheet_of(name: str, rows: Sequence[Row]) -> Sheet | None:
    """The rows of a file → a sheet, or None when there is nothing in it."""
    for place, row in enumerate(rows):
        if not is_blank(row):
            header = tuple("" if cell is None else str(cell).strip() for cell in row)
            width = max((index + 1 for index, title in enumerate(header) if title), default=0)
            return Sheet(name, header[:width], rows[place + 1 :], place + 2)
    return None
