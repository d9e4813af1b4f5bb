"""Numbers in SQL: NUMERIC on PostgreSQL; on SQLite scaled integers while they fit 64 bits, decimal text beyond."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from engine.expr.numbers import MAX_PLACES, MAX_WHOLE
from engine.expr.numbers import text as spelled
from engine.expr.sqlvalue import Dialect, Element, SqlValue
from engine.kernel.decimals import DIVISION_PLACES, MAX_DIGITS
from engine.kernel.kinds import Kind

INT64 = 2**63 - 1
LIMIT = 10**MAX_WHOLE

COMPARE: dict[str, Callable[[Element, Element], Element]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def scaled(element: Element, scale: int, bound: int) -> SqlValue:
    """An integer that means n/10^scale."""
    return SqlValue(sa.type_coerce(element, sa.BigInteger), Kind.NUMBER, scale=scale, bound=bound)


def decimal_text(element: Element) -> SqlValue:
    return SqlValue(sa.type_coerce(element, sa.Text), Kind.NUMBER)


def numeric(element: Element, bound: int = LIMIT, scale: int | None = None) -> SqlValue:
    """PostgreSQL: |value| ≤ bound, at most `scale` places where that is known."""
    return SqlValue(sa.type_coerce(element, sa.Numeric), Kind.NUMBER, scale=scale, bound=bound)


def literal(value: Decimal, dialect: Dialect) -> SqlValue:
    """0.10 → on SQLite the integer 1 of scale 1."""
    plain = spelled(value)
    scale = len(plain.partition(".")[2])
    if dialect == "postgresql":
        return numeric(sa.literal(Decimal(plain), sa.Numeric), int(abs(value)) + 1, scale)
    whole = int(plain.replace(".", ""))
    if abs(whole) > INT64:
        return decimal_text(sa.literal(plain, sa.Text))
    return SqlValue(sa.literal(whole, sa.BigInteger), Kind.NUMBER, scale=scale, bound=abs(whole))


def null(dialect: Dialect) -> SqlValue:
    if dialect == "postgresql":
        return numeric(sa.cast(sa.null(), sa.Numeric), 0, 0)
    return scaled(sa.null(), 0, 0)


def number_text(value: SqlValue) -> SqlValue:
    """SQLite: a scaled integer as canonical decimal text (scale None); otherwise unchanged."""
    if value.kind is not Kind.NUMBER or value.scale is None or value.many:
        return value
    element = value.element
    if isinstance(element, sa.BindParameter) and isinstance(element.value, int):
        return decimal_text(sa.literal(spelled(Decimal(element.value).scaleb(-value.scale)), sa.Text))
    if value.scale == 0:
        return decimal_text(sa.cast(element, sa.Text))
    return decimal_text(sa.func.dg_scaled(element, value.scale))


def rescaled(value: SqlValue, scale: int) -> SqlValue | None:
    """12.3 of scale 1 as 1230 of scale 3, or None where that might leave 64 bits."""
    assert value.scale is not None
    factor = 10 ** (scale - value.scale)
    if factor == 1:
        return value
    if value.bound * factor > INT64:
        return None
    element = value.element
    if isinstance(element, sa.BindParameter) and isinstance(element.value, int):
        element = sa.literal(element.value * factor, sa.BigInteger)
    else:
        element = element * sa.literal(factor, sa.BigInteger)
    return SqlValue(element, Kind.NUMBER, scale=scale, bound=value.bound * factor)


def aligned(values: Sequence[SqlValue], dialect: Dialect) -> tuple[SqlValue, ...]:
    """All of one scale, or else all as text; what PostgreSQL has it can compare as it is."""
    if dialect == "postgresql":
        return tuple(values)
    scales = [value.scale for value in values]
    known = [scale for scale in scales if scale is not None]
    if len(known) == len(scales):
        moved = [rescaled(value, max(known)) for value in values]
        fitting = tuple(value for value in moved if value is not None)
        if len(fitting) == len(moved):
            return fitting
    return tuple(map(number_text, values))


def compared(op: str, left: SqlValue, right: SqlValue, dialect: Dialect) -> Element:
    left, right = aligned((left, right), dialect)
    compare = COMPARE[op]
    if dialect == "postgresql" or left.scale is not None or op in {"eq", "ne"}:
        return compare(left.element, right.element)
    order = sa.func.dg_cmp(left.element, right.element, type_=sa.Integer)
    return compare(order, sa.literal(0, sa.Integer))


def guarded(value: SqlValue) -> SqlValue:
    """PostgreSQL: unknown from 10^30 on, like everywhere, and NULL stays NULL."""
    if value.bound < LIMIT:
        return value
    limit = sa.literal(Decimal(LIMIT), sa.Numeric)
    inside = sa.func.greatest(sa.func.least(value.element, limit), -limit)
    return numeric(sa.func.nullif(sa.func.nullif(inside, limit), -limit), LIMIT - 1, value.scale)


def added(op: str, left: SqlValue, right: SqlValue, dialect: Dialect) -> SqlValue:
    combine = operator.add if op == "add" else operator.sub
    bound = left.bound + right.bound
    if dialect == "postgresql":
        places = None if left.scale is None or right.scale is None else max(left.scale, right.scale)
        return guarded(numeric(combine(left.element, right.element), bound, places))
    a, b = aligned((left, right), dialect)
    if a.scale is not None and a.bound + b.bound <= INT64:
        return scaled(combine(a.element, b.element), a.scale, a.bound + b.bound)
    return on_text(op, left, right)


def multiplied(left: SqlValue, right: SqlValue, dialect: Dialect) -> SqlValue:
    bound = left.bound * right.bound
    if dialect == "postgresql":
        places = sum(MAX_DIGITS if v.scale is None else v.scale for v in (left, right))
        product = left.element * right.element
        if places > MAX_PLACES:
            product, places = sa.func.round(product, MAX_PLACES), MAX_PLACES
        return guarded(numeric(product, bound, places))
    if left.scale is None or right.scale is None or left.scale + right.scale > MAX_PLACES:
        return on_text("mul", left, right)
    scale = left.scale + right.scale
    if bound <= INT64:
        return scaled(left.element * right.element, scale, bound)
    return decimal_text(sa.func.dg_times(left.element, right.element, sa.literal(scale, sa.Integer)))


def is_wide(left: SqlValue, right: SqlValue) -> bool:
    """Whether two scaled integers have a product that may not fit 64 bits."""
    scaled_both = left.scale is not None and right.scale is not None
    return scaled_both and left.bound * right.bound > INT64 and (left.scale or 0) + (right.scale or 0) <= MAX_PLACES


def divided(left: SqlValue, right: SqlValue, dialect: Dialect) -> SqlValue:
    """PostgreSQL's quotient has as many places as its dividend, so the dividend gets plenty."""
    if dialect == "sqlite":
        return on_text("div", left, right)
    zero = sa.literal(Decimal(0), sa.Numeric)
    quotient = sa.func.round(left.element, 48) / sa.func.nullif(right.element, zero)
    return guarded(numeric(sa.func.round(quotient, DIVISION_PLACES), LIMIT, DIVISION_PLACES))


def negated(value: SqlValue, dialect: Dialect) -> SqlValue:
    if dialect == "sqlite" and value.scale is None:
        return on_text("neg", value)
    return replace(value, element=-value.element)


def on_text(fn: str, *values: SqlValue) -> SqlValue:
    """SQLite: one of our functions on decimal text."""
    elements = (number_text(value).element for value in values)
    return decimal_text(getattr(sa.func, f"dg_{fn.lower()}")(*elements))
