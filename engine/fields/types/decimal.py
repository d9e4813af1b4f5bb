"""decimal: an exact number with a fixed number of digits after the point."""

from __future__ import annotations

from datetime import UTC, tzinfo
from decimal import Decimal as Number
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import numbers
from engine.fields.base import Cell, Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import read_number
from engine.fields.numbers import Exact
from engine.fields.storage import SQLITE
from engine.kernel.decimals import rounded
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class DecimalOptions(FieldOptions):
    """`digits` after the point; `unit` stands behind the number ("㎡"); `grouping` writes 1,234.5."""

    type: Literal["decimal"]
    digits: int = Field(default=2, ge=0, le=12)
    min: Exact | None = None
    max: Exact | None = None
    unit: str | None = Field(default=None, max_length=10)
    grouping: bool = False


class Decimal(FieldType[DecimalOptions, Number]):
    name = "decimal"
    label = Text("小数", "Decimal")
    group = "basic"
    icon = "PercentageOutlined"
    kind = Kind.NUMBER
    widget = "decimal"
    options = DecimalOptions

    def check(self, o: DecimalOptions) -> tuple[FieldError, ...]:
        return (*super().check(o), *numbers.check_bounds(o.min, o.max, o.digits))

    def places(self, o: DecimalOptions) -> int:
        return o.digits

    def column_type(self, o: DecimalOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return numbers.scaled_column(o.digits, dialect)

    def sql(self, o: DecimalOptions, column: Element, dialect: Dialect) -> SqlValue:
        return numbers.scaled_sql(column, o.digits, dialect)

    def store(self, o: DecimalOptions, value: Number, dialect: Dialect) -> Stored:
        return numbers.scaled_store(value, o.digits, dialect)

    def load(self, o: DecimalOptions, stored: Stored, dialect: Dialect) -> Number:
        return numbers.scaled_load(stored, o.digits, dialect)

    def json_schema(self, o: DecimalOptions) -> JsonObject:
        return numbers.exact_schema(o.digits)

    def parse(self, o: DecimalOptions, raw: Json) -> Number:
        return numbers.within(numbers.parse_exact(raw, o.digits), o.min, o.max)

    def wire(self, o: DecimalOptions, value: Number) -> Json:
        return numbers.plain_text(rounded(value, o.digits))

    def reader(self, o: DecimalOptions, dialect: Dialect) -> Reader | None:
        return numbers.plain_reader(o.digits) if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: DecimalOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return numbers.plain_on_wire(column, o.digits, dialect)

    def text(self, o: DecimalOptions, value: Number, locale: str, zone: tzinfo = UTC) -> str:
        plain = numbers.plain_text(rounded(value, o.digits))
        return f"{Number(plain):,f}{o.unit or ''}" if o.grouping else f"{plain}{o.unit or ''}"

    def from_cell(self, o: DecimalOptions, cell: object, zone: tzinfo = UTC) -> Number:
        return numbers.within(numbers.check_digits(read_number(cell, o.unit), o.digits), o.min, o.max)

    def to_cell(self, o: DecimalOptions, value: Number, locale: str, zone: tzinfo = UTC) -> Cell:
        return numbers.number_cell(value)

    def sample(self, o: DecimalOptions, random: Random) -> Json:
        return numbers.sample(random, o.min, o.max, o.digits, 1000)


TYPE = Decimal()
EXAMPLES = [
    Example({}, "12.5", "12.5"),
    Example({}, "12.50", "12.5", wire="12.5"),
    Example({}, "-0", "0", wire="0"),
    Example({"digits": 0}, "5000", "5000"),
    Example({"digits": 6, "unit": "㎡"}, "0.000001", "0.000001㎡"),
    Example({"grouping": True}, "1234567.8", "1,234,567.8"),
    Example({}, "9999999999999999.99", "9999999999999999.99"),
    Example({}, "1.1000000", "1.1", wire="1.1"),
]
REFUSED = [
    Refusal({}, 1.5, "not_exact"),
    Refusal({}, 5, "not_exact"),
    Refusal({}, True, "not_number"),
    Refusal({}, float("nan"), "not_exact"),
    Refusal({}, "NaN", "not_number"),
    Refusal({}, "Infinity", "not_number"),
    Refusal({}, "1e5", "not_number"),
    Refusal({}, "1,234", "not_number"),
    Refusal({}, "１２", "not_number"),
    Refusal({}, "1.234", "too_many_digits"),
    Refusal({"digits": 0}, "1.5", "whole_only"),
    Refusal({}, "9" * 40, "too_large", in_schema=True),
    Refusal({}, "9" * 100, "not_number"),
    Refusal({}, "10000000000000000", "too_large", in_schema=True),
    Refusal({"min": "10"}, "9.99", "below_min", in_schema=True),
    Refusal({"max": "10"}, "10.01", "above_max", in_schema=True),
]
CELLS = [
    Spelling({}, 12.5, "12.5"),
    Spelling({}, 0.1 + 0.2, "0.3"),
    Spelling({}, "1,234.50", "1234.5"),
    Spelling({"unit": "㎡"}, "89.5㎡", "89.5"),
    Spelling({}, "(12.50)", "-12.5"),
    Spelling({}, 1.2345, refused="too_many_digits"),
    Spelling({}, "1.2E+05", refused="cell_scientific"),
    Spelling({}, "1,23", refused="cell_grouping"),
    Spelling({}, float("inf"), refused="not_number"),
]
