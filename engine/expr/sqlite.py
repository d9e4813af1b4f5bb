"""Exact decimals and the function table inside SQLite: the Python functions, registered with the connection."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from engine.expr import numbers
from engine.expr.functions import FUNCTIONS, HOSTED
from engine.expr.functions.base import Function
from engine.expr.run import hosted
from engine.kernel.json import Json
from engine.kernel.kinds import Kind

Raw = int | str | None
"""What SQLite hands to a function: our values are integers and text."""


def register(connection: Connection) -> None:
    """Give a new SQLite connection our deterministic functions, aggregates and the collation DECIMAL."""
    for name, function in _FUNCTIONS.items():
        connection.create_function(name, -1, function, deterministic=True)
    connection.create_aggregate("dg_sum", 1, _Sum)  # type: ignore[arg-type]  # typeshed knows aggregates of integers only
    connection.create_aggregate("dg_sum_of_products", 3, _SumOfProducts)  # type: ignore[arg-type]
    connection.create_collation("DECIMAL", _compared)


def instant_text(value: datetime) -> str:
    """The one spelling of a point in time: '2026-03-01 01:30:00.000000', UTC."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def read_instant(raw: str) -> datetime:
    return datetime.fromisoformat(raw).replace(tzinfo=UTC)


def _items(raw: str) -> tuple[Json, ...]:
    return tuple(json.loads(raw))


_READ: dict[str, Callable[..., object]] = {
    "number": Decimal,
    "ordered": Decimal,
    "boolean": bool,
    "date": date.fromisoformat,
    "day": date.fromisoformat,
    "datetime": read_instant,
    "list": _items,
}

_WRITE: dict[Kind, Callable[..., Raw]] = {
    Kind.NUMBER: numbers.text,
    Kind.BOOLEAN: int,
    Kind.DATE: date.isoformat,
    Kind.DATETIME: instant_text,
}


def _native(function: Function) -> Callable[..., Raw]:
    """The Python function on what SQLite stores: "0.10", 2 → Decimal("0.10"), Decimal(2) → "0.2"."""
    python = hosted(function)
    readers = [_READ.get(param.accepts, _as_is) for param in function.params]
    kind = Kind.NUMBER if function.result in {"same", "list"} else Kind(function.result)
    write = _WRITE.get(kind, _as_is)
    if function.needs == "zone":
        readers.insert(0, ZoneInfo)
    last = readers[-1]

    def native(*raw: Raw) -> Raw:
        args = [
            None if value is None else (readers[i] if i < len(readers) else last)(value) for i, value in enumerate(raw)
        ]
        result = python(*args)
        return None if result is None else write(result)

    return native


def _as_is(value: Raw) -> Raw:
    return value


def _text(value: int | None, scale: int) -> str | None:
    """(1230, 2) → "12.3"."""
    if value is None or scale == 0:
        return None if value is None else str(value)
    digits = str(abs(value)).rjust(scale + 1, "0")
    whole, places = digits[:-scale], digits[-scale:].rstrip("0")
    spelled = f"{whole}.{places}" if places else whole
    return f"-{spelled}" if value < 0 else spelled


def _times(a: int | None, b: int | None, scale: int) -> str | None:
    """The product of two scaled integers, which need not fit 64 bits."""
    if a is None or b is None:
        return None
    product = a * b
    return _text(product, scale) if abs(product) < 10 ** (numbers.MAX_WHOLE + scale) else None


def _compared(a: str, b: str) -> int:
    left, right = Decimal(a), Decimal(b)
    return (left > right) - (left < right)


def _cmp(a: str | None, b: str | None) -> int | None:
    return None if a is None or b is None else _compared(a, b)


OVERFLOW = "overflow"


class _Sum:
    """SUM over decimal text: NULL of nothing, like SQL's, and OVERFLOW where the sum is beyond all limits."""

    def __init__(self) -> None:
        self._total = Decimal(0)

    def step(self, value: Raw, /) -> None:
        if value is not None:
            self._total = numbers.WIDE.add(self._total, Decimal(value))

    def finalize(self) -> str:
        whole = numbers.fit(self._total)
        return OVERFLOW if whole is None else numbers.text(whole)


class _SumOfProducts:
    """SUM(a * b) of scaled integers, kept as an integer: the products need no 64 bits, nor decimals."""

    def __init__(self) -> None:
        self._total = 0
        self._scale = 0

    def step(self, a: int | None, b: int | None, scale: int, /) -> None:
        if a is not None and b is not None:
            product = a * b
            self._scale = scale
            if abs(product) < 10 ** (numbers.MAX_WHOLE + scale):
                self._total += product

    def finalize(self) -> str:
        whole = numbers.fit(Decimal(self._total).scaleb(-self._scale, numbers.WIDE))
        return OVERFLOW if whole is None else numbers.text(whole)


_IN_DATABASE = (FUNCTIONS[key] for key in HOSTED if FUNCTIONS[key].sql and FUNCTIONS[key].needs != "moment")

_FUNCTIONS: dict[str, Callable[..., Raw]] = {
    **{f"dg_{function.key.lower()}": _native(function) for function in _IN_DATABASE},
    "dg_scaled": _text,
    "dg_times": _times,
    "dg_cmp": _cmp,
    "dg_least": lambda *values: min((v for v in values if v is not None), default=None),
    "dg_greatest": lambda *values: max((v for v in values if v is not None), default=None),
}
