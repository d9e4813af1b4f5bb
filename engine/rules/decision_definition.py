"""What an app writes about its decisions: tables of unary tests, and scorecards."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, Tag

from engine.fields.base import Key, Label, Written
from engine.kernel.json import Json
from engine.rules.unions import one_of

Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
InputType = Literal["text", "number", "boolean", "date", "datetime"]
OutputType = Literal["text", "number", "boolean", "date"]
Number = Annotated[int | str, Field(description='An integer, or an exact decimal as text: "0.5"')]


class InputDefinition(Written):
    """A value that the asker hands over with `with`."""

    key: Key
    label: Label | None = None
    type: InputType
    choices: tuple[str, ...] | None = None


class OutputDefinition(Written):
    """A column of answers; with `formula`, its cells are expressions over the inputs, else literals; texts without
    choices may have holes for the inputs: "年龄 {{ age }} 岁，要求 {{ age_min }} 岁以上".

    `gather` is for `collect`: how the answers of all rows that match become one; without repeats when joined.
    """

    key: Key
    label: Label | None = None
    type: OutputType = "text"
    choices: tuple[str, ...] | None = None
    formula: bool = False
    gather: Literal["join", "sum", "min", "max", "first"] | None = None


class RowDefinition(Written):
    """`when`: one unary test per input ("> 30", "18..60", "-"); `then`: one answer per output."""

    label: Label | None = None
    when: tuple[str, ...]
    then: tuple[Json, ...]


class TableDefinition(Written):
    """`hit`: the first row that matches; the only one; any, when all that match agree; or all, gathered."""

    key: Key
    uid: str | None = None
    label: Label
    kind: Literal["table"]
    hit: Literal["first", "unique", "any", "collect"] = "first"
    inputs: Annotated[tuple[InputDefinition, ...], Field(min_length=1, max_length=50)]
    outputs: Annotated[tuple[OutputDefinition, ...], Field(min_length=1, max_length=20)]
    rows: Annotated[tuple[RowDefinition, ...], Field(min_length=1, max_length=2000)]


class BelowBin(Written):
    """From the previous bound (included) up to `below` (excluded)."""

    below: Number
    score: Number


class InBin(Written):
    """One of these values."""

    in_: Annotated[tuple[str | bool | int, ...], Field(alias="in", min_length=1)]
    score: Number


class OtherwiseBin(Written):
    otherwise: Literal[True]
    score: Number


BinDefinition = Annotated[
    Annotated[BelowBin, Tag("below")] | Annotated[InBin, Tag("in")] | Annotated[OtherwiseBin, Tag("otherwise")],
    one_of("below", "in", "otherwise"),
]


class ItemDefinition(Written):
    """Scores a value by the bin it falls into; `missing` scores a blank one. Either all items have weights or none."""

    key: Key
    label: Label
    dimension: Label | None = None
    of: Expression
    weight: Number | None = None
    bins: Annotated[tuple[BinDefinition, ...], Field(min_length=1, max_length=100)]
    missing: Number = 0


class VetoDefinition(Written):
    when: Expression
    grade: str
    reason: Label


class GradeDefinition(Written):
    """Totals from `from` (included) upwards, until the next higher grade."""

    from_: Annotated[Number, Field(alias="from")]
    grade: str
    label: Label | None = None


class ScorecardDefinition(Written):
    """base + Σ score × weight / Σ weight (without weights: base + Σ score) → grade; a veto overrides the grade."""

    key: Key
    uid: str | None = None
    label: Label
    kind: Literal["scorecard"]
    inputs: Annotated[tuple[InputDefinition, ...], Field(min_length=1, max_length=100)]
    base: Number = 0
    items: Annotated[tuple[ItemDefinition, ...], Field(min_length=1, max_length=100)]
    vetoes: tuple[VetoDefinition, ...] = ()
    grades: Annotated[tuple[GradeDefinition, ...], Field(min_length=1, max_length=50)]


DecisionDefinition = Annotated[TableDefinition | ScorecardDefinition, Field(discriminator="kind")]
