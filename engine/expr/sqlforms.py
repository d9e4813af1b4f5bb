"""Operators, choices and aggregates in SQL: what is compiled by a form of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from engine.expr import calendar, sqlite_dates, sqlnumbers
from engine.expr.ir import Call, Expr, Lit, Ref
from engine.expr.postgres import alone
from engine.expr.sqlrows import ROWS, Form, mean, one_of, whole
from engine.expr.sqlvalue import Element, SqlValue
from engine.kernel.kinds import Kind

if TYPE_CHECKING:
    from engine.expr.sql import Compiler

_ZERO = Lit(Decimal(0))


def _boolean(element: Element) -> SqlValue:
    return SqlValue(sa.type_coerce(element, sa.Boolean), Kind.BOOLEAN)


# Logic


def _and(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return SqlValue(sa.and_(*(c.value(arg, Kind.BOOLEAN).element for arg in args)), Kind.BOOLEAN)


def _or(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return SqlValue(sa.or_(*(c.value(arg, Kind.BOOLEAN).element for arg in args)), Kind.BOOLEAN)


def _not(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return SqlValue(sa.not_(c.value(args[0], Kind.BOOLEAN).element), Kind.BOOLEAN)


def _if(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    pairs = len(args) // 2
    results = (*args[1 : 2 * pairs : 2], args[-1] if len(args) % 2 else Lit(None))
    *values, otherwise = _together(c, results)
    tests = [c.value(arg, Kind.BOOLEAN).element for arg in args[: 2 * pairs : 2]]
    element = sa.case(*zip(tests, (v.element for v in values), strict=True), else_=otherwise.element)
    return one_of(c, element, (*values, otherwise))


def _together(c: Compiler, args: Sequence[Expr]) -> tuple[SqlValue, ...]:
    """Values that may stand for one another: numbers in one representation."""
    values = c.values(*args)
    return sqlnumbers.aligned(values, c.dialect) if values[0].kind is Kind.NUMBER else values


def _coalesce(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    values = _together(c, args)
    if len(values) == 1:
        return values[0]
    return one_of(c, sa.func.coalesce(*(value.element for value in values)), values)


def _number(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return _coalesce(c, (args[0], _ZERO)) if args[0] != Lit(None) else c.value(_ZERO)


def _is_null(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return SqlValue(c.value(args[0]).element.is_(None), Kind.BOOLEAN)


def _is_blank(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    value = c.value(args[0])
    if value.many:
        return SqlValue(_size(c, value) == 0, Kind.BOOLEAN)
    if value.kind is Kind.TEXT:
        return SqlValue(sa.func.coalesce(value.element, "") == "", Kind.BOOLEAN)
    return SqlValue(value.element.is_(None), Kind.BOOLEAN)


# Comparisons


def _compare(op: str) -> Form:
    def form(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
        args = _of_instants(op, args, c.scope.zone)
        left, right = c.values(*args)
        if left.kind is Kind.NUMBER:
            return SqlValue(sqlnumbers.compared(op, left, right, c.dialect), Kind.BOOLEAN)
        return SqlValue(sqlnumbers.COMPARE[op](left.element, right.element), Kind.BOOLEAN)

    return form


def _of_instants(op: str, args: tuple[Expr, ...], zone: str) -> tuple[Expr, ...]:
    """DATEVALUE(created_at) >= DATE(…) → created_at >= DATETIME(DATE(…)): the same answer, for which an index serves
    and no row's day has to be found out. Only `>=` and `<`, for a day that is the same for all rows."""
    of, day = args
    if op not in {"ge", "lt"} or not isinstance(of, Call) or of.fn != "LOCAL_DATE" or not _is_same_for_all(day):
        return args
    midnight = calendar.at(ZoneInfo(zone), day.value) if isinstance(day, Lit) and isinstance(day.value, date) else None
    return of.args[0], Call("DATETIME", (day,)) if midnight is None else Lit(midnight)


def _is_same_for_all(day: Expr) -> bool:
    if isinstance(day, Lit):
        return isinstance(day.value, date) and _EARLY < day.value < _LATE
    return isinstance(day, Call) and day.fn not in ROWS and all(_is_constant(arg) for arg in day.args)


def _is_constant(expr: Expr) -> bool:
    if isinstance(expr, Ref):
        return not expr.row and expr.path[:1] in {("me",), ("param",)}
    return isinstance(expr, Lit) or (expr.fn not in ROWS and all(map(_is_constant, expr.args)))


_EARLY, _LATE = date(2, 1, 1), date(9998, 12, 31)
"""Near the ends of the calendar a day may have no midnight that every zone can name."""


def _in(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    value, *items = _together(c, args)
    return SqlValue(value.element.in_([item.element for item in items]), Kind.BOOLEAN)


def _not_in(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return SqlValue(sa.not_(_in(c, args).element), Kind.BOOLEAN)


def _has(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    """A blank list holds nothing; whether a blank is in a list is unknown."""
    items = c.value(args[0])
    value = (
        sqlnumbers.number_text(c.value(args[1], items.kind)) if c.dialect == "sqlite" else c.value(args[1], items.kind)
    )
    each = _each(c, items)
    if c.dialect == "postgresql":
        each = sa.cast(each, value.element.type)
    elif items.kind is Kind.NUMBER:
        each = sa.cast(each, sa.Text)
    return SqlValue(value.element.in_(sa.select(each)), Kind.BOOLEAN)


# Lists


def _filled(c: Compiler, items: SqlValue) -> Element:
    """Blank lists are empty lists."""
    empty = sa.literal([], JSONB) if c.dialect == "postgresql" else sa.literal("[]", sa.Text)
    return sa.func.coalesce(items.element, empty)


def _each(c: Compiler, items: SqlValue) -> Element:
    """The items of a JSON list, as a column to select from."""
    if c.dialect == "postgresql":
        return sa.func.jsonb_array_elements_text(_filled(c, items)).column_valued("item")
    return sa.func.json_each(_filled(c, items)).table_valued("value", name="item").c.value


def _size(c: Compiler, items: SqlValue) -> Element:
    name = "jsonb_array_length" if c.dialect == "postgresql" else "json_array_length"
    size: Element = getattr(sa.func, name)(_filled(c, items), type_=sa.Integer)
    return size


def _count_items(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return whole(c, _size(c, c.value(args[0])))


def _unique_items(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    each = _each(c, c.value(args[0]))
    return whole(c, sa.select(sa.func.count(sa.distinct(each))).scalar_subquery())


# Arithmetic


def _add(op: str) -> Form:
    def form(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
        left, right = (c.value(arg, Kind.NUMBER) for arg in args)
        return sqlnumbers.added(op, left, right, c.dialect)

    return form


def _mul(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    left, right = (c.value(arg, Kind.NUMBER) for arg in args)
    return sqlnumbers.multiplied(left, right, c.dialect)


def _div(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    left, right = (c.value(arg, Kind.NUMBER) for arg in args)
    return sqlnumbers.divided(left, right, c.dialect)


def _neg(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    return sqlnumbers.negated(c.value(args[0], Kind.NUMBER), c.dialect)


def _abs(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    value = c.value(args[0], Kind.NUMBER)
    if c.dialect == "sqlite" and value.scale is None:
        return sqlnumbers.on_text("abs", value)
    return one_of(c, sa.func.abs(value.element), (value,))


def _sum(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    known = [_number(c, (arg,)) for arg in args]
    return reduce(lambda a, b: sqlnumbers.added("add", a, b, c.dialect), known)


def _avg(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    values = [c.value(arg, Kind.NUMBER) for arg in args]
    if c.dialect == "sqlite":
        return sqlnumbers.on_text("avg", *values)
    row = sa.values(sa.column("x", sa.Numeric)).data([(value.element,) for value in values]).alias()
    return sqlnumbers.numeric(alone(sa.select(mean(row.c.x)), row))


def _count(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    ones = [sa.case((c.value(arg).element.is_(None), 0), else_=1) for arg in args]
    return whole(c, reduce(lambda a, b: a + b, ones))


def _extreme(postgres: str, sqlite: str) -> Form:
    """The least or greatest of what is not blank."""

    def form(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
        values = _together(c, args)
        elements = [value.element for value in values]
        if c.dialect == "postgresql":
            return one_of(c, getattr(sa.func, postgres)(*elements), values)
        as_text = values[0].kind is Kind.NUMBER and values[0].scale is None
        name = sqlite if as_text else f"dg_{postgres}"
        return one_of(c, getattr(sa.func, name)(*elements), values)

    return form


def _days(c: Compiler, args: tuple[Expr, ...]) -> SqlValue:
    start, end = (c.value(arg, Kind.DATE).element for arg in args)
    if c.dialect == "sqlite":
        return sqlnumbers.scaled(sqlite_dates.days(start, end), 0, 10**7)
    return sqlnumbers.numeric(sa.cast(end - start, sa.Numeric), 10**7, 0)


def _today(c: Compiler, _: tuple[Expr, ...]) -> SqlValue:
    return c.scope.today()


def _now(c: Compiler, _: tuple[Expr, ...]) -> SqlValue:
    return c.scope.now()


FORMS: Mapping[str, Form] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "IF": _if,
    "COALESCE": _coalesce,
    "N": _number,
    "is_null": _is_null,
    "ISBLANK": _is_blank,
    **{op: _compare(op) for op in sqlnumbers.COMPARE},
    "in": _in,
    "not_in": _not_in,
    "has": _has,
    "COUNT_ITEMS": _count_items,
    "UNIQUE_ITEMS": _unique_items,
    "add": _add("add"),
    "sub": _add("sub"),
    "mul": _mul,
    "div": _div,
    "neg": _neg,
    "ABS": _abs,
    "SUM": _sum,
    "AVG": _avg,
    "COUNT": _count,
    "MIN": _extreme("least", "dg_min"),
    "MAX": _extreme("greatest", "dg_max"),
    "DAYS": _days,
    "TODAY": _today,
    "NOW": _now,
    **ROWS,
}
