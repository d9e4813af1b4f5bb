"""`dougong demo`: the loan CRM with its people and a year of their work, in an installation that is empty."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from builder.commands import place
from builder.commands.command import Stop
from builder.demo.office import furnish
from builder.house import is_empty
from builder.server.templates import template


def arguments(parser: ArgumentParser) -> None:
    place.arguments(parser)


def run(options: Namespace) -> int:
    house = place.house(options)
    with house.reading() as unit:
        if not is_empty(unit):
            raise Stop(f"There are people in {options.data} already; the demo needs a folder of its own.")
    print("Bringing the loan CRM and a year of its work …", flush=True)
    furnish(house, template("loan_crm"))
    return 0
