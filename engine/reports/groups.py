"""The groups of a report: on the wire, back from it, and as the expression that yields their records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.fields.base import Value
from engine.fields.filters import literal
from engine.fields.numbers import plain_text
from engine.kernel import decimals
from engine.kernel.json import Json
from engine.kernel.kinds import Kind
from engine.reports.compiled import Dimension
from engine.reports.periods import bucket_at

LONGEST = 4000


def wire_of(value: Value) -> Json:
    """A value of any kind on the wire: numbers as exact text, days as "2026-11-01"."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return plain_text(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"{type(value).__name__} is no value of a group")


def group_value(dimension: Dimension, raw: Json) -> Value:
    """What a client sends back of a row, the inverse of `wire_of`; ValueError when it is none of the dimension's."""
    if raw is None:
        return None
    kind = Kind.NUMBER if dimension.bins else dimension.by.type.kind
    if kind is Kind.BOOLEAN and isinstance(raw, bool):
        return raw
    if not isinstance(raw, str) or len(raw) > LONGEST or "\x00" in raw:
        raise ValueError("not a value of the dimension")
    raw.encode()  # a lone surrogate is no text, and no database takes it
    if kind is Kind.NUMBER:
        return _number(dimension, raw)
    return date.fromisoformat(raw) if kind in {Kind.DATE, Kind.DATETIME} else raw


def _number(dimension: Dimension, raw: str) -> Decimal:
    number = decimals.read(raw)
    if number is None or (dimension.bins and not 0 <= number <= len(dimension.bins)):
        raise ValueError("not a number, or no bin")
    return number


def member_test(dimension: Dimension, value: Value) -> str:
    """The records of a group, as an expression: (month of paid_on, 2026-11-01) → the days of November."""
    of = dimension.of.text if dimension.of.text.isidentifier() else f"({dimension.of.text})"
    if value is None:
        return f"{of} == null"
    if isinstance(value, Decimal) and dimension.bins:
        return _bin_test(dimension, of, int(value))
    if isinstance(value, date) and dimension.bucket is not None:
        return bucket_at(dimension.bucket, value).expression(of)
    return f"{of} == {literal(value)}"


def _bin_test(dimension: Dimension, of: str, place: int) -> str:
    tests = [f"{of} >= {literal(dimension.bins[place - 1])}"] if place > 0 else []
    tests += [f"{of} < {literal(dimension.bins[place])}"] if place < len(dimension.bins) else []
    return " and ".join(tests)


def all_of(tests: tuple[str, ...]) -> str:
    """("a == 1", "b == 2 or c") → "(a == 1) and (b == 2 or c)"; no tests → ""."""
    return tests[0] if len(tests) == 1 else " and ".join(f"({test})" for test in tests)
