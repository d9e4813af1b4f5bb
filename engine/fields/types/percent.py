"""percent: a rate, kept and sent as a fraction: 1.5 % is "0.015"."""

from __future__ import annotations

from datetime import UTC, tzinfo
from decimal import Decimal
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import numbers
from engine.fields.base import Cell, Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import narrow, number_in, read_number
from engine.fields.numbers import Exact
from engine.fields.storage import SQLITE
from engine.kernel.decimals import rounded
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

_MARKS = {"%": 2, "‰": 3}


class PercentOptions(FieldOptions):
    """`digits` after the point of the percentage, as people see it; `min` and `max` are fractions like the value."""

    type: Literal["percent"]
    digits: int = Field(default=2, ge=0, le=8)
    min: Exact | None = None
    max: Exact | None = None


class Percent(FieldType[PercentOptions, Decimal]):
    name = "percent"
    label = Text("百分比", "Percent")
    group = "basic"
    icon = "PercentageOutlined"
    kind = Kind.NUMBER
    widget = "percent"
    options = PercentOptions

    def check(self, o: PercentOptions) -> tuple[FieldError, ...]:
        return (*super().check(o), *numbers.check_bounds(o.min, o.max, o.digits + 2))

    def places(self, o: PercentOptions) -> int:
        return o.digits + 2

    def column_type(self, o: PercentOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return numbers.scaled_column(o.digits + 2, dialect)

    def sql(self, o: PercentOptions, column: Element, dialect: Dialect) -> SqlValue:
        return numbers.scaled_sql(column, o.digits + 2, dialect)

    def store(self, o: PercentOptions, value: Decimal, dialect: Dialect) -> Stored:
        return numbers.scaled_store(value, o.digits + 2, dialect)

    def load(self, o: PercentOptions, stored: Stored, dialect: Dialect) -> Decimal:
        return numbers.scaled_load(stored, o.digits + 2, dialect)

    def json_schema(self, o: PercentOptions) -> JsonObject:
        return numbers.exact_schema(o.digits + 2)

    def parse(self, o: PercentOptions, raw: Json) -> Decimal:
        return self._within(o, numbers.parse_exact(raw, o.digits + 2))

    def _within(self, o: PercentOptions, value: Decimal) -> Decimal:
        return numbers.within(value, o.min, o.max, lambda bound: self.text(o, bound, "zh-CN"))

    def wire(self, o: PercentOptions, value: Decimal) -> Json:
        return numbers.plain_text(rounded(value, o.digits + 2))

    def reader(self, o: PercentOptions, dialect: Dialect) -> Reader | None:
        return numbers.plain_reader(o.digits + 2) if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: PercentOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return numbers.plain_on_wire(column, o.digits + 2, dialect)

    def text(self, o: PercentOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> str:
        return numbers.plain_text(rounded(value, o.digits + 2).scaleb(2)) + "%"

    def from_cell(self, o: PercentOptions, cell: object, zone: tzinfo = UTC) -> Decimal:
        text = narrow(cell) if isinstance(cell, str) else ""
        if text[-1:] in _MARKS:
            number = number_in(text[:-1].rstrip()).scaleb(-_MARKS[text[-1]])
        else:
            number = read_number(cell)
            if abs(number) > 1:
                raise FieldError("cell_percent", name=numbers.plain_text(number))
        return self._within(o, numbers.check_digits(number, o.digits + 2))

    def to_cell(self, o: PercentOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> Cell:
        return numbers.number_cell(value)

    def sample(self, o: PercentOptions, random: Random) -> Json:
        return numbers.sample(random, o.min, o.max, o.digits + 2, 1)


TYPE = Percent()
EXAMPLES = [
    Example({}, "0.015", "1.5%"),
    Example({}, "0.0150", "1.5%", wire="0.015"),
    Example({}, "1", "100%"),
    Example({}, "-0.2", "-20%"),
    Example({"digits": 0}, "0.05", "5%"),
    Example({"digits": 4}, "0.000349", "0.0349%"),
]
REFUSED = [
    Refusal({}, "1.5%", "not_number"),
    Refusal({}, 0.015, "not_exact"),
    Refusal({}, "0.00001", "too_many_digits"),
    Refusal({"digits": 0}, "0.015", "too_many_digits"),
    Refusal({"max": "0.36"}, "0.361", "above_max", in_schema=True),
    Refusal({}, "NaN", "not_number"),
    Refusal({}, True, "not_number"),
]
CELLS = [
    Spelling({}, "1.5%", "0.015"),
    Spelling({}, "１.５％", "0.015"),
    Spelling({}, "1.5 %", "0.015"),
    Spelling({}, "5‰", "0.005"),
    Spelling({}, 0.015, "0.015"),
    Spelling({}, 1, "1"),
    Spelling({}, 1.5, refused="cell_percent"),
    Spelling({}, "12", refused="cell_percent"),
    Spelling({}, "1-2%", refused="cell_range"),
    Spelling({}, "约5%", refused="cell_approximate"),
]
