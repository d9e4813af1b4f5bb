"""The seven value kinds that filters, expressions, aggregates and charts hang on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    REFERENCE = "reference"
    JSON = "json"


ORDERED = frozenset({Kind.NUMBER, Kind.DATE, Kind.DATETIME})
"""Kinds whose values compare with < and >; text promises equality only."""


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind and whether the value is a list of it."""

    kind: Kind
    many: bool = False

    def __str__(self) -> str:
        return f"list of {self.kind}" if self.many else str(self.kind)
