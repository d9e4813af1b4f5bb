"""`dougong …`: the command line of an installation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import cast

from builder.commands.command import Command, Stop
from engine.kernel.diagnostics import Refused

COMMANDS = {
    "serve": "start the server",
    "demo": "bring the loan CRM, its people and a year of their work",
    "check": "compile a definition and say everything there is to say about it",
    "test": "run the scenarios of a definition",
    "plan": "tell what publishing a definition would do to the data",
    "publish": "make a definition the live app",
    "import": "bring a spreadsheet into a form",
    "export": "write the records of a form as a workbook",
    "backup": "write database, uploads and keys into one archive",
    "restore": "bring back what an archive holds",
    "doctor": "check that what must hold does hold",
    "audit": "prove that the evidence of changes is whole",
}
"""Command → what it does; each lives in builder/commands/<command>.py, imported only when it is called."""


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="dougong", description="Dougong, the no-code application platform.")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name, help_ in COMMANDS.items():
        command = commands.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.")
        if name in given[:1]:
            _module(name).arguments(command)
    options = parser.parse_args(given)
    try:
        return _module(options.command).run(options)
    except Stop as stop:
        print(f"dougong: {stop}", file=sys.stderr)
    except Refused as refused:
        for problem in refused.problems:
            print(f"dougong: {problem.message.zh}\n         {problem.message.en}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _module(name: str) -> Command:
    module = f"{name}_" if iskeyword(name) else name
    return cast(Command, import_module(f"builder.commands.{module}"))


if __name__ == "__main__":
    sys.exit(main())
