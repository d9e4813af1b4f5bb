"""Older formats of the definition, carried forward one named step at a time."""

from __future__ import annotations

from collections.abc import Callable

from engine.kernel.json import JsonObject

FORMAT = 1
"""The format this program writes."""

STEPS: dict[int, Callable[[JsonObject], JsonObject]] = {}
"""Format n → the function that makes n+1 of it. Format 1 is the first."""


def migrated(document: JsonObject) -> JsonObject:
    """The document in today's format; one without a readable format is left for the reader to refuse."""
    written = document.get("format")
    while isinstance(written, int) and not isinstance(written, bool) and written in STEPS:
        document = STEPS[written](document)
        written = document.get("format")
    return document
