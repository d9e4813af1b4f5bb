"""`dougong import APP FORM FILE`: a spreadsheet into a form; what does not land is in a file of its own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from builder.commands import place, within
from builder.commands.command import Stop
from engine.runtime.sheets import imports, ledger
from engine.runtime.sheets.export import error_file
from engine.runtime.sheets.files import read_sheets
from engine.runtime.sheets.sheet import Sheet
from engine.runtime.unit import WriteUnit


def arguments(parser: ArgumentParser) -> None:
    within.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="an .xlsx or .csv file")
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=FIELD", help="a column the guess misses")
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="where the error file goes (FILE.errors.xlsx)")
    place.arguments(parser)


def run(options: Namespace) -> int:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise Stop(f"Cannot read {options.file}: {error.strerror}.") from None
    sheet = read_sheets(content)[0]
    with place.house(options).writing() as unit:
        result = _imported(unit, options, sheet)
        rows = result.failed_rows
    counts = result.counts()
    print("  ".join(f"{name} {counts[name]}" for name in ("total", "created", "attached", "skipped", "failed")))
    if result.faults and not options.dry_run:
        target = options.errors or options.file.with_name(f"{options.file.stem}.errors.xlsx").name
        faults = [fault.wire() for fault in result.faults]
        plain = [[number, ledger.plain_cells(cells)] for number, cells in rows]
        Path(target).write_bytes(error_file(faults, plain, sheet.header, "zh-CN"))
        print(f"{len(faults)} remarks and errors are in {target}")
    return 0


def _imported(unit: WriteUnit, options: Namespace, sheet: Sheet) -> imports.Result:
    live, actor = within.entered(unit, options.app, options.form, options.login)
    columns = imports.preview(live, options.form, sheet)["columns"]
    mapping: dict[str, str | None] = {str(column["index"]): column["guess"] for column in columns}
    mapping |= _said(options.map, sheet)
    for column in columns:
        field = mapping[str(column["index"])]
        print(f"  {column['header'] or column['index']} → {field or '(left out)'}")
    order = imports.Order(options.form, sheet, mapping, options.file.name)
    return imports.run(unit, live, actor, order, dry=options.dry_run)


def _said(pairs: list[str], sheet: Sheet) -> Mapping[str, str | None]:
    """["来源=channel"] → {"3": "channel"}; an empty field leaves the column out."""
    said: dict[str, str | None] = {}
    for pair in pairs:
        header, equals, field = pair.rpartition("=")
        if not equals or header not in sheet.header:
            raise Stop(f"--map {pair}: the file has no column “{header}”.")
        said[str(sheet.header.index(header))] = field or None
    return said
