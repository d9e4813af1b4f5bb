"""Decision tables and scorecards as they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.expr import Checked
from engine.fields.base import Value
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.rules.template import Template


class Hit(StrEnum):
    """Which of the rows that match give the answer."""

    FIRST = "first"
    UNIQUE = "unique"
    ANY = "any"
    COLLECT = "collect"


class Gather(StrEnum):
    """How the answers of all matching rows become one."""

    JOIN = "join"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Input:
    key: str
    label: Text
    kind: Kind
    choices: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Output:
    key: str
    label: Text
    kind: Kind
    choices: tuple[str, ...] | None
    gather: Gather


@dataclass(frozen=True, slots=True)
class Cell:
    """A unary test over `value`, the other inputs and `param`; None tests nothing ("-")."""

    text: str
    test: Checked | None


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1, as people do. `then` holds a literal, a formula or a text with holes per output."""

    number: int
    label: Text | None
    when: tuple[Cell, ...]
    then: tuple[Value | Checked | Template, ...]


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    uid: str
    label: Text
    version: str
    hit: Hit
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Takes a value below `below`, or among `among`, or (both None) any; the first bin that takes a value scores it."""

    below: Decimal | None
    among: tuple[Value, ...] | None
    score: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    label: Text
    dimension: Text | None
    of: Checked
    weight: Decimal | None
    bins: tuple[Bin, ...]
    missing: Decimal


@dataclass(frozen=True, slots=True)
class Veto:
    when: Checked
    grade: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Grade:
    from_: Decimal
    grade: str
    label: Text


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`grades` from the highest bound down."""

    key: str
    uid: str
    label: Text
    version: str
    inputs: tuple[Input, ...]
    base: Decimal
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]
    grades: tuple[Grade, ...]


Decision = Table | Scorecard

ANSWERS: Mapping[type[Decision], Mapping[str, Kind]] = {
    Table: {"count": Kind.NUMBER, "why": Kind.TEXT},
    Scorecard: {
        "score": Kind.NUMBER,
        "grade": Kind.TEXT,
        "veto": Kind.BOOLEAN,
        "reason": Kind.TEXT,
        "why": Kind.TEXT,
    },
}
"""What every decision answers beside the outputs it declares."""
