"""`dougong test FILE`: the scenarios of a definition, headless on a database made for them alone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from builder.commands import check
from builder.commands.command import Stop
from engine.runtime.scenarios import run_scenarios


def arguments(parser: ArgumentParser) -> None:
    check.arguments(parser)
    parser.add_argument("--only", action="append", default=[], metavar="KEY", help="run only this scenario")


def run(options: Namespace) -> int:
    app, found = check.compiled_file(options.file)
    if app is None:
        check.tell(found, english=options.english)
        raise Stop("The definition has errors; its scenarios were not run.")
    unknown = set(options.only) - {scenario.key for scenario in app.scenarios}
    if unknown:
        raise Stop(f"There is no scenario {', '.join(sorted(unknown))}.")
    results = run_scenarios(app, frozenset(options.only))
    for result in results:
        label = result.label.en if options.english else result.label.zh
        print(f"{'ok  ' if result.ok else 'FAIL'} {result.key}  {label}")
        if result.failure is not None:
            said = result.failure.en if options.english else result.failure.zh
            print(f"     {result.at}: {said}", file=sys.stderr)
    failed = sum(not result.ok for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0
