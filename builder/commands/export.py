"""`dougong export APP FORM FILE`: the records of a form as a workbook."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from builder.commands import place, within
from engine.data.asking import Asker
from engine.runtime.query import Wanted
from engine.runtime.sheets.export import export


def arguments(parser: ArgumentParser) -> None:
    within.arguments(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the .xlsx file to write")
    parser.add_argument("--where", metavar="EXPRESSION", help="which records, e.g. 'stage == \"won\"'")
    place.arguments(parser)


def run(options: Namespace) -> int:
    with place.house(options).reading(snapshot=True) as unit:
        live, actor = within.entered(unit, options.app, options.form, options.login)
        asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
        content = export(unit, live, asker, options.form, Wanted(where=options.where))
    options.file.write_bytes(content)
    print(f"{options.file}: {len(content):,} bytes")
    return 0
