"""`dougong restore FILE`: an installation as it was when the archive was made, in a folder that is empty."""

from __future__ import annotations

import tarfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from builder.commands import place
from builder.commands.backup import DATABASE, FOLDERS
from builder.commands.command import Stop


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive that `dougong backup` has written")
    place.arguments(parser)


def run(options: Namespace) -> int:
    data = options.data
    if data.exists() and any(data.iterdir()):
        raise Stop(f"{data} is not empty; name a new folder with --data.")
    try:
        with tarfile.open(options.file, "r:gz") as archive:
            members = archive.getmembers()
            if not all(_is_ours(member) for member in members):
                raise Stop(f"{options.file} is no archive of ours.")
            data.mkdir(parents=True, exist_ok=True)
            # Python 3.11.3 and older know no filters; `_is_ours` has looked at every name.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(data, members)
    except FileNotFoundError:
        raise Stop(f"There is no file {options.file}.") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Stop(f"Cannot read {options.file}: {error}.") from None
    house = place.house(options)
    house.database.dispose()
    print(f"{data}: as it was; start it with dougong serve --data {data}")
    return 0


def _is_ours(member: tarfile.TarInfo) -> bool:
    parts = Path(member.name).parts
    plain = (member.isfile() or member.isdir()) and ".." not in parts
    return plain and parts[0] in {DATABASE, *FOLDERS}
