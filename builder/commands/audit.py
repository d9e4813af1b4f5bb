"""`dougong audit`: whether the evidence is whole, and anchors to keep elsewhere, so that its end cannot be cut off."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from builder.commands import place
from builder.commands.command import Stop
from engine.data import audit
from engine.data.platform import audit as links
from engine.data.platform import workspaces
from engine.runtime.unit import ReadUnit

_WORKSPACES = sa.select(workspaces.c.id, workspaces.c.key).order_by(workspaces.c.key)
_HASH = sa.select(links.c.hash).where(
    links.c.workspace_id == sa.bindparam("workspace"), links.c.seq == sa.bindparam("seq")
)


def arguments(parser: ArgumentParser) -> None:
    place.arguments(parser)
    parser.add_argument("--anchors", type=Path, metavar="FILE", help="compare with the anchors kept in this file")
    parser.add_argument("--anchor", action="store_true", help="then add today's anchors to that file")


def run(options: Namespace) -> int:
    if options.anchor and options.anchors is None:
        raise Stop("Name the file of the anchors with --anchors.")
    house = place.house(options)
    with house.reading(snapshot=True) as unit:
        walked = list(chains(unit))
        faults = [*_broken(walked), *(_moved(unit, options.anchors) if options.anchors else ())]
    heads = [f"{chain.workspace} {chain.verdict.last} {chain.verdict.head}" for chain in walked]
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.anchor and not faults:
        with options.anchors.open("a", encoding="utf-8") as file:
            file.writelines(f"{head}\n" for head in heads)
    return 1 if faults else 0


class Chain(NamedTuple):
    """The evidence of a workspace, by its id and key."""

    workspace: str
    key: str
    verdict: audit.Verdict


def chains(unit: ReadUnit) -> Iterator[Chain]:
    """Every chain, walked from its beginning."""
    for workspace, key in unit.session.rows(_WORKSPACES):
        yield Chain(workspace, key, audit.verify(unit.session, unit.house.secrets.audit, workspace))


def _broken(walked: Iterable[Chain]) -> Iterator[str]:
    """A sentence for each chain that has been tampered with; the whole ones are told, too."""
    for _, key, verdict in walked:
        if verdict.broken is not None:
            yield f"{key}: the chain is broken at entry {verdict.broken}"
        else:
            print(f"{key}: {verdict.checked} entries, whole")


def _moved(unit: ReadUnit, file: Path) -> Iterator[str]:
    """A sentence for each remembered anchor that the chain no longer goes through."""
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        workspace, seq, remembered = line.split()
        found = unit.session.scalar(_HASH, {"workspace": workspace, "seq": int(seq)})
        if found != remembered and int(seq) > 0:
            yield f"{workspace}: entry {seq} is {'gone' if found is None else 'another'} than when it was anchored"
