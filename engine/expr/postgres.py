"""Small building blocks of PostgreSQL expressions, each argument computed once however often it is used."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from engine.expr.sqlvalue import Element

_CHEAP = (sa.ColumnClause, sa.BindParameter)


def once(value: Element, use: Callable[[Element], Element]) -> Element:
    """`use(value)`, where value is written once however often it is used.

    `(SELECT x * x FROM (VALUES (a + b)) AS v(x))`: without it nested functions would grow exponentially.
    """
    if isinstance(value, _CHEAP):
        return use(value)
    row = sa.values(sa.column("x", value.type)).data([(value,)]).alias()
    return alone(sa.select(use(row.c.x)), row)


def alone(select: sa.Select[Any], row: sa.FromClause) -> Element:
    """The subquery reads `row`; whatever else it mentions belongs to the queries around it, however far out."""
    return select.select_from(row).correlate_except(row).scalar_subquery()


def clamped(value: Element, low: int, high: int) -> Element:
    """A number cut to an integer within the bounds: 2.7 → 2; 10^20 → high; NULL stays NULL."""
    if isinstance(value, sa.BindParameter) and isinstance(value.value, Decimal):
        return sa.literal(int(min(max(value.value, Decimal(low)), Decimal(high))), sa.Integer)
    return once(
        value,
        lambda x: sa.case(
            (x < Decimal(low), sa.literal(low, sa.Integer)),
            (x > Decimal(high), sa.literal(high, sa.Integer)),
            else_=sa.cast(sa.func.trunc(x), sa.Integer),
        ),
    )


def unit(places: Element) -> Element:
    """2 → 0.01; -2 → 100, exactly."""
    return sa.cast(sa.func.concat("1e", -places), sa.Numeric)


def number(value: Element) -> Element:
    """An integer or double as NUMERIC."""
    return sa.cast(value, sa.Numeric)


def known(values: tuple[Element, ...], element: Element) -> Element:
    """NULL when one of the values is, for functions that would skip it."""
    return sa.case((sa.and_(*(value.is_not(None) for value in values)), element))
