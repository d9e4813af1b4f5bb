"""Exact numbers: in options, on the wire, and as scaled integers where the database has no decimals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.fields.base import FieldError, Reader, Stored
from engine.fields.storage import SQLITE
from engine.kernel import decimals
from engine.kernel.decimals import MAX_DIGITS
from engine.kernel.json import Json, JsonObject
from engine.kernel.kinds import Kind

NUMBER_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"
ZERO = Decimal(0)
_LIMITS = tuple(Decimal(10) ** (MAX_DIGITS - digits) for digits in range(MAX_DIGITS + 1))


def _read_option(raw: Json) -> Decimal:
    value = decimals.read(raw) if isinstance(raw, str) else Decimal(raw) if type(raw) is int else None
    if value is None:
        raise ValueError('write the number as text, e.g. "0.01"')
    return value


Exact = Annotated[
    Decimal,
    BeforeValidator(_read_option),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": NUMBER_PATTERN}, {"type": "integer"}]}),
]
"""A number in the options of a field: "0.01"."""


def parse_exact(raw: Json, digits: int) -> Decimal:
    """("1234.50", 2) → Decimal("1234.50"); JSON numbers, NaN, 40 digits, a third digit after the point are refused."""
    if type(raw) is not str:
        raise FieldError("not_exact" if isinstance(raw, int | float) and type(raw) is not bool else "not_number")
    value = decimals.read(raw)
    if value is None:
        raise FieldError("not_number")
    _, _, tail = raw.partition(".")
    if len(tail) > digits and len(tail.rstrip("0")) > digits:
        raise _too_many_digits(digits)
    return sized(value, digits)


def sized(value: Decimal, digits: int) -> Decimal:
    """The value if it can be stored; -0 becomes 0."""
    if abs(value) >= _LIMITS[digits]:
        raise FieldError("too_large", digits=MAX_DIGITS - digits)
    return value if value else ZERO


def check_digits(value: Decimal, digits: int) -> Decimal:
    """A value read elsewhere (a cell), held to the digits of the field."""
    if value.adjusted() >= MAX_DIGITS:
        raise FieldError("too_large", digits=MAX_DIGITS - digits)
    exponent = decimals.plain(value).as_tuple().exponent
    if isinstance(exponent, int) and -exponent > digits:
        raise _too_many_digits(digits)
    return sized(value, digits)


def _too_many_digits(digits: int) -> FieldError:
    return FieldError("too_many_digits", digits=digits) if digits else FieldError("whole_only")


def within(
    value: Decimal, least: Decimal | None, most: Decimal | None, text: Callable[[Decimal], str] = str
) -> Decimal:
    """The value if it is not below `least` nor above `most`; `text` writes the bound in the message."""
    if least is not None and value < least:
        raise FieldError("below_min", bound=text(least))
    if most is not None and value > most:
        raise FieldError("above_max", bound=text(most))
    return value


def check_bounds(least: Decimal | None, most: Decimal | None, digits: int) -> tuple[FieldError, ...]:
    """Mistakes in the options `min` and `max`."""
    mistakes = []
    for slot, bound in (("/min", least), ("/max", most)):
        if bound is not None and decimals.rounded(bound, digits) != bound:
            mistakes.append(FieldError("bound_digits", slot))
    if least is not None and most is not None and least > most:
        mistakes.append(FieldError("min_above_max", "/min"))
    return tuple(mistakes)


def plain_text(value: Decimal) -> str:
    """Decimal("3.500") → "3.5", Decimal("100") → "100"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_schema(digits: int) -> JsonObject:
    """The wire of a number with that many digits after the point."""
    point = rf"(\.[0-9]{{1,{digits}}}0*)?" if digits else r"(\.0*)?"
    return {"type": "string", "pattern": rf"^[+-]?[0-9]+{point}$", "maxLength": 60}


# -- storage: NUMERIC on PostgreSQL, n × 10^digits in a 64-bit integer on SQLite ---------------------------------------
def scaled_column(digits: int, dialect: Dialect) -> sa.types.TypeEngine[Any]:
    return sa.BigInteger() if dialect == SQLITE else sa.Numeric(38, digits)


def scaled_sql(column: Element, digits: int, dialect: Dialect) -> SqlValue:
    bound = 10**MAX_DIGITS if dialect == SQLITE else 10 ** (MAX_DIGITS - digits)
    return SqlValue(column, Kind.NUMBER, scale=digits, bound=bound)


def scaled_store(value: Decimal, digits: int, dialect: Dialect) -> Stored:
    """(Decimal("1.5"), 2) → 150 on SQLite; a computed value with more digits is rounded half away from zero."""
    if abs(value) >= _LIMITS[digits]:
        raise FieldError("too_large", digits=MAX_DIGITS - digits)
    scaled = value.scaleb(digits)
    whole = int(scaled)
    if whole != scaled:
        value = decimals.rounded(value, digits)
        whole = int(value.scaleb(digits))
    return whole if dialect == SQLITE else value


def scaled_load(stored: Stored, digits: int, dialect: Dialect) -> Decimal:
    if isinstance(stored, Decimal):
        return stored
    assert isinstance(stored, int), "a scaled number is an integer"
    return Decimal(stored).scaleb(-digits)


def fixed_reader(digits: int) -> Reader:
    """A scaled integer → wire with all its digits: 10010 → "100.10"."""
    if not digits:
        return lambda stored: None if stored is None else str(stored)
    unit, shape = 10**digits, f"%d.%0{digits}d"

    def read(stored: Stored) -> Json:
        if stored is None:
            return None
        return shape % divmod(stored, unit) if stored >= 0 else "-" + shape % divmod(-stored, unit)

    return read


def fixed_on_wire(column: Element, digits: int, dialect: Dialect) -> tuple[Element, Reader | None]:
    """PostgreSQL writes all the digits of its columns itself: 100.10."""
    return (column, fixed_reader(digits)) if dialect == SQLITE else (sa.cast(column, sa.Text), None)


def plain_on_wire(column: Element, digits: int, dialect: Dialect) -> tuple[Element, Reader | None]:
    if dialect == SQLITE:
        return column, plain_reader(digits)
    return sa.cast(column, sa.Text), _without_zeros(str) if digits else None


def plain_reader(digits: int) -> Reader:
    """A scaled integer → wire without trailing zeros: 150 → "1.5"."""
    fixed = fixed_reader(digits)
    return _without_zeros(fixed) if digits else fixed


def _without_zeros(spelled: Reader) -> Reader:
    return lambda stored: None if stored is None else spelled(stored).rstrip("0").rstrip(".")


def number_cell(value: Decimal) -> int | float | str:
    """What a sheet gets: a number while it holds it exactly (15 digits), else text."""
    text = plain_text(value)
    if len(text.lstrip("-").replace(".", "").lstrip("0")) > 15:
        return text
    return float(text) if "." in text else int(text)


def sample(random: Random, least: Decimal | None, most: Decimal | None, digits: int, span: int) -> str:
    """A number within the bounds, on the wire."""
    low = least if least is not None else min(ZERO, most - span) if most is not None else ZERO
    high = most if most is not None else low + span
    step = random.randint(int(low.scaleb(digits)), int(high.scaleb(digits)))
    return plain_text(Decimal(step).scaleb(-digits))
