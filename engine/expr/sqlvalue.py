"""What an expression means in SQL: elements that know their kind, and the scope that finds columns and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import ColumnElement

from engine.kernel.decimals import MAX_DIGITS
from engine.kernel.kinds import Kind

Dialect = Literal["sqlite", "postgresql"]
Element = ColumnElement[Any]

STORED_BOUND = 10**MAX_DIGITS - 1
"""The largest |n| a stored scaled integer holds."""


@dataclass(frozen=True, slots=True)
class SqlValue:
    """An SQL element and what it means.

    PostgreSQL: text/reference TEXT, number NUMERIC, boolean BOOLEAN, date DATE, datetime TIMESTAMPTZ, lists JSONB.

    SQLite: text/reference TEXT, boolean 0/1, date 'YYYY-MM-DD', datetime 'YYYY-MM-DD HH:MM:SS.ffffff' (UTC), lists
    JSON text. A number with `scale=s` is an INTEGER n that means n/10^s, |n| ≤ `bound`; with `scale=None` it is
    canonical decimal TEXT ("1234.5", never "1234.50").
    """

    element: Element
    kind: Kind
    many: bool = False
    scale: int | None = None
    bound: int = STORED_BOUND


@dataclass(frozen=True, slots=True)
class SqlRows:
    """Rows below a record: names inside are columns of `scope`, "id" always among them; `scalar` wraps an aggregate.

    `scalar(func.sum(line.c.amount))` → `(SELECT sum(line.amount) FROM line WHERE line.parent_id = order.id)`.
    """

    scope: SqlScope
    scalar: Callable[[Element], Element]


class SqlScope(Protocol):
    @property
    def dialect(self) -> Dialect: ...

    @property
    def zone(self) -> str:
        """The time zone in which people read dates, e.g. "Asia/Shanghai"."""
        ...

    def value(self, path: tuple[str, ...]) -> SqlValue:
        """("customer", "level") → the joined column; ("me", "id"), ("param", "x") → bound parameters."""
        ...

    def rows(self, path: tuple[str, ...]) -> SqlRows:
        """("lines",) or ("customer", "orders") → the rows, correlated to the record."""
        ...

    def today(self) -> SqlValue:
        """A bound parameter, never the database's clock."""
        ...

    def now(self) -> SqlValue:
        """A bound parameter, never the database's clock."""
        ...
