"""Reads a workbook in a process of its own with limited memory and time; prints its sheets as JSON.

Run as `python -m engine.runtime.sheets.child FILE`: a hostile file can take down this process and nothing else.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta

MEMORY = 1536 * 1024 * 1024
SECONDS = 60


def main(path: str) -> None:
    """{"sheets": [{"name": "Sheet1", "rows": [["客户", 12, {"d": "2026-01-05"}, null]]}]}"""
    _limit()
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  (only once the limits hold)

    book = CalamineWorkbook.from_path(path)
    sheets = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        sheets.append({"name": name, "rows": [[_cell(cell) for cell in row] for row in rows]})
    json.dump({"sheets": sheets}, sys.stdout, ensure_ascii=False)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _cell(cell: object) -> object:
    """Dates are marked, so that a text that looks like one stays a text."""
    if isinstance(cell, datetime):
        whole_day = cell.time() == time()
        return {"d": cell.date().isoformat()} if whole_day else {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    if cell == "":
        return None
    return cell


if __name__ == "__main__":
    main(sys.argv[1])
