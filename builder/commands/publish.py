"""`dougong publish FILE`: a definition file becomes the live app, new or the next version; `plan` only tells."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from builder.commands import check, place, within
from builder.commands.command import Stop
from engine.app.compiled import CompiledApp
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Refused
from engine.runtime import drafts
from engine.runtime.live import open_version
from engine.runtime.publish import described, install, planned, publish
from engine.runtime.unit import ReadUnit, WriteUnit


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an app definition")
    parser.add_argument("--note", default="", help="what this version is about")
    place.arguments(parser)


def run(options: Namespace) -> int:
    app = readable(options.file)
    with place.house(options).altering() as unit:
        actor = within.operator(unit)
        row = installed(unit, actor, app)
        if row is None:
            row = install(unit, actor, app, options.note)
        else:
            old = published(unit, row)
            tell(unit, row, old, app)
            row = publish(unit, actor, row, old, app, options.note)
        print(f"{app.key} is at version {row.current}")
    return 0


def readable(file: Path) -> CompiledApp:
    """The app of a file, after everything there is to say about it."""
    app, found = check.compiled_file(file)
    check.tell(found, english=False)
    if app is None:
        raise Stop("The definition has errors.")
    return app


def installed(unit: ReadUnit, actor: Actor, app: CompiledApp) -> drafts.AppRow | None:
    try:
        return drafts.app_row(unit, actor, app.key)
    except Refused:
        return None


def published(unit: ReadUnit, row: drafts.AppRow) -> CompiledApp | None:
    return None if row.current is None else open_version(unit, row.id, row.current)


def tell(unit: WriteUnit | ReadUnit, row: drafts.AppRow, old: CompiledApp | None, new: CompiledApp) -> bool:
    """What a publish would do, a line each; whether it can be done."""
    wanted = planned(unit, row, old, new)
    for each in described(unit, row, old, new, wanted):
        weight = "".join(f" ({each[key]} {word})" for key, word in _WEIGHTS.items() if each.get(key))
        print(f"{'!' if each['severity'] == 'warning' else '·'} {each['sentence']['zh-CN']}{weight}")
    for refusal in wanted.diagnostics:
        print(f"error: {refusal.message.zh}", file=sys.stderr)
    return not wanted.diagnostics


_WEIGHTS = {"loses": "values lost to view", "affects": "records concerned"}
