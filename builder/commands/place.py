"""Where the installation is: the folder and the database that every command takes."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

import sqlalchemy.exc

from builder.commands.command import Stop
from builder.house import opened
from engine.runtime.unit import House

DATABASE_URL = "DOUGONG_DATABASE_URL"
"""The variable that names the database where no option does; other users of the machine cannot read it."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="files, keys, SQLite (./data)")
    parser.add_argument(
        "--database-url",
        default=os.environ.get(DATABASE_URL),
        metavar="URL",
        help=f"a PostgreSQL, as postgresql://user:password@host/name ({DATABASE_URL})",
    )


def house(options: Namespace) -> House:
    """The installation that the options name, or one line about why it does not open."""
    try:
        return opened(options.data.resolve(), options.database_url)
    except PermissionError as error:
        raise Stop(f"No right to use {error.filename}.") from None
    except OSError as error:
        raise Stop(f"Cannot use the folder {options.data}: {error.strerror}.") from None
    except sqlalchemy.exc.ArgumentError:
        raise Stop("The --database-url is not one: postgresql://user:password@host/name") from None
    except sqlalchemy.exc.OperationalError as error:
        raise Stop(f"The database does not answer: {str(error.orig).strip().splitlines()[0]}") from None
