"""integer: a whole number that a JSON number holds exactly."""

from __future__ import annotations

from datetime import UTC, tzinfo
from decimal import Decimal
from random import Random
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import Cell, Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import read_number
from engine.fields.numbers import check_digits, within
from engine.fields.storage import SQLITE
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text

MOST = 2**53 - 1


class IntegerOptions(FieldOptions):
    """`unit` stands behind the number ("天"); `grouping` writes 1,234."""

    type: Literal["integer"]
    min: int | None = Field(default=None, strict=True, ge=-MOST, le=MOST)
    max: int | None = Field(default=None, strict=True, ge=-MOST, le=MOST)
    unit: str | None = Field(default=None, max_length=10)
    grouping: bool = False


class Integer(FieldType[IntegerOptions, Decimal]):
    name = "integer"
    label = Text("整数", "Whole number")
    group = "basic"
    icon = "NumberOutlined"
    kind = Kind.NUMBER
    widget = "integer"
    options = IntegerOptions

    def check(self, o: IntegerOptions) -> tuple[FieldError, ...]:
        wrong = o.min is not None and o.max is not None and o.min > o.max
        return (*super().check(o), *((FieldError("min_above_max", "/min"),) if wrong else ()))

    def column_type(self, o: IntegerOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return sa.BigInteger() if dialect == SQLITE else sa.Numeric(18, 0)

    def sql(self, o: IntegerOptions, column: Element, dialect: Dialect) -> SqlValue:
        return SqlValue(column, Kind.NUMBER, scale=0, bound=MOST)

    def store(self, o: IntegerOptions, value: Decimal, dialect: Dialect) -> Stored:
        return int(value)

    def load(self, o: IntegerOptions, stored: Stored, dialect: Dialect) -> Decimal:
        return Decimal(stored)

    def json_schema(self, o: IntegerOptions) -> JsonObject:
        low = -MOST if o.min is None else o.min
        high = MOST if o.max is None else o.max
        return {"type": "integer", "minimum": low, "maximum": high}

    def parse(self, o: IntegerOptions, raw: Json) -> Decimal:
        if type(raw) is not int:
            raise FieldError("not_integer")
        if not -MOST <= raw <= MOST:
            raise FieldError("integer_range")
        if o.min is not None and raw < o.min:
            raise FieldError("below_min", bound=o.min)
        if o.max is not None and raw > o.max:
            raise FieldError("above_max", bound=o.max)
        return Decimal(raw)

    def wire(self, o: IntegerOptions, value: Decimal) -> Json:
        return int(value)

    def reader(self, o: IntegerOptions, dialect: Dialect) -> Reader | None:
        return None if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: IntegerOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return (column, None) if dialect == SQLITE else (sa.cast(column, sa.BigInteger), None)

    def text(self, o: IntegerOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> str:
        number = int(value)
        return f"{number:,}{o.unit or ''}" if o.grouping else f"{number}{o.unit or ''}"

    def from_cell(self, o: IntegerOptions, cell: object, zone: tzinfo = UTC) -> Decimal:
        number = check_digits(read_number(cell, o.unit), 0)
        if abs(number) > MOST:
            raise FieldError("integer_range")
        low, high = (None if bound is None else Decimal(bound) for bound in (o.min, o.max))
        return within(number, low, high)

    def to_cell(self, o: IntegerOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> Cell:
        return int(value)

    def sample(self, o: IntegerOptions, random: Random) -> Json:
        low = o.min if o.min is not None else min(0, o.max or 0)
        high = o.max if o.max is not None else low + 100
        return random.randint(low, high)


TYPE = Integer()
EXAMPLES = [
    Example({}, 0, "0"),
    Example({}, -12, "-12"),
    Example({"unit": "天"}, 30, "30天"),
    Example({"grouping": True}, 1234567, "1,234,567"),
    Example({}, MOST, "9007199254740991"),
    Example({"min": 18, "max": 65}, 18, "18"),
]
REFUSED = [
    Refusal({}, 2**63, "integer_range"),
    Refusal({}, -(2**53), "integer_range"),
    Refusal({}, 10**40, "integer_range"),
    Refusal({}, 1.5, "not_integer"),
    Refusal({}, 5.0, "not_integer", in_schema=True),
    Refusal({}, float("nan"), "not_integer"),
    Refusal({}, float("inf"), "not_integer"),
    Refusal({}, True, "not_integer"),
    Refusal({}, "5", "not_integer"),
    Refusal({"min": 18}, 17, "below_min"),
    Refusal({"max": 65}, 66, "above_max"),
]
CELLS = [
    Spelling({}, 5, 5),
    Spelling({}, 5.0, 5),
    Spelling({}, " 1,234 ", 1234),
    Spelling({"unit": "次"}, "5次", 5),
    Spelling({}, "２０", 20),
    Spelling({}, 5.5, refused="whole_only"),
    Spelling({}, "5次", refused="not_number"),
    Spelling({}, "3-5", refused="cell_range"),
    Spelling({}, True, refused="not_number"),
    Spelling({"max": 10}, "11", refused="above_max"),
    Spelling({}, "1" * 17, refused="integer_range"),
]
