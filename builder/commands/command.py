"""What a module of this package is to the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Protocol


class Stop(Exception):
    """Something the person at the terminal has to see to, in one line."""


class Command(Protocol):
    """The face of `builder.commands.serve` and its neighbours; `run` answers the exit code."""

    def arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...
