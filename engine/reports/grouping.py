"""What rows are grouped by, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import sqlalchemy as sa

from engine.expr import Call, Element, Lit, SqlScope, SqlValue, to_sql
from engine.kernel.kinds import Kind
from engine.reports.compiled import Bucket, Dimension


@dataclass(frozen=True, slots=True)
class Grouped:
    """What rows are grouped by, and the value that it stands for once they are."""

    inner: Element
    outer: Callable[[Element], SqlValue]


def grouped(dimension: Dimension, joins: SqlScope) -> Grouped:
    """A month of SQLite is grouped by its seven letters and spelled out as a day only once per group."""
    if dimension.bins:
        return _as_it_is(_bin(dimension, joins))
    if dimension.bucket not in _LETTERS or joins.dialect != "sqlite":
        return _as_it_is(to_sql(dimension.by, joins))
    day = dimension.of
    if dimension.of.type.kind is Kind.DATETIME:
        day = replace(day, expr=Call("LOCAL_DATE", (day.expr,)))
    letters, rest = _LETTERS[dimension.bucket]
    inner = sa.func.substr(to_sql(day, joins).element, number_of(1), number_of(letters), type_=sa.Text)
    return Grouped(inner, lambda column: SqlValue(column.concat(rest), Kind.DATE))


_LETTERS: Mapping[Bucket | None, tuple[int, str]] = MappingProxyType(
    {Bucket.MONTH: (7, "-01"), Bucket.YEAR: (4, "-01-01")}
)


def _as_it_is(value: SqlValue) -> Grouped:
    return Grouped(value.element, lambda column: at(value, column))


def _bin(dimension: Dimension, joins: SqlScope) -> SqlValue:
    """The number of the bin, from 0."""
    of = dimension.of
    tests = [to_sql(replace(of, expr=Call("lt", (of.expr, Lit(bound)))), joins).element for bound in dimension.bins]
    known = to_sql(replace(of, expr=Call("not", (Call("is_null", (of.expr,)),))), joins).element
    whens = [(test, number_of(place)) for place, test in enumerate((*tests, known))]
    return SqlValue(sa.case(*whens, else_=None), Kind.NUMBER, scale=0)


def number_of(place: int) -> Element:
    # Written out, not bound: PostgreSQL takes two parameters for two expressions.
    return sa.literal_column(str(place), sa.Integer)


def at(value: SqlValue, column: Element) -> SqlValue:
    """The same kind of value, found in a column."""
    return SqlValue(column, value.kind, value.many, value.scale, value.bound)
