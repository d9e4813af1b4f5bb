"""money: an exact amount of one currency."""

from __future__ import annotations

from datetime import UTC, tzinfo
from decimal import Decimal
from random import Random
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import Field, StringConstraints

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields import numbers
from engine.fields.base import Cell, Example, FieldError, FieldOptions, FieldType, Reader, Refusal, Spelling, Stored
from engine.fields.cells import narrow, number_in, read_number
from engine.fields.currency import bare, signed
from engine.fields.numbers import Exact
from engine.fields.storage import SQLITE
from engine.kernel.decimals import rounded
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text


class MoneyOptions(FieldOptions):
    """`currency`: an ISO 4217 code; `digits` after the point."""

    type: Literal["money"]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "CNY"
    digits: int = Field(default=2, ge=0, le=6)
    min: Exact | None = None
    max: Exact | None = None


class Money(FieldType[MoneyOptions, Decimal]):
    name = "money"
    label = Text("金额", "Money")
    group = "basic"
    icon = "AccountBookOutlined"
    kind = Kind.NUMBER
    widget = "money"
    options = MoneyOptions

    def check(self, o: MoneyOptions) -> tuple[FieldError, ...]:
        return (*super().check(o), *numbers.check_bounds(o.min, o.max, o.digits))

    def places(self, o: MoneyOptions) -> int:
        return o.digits

    def column_type(self, o: MoneyOptions, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return numbers.scaled_column(o.digits, dialect)

    def sql(self, o: MoneyOptions, column: Element, dialect: Dialect) -> SqlValue:
        return numbers.scaled_sql(column, o.digits, dialect)

    def store(self, o: MoneyOptions, value: Decimal, dialect: Dialect) -> Stored:
        return numbers.scaled_store(value, o.digits, dialect)

    def load(self, o: MoneyOptions, stored: Stored, dialect: Dialect) -> Decimal:
        return numbers.scaled_load(stored, o.digits, dialect)

    def json_schema(self, o: MoneyOptions) -> JsonObject:
        return numbers.exact_schema(o.digits)

    def parse(self, o: MoneyOptions, raw: Json) -> Decimal:
        value = numbers.parse_exact(raw, o.digits)
        return value if o.min is None and o.max is None else self._within(o, value)

    def _within(self, o: MoneyOptions, value: Decimal) -> Decimal:
        return numbers.within(value, o.min, o.max, lambda bound: self.text(o, bound, "zh-CN"))

    def wire(self, o: MoneyOptions, value: Decimal) -> Json:
        return format(rounded(value, o.digits), "f")

    def reader(self, o: MoneyOptions, dialect: Dialect) -> Reader | None:
        return numbers.fixed_reader(o.digits) if dialect == SQLITE else super().reader(o, dialect)

    def on_wire(self, o: MoneyOptions, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
        return numbers.fixed_on_wire(column, o.digits, dialect)

    def text(self, o: MoneyOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> str:
        return signed(format(rounded(value, o.digits), ",f"), o.currency, locale)

    def from_cell(self, o: MoneyOptions, cell: object, zone: tzinfo = UTC) -> Decimal:
        number = number_in(bare(narrow(cell), o.currency)) if isinstance(cell, str) else read_number(cell)
        return self._within(o, numbers.check_digits(number, o.digits))

    def to_cell(self, o: MoneyOptions, value: Decimal, locale: str, zone: tzinfo = UTC) -> Cell:
        return numbers.number_cell(value)

    def sample(self, o: MoneyOptions, random: Random) -> Json:
        return numbers.sample(random, o.min, o.max, o.digits, 1_000_000)


TYPE = Money()
EXAMPLES = [
    Example({}, "100.10", "￥100.10", "¥100.10"),
    Example({}, "1234.5", "￥1,234.50", "¥1,234.50", wire="1234.50"),
    Example({}, "-0.01", "-￥0.01", "-¥0.01"),
    Example({}, "0", "￥0.00", "¥0.00", wire="0.00"),
    Example({"digits": 0, "currency": "JPY"}, "5000", "JP¥5,000"),
    Example({"currency": "CHF"}, "-1234.50", "-CHF 1,234.50"),
    Example({}, "9999999999999999.99", "￥9,999,999,999,999,999.99", "¥9,999,999,999,999,999.99"),
]
REFUSED = [
    Refusal({}, "1.234", "too_many_digits"),
    Refusal({}, "abc", "not_number"),
    Refusal({}, "￥100", "not_number"),
    Refusal({}, 1.5, "not_exact"),
    Refusal({}, 100, "not_exact"),
    Refusal({}, False, "not_number"),
    Refusal({}, "NaN", "not_number"),
    Refusal({}, "-Infinity", "not_number"),
    Refusal({}, "9" * 40, "too_large", in_schema=True),
    Refusal({}, str(2**63), "too_large", in_schema=True),
    Refusal({"min": "0.01"}, "0", "below_min", in_schema=True),
    Refusal({"digits": 0, "currency": "JPY"}, "1.5", "whole_only"),
]
CELLS = [
    Spelling({}, 300000, "300000.00"),
    Spelling({}, 1234.5, "1234.50"),
    Spelling({}, "30万", "300000.00"),
    Spelling({}, "30 万", "300000.00"),
    Spelling({}, "30万元", "300000.00"),
    Spelling({}, "1.5万", "15000.00"),
    Spelling({}, "30w", "300000.00"),
    Spelling({}, "30W", "300000.00"),
    Spelling({}, "3万5千", "35000.00"),
    Spelling({}, "1亿2000万", "120000000.00"),
    Spelling({}, "2百万", "2000000.00"),
    Spelling({}, "￥300000", "300000.00"),
    Spelling({}, "¥ 300,000.00", "300000.00"),
    Spelling({}, "RMB 5000", "5000.00"),
    Spelling({}, "300000元整", "300000.00"),
    Spelling({}, "100,000.00", "100000.00"),
    Spelling({}, "　３０万　", "300000.00"),
    Spelling({}, "叁拾万元整", "300000.00"),
    Spelling({}, "三十五万", "350000.00"),
    Spelling({}, "-￥12.50", "-12.50"),
    Spelling({}, "(1,234.50)", "-1234.50"),
    Spelling({"currency": "USD"}, "$1,200", "1200.00"),
    Spelling({}, "50-80万", refused="cell_range"),
    Spelling({}, "50万~80万", refused="cell_range"),
    Spelling({}, "50至80万", refused="cell_range"),
    Spelling({}, "待定", refused="cell_undecided"),
    Spelling({}, "面议", refused="cell_undecided"),
    Spelling({}, "约30万", refused="cell_approximate"),
    Spelling({}, "30万左右", refused="cell_approximate"),
    Spelling({}, "30万以上", refused="cell_approximate"),
    Spelling({}, "30多万", refused="cell_approximate"),
    Spelling({}, "三万五", refused="not_number"),
    Spelling({}, "3万5", refused="cell_unit"),
    Spelling({}, "1,0000", refused="cell_grouping"),
    Spelling({}, "$300", refused="cell_currency"),
    Spelling({}, "30万美元", refused="cell_currency"),
    Spelling({}, "=SUM(1,2)", refused="not_number"),
    Spelling({}, "#VALUE!", refused="cell_error"),
    Spelling({}, "100.005", refused="too_many_digits"),
    Spelling({"min": "1000"}, 20, refused="below_min"),
    Spelling({}, True, refused="not_number"),
]
