"""`dougong backup FILE`: one archive of the database, the uploads and the keys, taken while the server runs."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from builder.commands import place
from builder.commands.command import Stop

DATABASE = "dougong.db"
FOLDERS = ("files", "keys")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write, e.g. dougong.tar.gz")
    place.arguments(parser)


def run(options: Namespace) -> int:
    data, file = options.data.resolve(), options.file
    if not (data / "keys").is_dir():
        raise Stop(f"There is no installation in {options.data}.")
    if file.exists():
        raise Stop(f"{file} is there already.")
    draft = file.with_name(f"{file.name}.part")
    try:
        with tarfile.open(draft, "x:gz") as archive:
            # The database first: what it names is in the folders then, for uploads never change.
            if options.database_url is None:
                _add_database(archive, data / DATABASE)
            for folder in FOLDERS:
                if (data / folder).is_dir():
                    archive.add(data / folder, folder)
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{file}: {file.stat().st_size // 1024} KB")
    if options.database_url is not None:
        print("The archive holds uploads and keys; the database itself is PostgreSQL's: back it up with pg_dump.")
    return 0


def _add_database(archive: tarfile.TarFile, database: Path) -> None:
    """A copy as of one moment, whatever is written meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        archive.add(copy, DATABASE)
