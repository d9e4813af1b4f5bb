"""Bundles as bytes: worked out once for each revision of an app and each person who uses it."""

from __future__ import annotations

import gzip
from typing import NamedTuple

from builder.server.answer import PACKING, encoded
from builder.server.call import Reading
from builder.server.within import Within
from engine.app.bundle import bundle


class Bundle(NamedTuple):
    """`body` is packed: a tenth of the text, and what browsers take."""

    tag: str
    body: bytes


def bundle_of(call: Reading, here: Within) -> Bundle:
    """The key holds all that a bundle is made of, so that no kept one can be out of date."""
    live = here.live
    return call.server.bundles.get((live.id, live.number, live.revision, here.actor), lambda: _made(here))


def _made(here: Within) -> Bundle:
    made = bundle(here.live.app, here.live.access, here.actor, here.live.parameters)
    return Bundle(f'"{made["hash"]}"', gzip.compress(encoded(made), PACKING, mtime=0))
