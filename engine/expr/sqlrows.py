"""Aggregates in SQL: over the rows below a record, or over the form's own rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.expr import sqlnumbers
from engine.expr.ir import Call, Expr, Lit, Ref, walk
from engine.expr.sqlite import OVERFLOW
from engine.expr.sqlvalue import Element, SqlRows, SqlValue
from engine.kernel.decimals import DIVISION_PLACES
from engine.kernel.kinds import Kind

if TYPE_CHECKING:
    from engine.expr.sql import Compiler

Form = Callable[["Compiler", tuple[Expr, ...]], SqlValue]

_TRUE = Lit(True)


def one_of(c: Compiler, element: Element, values: Sequence[SqlValue]) -> SqlValue:
    """One of the values."""
    first = values[0]
    if first.kind is not Kind.NUMBER:
        return c.made(element, first.kind)
    bound = max(value.bound for value in values)
    if c.dialect == "postgresql":
        scales = [value.scale for value in values if value.scale is not None]
        return sqlnumbers.numeric(element, bound, max(scales) if len(scales) == len(values) else None)
    return sqlnumbers.decimal_text(element) if first.scale is None else sqlnumbers.scaled(element, first.scale, bound)


def whole(c: Compiler, element: Element) -> SqlValue:
    """A count."""
    if c.dialect == "postgresql":
        return sqlnumbers.numeric(sa.cast(element, sa.Numeric), 10**12, 0)
    return sqlnumbers.scaled(element, 0, 10**12)


def mean(value: Element) -> Element:
    """PostgreSQL: the average kept to 12 places."""
    count = sa.func.nullif(sa.cast(sa.func.count(value), sa.Numeric), sa.literal(Decimal(0), sa.Numeric))
    return sa.func.round(sa.func.round(sa.func.sum(value), 48) / count, DIVISION_PLACES)


@dataclass(frozen=True, slots=True)
class _Over:
    """The rows an aggregate runs over, and which of them count."""

    inner: Compiler
    rows: SqlRows | None
    test: Element | None

    def only(self, value: SqlValue) -> SqlValue:
        """Blank in the rows that do not count."""
        return value if self.test is None else replace(value, element=sa.case((self.test, value.element)))

    def whole(self, made: SqlValue) -> SqlValue:
        """The aggregate as a value of the record outside."""
        return made if self.rows is None else replace(made, element=self.rows.scalar(made.element))


def _over(c: Compiler, args: tuple[Expr, ...]) -> _Over:
    """From the arguments every aggregate has: rows, value, condition."""
    source, value, test = args
    assert isinstance(source, Ref)
    rows = c.scope.rows(source.path) if source.path else None
    inner = c.over(rows.scope if rows else c.scope)
    tests = [] if test == _TRUE else [inner.value(test, Kind.BOOLEAN).element]
    if rows and not (value == test == _TRUE) and not (_of_row(value) or _of_row(test)):
        # SQL would count an aggregate that mentions no column of the rows to the query around them.
        tests.append(rows.scope.value(("id",)).element.is_not(None))
    return _Over(inner, rows, sa.and_(*tests) if tests else None)


def _rows(aggregate: Callable[[Compiler, SqlValue], SqlValue]) -> Form:
    """rows, value, condition → the aggregate of the value where the condition is true."""

    def form(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
        over = _over(c, args)
        return over.whole(aggregate(over.inner, over.only(over.inner.value(args[1], Kind.NUMBER))))

    return form


def _sum_rows(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    """SQLite adds up products as integers of any size, several times faster than as decimal text."""
    over = _over(c, args)
    if c.dialect == "sqlite" and isinstance(args[1], Call) and args[1].fn == "mul":
        left, right = (over.inner.value(arg, Kind.NUMBER) for arg in args[1].args)
        if sqlnumbers.is_wide(left, right):
            scale = sa.literal((left.scale or 0) + (right.scale or 0), sa.Integer)
            total = sa.func.dg_sum_of_products(over.only(left).element, right.element, scale)
            return over.whole(_total(total))
    return over.whole(_sum(over.inner, over.only(over.inner.value(args[1], Kind.NUMBER))))


def _total(element: Element) -> SqlValue:
    """SQLite: one of our own sums; of nothing 0."""
    return sqlnumbers.decimal_text(sa.func.nullif(sa.func.coalesce(element, "0"), OVERFLOW))


def _of_row(expr: Expr) -> bool:
    """Whether a column of the row is mentioned."""
    return any(isinstance(part, Ref) and part.row for part in walk(expr))


def _sum(c: Compiler, value: SqlValue) -> SqlValue:
    if c.dialect == "postgresql":
        zero = sa.literal(Decimal(0), sa.Numeric)
        total = sqlnumbers.numeric(sa.func.coalesce(sa.func.sum(value.element), zero), sqlnumbers.LIMIT, value.scale)
        return sqlnumbers.guarded(total)
    if value.scale is None:
        return _total(sa.func.dg_sum(value.element))
    return sqlnumbers.scaled(sa.func.coalesce(sa.func.sum(value.element), 0), value.scale, sqlnumbers.INT64)


def _avg(c: Compiler, value: SqlValue) -> SqlValue:
    if c.dialect == "postgresql":
        return sqlnumbers.numeric(mean(value.element), value.bound, DIVISION_PLACES)
    count = sqlnumbers.scaled(sa.func.count(value.element), 0, 10**12)
    return sqlnumbers.divided(_sum(c, value), count, c.dialect)


def _extreme(name: str) -> Callable[[Compiler, SqlValue], SqlValue]:
    def aggregate(c: Compiler, value: SqlValue) -> SqlValue:
        element = value.element
        if c.dialect == "sqlite" and value.kind is Kind.NUMBER and value.scale is None:
            element = sa.collate(element, "DECIMAL")
        return one_of(c, getattr(sa.func, name)(element), (value,))

    return aggregate


def _count(c: Compiler, value: SqlValue) -> SqlValue:
    every = isinstance(value.element, sa.BindParameter)
    return whole(c, sa.func.count() if every else sa.func.count(value.element))


def _unique(c: Compiler, value: SqlValue) -> SqlValue:
    return whole(c, sa.func.count(sa.distinct(value.element)))


def _values(c: Compiler, value: SqlValue) -> SqlValue:
    value = sqlnumbers.number_text(value) if c.dialect == "sqlite" else value
    name = "jsonb_agg" if c.dialect == "postgresql" else "json_group_array"
    known = getattr(sa.func, name)(value.element).filter(value.element.is_not(None))
    return c.made(known, value.kind, many=True)


ROWS: Mapping[str, Form] = {
    "rows_sum": _sum_rows,
    "rows_avg": _rows(_avg),
    "rows_min": _rows(_extreme("min")),
    "rows_max": _rows(_extreme("max")),
    "rows_count": _rows(_count),
    "rows_unique": _rows(_unique),
    "rows_values": _rows(_values),
}
