"""`dougong plan FILE`: what publishing a definition file would do to the data, in words; nothing is changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from builder.commands import place, within
from builder.commands.publish import installed, published, readable, tell


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an app definition")
    place.arguments(parser)


def run(options: Namespace) -> int:
    app = readable(options.file)
    with place.house(options).reading(snapshot=True) as unit:
        row = installed(unit, within.operator(unit), app)
        if row is None:
            print(f"· {app.key} is new here: {len(app.forms)} forms would be laid")
            return 0
        return 0 if tell(unit, row, published(unit, row), app) else 1
